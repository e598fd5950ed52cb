"""A table of plain words under headings: arrows walk through its cells, long ones are told in full on pointing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import plain_tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_HEIGHT, LEAST, MOST = 34, 70, 190
"""Pixels of a row, and of a column at least and at most."""
_LOOKED_AT = 30
"""Rows by which the width of a column is found."""
_AROUND = 40


class TextModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.titles: Sequence[str] = ()
        self.rows: Sequence[Sequence[str]] = ()
        self.quiet: frozenset[int] = frozenset()

    def show(self, titles: Sequence[str], rows: Sequence[Sequence[str]], quiet: frozenset[int]) -> None:
        self.beginResetModel()
        self.titles, self.rows, self.quiet = titles, rows, quiet
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and side is Qt.Orientation.Horizontal:
            return self.titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme().colour("text3" if index.column() in self.quiet else "text"))
        text = " ".join(self.rows[index.row()][index.column()].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text)
        return text if role == Qt.ItemDataRole.DisplayRole else None


class TextTable(QTableView):
    """The last column takes what room there is; what is wider than its place scrolls sideways."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.texts = TextModel()
        self.setModel(self.texts)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._fit)

    def show_texts(
        self, titles: Sequence[str], rows: Sequence[Sequence[str]], quiet: frozenset[int] = frozenset()
    ) -> None:
        """Columns that are `quiet` stand back."""
        self.texts.show(titles, rows, quiet)
        self._fit()
        if rows:
            self.setCurrentIndex(self.texts.index(0, 0))

    def _fit(self) -> None:
        px = theme().px
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        for n in range(len(self.texts.titles)):
            cells = (self.texts.index(row, n).data() for row in range(min(len(self.texts.rows), _LOOKED_AT)))
            widest = max(map(metrics.horizontalAdvance, cells), default=0) + _AROUND
            needed = header.sectionSizeFromContents(n).width()
            self.setColumnWidth(n, max(needed, px(LEAST), min(widest, px(MOST))))
