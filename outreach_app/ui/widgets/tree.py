"""A tree to read: rows that hold rows, in columns. Arrows open and close, letters find, Enter opens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView

from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 34
LEAST = 220
"""Pixels of the column that names a row, at the ordinary size of the text."""


@dataclass(eq=False)
class TreeRow:
    """`cells` begin with what names it; `icon` says what kind it is; `quiet` ones stand back. `note` is what
    is said of it besides."""

    key: str
    cells: Sequence[str]
    icon: str = ""
    quiet: bool = False
    note: str = ""
    rows: list["TreeRow"] = field(default_factory=list)
    above: "TreeRow | None" = None

    def all(self) -> Iterator["TreeRow"]:
        yield self
        for each in self.rows:
            yield from each.all()


class TreeModel(QAbstractItemModel):
    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.titles = titles
        self.root = TreeRow("", ())

    def show(self, rows: Sequence[TreeRow]) -> None:
        self.beginResetModel()
        self.root = TreeRow("", (), rows=[*rows])
        for row in self.root.all():
            for each in row.rows:
                each.above = row
        self.endResetModel()

    def row_of(self, index: Index) -> TreeRow:
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, TreeRow) else self.root

    def index_of(self, row: TreeRow | None) -> QModelIndex:
        if row is None or row.above is None:
            return QModelIndex()
        return self.createIndex(row.above.rows.index(row), 0, row)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  Qt's own
        rows = self.row_of(parent).rows
        return self.createIndex(row, column, rows[row]) if 0 <= row < len(rows) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008  Qt's own signature
        return self.index_of(self.row_of(index).above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.column() > 0 else len(self.row_of(parent).rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return len(self.titles)

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if side is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return self.titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.row_of(index), index.column()
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.cells[column]
            case Qt.ItemDataRole.ToolTipRole if column == 0:
                return plain_tip("\n".join(part for part in (row.cells[0], row.note) if part))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _aligned(column)
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(theme().px(60), theme().px(ROW_HEIGHT))
            case Qt.ItemDataRole.ForegroundRole if row.quiet or column:
                return QColor(theme().tokens.text2)
            case Qt.ItemDataRole.FontRole:
                return theme().font("label" if row.quiet or column else "strong")
            case Qt.ItemDataRole.DecorationRole if column == 0 and row.icon:
                return theme().icon(row.icon, "text3" if row.quiet else "text2", 18)
            case Qt.ItemDataRole.AccessibleTextRole if column == 0:
                said = zip(self.titles[1:], row.cells[1:], strict=False)
                told = ", ".join(f"{title}: {text}" for title, text in said if text)
                return ". ".join(part for part in (row.cells[0], told, row.note) if part)
        return None


def _aligned(column: int) -> Qt.AlignmentFlag:
    """What is counted stands at the right."""
    side = Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class Tree(QTreeView):
    chosen = QtSignal(str)
    """The key of the row that is current."""
    opened = QtSignal(str)

    def __init__(self, name: str, titles: Sequence[str]) -> None:
        super().__init__()
        self.rows = TreeModel(titles)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setSectionsMovable(False)
        self.header().setStretchLastSection(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.row_of(index).key))
        theme().changed.connect(self._fit)
        self._fit()

    def show_rows(self, rows: Sequence[TreeRow]) -> None:
        """What was current stays so, and what was closed stays closed; what is new stands open."""
        current, before = self.current_key(), [row for row in self.rows.root.all() if row.key and row.rows]
        shut = {row.key for row in before if not self.isExpanded(self.rows.index_of(row))}
        self.blockSignals(True)
        self.rows.show(rows)
        for row in self.rows.root.all():
            if row.key and row.rows:
                self.setExpanded(self.rows.index_of(row), row.key not in shut)
        self.blockSignals(False)
        self._fit()
        if not self.go_to(current) and rows:
            self.setCurrentIndex(self.rows.index(0, 0))

    def current_key(self) -> str:
        return self.rows.row_of(self.currentIndex()).key if self.currentIndex().isValid() else ""

    def go_to(self, key: str) -> bool:
        """Whether there is a row with this key; it is current now, and all above it stand open."""
        row = next((row for row in self.rows.root.all() if key and row.key == key), None)
        if row is None:
            return False
        above = row.above
        while above is not None and above.key:
            self.setExpanded(self.rows.index_of(above), True)
            above = above.above
        self.setCurrentIndex(self.rows.index_of(row))
        self.scrollTo(self.currentIndex())
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.rows.row_of(current).key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As wide as what columns say; what names a row takes the rest. Where that is little, one scrolls."""
        self.setIndentation(theme().px(22))
        self.setIconSize(QSize(theme().px(18), theme().px(18)))
        head, font = QFontMetrics(self.header().font()), QFontMetrics(theme().font("label"))
        beside = 0
        for n, title in enumerate(self.rows.titles):
            words = max((font.horizontalAdvance(row.cells[n]) for row in self._told()), default=0)
            wide = max(head.horizontalAdvance(title), words) + theme().px(28)
            if n:
                self.setColumnWidth(n, wide)
                beside += wide
        self.setColumnWidth(0, max(self.viewport().width() - beside, theme().px(LEAST)))

    def _told(self) -> list[TreeRow]:
        return [row for row in self.rows.root.all() if row.cells]
