"""How a paged table looks and is walked through: rows that breathe, terms as badges, Enter opens."""

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius
from outreach_app.ui.widgets.columns import LEAST, Columns
from outreach_app.ui.widgets.marks import badge_width, paint_avatar, paint_badge
from outreach_app.ui.widgets.paged_table import CELL_ROLE, ID_ROLE, Cell, Mark, PagedModel
from outreach_app.ui.widgets.selected import Selected
from outreach_app.ui.widgets.staying import StayingTable

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 44
PADDING = 10
GAP = 6
FEW = 200
"""So many rows at once are told a screen reader one by one."""
MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""With an arrow to the side these move a column, with one up or down they sort by it."""


class CellDelegate(QStyledItemDelegate):
    """Paints a Cell: its text, or as many of its marks as fit and a count of the others."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(CELL_ROLE)
        model = index.model()
        assert isinstance(model, PagedModel)
        column = model.columns[index.column()]
        painter.save()
        self._paint_ground(painter, option)
        at = option.rect.adjusted(theme().px(PADDING), 0, -theme().px(PADDING), 0)
        if cell.marks:
            _paint_marks(painter, at, cell.marks, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        else:
            font = theme().font("label")
            font.setWeight(QFont.Weight.DemiBold if column.strong else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(theme().colour(cell.tone if not column.strong else "text")))
            shown = " ".join(cell.text.split())
            fitted = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, at.width())
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(at, side | Qt.AlignmentFlag.AlignVCenter, fitted)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(LEAST), theme().px(ROW_HEIGHT))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours = theme().tokens
        chosen = option.state & QStyle.StateFlag.State_Selected
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        ground = colours.primary_soft if chosen else colours.hover if hovered else colours.surface
        painter.fillRect(option.rect, QColor(ground))
        painter.fillRect(
            QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), QColor(colours.line)
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.focus), 2))
            inner = QRectF(option.rect).adjusted(2, 2, -2, -3)
            painter.drawRoundedRect(inner, Radius.SMALL, Radius.SMALL)


def _paint_marks(painter: QPainter, at: QRect, marks: tuple[Mark, ...], *, chosen: bool) -> None:
    high = theme().px(22)
    x, top = at.left() - theme().px(4), at.center().y() - high / 2 + 0.5
    for n, mark in enumerate(marks):
        rest = len(marks) - n
        wide = high if mark.initials else badge_width(mark.text, mark.icon)
        room = at.right() - x - (theme().px(26) if rest > 1 else 0)
        if wide > room and n and not mark.initials:
            _paint_count(painter, QRect(x, at.top(), at.right() - x + 8, at.height()), rest)
            return
        place = QRectF(x, top, min(wide, max(room, high)), high)
        if mark.initials:
            paint_avatar(painter, place, mark.text, mark.tone)
        else:
            tone = "raised" if chosen and mark.tone == "plain" else mark.tone
            paint_badge(painter, place, mark.text, tone, mark.icon)
        x += round(place.width()) + theme().px(GAP)


def _paint_count(painter: QPainter, at: QRect, count: int) -> None:
    painter.setFont(theme().font("small"))
    painter.setPen(QColor(theme().colour("text2")))
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, f"+{count}")


class TableView(StayingTable):
    """A list of records. Arrows walk, Enter opens, Delete asks for deletion; Tab leaves it.

    With `several`, Ctrl and Shift select more than one row, and Escape lets them go.
    """

    chosen = QtSignal(str)
    """The id of the row that is current now; empty for none."""
    opened = QtSignal(str)
    """Enter or a double click."""
    delete_asked = QtSignal(str)
    typed = QtSignal(str)
    """A letter, while no key of the table means it: someone is looking for something."""

    def __init__(
        self,
        model: PagedModel,
        name: str,
        parent: QWidget | None = None,
        *,
        kept_as: str = "",
        several: bool = False,
    ) -> None:
        super().__init__(parent)
        self._paged = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self._set_heights()
        self.columns = Columns(self, model.columns, kept_as)
        self.selected = Selected(self, model)
        self.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ID_ROLE)))
        theme().changed.connect(self._set_heights)
        model.arrived.connect(self._arrived)
        model.asked_anew.connect(self._show_sort)

    def current_id(self) -> str:
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else ""

    def go_to(self, id: str) -> bool:
        """Makes a row current if it was read; silent where it already is."""
        row = self._paged.row_of(id)
        if row < 0:
            return False
        self.setCurrentIndex(self._paged.index(row, max(0, self.currentIndex().column())))
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(str(current.data(ID_ROLE)) if current.isValid() else "")

    def selectionChanged(self, now: QItemSelection, before: QItemSelection) -> None:
        """Qt lists every cell for a screen reader, which takes seconds where there are many: the bar below the
        list says how many rows are selected."""
        rows = sum(span.height() for change in (now, before) for span in change.toList())
        base = QTableView if rows <= FEW else QAbstractItemView
        base.selectionChanged(self, now, before)

    def _arrived(self, first: int, last: int) -> None:
        """Who waits on a row that was not here yet is told whose it is."""
        if self.currentIndex().isValid() and first <= self.currentIndex().row() <= last:
            self.chosen.emit(self.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        elif plain and event.key() == Qt.Key.Key_Delete and (self.current_id() or self.selected.several):
            self.delete_asked.emit(self.current_id())
        elif plain and event.key() == Qt.Key.Key_Escape and self.selected.several:
            self.selected.let_go()
        elif event.modifiers() == MOVE and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.columns.move(self.currentIndex().column(), 1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.modifiers() == MOVE and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._sort(self.currentIndex().column(), descending=event.key() == Qt.Key.Key_Down)
        elif plain and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self._paged.rowCount() - 1 if event.key() == Qt.Key.Key_End else 0
            self.setCurrentIndex(self._paged.index(last, max(0, self.currentIndex().column())))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """What Qt would look for among the rows that are here stands in all rows."""
        if search.strip():
            self.typed.emit(search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.share_width()

    def _sort_by(self, section: int) -> None:
        """Up, and down the next time."""
        column = self._paged.columns[section]
        if not column.sortable:
            return
        name, descending = self._order()
        self._sort(section, descending=name == column.name and not descending)

    def _order(self) -> tuple[str, bool]:
        """By which column the rows stand, and whether downwards."""
        asked = self._paged.asked
        return (asked.sort, asked.descending) if asked.sort else (self._paged.newest, True)

    def _sort(self, section: int, *, descending: bool) -> None:
        if section < 0 or not self._paged.columns[section].sortable:
            return
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.columns.keep_sort(self._paged.columns[section].name, descending=descending)
        self._paged.sort(section, order)

    @Slot()
    def _show_sort(self) -> None:
        (name, descending), header = self._order(), self.horizontalHeader()
        section = next((n for n, column in enumerate(self._paged.columns) if name and column.name == name), -1)
        header.setSortIndicatorShown(section >= 0)
        if section >= 0:
            down = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(section, down)

    def _set_heights(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
