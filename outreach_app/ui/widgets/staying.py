"""The first column of a wide table stays in sight while the others scroll sideways: it is what a row is read by.

It is painted over what has scrolled beneath it, by the same delegate; a click on it is a click on its row.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from outreach_app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex


class StayingHeader(QHeaderView):
    """Its first title stays too, and can be clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def first(self) -> int:
        """The column at the left; -1 where none is seen."""
        seen = (self.logicalIndex(place) for place in range(self.count()))
        return next((n for n in seen if not self.isSectionHidden(n)), -1)

    def stays(self) -> int:
        """How much of the left is taken by it, in pixels; 0 while nothing is scrolled."""
        return self.sectionSize(self.first()) if self.offset() and self.first() >= 0 else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if wide := self.stays():
            painter = QPainter(self.viewport())
            at = QRect(0, 0, wide, self.height())
            painter.fillRect(at, QColor(theme().tokens.surface))
            self.paintSection(painter, at, self.first())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() < self.stays():
            self.sectionClicked.emit(self.first())
        else:
            super().mousePressEvent(event)


class StayingTable(QTableView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = StayingHeader(self)
        self.setHorizontalHeader(self.head)
        self.horizontalScrollBar().valueChanged.connect(self._again)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.head.stays():
            painter = QPainter(self.viewport())
            bottom = self.viewport().height()
            row = max(self.rowAt(0), 0)
            while row < self.model().rowCount() and self.rowViewportPosition(row) < bottom:
                self._paint_first(painter, row)
                row += 1

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """What becomes current does not lie beneath the column that stays."""
        super().scrollTo(index, hint)
        hidden = self.head.stays() - self.columnViewportPosition(index.column())
        if index.column() != self.head.first() and hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def _paint_first(self, painter: QPainter, row: int) -> None:
        index = self.model().index(row, self.head.first())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = QRect(0, self.rowViewportPosition(row), self.head.stays(), self.rowHeight(row))
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        if index == self.currentIndex() and self.hasFocus():
            option.state |= QStyle.StateFlag.State_HasFocus
        delegate: QAbstractItemDelegate = self.itemDelegate()
        delegate.paint(painter, option, index)
        edge = QRect(option.rect.right(), option.rect.top(), 1, option.rect.height())
        painter.fillRect(edge, QColor(theme().tokens.control_line))

    def _again(self) -> None:
        """What scrolls is moved as it is painted: the column that stays would go along."""
        self.viewport().update()
        self.head.viewport().update()
