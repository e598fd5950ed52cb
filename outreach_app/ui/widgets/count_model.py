"""Counts in rows and columns, as a table of them asks for."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

Index = QModelIndex | QPersistentModelIndex
MOST = 999


class CountColumn(NamedTuple):
    """`group` stands over neighbours of the same group; `tone` marks what is not 0."""

    key: str
    group: str
    title: str
    tone: str = ""


class CountRow(NamedTuple):
    """A row of counts. A `heading` sums up the rows below it and cannot be changed."""

    key: str
    title: str
    counts: Sequence[int]
    heading: bool = False
    mark: str = ""


class CountModel(QAbstractTableModel):
    put = QtSignal(str, str, int)
    """Row, column and the new count: someone wants it kept."""

    def __init__(self, *, editable: bool) -> None:
        super().__init__()
        self.columns: Sequence[CountColumn] = ()
        self.rows: list[CountRow] = []
        self._editable = editable

    def show(self, columns: Sequence[CountColumn], rows: Sequence[CountRow]) -> None:
        """In place where only counts differ, so that nobody loses their place."""
        same = list(columns) == list(self.columns) and [row.key for row in rows] == [row.key for row in self.rows]
        if same and rows:
            self.rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns)))
            return
        self.beginResetModel()
        self.columns, self.rows = columns, list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._editable and index.isValid() and index.column() and not self.rows[index.row()].heading:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        if side is Qt.Orientation.Vertical or not section:
            return ""
        column = self.columns[section - 1]
        return f"{column.group}: {column.title}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        count = row.counts[index.column() - 1] if index.column() else 0
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return count if index.column() else row.title
            case Qt.ItemDataRole.AccessibleTextRole if index.column():
                column = self.columns[index.column() - 1]
                return f"{row.title}, {column.group}, {column.title}: {count}"
            case Qt.ItemDataRole.ToolTipRole if not index.column():
                return f"{row.title} · {row.mark}" if row.mark else row.title
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.rows[index.row()]
        count = min(max(int(value or 0), 0), MOST)
        if row.heading or row.counts[index.column() - 1] == count:
            return False
        counts = [count if n == index.column() - 1 else each for n, each in enumerate(row.counts)]
        self.rows[index.row()] = row._replace(counts=counts)
        self.dataChanged.emit(index, index)
        self.put.emit(row.key, self.columns[index.column() - 1].key, count)
        return True
