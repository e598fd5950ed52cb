"""A table of any length that reads the pages that are looked at, from wherever they are kept. Knows no records.

How many rows there are is known at once or a moment later; a row that is not here yet has a placeholder. So the
scroll bar is true from the start, and the end of a million rows is one key away.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal

from outreach_app.domain.paging import FIRST, Start
from outreach_app.ui.widgets.asked import Asked as Asked
from outreach_app.ui.widgets.asked import Chunk as Chunk
from outreach_app.ui.widgets.asked import Column as Column
from outreach_app.ui.widgets.asked import Count as Count
from outreach_app.ui.widgets.asked import Read as Read
from outreach_app.ui.widgets.asked import Row as Row
from outreach_app.ui.widgets.asked import Still as Still
from outreach_app.ui.widgets.basics import plain_tip
from outreach_app.ui.widgets.cells import Cell as Cell
from outreach_app.ui.widgets.cells import Mark as Mark
from outreach_app.ui.widgets.row_window import PAGE, Far, RowWindow

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
CELL_ROLE = Qt.ItemDataRole.UserRole
"""The Cell itself, for the delegate."""
ID_ROLE = Qt.ItemDataRole.UserRole + 1


_WAITING = Cell("…", tone="text3")
_LATEST = 3
"""Pages waited for at once: of those scrolled past, only the last count."""


def _always() -> bool:
    return True


class PagedModel(QAbstractTableModel):
    """Every row, as far as it was looked at; the others are read as the view comes to them."""

    asked_anew = QtSignal()
    """Other rows, or another order, are on their way."""
    loaded = QtSignal()
    """Another choice of rows stands there now."""
    counted = QtSignal()
    """How many there are is known now."""
    arrived = QtSignal(int, int)
    """Rows from the first to the second number are here now."""

    def __init__(
        self, columns: Sequence[Column], read: Read, parent: QObject | None = None, *, count: Count | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self.asked = Asked()
        self.newest = ""
        """The column by which rows stand newest first as long as nobody chose another order."""
        self.within: Callable[[Any, Asked, Start, int], Chunk] | None = None
        """Reads rows within a session, for a job that goes through all of them."""
        self.ids: Callable[[Any, Asked], Sequence[str]] | None = None
        """Those of all rows in their order, within a session."""
        self._read, self._count = read, count
        self._has = RowWindow()
        self._round = 0
        self.known = True
        """Whether all rows are counted."""
        self._wanted: list[int] = []
        self._reading = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read_wanted)

    @property
    def total(self) -> int:
        """How many rows there are, read or not; until they are counted (see `known`), as many as were read."""
        return self._has.total

    def ask(self, asked: Asked) -> None:
        """Show other rows, from the top."""
        self.asked = asked
        self.asked_anew.emit()
        _Renewal(self, RowWindow(), [0]).begin()

    def reload(self, near: int = 0) -> None:
        """The same rows again, since something was written: those around row `near`, and the first."""
        _Renewal(self, RowWindow(self._has.total), [0, *self._around(near)]).begin()

    def count_all(self, told: Callable[[int], None]) -> None:
        """How many rows there are where nothing narrows them."""
        if self._count is not None:
            self._count(Asked(), _always, told)

    def row_of(self, id: str) -> int:
        """Where a row stands; -1 if it was not read."""
        return next((number for number, row in self._has.rows() if row.id == id), -1)

    def held(self) -> Iterator[tuple[int, str]]:
        """Where the rows stand that were read, and their ids."""
        return ((number, row.id) for number, row in self._has.rows())

    def _around(self, near: int) -> list[int]:
        held = [page for page in (near // PAGE, near // PAGE + 1) if page and self._has.holds(page)]
        return [page for page in held if self._has.size(page)]

    def _renew(self, has: RowWindow, *, known: bool) -> None:
        """Other rows, or the same as they are now."""
        self._reading = False
        self._wanted.clear()
        self.beginResetModel()
        self._has, self.known = has, known
        self.endResetModel()
        self.loaded.emit()

    def _show_total(self, total: int) -> None:
        before, self.known = self._has.total, True
        if total > before:
            self.beginInsertRows(ROOT, before, total - 1)
            self._has.total = total
            self.endInsertRows()
        elif total < before:
            self.beginRemoveRows(ROOT, total, before - 1)
            self._has.total = total
            self.endRemoveRows()
        self.counted.emit()

    def _want(self, page: int) -> None:
        """Read once the view has said all that it wants."""
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        del self._wanted[:-_LATEST]
        if not self._reading and not self._soon.isActive():
            self._soon.start(0)

    def _read_wanted(self) -> None:
        self._wanted = [page for page in self._wanted if not self._has.holds(page) and self._has.size(page)]
        if self._reading or not self._wanted:
            return
        page, mine = self._wanted.pop(), self._round
        self._reading = True
        far = self._has.far(page)
        if far is not None:
            reached = partial(self._come_upon, page, far, mine)
            self._read(self.asked, far.start, 1, self._still(), reached)
            return
        start, size = self._has.start(page), self._has.size(page)
        self._read(self.asked, start, size, self._still(), lambda chunk: self._put(page, chunk, mine))

    def _come_upon(self, page: int, far: Far, asked_in: int, chunk: Chunk) -> None:
        """A step on the way to a page; where the view went on meanwhile, that comes first."""
        if asked_in != self._round:
            return
        if not chunk.rows:
            self._put(page, chunk, asked_in)
            return
        self._reading = False
        self._has.mark(far.place, chunk.rows[0].key)
        if page not in self._wanted:
            self._wanted.insert(0, page)
            del self._wanted[:-_LATEST]
        self._read_wanted()

    def _still(self) -> Still:
        """Whether what is asked now is what is asked then."""
        now = self._round
        return lambda: self._round == now

    def _put(self, page: int, chunk: Chunk, asked_in: int) -> None:
        if asked_in != self._round:
            return
        self._reading = False
        self._has.put(page, chunk.rows)
        first = page * PAGE
        last = min(first + max(len(chunk.rows), 1), self._has.total) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
            self.arrived.emit(first, last)
        if self._wanted:
            self._read_wanted()

    # What Qt asks

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._has.total

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._has.row(index.row())
        if row is None:
            if role in (Qt.ItemDataRole.DisplayRole, CELL_ROLE):
                self._want(index.row() // PAGE)
            cell, id = _WAITING, ""
        else:
            cell, id = row.cells[index.column()], row.id
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(cell.text) if len(cell.text) > 24 or len(cell.marks) > 1 else None
            case _ if role == CELL_ROLE:
                return cell
            case _ if role == ID_ROLE:
                return id
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            down = order == Qt.SortOrder.DescendingOrder
            self.ask(replace(self.asked, sort=self.columns[column].name, descending=down))


class _Renewal:
    """Pages and the count on their way; the model shows them together, so that nothing jumps."""

    def __init__(self, model: PagedModel, has: RowWindow, pages: Sequence[int]) -> None:
        self._model, self._has, self._pages = model, has, list(dict.fromkeys(pages))
        self._again = has.total > 0
        """What is shown is replaced by the same, so its count is waited for too."""
        model._round += 1
        self._still = model._still()
        model._reading = True

    def begin(self) -> None:
        model = self._model
        if self._again and model._count is not None:
            model._count(model.asked, self._still, self._counted)
        else:
            self._next()

    def _counted(self, total: int) -> None:
        if self._still():
            self._has.total = total
            self._next()

    def _next(self) -> None:
        model = self._model
        page = self._pages.pop(0)
        start = self._has.start(page) if page else FIRST
        size = self._has.size(page) if page else PAGE
        model._read(model.asked, start, size, self._still, lambda chunk: self._put(page, chunk))

    def _put(self, page: int, chunk: Chunk) -> None:
        model = self._model
        if not self._still():
            return  # the answer to an earlier question
        self._has.put(page, chunk.rows)
        counting = model._count is not None
        full = len(chunk.rows) >= PAGE
        if page == 0 and (chunk.total is not None or not (self._again and counting)):
            self._has.total = len(chunk.rows) if chunk.total is None else chunk.total
        self._pages = [each for each in self._pages if self._has.size(each)]
        if self._pages:
            self._next()
            return
        known = self._again or chunk.total is not None or not full or not counting
        model._renew(self._has, known=known)
        if not known and model._count is not None:
            model._count(model.asked, self._still, self._tell)

    def _tell(self, total: int) -> None:
        if self._still():
            self._model._show_total(total)
