"""Possible patterns beside the signals: read with them, looked at, accepted or left, with a way back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Need, PatternDecision, Record, Round, Signal, Visit
from outreach_app.i18n import _
from outreach_app.store.confining import areas_within
from outreach_app.store.patterns import Proposal, Proposed, call_recurring, dismiss, make_signal, proposed
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.board.pattern_card import PatternCard, title_of
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.pattern import DismissDialog, PatternDialog

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WRITTEN_IN = {Encounter, Need, PatternDecision, Round, Signal, Visit}
T = TypeVar("T")


class Possible(QObject):
    """`changed` tells that others are proposed; `opened` names a signal that was made of one."""

    changed = QtSignal()
    opened = QtSignal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._parent = desk, parent
        self._found: Proposed | None = None
        desk.background.records_changed.connect(self._reload_if_written)
        self.reload()

    @property
    def proposals(self) -> Sequence[Proposal]:
        return self._found.proposals if self._found is not None and not self._desk.readonly else ()

    def reload(self) -> None:
        today = self._desk.today()

        def read(session: "Session") -> Proposed:
            found = proposed(session, today)
            # They look at everything: beside what is limited to a convenant they would say something else.
            return found if areas_within(session) is None else replace(found, proposals=())

        self._desk.background.read(read, owner=self, done=self._show)

    def cards(self) -> list[QWidget]:
        """One for each, anew."""
        assert self._found is not None or not self.proposals
        terms = self._found.terms if self._found is not None else None
        return [
            PatternCard(one, terms, partial(self.look, one), partial(self.leave, one))
            for one in self.proposals
            if terms is not None
        ]

    def title(self, found: Proposal) -> str:
        assert self._found is not None
        return title_of(found, self._found.terms)

    def look(self, found: Proposal) -> None:
        """Its figures, and what can be made of it."""
        actor, today, id = self._desk.actor, self._desk.today(), found.id
        title = self.title(found)

        def make(needs: Sequence[Id]) -> None:
            told = _("The signal “{name}” is new.")
            self._run(
                dialog,
                lambda session: make_signal(session, id, needs, actor, today),
                lambda signal: told.format(name=signal.title),
                lambda signal: self.opened.emit(signal.id),
            )

        def recurring() -> None:
            told = _("“{name}” is recurring.").format(name=title)
            self._run(dialog, lambda session: call_recurring(session, id, actor, today), lambda _needs: told)

        def leave() -> None:
            dialog.reject()
            self.leave(found)

        dialog = PatternDialog(self._parent.window(), title, found, make, recurring, leave)
        dialog.open()

    def leave(self, found: Proposal) -> None:
        """It is none: asks why."""
        today, id, title = self._desk.today(), found.id, self.title(found)

        def go(reason: str) -> None:
            told = _("“{name}” is left: no pattern.").format(name=title)
            self._run(None, lambda session: dismiss(session, id, reason, today), lambda _kept: told)

        DismissDialog(self._parent.window(), title, go).open()

    def _run(
        self,
        dialog: PatternDialog | None,
        work: "Callable[[Session], T]",
        told: Callable[[T], str],
        then: Callable[[T], object] = lambda _result: None,
    ) -> None:
        desk = self._desk

        def done(written: tuple[T, Change]) -> None:
            if dialog is not None:
                dialog.accept()
            desk.did(told(written[0]), written[1])
            then(written[0])

        desk.background.run(
            lambda session: watched(session, work),
            owner=dialog or self,
            done=done,
            failed=dialog.say if dialog is not None else desk.refuse,
            busy=dialog,
        )

    def _show(self, found: Proposed) -> None:
        self._found = found
        self.changed.emit()

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if WRITTEN_IN & written:
            self.reload()
