"""Team and sync: how the shared folder stands, who is in the team, who asks; bundles where there is no folder."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog

from outreach_app.domain.records import Team, Worker
from outreach_app.i18n import _
from outreach_app.sync.others import OtherTeam
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.passphrase import PassphraseDialog
from outreach_app.ui.pages.page import Page
from outreach_app.ui.syncing import Syncing
from outreach_app.ui.team.bundling import Bundling
from outreach_app.ui.team.keeping import Keeping
from outreach_app.ui.team.laptop_card import LaptopCard
from outreach_app.ui.team.people_card import RequestsCard
from outreach_app.ui.team.sync_card import SyncCard
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column
from outreach_app.ui.widgets.beside import Beside
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.workspace import Workspace


class TeamPage(Page):
    def __init__(
        self, desk: Desk, workspace: Workspace, syncing: Syncing, look_at: Callable[[OtherTeam], object]
    ) -> None:
        super().__init__(desk, _("Team and sync"), workspace.team_name)
        self._workspace, self._syncing = workspace, syncing
        self.sync_card = SyncCard(workspace, syncing)
        self.requests_card, self.keeping = RequestsCard(), Keeping(self, workspace, syncing)
        self.laptop_card = LaptopCard(workspace)
        self.bundling = Bundling(self, workspace, look_at)
        self.sync_button = Button(_("Sync now"), "primary", "refresh-cw", syncing.start)
        for button in (self.bundling.read_button, self.bundling.write_button, self.sync_button):
            self.add_action(button)
        keeping = self.keeping
        left = column(
            self.sync_card, self.requests_card, keeping.quarantine_card, keeping.members_card, None, gap=Space.L
        )
        right = column(self.laptop_card, self.bundling.others_card, None, gap=Space.L)
        self.body.addWidget(Scroll(Beside(left, right, (3, 2))), 1)
        self._connect()
        self._allow()

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        self.reload()
        self.sync_button.setFocus()

    @Slot()
    def reload(self) -> None:
        """Members and requests again: from the database and from the folder, which may be slow."""
        self.set_title(_("Team and sync"), self._workspace.team_name)
        self.laptop_card.show_workspace()
        workspace, background = self._workspace, self.desk.background
        self.keeping.reload()
        self.bundling.reload()
        if workspace.actor.coordinator and workspace.folder:
            background.run_outside(
                workspace.requests,
                owner=self,
                done=self.requests_card.show_requests,
                failed=lambda _error: self.requests_card.show_requests([]),  # the sync card says why
            )

    def admit(self, fingerprint: str, role: str) -> None:
        self.desk.background.run_outside(
            lambda: self._workspace.admit(fingerprint, role),
            owner=self,
            done=self._admitted,
            failed=self.desk.refuse,
            busy=self.requests_card,
        )

    def confirm(self, digits: str) -> None:
        self.laptop_card.confirm_field.set_error()
        self.desk.background.run_outside(
            lambda: self._workspace.confirm_team(digits),
            owner=self,
            done=self._confirmed,
            failed=lambda error: self.laptop_card.confirm_field.set_error(f"{error} {error.what_now}"),
            busy=self.laptop_card,
        )

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Shared folder"), str(self._workspace.folder or ""))
        if chosen:
            self.use_folder(Path(chosen))

    def use_folder(self, folder: Path) -> None:
        self.desk.background.run_outside(
            lambda: self._workspace.use_folder(folder),
            owner=self,
            done=lambda _nothing: self._syncing.start(),
            failed=self.desk.refuse,
            busy=self.sync_card,
        )

    def change_passphrase(self) -> None:
        done = _("The passphrase is changed.")
        PassphraseDialog(self, self._workspace, self.desk.background, lambda: self.desk.toast(done, None)).open()

    def _connect(self) -> None:
        self.sync_card.folder_wanted.connect(self.choose_folder)
        self.sync_card.details_wanted.connect(lambda: self.desk.go("sync", ""))
        self.requests_card.admitted.connect(self.admit)
        self.laptop_card.confirmed.connect(self.confirm)
        self.laptop_card.passphrase_wanted.connect(self.change_passphrase)
        self._syncing.finished.connect(self.reload)
        self._syncing.status_changed.connect(self._allow)
        self.desk.background.records_changed.connect(self._reload_if_written)

    @Slot()
    def _allow(self) -> None:
        """What can be done now."""
        writable = not self._workspace.readonly
        self.sync_button.setEnabled(writable and bool(self._workspace.folder) and not self._syncing.busy)
        self.bundling.allow(writable=writable)
        self.sync_card.change.setEnabled(writable)

    @Slot(set)
    def _reload_if_written(self, written: set[type]) -> None:
        if written & {Team, Worker}:
            self.reload()

    def _admitted(self, _nothing: None) -> None:
        self.desk.toast(_("Admitted. The next sync on both laptops completes it."), None)
        self.reload()
        self._syncing.start()

    def _confirmed(self, _nothing: None) -> None:
        self.laptop_card.typed.clear()
        self.reload()
        self._syncing.status_changed.emit(self._syncing.status)  # the mark at the foot of the navigation goes
        self.desk.toast(_("The team is confirmed."), None)
