"""Beside an agenda: how the meeting stands, what is prepared, who was there, and for whom the minutes are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from outreach_app.domain.meetings import freeze_on
from outreach_app.i18n import _, day
from outreach_app.store.sheets import Sheet
from outreach_app.ui.desk import Desk
from outreach_app.ui.moves import Moves
from outreach_app.ui.tables.checks import remark
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, empty
from outreach_app.ui.widgets.buttons import Tick
from outreach_app.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outreach_app.store.minutes import Sitting

Ticked = Callable[[str, str, bool], object]
"""Which list of the meeting, what of it, and whether it is in there now."""


class MeetingSide(QFrame):
    def __init__(self, desk: Desk, ticked: Ticked) -> None:
        super().__init__()
        self._desk, self._ticked = desk, ticked
        self.setProperty("look", "card")
        self._parts = column(gap=18)
        inner = QWidget()
        inner.setLayout(column(self._parts, None))
        self.setLayout(column(Scroll(inner, margins=(18, 16, 18, 16)), gap=0))

    def show_sitting(self, sitting: Sitting) -> None:
        empty(self._parts)
        for part in self._of(sitting):
            self._parts.addWidget(part)

    def _of(self, sitting: Sitting) -> Iterator[QWidget]:
        meeting = sitting.meeting
        if not self._desk.readonly:
            yield Moves(self._desk, Sheet(meeting, {}, sitting.terms, 0))
        yield self._standing(sitting)
        talked = meeting.date <= self._desk.today()
        parts = [self._prepared(sitting), *self._there(sitting), self._recipients(sitting)]
        yield from [*parts[1:], parts[0]] if talked else parts

    def _prepared(self, sitting: Sitting) -> QWidget:
        meeting = sitting.meeting
        steps = [(choice.code, choice.label) for choice in sitting.terms.choices("preparation")]
        if not meeting.alderman:
            steps = [each for each in steps if each[0] != "alderman"]
        done = set(meeting.preparation)
        hint = _("{done} of {all}").format(done=sum(code in done for code, _label in steps), all=len(steps))
        return self._ticks(_("Prepared"), "preparation", steps, done, hint)

    def _there(self, sitting: Sitting) -> Iterator[QWidget]:
        meeting, partners = sitting.meeting, {**sitting.members, **sitting.guests}
        there = set(meeting.attendees)
        if partners:
            yield self._ticks(_("Present"), "attendees", list(partners.items()), set(there), str(len(there)))
        else:
            yield remark(_("Nobody sits at this table yet: add members to the consultation first."))
        yield self._ticks(
            _("Colleagues present"), "workers", list(sitting.workers.items()), set(meeting.workers), ""
        )

    def _standing(self, sitting: Sitting) -> QWidget:
        """When the agenda is to be fixed, or was."""
        meeting, today = sitting.meeting, self._desk.today()
        on = freeze_on(meeting.date)
        if meeting.fixed_on is not None:
            words = _("The agenda was fixed on {day}. Whatever changes since is marked.")
            return remark(words.format(day=day(meeting.fixed_on)), "lock", "blue")
        if meeting.state != "planned":
            return remark(_("The agenda was never fixed."), "info", "text2")
        words = _("The agenda is to be fixed by {day}, three weeks ahead, so that everybody can prepare.")
        late = on < today
        return remark(words.format(day=day(on)), *(("circle-alert", "amber") if late else ("calendar", "text2")))

    def _ticks(
        self, title: str, field: str, offered: Sequence[tuple[str, str]], on: set[str], hint: str
    ) -> QWidget:
        part = QWidget()
        ticks = column(gap=6)
        for code, label in offered:
            tick = Tick(label)
            tick.setChecked(code in on)
            tick.setEnabled(not self._desk.readonly)
            tick.clicked.connect(lambda now, code=code: self._ticked(field, code, now))
            ticks.addWidget(tick)
        part.setLayout(column(SectionTitle(title, hint), ticks, gap=8))
        part.setVisible(bool(offered))
        return part

    def _recipients(self, sitting: Sitting) -> QWidget:
        part = QWidget()
        lines = column(gap=3)
        for name in sitting.recipients:
            lines.addWidget(Text(name, "body", wraps=True))
        hint = Text(_("Follows from who was there; nobody can be added."), "small", "text3", wraps=True)
        part.setLayout(column(SectionTitle(_("Minutes go to")), lines, hint, gap=8))
        return part
