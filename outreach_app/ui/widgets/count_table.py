"""A table of counts to go through by keyboard: digits overwrite, + and − change by one, Enter goes on below."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QIntValidator, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius
from outreach_app.ui.widgets.count_model import MOST, CountColumn, CountModel, CountRow, Index
from outreach_app.ui.widgets.marks import badge_width, paint_badge

ROW_HEIGHT, HEAD_HEIGHT = 36, 50
NAME_WIDTH, COLUMN_LEAST = 230, 54


class CountTable(QTableView):
    def __init__(self, name: str, *, editable: bool) -> None:
        super().__init__()
        self.counts = CountModel(editable=editable)
        self.setModel(self.counts)
        self.setAccessibleName(name)
        self.setItemDelegate(_CountDelegate(self))
        self.setHorizontalHeader(_GroupedHeader(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        theme().changed.connect(self._fit)

    def show_counts(self, columns: Sequence[CountColumn], rows: Sequence[CountRow]) -> None:
        self.counts.show(columns, rows)
        self._fit()
        if not self.currentIndex().isValid():
            first = next((n for n, row in enumerate(rows) if not row.heading), -1)
            if first >= 0 and columns:
                self.setCurrentIndex(self.counts.index(first, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        editable = index.isValid() and bool(self.counts.flags(index) & Qt.ItemFlag.ItemIsEditable)
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and editable:
            self.counts.setData(index, index.data() + (1 if key == Qt.Key.Key_Plus else -1))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and editable:
            self.counts.setData(index, 0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_down()
        else:
            super().keyPressEvent(event)

    def go_down(self) -> None:
        """To the same column of the next row that can be changed."""
        index = self.currentIndex()
        for row in range(index.row() + 1, self.counts.rowCount()):
            if not self.counts.rows[row].heading:
                self.setCurrentIndex(self.counts.index(row, index.column()))
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The name gets what the counts leave."""
        columns = len(self.counts.columns)
        if not columns:
            return
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        room = self.viewport().width()
        name = theme().px(NAME_WIDTH)
        each = max((room - name) // columns, theme().px(COLUMN_LEAST))
        for n in range(columns):
            self.setColumnWidth(n + 1, each)
        self.setColumnWidth(0, max(room - each * columns, theme().px(150)))


class _GroupedHeader(QHeaderView):
    """Two lines: the group over its columns, then what each counts."""

    def __init__(self, table: CountTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(HEAD_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours, columns = theme().tokens, self._table.counts.columns
        painter.save()
        painter.fillRect(rect, QColor(colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if section and section <= len(columns):
            column = columns[section - 1]
            members = [n for n, each in enumerate(columns, 1) if each.group == column.group]
            left = self.sectionViewportPosition(members[0])
            wide = sum(self.sectionSize(n) for n in members)
            if section == members[0]:
                painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.setClipRect(rect)
            painter.setFont(theme().font("label"))
            painter.setPen(QColor(colours.text))
            upper = QRect(left, rect.top() + 2, wide, rect.height() // 2)
            painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, column.group)
            painter.setFont(theme().font("small"))
            painter.setPen(QColor(colours.text2))
            lower = rect.adjusted(2, rect.height() // 2, -2, -2)
            fitted = painter.fontMetrics().elidedText(column.title, Qt.TextElideMode.ElideRight, lower.width())
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, fitted)
        painter.restore()


class _CountDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, CountModel)
        row, colours = model.rows[index.row()], theme().tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(option.rect, QColor(colours.sunken if row.heading else colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if index.column():
            self._paint_count(painter, option.rect, model.columns[index.column() - 1], row, index)
        else:
            self._paint_name(painter, option.rect, row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = QRectF(option.rect).adjusted(2, 2, -2, -3)
            painter.drawRoundedRect(inner, Radius.SMALL, Radius.SMALL)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setValidator(QIntValidator(0, MOST, line))
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        line.setProperty("look", "cell")
        return line

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text() or "0")

    def eventFilter(self, editor: Any, event: QEvent) -> bool:
        pressed = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed is not None and pressed.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            table = self.parent()
            assert isinstance(table, CountTable)
            table.setFocus()
            table.go_down()
            return True
        return super().eventFilter(editor, event)

    def _paint_name(self, painter: QPainter, at: QRect, row: CountRow) -> None:
        px = theme().px
        painter.setFont(theme().font("strong" if row.heading else "body"))
        painter.setPen(QColor(theme().tokens.text))
        room = at.adjusted(px(14 if row.heading else 26), 0, -px(6), 0)
        if row.mark:
            wide = badge_width(row.mark)
            if room.width() - wide > px(80):
                box = QRectF(room.right() - wide, room.center().y() - px(11) + 0.5, wide, px(22))
                paint_badge(painter, box, row.mark, "violet")
                room.setRight(round(box.left()) - px(6))
        fitted = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(theme().font("strong" if row.heading else "body"))
        painter.setPen(QColor(theme().tokens.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, fitted)

    def _paint_count(self, painter: QPainter, at: QRect, column: CountColumn, row: CountRow, index: Index) -> None:
        count, px = row.counts[index.column() - 1], theme().px
        if index.column() == 1 or self._columns(index)[index.column() - 2].group != column.group:
            painter.drawLine(at.topLeft(), at.bottomLeft())
        if count and column.tone and not row.heading:
            wide = badge_width(str(count))
            box = QRectF(at.center().x() - wide / 2 + 0.5, at.center().y() - px(11) + 0.5, wide, px(22))
            paint_badge(painter, box, str(count), column.tone)
            return
        painter.setFont(theme().font("strong" if row.heading else "body"))
        painter.setPen(QColor(theme().colour("text" if count else "text3")))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(count) if count else "·")

    def _columns(self, index: Index) -> Sequence[CountColumn]:
        model = index.model()
        assert isinstance(model, CountModel)
        return model.columns
