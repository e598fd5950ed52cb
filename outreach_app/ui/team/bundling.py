"""Bundles on a page: read after a look inside, written for the own team or another reader, and whose were read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.sync.others import OtherTeam
from outreach_app.ui.dialogs.bundle import BundleDialog
from outreach_app.ui.dialogs.bundle_for import BundleForDialog
from outreach_app.ui.leaving.asking import ask_to_leave
from outreach_app.ui.pages.page import Page
from outreach_app.ui.team.others_card import OthersCard
from outreach_app.ui.widgets.busy import BusyOverlay
from outreach_app.ui.widgets.buttons import Button
from outreach_app.workspace import BundlePreview, SyncReport, Workspace

ENDING = ".bundle"


class Bundling(QObject):
    """Two buttons and a card of a page, and what follows from them."""

    def __init__(self, page: Page, workspace: Workspace, look_at: Callable[[OtherTeam], object]) -> None:
        super().__init__(page)
        self._page, self._workspace, self._desk = page, workspace, page.desk
        self.read_button = Button(_("Read a bundle …"), "secondary", "package-open", self.ask_file)
        self.write_button = Button(_("Write a bundle …"), "secondary", "package", self.ask_recipient)
        self.others_card = OthersCard(workspace.bundles.card)
        self.others_card.look_wanted.connect(look_at)
        self._overlay = BusyOverlay(page)

    def allow(self, *, writable: bool) -> None:
        self.read_button.setEnabled(writable)
        self.write_button.setEnabled(writable and bool(self._workspace.role))

    def reload(self) -> None:
        self._desk.background.run_outside(
            self._workspace.bundles.teams, owner=self, done=self.others_card.show_teams
        )

    def ask_file(self) -> None:
        bundles, others = _("Bundles"), _("All files")
        kinds = f"{bundles} (*{ENDING});;{others} (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self._page, _("Read a bundle"), "", kinds)
        if chosen:
            self.preview(Path(chosen))

    def preview(self, path: Path) -> None:
        """Opens and verifies the bundle, shows what it would bring, and merges only if that is wanted."""
        self._overlay.begin(_("Looking into the bundle …"))
        self._desk.background.run_outside(
            lambda: self._workspace.bundles.preview(path),
            owner=self,
            done=lambda preview: self._show_preview(path, preview),
            failed=self._refused,
        )

    def ask_recipient(self) -> None:
        if self._desk.actor.coordinator:
            BundleForDialog(self._page, self.ask_target, self._desk.leave.recipient).open()
            return
        words = _(
            "A bundle is sealed: only the laptops of your team can open it. That it was made is written down."
        )
        ask_to_leave(self._desk, self._page, _("Write a bundle"), self.ask_target, words)

    def ask_target(self, recipient: str, card: str = "") -> None:
        suggested = f"{self._workspace.worker_name} {date.today():%Y-%m-%d}{ENDING}"
        chosen, _kind = QFileDialog.getSaveFileName(self._page, _("Write a bundle"), suggested)
        if chosen:
            self.write(Path(chosen), recipient, card)

    def write(self, path: Path, recipient: str = "", card: str = "") -> None:
        self._overlay.begin(_("Writing the bundle …"))
        self._desk.background.run_outside(
            lambda: _write(self._workspace, path, recipient, card),
            owner=self,
            done=lambda _segments: self._written(path, card),
            failed=self._refused,
        )

    def _show_preview(self, path: Path, preview: BundlePreview) -> None:
        self._overlay.end()
        BundleDialog(self._page, path, preview, lambda digits: self._merge(path, digits)).open()

    def _merge(self, path: Path, digits: str) -> None:
        self._overlay.begin(_("Merging …"))
        stopping = self._desk.background.stopping
        self._desk.background.run_outside(
            lambda: self._workspace.bundles.read(path, cancelled=stopping.is_set, team_fingerprint=digits or None),
            owner=self,
            done=self._merged,
            failed=self._refused,
        )

    def _merged(self, report: SyncReport) -> None:
        self._overlay.end()
        self.reload()
        received = ngettext("{n} change was taken in.", "{n} changes were taken in.", report.applied)
        self._page.messages.say(_("The bundle is merged."), received, "good")

    def _written(self, path: Path, card: str) -> None:
        self._overlay.end()
        own = _("Only laptops of your team can open it. Take it over on a stick or by mail.")
        other = _("Only that reader can open it. Take it over on a stick or by mail.")
        self._page.messages.say(_("{file} is written.").format(file=path.name), other if card else own, "good")

    def _refused(self, error: OutreachError) -> None:
        self._overlay.end()
        self._desk.refuse(error)


def _write(workspace: Workspace, path: Path, recipient: str, card: str) -> None:
    count = workspace.exports.holding()
    workspace.bundles.write(path, cards=[card] if card else ())
    workspace.exports.record("bundle", recipient, count)
