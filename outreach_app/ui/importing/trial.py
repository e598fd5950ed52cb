"""What an import would do, or did: how many rows come in, and each row that is refused, with the reason."""

import re
from collections.abc import Mapping
from itertools import islice

from PySide6.QtGui import QGuiApplication

from outreach_app.domain.fields import Field
from outreach_app.i18n import _, gettext, ngettext, number
from outreach_app.store.imports import Refusal
from outreach_app.tables.importing import ImportReport
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.text_table import TextTable

_QUOTED = re.compile("“[^”]*”")
COPIED = 1000
"""Refusals that are copied at most."""


class TrialCard(Card):
    """Says what is known; `show_report` when every row was looked at."""

    def __init__(self) -> None:
        self._refused: tuple[Refusal, ...] = ()
        self._fields: Mapping[str, Field] = {}
        self._told = Text("", "label", wraps=True)
        self._aside = Text("", "small", "text2", wraps=True)
        self._mark = Mark("circle-check", "green")
        self.table = TextTable(_("Rows that are refused"))
        self.copy = Button(_("Copy without the values"), "link", "copy", self._copy)
        line = row(self._mark, gap=Space.S)
        line.addWidget(self._told, 1)
        title = SectionTitle(_("What would come in"), "", self.copy)
        super().__init__(title, line, self._aside, self.table, gap=Space.S, margins=Space.L)
        self.body.setStretch(3, 20)
        self.body.addStretch(1)
        self.wait("")

    def wait(self, words: str) -> None:
        """Nothing is known yet."""
        self._refused = ()
        self._mark.setVisible(False)
        self._told.setText(words)
        for part in (self._aside, self.table, self.copy):
            part.hide()

    def show_report(self, report: ImportReport, fields: Mapping[str, Field]) -> None:
        self._refused, self._fields = report.rejected, fields
        refused = len(report.rejected)
        self._mark.show_icon(*(("triangle-alert", "amber") if refused else ("circle-check", "green")))
        self._mark.setVisible(True)
        self._told.setText(_summary(report))
        notes = []
        if report.detected.get("date_order_guessed"):
            notes.append(
                _("Day and month could be swapped: the day was taken first. Choose otherwise if that is wrong.")
            )
        self._aside.setText(" ".join(notes))
        self._aside.setVisible(bool(notes))
        titles = [_("Row"), _("Field"), _("What stands there"), _("Why it is refused")]
        rows = [[number(each.line), self._label(each), each.value, each.reason] for each in report.rejected]
        self.table.show_texts(titles, rows)
        self.table.setVisible(bool(refused))
        self.copy.setVisible(bool(refused))

    def without_values(self) -> str:
        """The refusals for whoever helps: rows, fields and reasons, and nothing that stands in the file."""
        lines = [
            "\t".join((str(each.line), self._label(each), _QUOTED.sub("“…”", each.reason)))
            for each in islice(self._refused, COPIED)
        ]
        return "\n".join(lines)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.without_values())
        self.copy.set_text(_("Copied"))

    def _label(self, refusal: Refusal) -> str:
        found = self._fields.get(refusal.field)
        return gettext(found.label) if found else refusal.field


def _summary(report: ImportReport) -> str:
    parts = [ngettext("{n} row comes in.", "{n} rows come in.", report.created)]
    if report.unchanged:
        parts.append(ngettext("{n} is here already.", "{n} are here already.", report.unchanged))
    if report.rejected:
        parts.append(ngettext("{n} is refused.", "{n} are refused.", len(report.rejected)))
    return " ".join(parts)
