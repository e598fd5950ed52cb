"""Telling an audience what became of a signal: when, in which words, what they said; or why they are not told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Field, Id, field_of
from outreach_app.domain.records import Feedback, Signal
from outreach_app.i18n import _
from outreach_app.store.evidence import current_note
from outreach_app.store.feedback import tell, waive
from outreach_app.store.finding import live
from outreach_app.store.listing import vocabularies
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.editors import Offered
from outreach_app.ui.locking.typed import type_again
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import Text
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.domain.vocabularies import Vocabularies

WIDTH = 520
TOLD, WAIVED = "told", "waived"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is told of, with what is known about it."""

    feedback: Feedback
    title: str
    outcome: str
    decision: str
    terms: Vocabularies


class TellDialog(MoveDialog):
    """Two ways to close it: told, or not told with a reason."""

    def __init__(
        self, asked: _Asked, known: Mapping[str, Any], today: Callable[[], date], parent: QWidget
    ) -> None:
        self._asked = asked
        self._ways = Segments([Option(TOLD, _("Told")), Option(WAIVED, _("Not told"))], _("How it is closed"))
        audience = asked.terms.label("audience", asked.feedback.audience)
        super().__init__(
            _("Telling: {audience}").format(audience=audience),
            _fields(),
            Offered(asked.terms, {}, today),
            known,
            parent,
            reason_required=True,
            about={"dialog": "tell", "id": asked.feedback.id},
            of=Feedback,
        )
        self._ways.chosen.connect(self._show_way)
        self._show_way(TOLD)

    @property
    def waives(self) -> bool:
        return self._ways.current() == WAIVED

    def put_back(self, typed: Mapping[str, Any]) -> None:
        """After a lock."""
        self._ways.choose(typed.get("way", TOLD))
        self._show_way(self._ways.current())
        type_again(self, typed)

    def kept(self) -> dict[str, Any]:
        kept = super().kept()
        return {**kept, "typed": {**kept["typed"], "way": self._ways.current()}}

    def _lay_out(self, title: str) -> None:
        super()._lay_out(title)
        self.setMinimumWidth(theme().px(WIDTH))

    def _above(self) -> list[QWidget]:
        asked = self._asked
        outcome = asked.terms.label("outcome", asked.outcome) if asked.outcome else ""
        about = Text(asked.title, "label", wraps=True)
        said = ": ".join(part for part in (outcome, " ".join(asked.decision.split())) if part)
        return [about, *([Text(said, "small", "text2", wraps=True)] if said else []), self._ways]

    def _show_way(self, way: str) -> None:
        for name in self._rows:
            self._rows[name].setVisible(way == TOLD)
        self._reason_row.setVisible(way == WAIVED)
        self.set_verb(_("It was told") if way == TOLD else _("They are not told"))
        (self._rows["message"].editor if way == TOLD else self._reason).setFocus()
        self._fit()

    def _fit(self) -> None:
        """As high as what is shown needs at this width: labels that wrap say so only when they are asked."""
        self.fit_place()
        layout = self.layout()
        assert layout is not None
        layout.activate()
        width = max(self.width(), self.minimumWidth())
        self.resize(width, max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()))

    def _answer(self) -> None:
        if self.waives:
            self.answered.emit()
        else:
            super()._answer()


def ask_to_tell(
    desk: Desk,
    parent: QWidget,
    feedback: Id,
    on: date | None = None,
    typed: Mapping[str, Any] | None = None,
    cancelled: Callable[[], object] = lambda: None,
) -> None:
    """Asks, and writes the answer. Nothing where it was told meanwhile."""

    def read(session: Session) -> _Asked:
        found = live(session, Feedback, feedback)
        signal = live(session, Signal, found.signal)
        note = current_note(session, signal)
        decision = note.decision if note else ""
        return _Asked(found, signal.title, signal.outcome, decision, vocabularies(session))

    def show(asked: _Asked) -> None:
        if not asked.feedback.owed:
            desk.toast(_("This was told already, or it is known why not."), None)
            return
        known = {"date": on or desk.today(), "message": asked.feedback.message or asked.decision}
        dialog = TellDialog(asked, known, desk.today, parent)
        if typed is not None:
            dialog.put_back(typed)
        dialog.answered.connect(lambda: _write(desk, parent, dialog, asked, on))
        dialog.rejected.connect(cancelled)
        dialog.open()

    desk.background.read(read, owner=parent, done=show, failed=desk.refuse)


def reopen(desk: Desk, parent: QWidget, kept: Mapping[str, Any]) -> None:
    """After a lock."""
    if kept["id"]:
        ask_to_tell(desk, parent, Id(kept["id"]), typed=kept["typed"])


def _write(desk: Desk, parent: QWidget, dialog: TellDialog, asked: _Asked, on: date | None) -> None:
    id, actor, today = asked.feedback.id, desk.actor, desk.today()
    values, reason, waives = dialog.values(), dialog.reason(), dialog.waives

    def work(session: Session) -> Feedback:
        if waives:
            return waive(session, id, reason, actor)
        day = date.fromisoformat(values["date"]) if values.get("date") else on or today
        return tell(session, id, day, values.get("message", ""), values.get("reaction", ""), actor, today)

    def done(written: tuple[Feedback, Change]) -> None:
        dialog.accept()
        audience = asked.terms.label("audience", asked.feedback.audience)
        words = _("{audience}: not told, with the reason.") if waives else _("{audience}: told.")
        desk.did(words.format(audience=audience), written[1])

    desk.background.run(
        lambda session: watched(session, work), owner=parent, done=done, failed=dialog.say, busy=dialog
    )


def _fields() -> list[Field]:
    return [found for name in ("date", "message", "reaction") if (found := field_of(Feedback, name))]
