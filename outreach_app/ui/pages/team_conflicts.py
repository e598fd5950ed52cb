"""What the page Team and sync does about choices: shows them, opens their records, settles them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from outreach_app.i18n import _
from outreach_app.store import records
from outreach_app.store.choices import Choice
from outreach_app.store.conflicts import keep
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.record import RecordDialog
from outreach_app.ui.team.conflicts_card import ConflictsCard
from outreach_app.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class TeamConflicts(QObject):
    """The card and what its buttons do. `settled` is called when a choice was made."""

    def __init__(self, desk: Desk, workspace: Workspace, settled: Callable[[], object]) -> None:
        self.card = ConflictsCard(writable=not desk.readonly)
        super().__init__(self.card)
        self._desk, self._workspace, self._settled = desk, workspace, settled
        self.card.opened.connect(self.open)
        self.card.kept.connect(self.keep)
        self.card.taken_back.connect(self.take_back)
        desk.background.records_changed.connect(self._reload_if_seen)

    def reload(self) -> None:
        self._desk.background.run_outside(self._workspace.choices, owner=self.card, done=self.card.show_choices)

    @Slot(object)
    def open(self, choice: Choice) -> None:
        RecordDialog(choice.record, self._desk, self.card.window(), id=choice.id, fixed={}).open()

    @Slot(object)
    def keep(self, choice: Choice) -> None:
        self._write(
            lambda session: keep(session, choice.record, choice.id, choice.field), _("Kept as it is shown.")
        )

    @Slot(object)
    def take_back(self, choice: Choice) -> None:
        actor = self._desk.actor
        told = _("“{name}” is back.").format(name=choice.title)
        self._write(lambda session: records.undelete(session, choice.record, choice.id, actor), told)

    def _write(self, work: "Callable[[Session], object]", told: str) -> None:
        def done(_nothing: object) -> None:
            self._desk.toast(told, None)
            self._settled()

        self._desk.background.run(work, owner=self.card, done=done, busy=self.card)

    @Slot(set)
    def _reload_if_seen(self, _written: set[type]) -> None:
        """Whatever was saved may have settled one."""
        if self.card.isVisible():
            self.reload()
