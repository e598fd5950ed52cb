"""The list that opens under a field while typing. It lies in the window itself and needs none of its own."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius
from outreach_app.ui.widgets.basics import column
from outreach_app.ui.widgets.option import Option

ROWS = 8
Index = QModelIndex | QPersistentModelIndex


class _Options(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.options: Sequence[Option] = ()

    def show(self, options: Sequence[Option]) -> None:
        self.beginResetModel()
        self.options = options
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        option = self.options[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option.label
        return f"{option.label}, {option.detail}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Painter(QStyledItemDelegate):
    """A name, its detail in grey behind it, and the icon of what would be made new."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme().px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Options)
        shown = model.options[index.row()]
        colours, px = theme().tokens, theme().px
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.primary_soft))
            painter.drawRoundedRect(rect, Radius.SMALL, Radius.SMALL)
        room = rect.adjusted(px(10), 0, -px(10), 0)
        if shown.icon:
            drawn = theme().pixmap(shown.icon, "primary_text", 15, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPoint(room.left(), rect.center().y() - px(7)), drawn)
            room.setLeft(room.left() + px(22))
        painter.setFont(theme().font("label"))
        painter.setPen(QColor(colours.primary_text if chosen or not shown.code else colours.text))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(shown.label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        room.setLeft(room.left() + metrics.horizontalAdvance(name) + px(10))
        painter.setFont(theme().font("small"))
        painter.setPen(QColor(colours.text2))
        detail = painter.fontMetrics().elidedText(shown.detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, detail)
        painter.restore()


class Suggestions(QFrame):
    """Shows options under `field`. The field keeps the focus and passes on the arrows and Enter."""

    taken = QtSignal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.setProperty("look", "popup")
        self._model = _Options()
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Painter(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("Suggestions"))
        self._list.clicked.connect(self._clicked)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._list, margins=5))
        field.destroyed.connect(self.deleteLater)  # it lives in the window, not in the field
        self.hide()

    def open(self, options: Sequence[Option], *, first: bool = True) -> None:
        """Shows these; `first` marks the best one, so that Enter takes it."""
        self._model.show(options)
        if not options:
            self.hide()
            return
        self._place(len(options))
        self.show()
        self.raise_()
        if first:
            self._list.setCurrentIndex(self._model.index(0))

    def options(self) -> Sequence[Option]:
        return self._model.options if self.isVisible() else ()

    def marked(self) -> Option | None:
        """The one that Enter would take."""
        at = self._list.currentIndex()
        return self._model.options[at.row()] if self.isVisible() and at.isValid() else None

    def move_mark(self, by: int) -> None:
        count = self._model.rowCount()
        at = self._list.currentIndex()
        row = (at.row() + by) % count if at.isValid() else (0 if by > 0 else count - 1)
        self._list.setCurrentIndex(self._model.index(row))

    def _place(self, count: int) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        high = min(count, ROWS) * theme().px(34) + 12
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        if below.y() + high > window.height() - 8:
            above = self._field.mapTo(window, QPoint(0, -4 - high))
            below = above if above.y() >= 0 else below
        self.setGeometry(QRect(below, QSize(max(self._field.width(), 220), high)))

    def _clicked(self, index: QModelIndex) -> None:
        self.taken.emit(self._model.options[index.row()])
