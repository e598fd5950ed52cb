"""Looks up, in the pauses of typing, what the store knows about a round: what is usual, what is there already."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from outreach_app.domain.drafts import RoundDraft
from outreach_app.domain.fields import Id
from outreach_app.store.habits import Double, Habits, habits, likely_doubles
from outreach_app.ui.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PAUSE_MS = 150


class Hints(QObject):
    """Asks again only when something changed that the answer depends on."""

    found = QtSignal()

    def __init__(self, desk: Desk, draft: Callable[[], RoundDraft], parent: QObject) -> None:
        super().__init__(parent)
        self.habits = Habits()
        self.doubles: dict[Id, Double] = {}
        self._desk, self._draft = desk, draft
        self._asked: object = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def note_change(self) -> None:
        """Something was typed, or another round is shown."""
        if self._question() != self._asked:
            self._pause.start()

    def look(self) -> None:
        """At once: another round is shown, or somebody wrote something."""
        self._ask()

    def _question(self) -> object:
        draft = self._draft()
        return (
            draft.date,
            draft.id,
            draft.start,
            tuple(draft.workers),
            tuple(
                (visit.spot, visit.start, *(each.daypart for each in visit.encounters)) for visit in draft.visits
            ),
        )

    def _ask(self) -> None:
        self._pause.stop()
        self._asked = self._question()
        draft, worker = RoundDraft.from_json(self._draft().as_json()), self._desk.actor.worker

        def ask(session: "Session") -> tuple[Habits, dict[Id, Double]]:
            return habits(session, draft, worker), likely_doubles(session, draft)

        self._desk.background.read(ask, owner=self, done=self._answer)

    def _answer(self, answer: tuple[Habits, dict[Id, Double]]) -> None:
        self.habits, self.doubles = answer
        self.found.emit()
