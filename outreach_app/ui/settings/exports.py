"""The export register: what left encryption, for a coordinator of the whole team, for a worker the own lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from outreach_app.domain.paging import Start
from outreach_app.domain.records import Export, Worker
from outreach_app.i18n import _, day, number
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.paged_table import Asked, Cell, Chunk, Column, Mark, PagedModel, Row, Still
from outreach_app.ui.widgets.table_view import TableView
from outreach_app.workspace.exports import ExportLine

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell


class ExportsTab(QWidget):
    """Read once, and again when something was written down."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        columns = (
            Column("date", _("Date"), weight=3),
            Column("kind", _("Kind"), weight=3),
            Column("recipient", _("For whom"), weight=5, strong=True),
            Column("count", _("Records"), weight=2, right=True),
            Column("worker", _("By"), weight=3),
        )
        self.model = PagedModel(columns, self._read, self)
        self.table = TableView(self.model, _("Exports"), kept_as="exports")
        self.empty = EmptyState(
            "send",
            _("Nothing left encryption yet."),
            _("What is printed, saved as a PDF or written to a bundle stands here, with whom it was for."),
            (_("To the signal notes"), lambda: shell.go("notes")),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        own = _("What you let leave encryption on your laptops. Coordinators see the whole team's.")
        words = _("What the team let leave encryption. Nobody can change or delete a line.")
        said = Text(words if shell.workspace.actor.coordinator else own, "body", "text2", wraps=True)
        outer = column(said, gap=Space.M)
        outer.addWidget(self._stack, 1)
        self.setLayout(outer)
        self.model.loaded.connect(self._show)
        shell.background.records_changed.connect(self._reload_if_written)
        self.model.ask(Asked())

    def _read(self, asked: Asked, start: Start, count: int, still: Still, give: Callable[[Chunk], None]) -> None:
        exports = self._shell.workspace.exports
        self._shell.background.run_outside(
            lambda: _sorted(exports.list(), asked), owner=self, done=lambda lines: give(_chunk(lines))
        )

    def _show(self) -> None:
        self._stack.setCurrentWidget(self.table if self.model.total else self.empty)

    @Slot(set)
    def _reload_if_written(self, written: set[type]) -> None:
        if written & {Export, Worker}:
            self.model.reload()


def _sorted(lines: Sequence[ExportLine], asked: Asked) -> Sequence[ExportLine]:
    if not asked.sort:
        return lines
    return sorted(lines, key=lambda line: getattr(line, asked.sort), reverse=asked.descending)


def _chunk(lines: Sequence[ExportLine]) -> Chunk:
    """All at once: a register of years is a few hundred lines."""
    return Chunk([_row(n, line) for n, line in enumerate(lines)], total=len(lines))


def _row(n: int, line: ExportLine) -> Row:
    when = day(date.fromisoformat(line.date), "d MMM yyyy") if line.date else ""
    cells = (
        Cell(when),
        Cell(line.label, (Mark(line.label),)),
        Cell(line.recipient or "–"),
        Cell(number(line.count)),
        Cell(line.worker, tone="text2"),
    )
    return Row(str(n), cells)
