"""A list of places: icon, name, a line below it, a number at the end. One Tab stop; arrows walk, Enter opens."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius
from outreach_app.ui.widgets.basics import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 48
KEY_ROLE = Qt.ItemDataRole.UserRole


class PlaceRow(NamedTuple):
    """`said` is what a screen reader says of the number."""

    key: str
    title: str
    detail: str = ""
    icon: str = ""
    figure: str = ""
    said: str = ""


class PlaceModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[PlaceRow] = ()

    def show(self, rows: Sequence[PlaceRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{row.title}\n{row.detail}" if row.detail else row.title)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (row.title, row.detail, row.said or row.figure) if part)
        return row.key if role == KEY_ROLE else None


class PlaceList(QListView):
    chosen = QtSignal(str)
    """The key of the row that a person made current."""
    opened = QtSignal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.places = PlaceModel()
        self._silent = False
        self.setModel(self.places)
        self.setItemDelegate(_RowDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(KEY_ROLE)))

    def show_rows(self, rows: Sequence[PlaceRow], current: str = "") -> None:
        self.places.show(rows)
        self.choose(current)

    def choose(self, key: str) -> None:
        """Silently."""
        row = next((n for n, each in enumerate(self.places.rows) if each.key == key), -1)
        self._silent = True
        self.setCurrentIndex(self.places.index(row, 0) if row >= 0 else QModelIndex())
        self._silent = False
        if row < 0:
            self.clearSelection()

    def current(self) -> str:
        index = self.currentIndex()
        return str(index.data(KEY_ROLE)) if index.isValid() else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._silent:
            self.chosen.emit(current.data(KEY_ROLE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """With a ring of its own where the focus is here and on no row."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme().tokens.focus), 2))
            at = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(at, Radius.SMALL, Radius.SMALL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)


class _RowDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(120), theme().px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, PlaceModel)
        row, colours, px = model.rows[index.row()], theme().tokens, theme().px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = option.state & QStyle.StateFlag.State_HasFocus
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        ground = colours.primary_soft if chosen else colours.hover if hovered else ""
        painter.setPen(QPen(QColor(colours.focus), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), Radius.SMALL, Radius.SMALL)
        room = option.rect.adjusted(px(10), px(5), -px(12), -px(5))
        ink = "primary_text" if chosen else "text2"
        drawn = theme().pixmap(row.icon or "map-pin", ink, 16, painter.device().devicePixelRatioF())
        painter.drawPixmap(room.left(), option.rect.center().y() - px(8), drawn)
        _write(painter, room.adjusted(px(28), 0, 0, 0), row)
        painter.restore()


def _write(painter: QPainter, room: QRect, row: PlaceRow) -> None:
    side = Qt.AlignmentFlag.AlignVCenter
    strong = theme().font("label")
    strong.setWeight(QFont.Weight.DemiBold)
    painter.setPen(QColor(theme().tokens.text))
    if row.figure:
        painter.setFont(theme().font("strong"))
        wide = painter.fontMetrics().horizontalAdvance(row.figure)
        painter.drawText(room, side | Qt.AlignmentFlag.AlignRight, row.figure)
        room = room.adjusted(0, 0, -wide - theme().px(8), 0)
    upper = room.adjusted(0, 0, 0, -room.height() // 2) if row.detail else room
    for text, at, font, tone in (
        (row.title, upper, strong, "text"),
        (row.detail, room.adjusted(0, room.height() // 2, 0, 0), theme().font("small"), "text2"),
    ):
        painter.setFont(font)
        painter.setPen(QColor(theme().colour(tone)))
        fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, side | Qt.AlignmentFlag.AlignLeft, fitted)
