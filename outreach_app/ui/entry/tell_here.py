"""At the spot where young people asked for something: what of the answer they have not heard yet, and a key to
note that they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Feedback, Record, Signal
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, ngettext
from outreach_app.store.feedback import ToTell, to_tell
from outreach_app.store.listing import vocabularies
from outreach_app.ui.course.telling import ask_to_tell
from outreach_app.ui.desk import Desk
from outreach_app.ui.widgets.basics import column
from outreach_app.ui.widgets.messages import MessageBar

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WATCHED: set[type[Record]] = {Feedback, Signal, Encounter}
Known = Mapping[Id, Sequence[ToTell]]


class TellHere(QWidget):
    """Knows all spots at once, so that nothing is looked up while a round is typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: Known = {}
        self._terms = Vocabularies()
        self._spot: Id | None = None
        self._on = desk.today()
        self._bar = MessageBar()
        self.setLayout(column(self._bar))
        self.hide()
        desk.background.records_changed.connect(self._reload_if_written)
        self.reload()

    def reload(self) -> None:
        def read(session: Session) -> tuple[Known, Vocabularies]:
            return to_tell(session), vocabularies(session)

        self._desk.background.read(read, owner=self, done=lambda found: self._take_in(*found))

    def show_spot(self, spot: Id | None, on: date) -> None:
        """From now on this is where they are, and this the day of the round."""
        self._spot, self._on = spot, on
        waiting = self._waiting()
        self.setVisible(bool(waiting))
        if waiting:
            first = waiting[0]
            title = _("Tell them here: {title}").format(title=first.title)
            action = None if self._desk.readonly else (_("Note it (F2)"), self.ask)
            self._bar.say(title, self._said(first, len(waiting) - 1), "info", action, closable=False)

    def ask(self) -> None:
        """What was said and what they said to it; the day of the round is the day it was told."""
        waiting = self._waiting()
        if waiting and not self._desk.readonly:
            on = min(self._on, self._desk.today())
            ask_to_tell(self._desk, self.window(), waiting[0].id, on, cancelled=self._show_again)

    def _waiting(self) -> Sequence[ToTell]:
        return self._known.get(self._spot, ()) if self._spot else ()

    def _said(self, one: ToTell, more: int) -> str:
        outcome = self._terms.label("outcome", one.outcome) if one.outcome else ""
        decided = ": ".join(part for part in (outcome, " ".join(one.decision.split())) if part)
        late = (self._desk.today() - one.due).days if one.due else 0
        by = _("by {day}").format(day=day(one.due, "d MMMM")) if one.due else ""
        by = ngettext("{n} day late", "{n} days late", late) if late > 0 else by
        also = ngettext("and {n} other answer", "and {n} other answers", more) if more else ""
        return " · ".join(part for part in (decided, by, also) if part)

    def _take_in(self, known: Known, terms: Vocabularies) -> None:
        self._known, self._terms = known, terms
        self._show_again()

    def _show_again(self) -> None:
        self.show_spot(self._spot, self._on)

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if WATCHED & written:
            self.reload()
