"""A table that reads its rows a page at a time from wherever they are kept. Knows cells, no records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

from outreach_app.ui.widgets.basics import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
CELL_ROLE = Qt.ItemDataRole.UserRole
"""The Cell itself, for the delegate."""
ID_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A small painted thing in a cell: a term, a state, or someone's initials."""

    text: str
    tone: str = "plain"
    icon: str = ""
    initials: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what is read aloud and copied; with `marks` those are painted in its place."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    title: str
    sortable: bool = True
    weight: int = 2
    """Its share of the width."""
    strong: bool = False
    """Names the row."""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows, in which order; `sort` is a column's name."""

    text: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows that follow each other; `next` is where the following chunk starts, None at the end."""

    rows: Sequence[Row]
    next: Any = None
    total: int | None = None
    """All there are; told with the first chunk."""


Read = Callable[[Asked, Any, int, Callable[[Chunk], None]], None]
"""Asked, where to start (None: at the beginning), how many, and whom to give the chunk."""

PAGE = 100


@dataclass(slots=True)
class _Loaded:
    rows: list[Row] = field(default_factory=list)
    next: Any = None
    total: int = 0


class PagedModel(QAbstractTableModel):
    """Rows as far as they were scrolled to; the rest is read when the view asks for it."""

    loaded = QtSignal()
    """Another choice of rows stands there now."""

    def __init__(self, columns: Sequence[Column], read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.asked = Asked()
        self._read = read
        self._has = _Loaded()
        self._round = 0
        self._reading = False

    @property
    def total(self) -> int:
        """How many rows there are, read or not."""
        return self._has.total

    def ask(self, asked: Asked) -> None:
        """Show other rows, from the top."""
        self.asked = asked
        self._start(PAGE)

    def reload(self) -> None:
        """The same rows again, as far as they were read, since something was written."""
        self._start(max(PAGE, len(self._has.rows)))

    def row_of(self, id: str) -> int:
        """Where a row stands; -1 if it was not read."""
        return next((n for n, row in enumerate(self._has.rows) if row.id == id), -1)

    def id_at(self, row: int) -> str:
        return self._has.rows[row].id if 0 <= row < len(self._has.rows) else ""

    def _start(self, count: int) -> None:
        self._round += 1
        mine, self._reading = self._round, True
        self._read(self.asked, None, count, lambda chunk: self._show(chunk, mine))

    def _show(self, chunk: Chunk, asked_in: int) -> None:
        if asked_in != self._round:
            return  # the answer to an earlier question
        self._reading = False
        self.beginResetModel()
        self._has = _Loaded(list(chunk.rows), chunk.next, chunk.total or len(chunk.rows))
        self.endResetModel()
        self.loaded.emit()

    def _append(self, chunk: Chunk, asked_in: int) -> None:
        if asked_in != self._round:
            return
        self._reading = False
        self._has.next = chunk.next
        if chunk.rows:
            first = len(self._has.rows)
            self.beginInsertRows(ROOT, first, first + len(chunk.rows) - 1)
            self._has.rows.extend(chunk.rows)
            self.endInsertRows()

    # What Qt asks

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._has.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has.next is not None and not self._reading

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            mine, self._reading = self._round, True
            self._read(self.asked, self._has.next, PAGE, lambda chunk: self._append(chunk, mine))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._has.rows[index.row()]
        cell = row.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(cell.text) if len(cell.text) > 24 or len(cell.marks) > 1 else None
            case _ if role == CELL_ROLE:
                return cell
            case _ if role == ID_ROLE:
                return row.id
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
            self.ask(Asked(self.asked.text, self.columns[column].name, down))
