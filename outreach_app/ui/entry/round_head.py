"""When the round was, and with whom."""

from datetime import date

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.domain.drafts import Pick, RoundDraft
from outreach_app.domain.fields import Id
from outreach_app.i18n import _
from outreach_app.store.round_lists import EntryChoices
from outreach_app.ui.desk import Desk
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.dates import DateField, TimeField
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import TokenPicker


class RoundHead(QWidget):
    """Date, times and team of a round, in one column."""

    changed = QtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.draft = RoundDraft(date=desk.today())
        self.date = DateField(_("Date"), desk.today, past=True)
        self.start, self.end = TimeField(_("Start")), TimeField(_("End"))
        self.team = TokenPicker(_("With whom"), _("Add a colleague"), new=True)
        self._names: dict[Id | None, str] = {}
        self._fields = {
            "date": Field(_("Date"), self.date, required=True),
            "start": Field(_("Start"), self.start),
            "end": Field(_("End"), self.end),
        }
        times = row(self._fields["start"], self._fields["end"], gap=Space.M)
        self.setLayout(column(self._fields["date"], times, Field(_("With whom"), self.team), gap=Space.M))
        self.date.changed.connect(self._changed)
        self.start.changed.connect(self._changed)
        self.end.changed.connect(self._changed)
        self.team.changed.connect(self._changed)

    def offer(self, choices: EntryChoices) -> None:
        self._names |= {pick.id: pick.name for pick in choices.workers}
        self.team.offer(Option(id or "", name) for id, name in self._names.items())

    def show_draft(self, draft: RoundDraft) -> None:
        self.draft = draft
        self.date.set_value(draft.date)
        self.start.set_value(draft.start)
        self.end.set_value(draft.end)
        known = {pick.id: pick.name for pick in draft.workers if pick.id}
        for id, name in known.items():
            self._names.setdefault(id, name)
        self.team.offer(Option(id or "", name) for id, name in self._names.items())
        self.team.choose([id for id in known if id], [pick.name for pick in draft.workers if not pick.id])
        for field in self._fields.values():
            field.set_error()

    def complain(self) -> bool:
        """Says what is not understood, beside it; False when all is well."""
        wrong: list[QWidget] = []
        for name, editor in (("date", self.date), ("start", self.start), ("end", self.end)):
            editor.value()
            words = str(editor.error) + " " + editor.error.what_now if editor.error else ""
            if name == "date" and not editor.text().strip():
                words = _("Fill this in.")
            self._fields[name].set_error(words)
            if words:
                wrong.append(editor)
        if wrong:
            wrong[0].setFocus()
        return bool(wrong)

    def set_error(self, field: str, words: str) -> None:
        self._fields[field].set_error(words)
        self._fields[field].editor.setFocus()

    def _changed(self) -> None:
        day: date | None = self.date.value()
        if day is not None:
            self.draft.date = day
        self.draft.start, self.draft.end = self.start.value(), self.end.value()
        known = [Pick(self._names.get(Id(id), id), Id(id)) for id in self.team.chosen()]
        self.draft.workers = [*known, *(Pick(name) for name in self.team.typed())]
        for field in self._fields.values():
            if field.error():
                field.set_error()
        self.changed.emit()
