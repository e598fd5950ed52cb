"""A possible pattern to look at, and why one is none."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.domain.fields import Id
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, day, ngettext
from outreach_app.store.patterns import Proposal
from outreach_app.ui.board.pattern_card import reasons_of
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button, Tick
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.marks import Mark

LONGEST = 200


class PatternDialog(Dialog):
    """`accept_as` is called with the ids of the needs that a signal is made of; with none, they are recurring."""

    WIDTH = 540

    def __init__(
        self,
        parent: QWidget,
        title: str,
        found: Proposal,
        make: Callable[[Sequence[Id]], object],
        recurring: Callable[[], object],
        dismiss: Callable[[], object],
    ) -> None:
        words = _("Something that comes up again. Nothing is made of it unless you say so.")
        super().__init__(parent, title, words, _("Make a signal of it"), self._act)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make = make
        self.body.addLayout(_figures(found))
        for icon, sentence in reasons_of(found):
            self.body.addLayout(row(Mark(icon, "violet", 16), Text(sentence, "label"), None, gap=9))
        self._needs = {Id(id): Tick(name) for id, name in found.titles.items()}
        for tick in self._needs.values():
            tick.setChecked(True)
            tick.toggled.connect(self._look)
        heading = Text(_("Needs in it"), "small", "text3")
        self.body.addLayout(column(heading, *self._needs.values(), gap=4))
        others = [Button(_("Not a pattern"), "secondary", "ban", dismiss)]
        if found.recurring:
            n = len(found.recurring)
            told = ngettext("Only call {n} need recurring", "Only call {n} needs recurring", n)
            others.insert(0, Button(told, "secondary", "refresh-cw", recurring))
        self.body.addLayout(column(*others, gap=8))
        self.button.setFocus()

    def say(self, error: OutreachError) -> None:
        self.messages.say(str(error), error.what_now, "warning", closable=False)

    def _look(self) -> None:
        self.button.setEnabled(any(tick.isChecked() for tick in self._needs.values()))

    def _act(self) -> None:
        self._make([id for id, tick in self._needs.items() if tick.isChecked()])


class DismissDialog(Dialog):
    """`dismiss` is called with the reason."""

    def __init__(self, parent: QWidget, name: str, dismiss: Callable[[str], object]) -> None:
        words = _(
            "“{name}” is not proposed again, to you nor to your colleagues, until it has come up "
            "half as often again and at least three times more."
        ).format(name=name)
        super().__init__(parent, _("Not a pattern"), words, _("Leave it"), self._act)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dismiss = dismiss
        self.reason = TextLine(_("Why not"))
        self.reason.setMaxLength(LONGEST)
        self._field = Field(_("Why not"), self.reason, required=True)
        self.body.addWidget(self._field)
        self.reason.setFocus()

    def _act(self) -> None:
        reason = self.reason.text().strip()
        self._field.set_error("" if reason else _("Say it in a few words, so that colleagues need not wonder."))
        if reason:
            self.accept()
            self._dismiss(reason)


def _figures(found: Proposal) -> QGridLayout:
    """What made it appear: exact, for eyes inside the team."""
    seen = found.pattern
    rows = (
        (_("Encounters"), str(seen.encounters)),
        (
            _("Dates"),
            _("{n}, from {first} to {last}").format(n=seen.dates, first=_day(seen.first), last=_day(seen.last)),
        ),
        (_("Spots"), str(seen.spots)),
        (_("Last three months"), _per_visit(seen.later, seen.visits_later)),
        (_("Three months before"), _per_visit(seen.earlier, seen.visits_earlier)),
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for n, (label, value) in enumerate(rows):
        grid.addWidget(Text(label, "small", "text2"), n, 0)
        grid.addWidget(Text(value, "label"), n, 1)
    return grid


def _per_visit(encounters: int, visits: int) -> str:
    made = ngettext("{n} visit", "{n} visits", visits)
    return _("{encounters} in {visits}").format(encounters=encounters, visits=made)


def _day(when: date) -> str:
    return day(when, "d MMM y")
