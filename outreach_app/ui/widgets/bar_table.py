"""A table to read: words and numbers, some with a bar beneath that shows how much it is of the most."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT, HEAD_HEIGHT, BAR = 46, 44, 5
WRAP = Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)
"""Long titles go on in a second line."""
SHARES = (5, 3, 2, 3, 3, 3, 3)
"""How the width is divided among the columns."""


class BarCell(NamedTuple):
    """`part` of 1 is drawn as a bar in the colour `tone`; a tone without a bar colours the words."""

    text: str
    part: float | None = None
    tone: str = ""


class BarRow(NamedTuple):
    key: str
    cells: Sequence[BarCell]


class BarModel(QAbstractTableModel):
    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.titles = titles
        self.rows: Sequence[BarRow] = ()

    def show(self, rows: Sequence[BarRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and side is Qt.Orientation.Horizontal:
            return self.titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = zip(self.titles[1:], row.cells[1:], strict=False)
            told = ", ".join(f"{title}: {cell.text}" for title, cell in said if cell.text)
            return f"{row.cells[0].text}. {told}" if index.column() == 0 else row.cells[index.column()].text
        return row.cells[index.column()].text if role == Qt.ItemDataRole.DisplayRole else None


class BarTable(QTableView):
    """Arrows walk through the rows, Enter opens one."""

    opened = QtSignal(str)

    def __init__(self, name: str, titles: Sequence[str], shares: Sequence[int] = SHARES) -> None:
        super().__init__()
        self._shares = shares
        self.bars = BarModel(titles)
        self.setModel(self.bars)
        self.setAccessibleName(name)
        self.setItemDelegate(_BarDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | WRAP)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.bars.rows[index.row()].key))
        theme().changed.connect(self._fit)

    def show_rows(self, rows: Sequence[BarRow]) -> None:
        """The row that was current stays so, wherever it stands now."""
        at = self.currentIndex().row()
        key = self.bars.rows[at].key if 0 <= at < len(self.bars.rows) else ""
        self.bars.show(rows)
        self._fit()
        found = next((n for n, row in enumerate(rows) if row.key == key), 0)
        if rows:
            self.setCurrentIndex(self.bars.index(found, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(self.bars.rows[index.row()].key)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme().px(HEAD_HEIGHT))
        shares = self._shares[: len(self.bars.titles)]
        room = self.viewport().width()
        for n, share in enumerate(shares):
            self.setColumnWidth(n, room * share // sum(shares))


class _BarDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(60), theme().px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, BarModel)
        cell, colours, px = model.rows[index.row()].cells[index.column()], theme().tokens, theme().px
        chosen = option.state & QStyle.StateFlag.State_Selected
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.primary_soft if chosen else colours.hover if hovered else colours.surface
        painter.fillRect(option.rect, QColor(ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        room = option.rect.adjusted(px(10), 0, -px(12), -1)
        painter.setFont(theme().font("strong" if index.column() == 0 else "label"))
        painter.setPen(QColor(theme().colour(cell.tone) if cell.part is None and cell.tone else colours.text))
        words = room.adjusted(0, 0, 0, -px(10)) if cell.part is not None else room
        fitted = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitted)
        if cell.part is not None and cell.text:
            self._paint_bar(
                painter, QRectF(room.left(), option.rect.bottom() - px(13), room.width(), px(BAR)), cell
            )
        if option.state & QStyle.StateFlag.State_HasFocus and index.column() == 0:
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -3), Radius.SMALL, Radius.SMALL)
        painter.restore()

    def _paint_bar(self, painter: QPainter, at: QRectF, cell: BarCell) -> None:
        colours = theme().tokens
        fill = {"series1": colours.series[1], "amber": colours.amber}.get(cell.tone, colours.primary)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(at, at.height() / 2, at.height() / 2)
        if cell.part:
            painter.setBrush(QColor(fill))
            at.setWidth(max(at.width() * min(cell.part, 1), at.height()))
            painter.drawRoundedRect(at, at.height() / 2, at.height() / 2)
