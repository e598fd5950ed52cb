"""Which rows of a long table are selected: as spans of numbers, for there may be a hundred thousand."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Slot
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QTableView

from outreach_app.ui.widgets.paged_table import PagedModel

Span = tuple[int, int]
"""The first and the last row of those that follow each other."""

_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Selected(QObject):
    """Of one table. Rows that were selected are so again after a reload, as far as they stand there."""

    changed = QtSignal()

    def __init__(self, table: QTableView, model: PagedModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._anew = False
        """Whether other rows were asked for: then nothing of this is wanted any more."""
        self._kept: frozenset[str] = frozenset()
        self._all = False
        table.selectionModel().selectionChanged.connect(lambda _now, _before: self.changed.emit())
        model.asked_anew.connect(self._forget)
        model.modelAboutToBeReset.connect(self._remember)

    @property
    def spans(self) -> list[Span]:
        """From the top, none touching the next."""
        chosen = sorted((span.top(), span.bottom()) for span in self._table.selectionModel().selection().toList())
        merged: list[Span] = []
        for first, last in chosen:
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged

    @property
    def count(self) -> int:
        return sum(last - first + 1 for first, last in self.spans)

    @property
    def several(self) -> bool:
        return self.count > 1

    def held(self) -> list[tuple[int, str]]:
        """Those that were read, in the order of the list: where they stand, and their ids."""
        spans = self.spans
        return sorted(
            (number, id)
            for number, id in self._model.held()
            if id and any(first <= number <= last for first, last in spans)
        )

    def let_go(self) -> None:
        """Only the current row stays."""
        current = self._table.currentIndex()
        if current.isValid():
            self._table.selectionModel().select(current, _ROWS)
        else:
            self._table.clearSelection()

    def restore(self) -> None:
        """After a reload. The current row stays what it is."""
        if self._all:
            self._select([(0, self._model.rowCount() - 1)])
        elif self._kept:
            rows = sorted(number for number, id in self._model.held() if id in self._kept)
            if len(rows) > 1:
                self._select((row, row) for row in rows)
        self._all, self._kept = False, frozenset()
        self.changed.emit()

    def _select(self, spans: Iterable[Span] | Sequence[Span]) -> None:
        chosen, last_column = QItemSelection(), self._model.columnCount() - 1
        for first, last in spans:
            chosen.select(self._model.index(first, 0), self._model.index(last, last_column))
        self._table.selectionModel().select(chosen, _ROWS)

    @Slot()
    def _forget(self) -> None:
        self._anew = True

    @Slot()
    def _remember(self) -> None:
        anew, self._anew = self._anew, False
        count = 0 if anew else self.count
        if count < 2:
            self._all, self._kept = False, frozenset()
            return
        held = self.held()
        self._all = len(held) < count == self._model.rowCount()
        self._kept = frozenset(id for _number, id in held)
