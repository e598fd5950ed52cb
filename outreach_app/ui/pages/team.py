"""Team and sync: how the shared folder stands, who is in the team, who asks; bundles where there is no folder."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.domain.records import Team, Worker
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.bundle import BundleDialog
from outreach_app.ui.dialogs.passphrase import PassphraseDialog
from outreach_app.ui.leaving.asking import ask_to_leave
from outreach_app.ui.pages.page import Page
from outreach_app.ui.syncing import Syncing
from outreach_app.ui.team.keeping import Keeping
from outreach_app.ui.team.laptop_card import LaptopCard
from outreach_app.ui.team.people_card import RequestsCard
from outreach_app.ui.team.sync_card import SyncCard
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.busy import BusyOverlay
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.workspace import BundlePreview, SyncReport, Workspace

ENDING = ".bundle"


class TeamPage(Page):
    def __init__(self, desk: Desk, workspace: Workspace, syncing: Syncing) -> None:
        super().__init__(desk, _("Team and sync"), workspace.team_name)
        self._workspace, self._syncing = workspace, syncing
        self.sync_card = SyncCard(workspace, syncing)
        self.requests_card, self.keeping = RequestsCard(), Keeping(self, workspace, syncing)
        self.laptop_card = LaptopCard(workspace)
        self.read_button = Button(_("Read a bundle …"), "secondary", "package-open", self.ask_bundle)
        self.write_button = Button(_("Write a bundle …"), "secondary", "package", self.ask_recipient)
        self.sync_button = Button(_("Sync now"), "primary", "refresh-cw", syncing.start)
        for button in (self.read_button, self.write_button, self.sync_button):
            self.add_action(button)
        keeping = self.keeping
        left = column(
            self.sync_card, self.requests_card, keeping.quarantine_card, keeping.members_card, None, gap=Space.L
        )
        right = column(self.laptop_card, None, gap=Space.L)
        both = row(gap=Space.L)
        both.addLayout(left, 3)
        both.addLayout(right, 2)
        inner = QWidget()
        inner.setLayout(both)
        self.body.addWidget(Scroll(inner), 1)
        self._overlay = BusyOverlay(self)
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

    def ask_bundle(self) -> None:
        kinds = f"{_('Bundles')} (*{ENDING});;{_('All files')} (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Read a bundle"), "", kinds)
        if chosen:
            self.preview_bundle(Path(chosen))

    def preview_bundle(self, path: Path) -> None:
        """Opens and verifies the bundle, shows what it would bring, and merges only if that is wanted."""
        self._overlay.begin(_("Looking into the bundle …"))
        self.desk.background.run_outside(
            lambda: self._workspace.bundles.preview(path),
            owner=self,
            done=lambda preview: self._show_preview(path, preview),
            failed=self._bundle_refused,
        )

    def ask_recipient(self) -> None:
        words = _(
            "A bundle is sealed: only the laptops of your team can open it. That it was made is written down."
        )
        ask_to_leave(self.desk, self, _("Write a bundle"), self.ask_target, words)

    def ask_target(self, recipient: str) -> None:
        suggested = f"{self._workspace.worker_name} {date.today():%Y-%m-%d}{ENDING}"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Write a bundle"), suggested)
        if chosen:
            self.write_bundle(Path(chosen), recipient)

    def write_bundle(self, path: Path, recipient: str = "") -> None:
        self._overlay.begin(_("Writing the bundle …"))
        self.desk.background.run_outside(
            lambda: _write(self._workspace, path, recipient),
            owner=self,
            done=lambda _segments: self._written(path),
            failed=self._bundle_refused,
        )

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
        self.read_button.setEnabled(writable)
        self.write_button.setEnabled(writable and bool(self._workspace.role))
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

    def _show_preview(self, path: Path, preview: BundlePreview) -> None:
        self._overlay.end()
        BundleDialog(self, path, preview, lambda: self._merge(path)).open()

    def _merge(self, path: Path) -> None:
        self._overlay.begin(_("Merging …"))
        stopping = self.desk.background.stopping
        self.desk.background.run_outside(
            lambda: self._workspace.bundles.read(path, cancelled=stopping.is_set),
            owner=self,
            done=self._merged,
            failed=self._bundle_refused,
        )

    def _merged(self, report: SyncReport) -> None:
        self._overlay.end()
        self.reload()
        received = ngettext("{n} change was taken in.", "{n} changes were taken in.", report.applied)
        self.messages.say(_("The bundle is merged."), received, "good")

    def _written(self, path: Path) -> None:
        self._overlay.end()
        advice = _("Only laptops of your team can open it. Take it over on a stick or by mail.")
        self.messages.say(_("{file} is written.").format(file=path.name), advice, "good")

    def _bundle_refused(self, error: OutreachError) -> None:
        self._overlay.end()
        self.desk.refuse(error)


def _write(workspace: Workspace, path: Path, recipient: str) -> None:
    count = workspace.exports.holding()
    workspace.bundles.write(path)
    workspace.exports.record("bundle", recipient, count)
