"""What was noted of a decision, put right: its day, its words, its conditions. The outcome itself stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Field, Id, field_of
from outreach_app.domain.records import SignalNote
from outreach_app.i18n import _
from outreach_app.store import records
from outreach_app.store.finding import live
from outreach_app.store.listing import vocabularies
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.editors import Offered
from outreach_app.ui.locking.typed import type_again

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NAMES = ("decided_on", "decision", "conditions")


class CorrectDialog(MoveDialog):
    def all_values(self) -> dict[str, str]:
        """What is emptied is emptied."""
        return {name: editor.text() for name, editor in self._editors.items()}

    def _lay_out(self, title: str) -> None:
        super()._lay_out(title)
        self._reason_row.hide()
        self.set_verb(_("Save"))


def ask_to_correct(desk: Desk, parent: QWidget, note: Id, typed: Mapping[str, Any] | None = None) -> None:
    def read(session: Session) -> tuple[SignalNote, Offered]:
        return live(session, SignalNote, note), Offered(vocabularies(session), {}, desk.today)

    def show(found: tuple[SignalNote, Offered]) -> None:
        known = {name: getattr(found[0], name) for name in _NAMES}
        dialog = CorrectDialog(
            _("What was decided"),
            _fields(),
            found[1],
            known,
            parent,
            reason_required=False,
            about={"dialog": "correct", "id": note},
            of=SignalNote,
        )
        if typed is not None:
            type_again(dialog, typed)
        dialog.answered.connect(lambda: _write(desk, parent, dialog, note, known))
        dialog.open()

    desk.background.read(read, owner=parent, done=show, failed=desk.refuse)


def reopen(desk: Desk, parent: QWidget, kept: Mapping[str, Any]) -> None:
    """After a lock."""
    if kept["id"]:
        ask_to_correct(desk, parent, Id(kept["id"]), kept["typed"])


def _write(desk: Desk, parent: QWidget, dialog: CorrectDialog, note: Id, seen: Mapping[str, Any]) -> None:
    actor, today, values = desk.actor, desk.today(), dialog.all_values()

    def work(session: Session) -> SignalNote:
        return records.edit(session, SignalNote, note, values, actor, today=today, seen=seen)

    def done(written: tuple[SignalNote, Change]) -> None:
        dialog.accept()
        desk.did(_("What was decided is put right."), written[1])

    desk.background.run(
        lambda session: watched(session, work), owner=parent, done=done, failed=dialog.say, busy=dialog
    )


def _fields() -> list[Field]:
    return [found for name in _NAMES if (found := field_of(SignalNote, name))]
