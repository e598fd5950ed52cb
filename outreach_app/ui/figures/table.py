"""The figures of a chart in rows: its twin for who would rather read, and for who cannot see it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from outreach_app.domain.charts import Chart, ChartTable
from outreach_app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW, _ROWS_AT_LEAST = 36, 6


class FiguresModel(QAbstractTableModel):
    """The first column holds words, the others figures; withheld ones are the mark."""

    def __init__(self) -> None:
        super().__init__()
        self._table = ChartTable((), (), ())
        self._rows: list[tuple[str, ...]] = []

    def show(self, chart: Chart) -> None:
        self.beginResetModel()
        self._table = chart.as_table()
        self._rows = self._table.rows()
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return theme().font("label") if role == Qt.ItemDataRole.FontRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.header[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class FiguresTable(QTableView):
    chosen = QtSignal(int)
    """Enter or a double click on a row."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = FiguresModel()
        self.setModel(self.figures)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))
        theme().changed.connect(self._set_heights)
        self._set_heights()

    def show_chart(self, chart: Chart) -> None:
        self.figures.show(chart)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.summary)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _set_heights(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(_ROW))
        self.setMinimumHeight(theme().px(_ROWS_AT_LEAST * _ROW))
