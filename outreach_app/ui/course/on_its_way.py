"""A signal that left the team's hands: its number and session, what is still to be handed in, what was decided."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import SignalNote
from outreach_app.domain.states import SIGNAL_PATH
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, ngettext, pgettext
from outreach_app.store import records
from outreach_app.store.course import Course, course_of
from outreach_app.store.listing import vocabularies
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.course.correcting import ask_to_correct
from outreach_app.ui.desk import Desk
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.marks import Badge

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_TONES = {"accepted": "green", "partly": "amber", "rejected": "red", "postponed": "amber", "noted": "blue"}


class OnItsWay(QWidget):
    """Nothing where no note is written yet."""

    def __init__(self, desk: Desk, signal: Id) -> None:
        super().__init__()
        self._desk = desk
        self._body = column(gap=10)
        self.setLayout(self._body)

        def read(session: "Session") -> tuple[Course | None, Vocabularies]:
            return course_of(session, signal), vocabularies(session)

        desk.background.read(read, owner=self, done=lambda found: self._show(*found))

    def _show(self, course: Course | None, terms: Vocabularies) -> None:
        if course is None or course.note is None or course.signal.state not in SIGNAL_PATH[2:]:
            self.hide()
            return
        note = course.note
        self._body.addWidget(SectionTitle(_("On its way"), course.delivery.number))
        for label, said in ((pgettext("note", "To"), note.addressee), (_("Session"), _session(note))):
            if said:
                self._body.addLayout(_pair(label, said, "label"))
        self._show_delivery(course, note)
        if note.result:
            self._show_decision(note, terms)

    def _show_delivery(self, course: Course, note: SignalNote) -> None:
        """What the secretary wants, until it was handed in or the session is over."""
        today, wanted = self._desk.today(), course.delivery
        if wanted.delivered_on is not None:
            said = _("Handed in on {day}").format(day=day(wanted.delivered_on))
            self._body.addWidget(Badge(said, "green", "check"))
            return
        if wanted.deliver_by is None or note.result or _over(note.session_date, today):
            return
        copies = ngettext("{n} copy", "{n} copies", wanted.copies)
        words = _("Hand in {copies} by {day}").format(copies=copies, day=day(wanted.deliver_by, "EEEE d MMMM"))
        tone, icon = ("red", "circle-alert") if wanted.late(today) else ("amber", "send")
        told = Text(words, "label", wraps=True)
        line = row(Badge(_("late") if wanted.late(today) else _("to do"), tone, icon), None, gap=10)
        if not self._desk.readonly:
            line.addWidget(Button(_("Handed in"), "secondary", "check", lambda: self._deliver(note.id)))
        self._body.addLayout(column(told, line, gap=6))

    def _show_decision(self, note: SignalNote, terms: Vocabularies) -> None:
        outcome = Badge(terms.label("outcome", note.result), _TONES.get(note.result, "plain"), "gavel")
        when = Text(day(note.decided_on), "small", "text2")
        line = row(outcome, when, None, gap=10)
        if not self._desk.readonly:
            put_right = IconButton("pencil", _("Put right what was decided"), lambda: self._correct(note.id))
            line.addWidget(put_right)
        self._body.addLayout(line)
        for label, text in ((_("What was decided"), note.decision), (_("Conditions"), note.conditions)):
            if text.strip():
                self._body.addLayout(_pair(label, text, "body"))

    def _correct(self, note: Id) -> None:
        ask_to_correct(self._desk, self.window(), note)

    def _deliver(self, note: Id) -> None:
        desk, today = self._desk, self._desk.today()

        def work(session: "Session") -> SignalNote:
            given = {"delivered_on": today.isoformat()}
            return records.edit(session, SignalNote, note, given, desk.actor, today=today)

        def done(written: tuple[SignalNote, Change]) -> None:
            desk.did(_("Noted as handed in today."), written[1])

        desk.background.run(
            lambda session: watched(session, work), owner=self.window(), done=done, failed=desk.refuse
        )


def _session(note: SignalNote) -> str:
    item = _("item {number}").format(number=note.agenda_number) if note.agenda_number else ""
    return ", ".join(part for part in (day(note.session_date), item) if part)


def _over(session: date | None, today: date) -> bool:
    return session is not None and session < today


def _pair(label: str, said: str, look: str) -> QVBoxLayout:
    value = Text(said, look, wraps=True)
    value.setMinimumWidth(1)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return column(Text(label, "small", "text3"), value, gap=3)
