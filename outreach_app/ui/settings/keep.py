"""Keep and erase: what is asked, what is past its term, a person's traces, and what was erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from outreach_app.ui.erasing.old_notes_card import OldNotesCard
from outreach_app.ui.erasing.person_card import PersonCard
from outreach_app.ui.erasing.requests_card import RequestsCard
from outreach_app.ui.erasing.retention_card import RetentionCard
from outreach_app.ui.erasing.told_card import ToldCard
from outreach_app.ui.settings.tab import SettingsTab

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.ui.shell import Shell


class KeepTab(SettingsTab):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.requests = RequestsCard(shell, self.arrive)
        self.retention = RetentionCard(shell, self.arrive)
        self.told = ToldCard()
        self.old_notes = OldNotesCard(shell)
        self.body.addWidget(self.old_notes)
        self.body.addWidget(self.requests)
        if shell.desk.actor.coordinator and not shell.desk.readonly:
            self.body.addWidget(PersonCard(shell, self.arrive))
        self.body.addWidget(self.retention)
        self.body.addWidget(self.told)
        shell.background.records_changed.connect(self._look_again)

    def arrive(self) -> None:
        self._shell.background.read(self._read, owner=self, done=lambda found: self._show(*found))

    @Slot(set)
    def _look_again(self, _written: set[type]) -> None:
        if self.isVisible():
            self.arrive()

    def _read(self, session: Session) -> tuple[Any, Any, Any, Any]:
        workspace = self._shell.workspace
        return (
            workspace.erasing.requests(session),
            workspace.erasing.erasures(session),
            workspace.retention.preview(session),
            workspace.retention.old_local_notes(session),
        )

    def _show(self, requests: Any, erasures: Any, expired: Any, old_notes: Any) -> None:
        self.old_notes.show_notes(old_notes)
        self.requests.show_requests(requests)
        self.told.show_erasures(erasures)
        self.retention.show_expired(expired)
