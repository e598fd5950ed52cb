"""Needs: what young people lack, how often it came up, and where it goes from there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outreach_app.domain.board import NEED_LANES
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Need, Quote, Signal
from outreach_app.domain.states import OPEN_NEEDS, RECURRING_DATES, RECURRING_ENCOUNTERS
from outreach_app.i18n import _, ngettext
from outreach_app.store.board import need_cards
from outreach_app.store.needs import encounters_behind
from outreach_app.store.sheets import Sheet
from outreach_app.store.signals import promote
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.board.board_list import BoardList, Dealing
from outreach_app.ui.board.faces import need_face
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.promote import PromoteDialog
from outreach_app.ui.moves import Moves
from outreach_app.ui.pages.records import Invitation
from outreach_app.ui.pages.single import BoardPage
from outreach_app.ui.related import Related
from outreach_app.ui.widgets.basics import Text, column
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class NeedSupport(QWidget):
    """How often a need came up; exact, for eyes inside the team."""

    def __init__(self, desk: Desk, need: Id) -> None:
        super().__init__()
        self._said = Text("", "label", wraps=True)
        self.setLayout(column(Text(_("Came up in"), "small", "text3"), self._said, gap=3))

        def count(session: "Session") -> tuple[int, int]:
            behind = encounters_behind(session, [need])
            return len(behind), len({one.date for one in behind})

        desk.background.read(count, owner=self, done=self._tell)

    def _tell(self, counted: tuple[int, int]) -> None:
        encounters = ngettext("{n} encounter", "{n} encounters", counted[0])
        days = ngettext("{n} day", "{n} days", counted[1])
        self._said.setText(_("{encounters} on {days}").format(encounters=encounters, days=days))


class NeedList(BoardList):
    def __init__(self, desk: Desk) -> None:
        invitation = Invitation(
            "lightbulb", _("Needs appear here as you name them while entering a round."), _("New need")
        )
        hint = _(
            "A need is recurring after {encounters} encounters on {dates} dates. Drag a card, or use Ctrl + ← →."
        ).format(encounters=RECURRING_ENCOUNTERS, dates=RECURRING_DATES)
        dealing = Dealing(NEED_LANES, "need_state", need_cards, need_face, hint)
        super().__init__(
            desk,
            Need,
            invitation,
            dealing,
            promote=self._promote,
            above=self._steps,
            extras=self._extras,
            also=(Signal, Encounter),
        )

    def _steps(self, sheet: Sheet) -> list[QWidget]:
        need = sheet.record
        assert isinstance(need, Need)
        body = column(NeedSupport(self.desk, need.id), 2, Moves(self.desk, sheet), gap=10)
        if need.state in OPEN_NEEDS and not self.desk.readonly:
            body.addWidget(Button(_("Make a signal of it"), "secondary", "flag", lambda: self._promote(need)))
        steps = QWidget()
        steps.setLayout(body)
        return [steps]

    def _extras(self, sheet: Sheet) -> list[QWidget]:
        need = sheet.record
        signals = Related(
            self.desk,
            Signal,
            {"needs": need.id},
            icon="flag",
            details=("state",),
            add=False,
            opened=lambda id: self.desk.go("signals", id),
        )
        quotes = Related(self.desk, Quote, {"need": need.id}, icon="quote", details=("permission",))
        return [signals, quotes]

    def _promote(self, need: Need) -> None:
        ask_promote(self.desk, need.id, self.window())


def ask_promote(desk: Desk, need: Id, parent: QWidget, back: Mapping[str, Any] | None = None) -> None:
    """Asks which needs belong together, then makes the draft of a signal."""
    dialog = PromoteDialog(desk, need, parent, back)

    def make(ids: list[Id]) -> None:
        actor = desk.actor
        desk.background.run(
            lambda session: watched(session, lambda session: promote(session, ids, actor)),
            owner=dialog,
            done=made,
            failed=dialog.say,
            busy=dialog,
        )

    def made(written: tuple[Signal, Change]) -> None:
        signal, change = written
        dialog.accept()
        desk.did(_("The signal “{name}” is new.").format(name=signal.title), change)
        desk.go("signals", signal.id)

    dialog.answered.connect(make)
    dialog.open()


def reopen(desk: Desk, parent: QWidget, kept: Mapping[str, Any]) -> None:
    """After a lock; not where the need was erased meanwhile."""
    if kept["need"]:
        ask_promote(desk, Id(kept["need"]), parent, kept["typed"])


class NeedsPage(BoardPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Needs"), lambda: NeedList(desk), _("New need"))
