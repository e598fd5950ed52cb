"""Bundles on a page: read after a look inside, written for the own team or another reader, and whose were read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.sync.others import OtherTeam
from outreach_app.ui.dialogs.bundle import BundleDialog
from outreach_app.ui.dialogs.bundle_for import BundleForDialog
from outreach_app.ui.leaving.asking import ask_to_leave
from outreach_app.ui.pages.page import Page
from outreach_app.ui.tasks import Task, run_long
from outreach_app.ui.team.others_card import OthersCard
from outreach_app.ui.widgets.buttons import Button
from outreach_app.workspace import BundlePreview, SyncReport, Workspace

T = TypeVar("T")
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
        self._go(
            _("Looking into the bundle …"),
            lambda _task: self._workspace.bundles.preview(path),
            lambda preview: self._show_preview(path, preview),
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
        self._go(
            _("Writing the bundle …"),
            lambda _task: _write(self._workspace, path, recipient, card),
            lambda _segments: self._written(path, card),
        )

    def _show_preview(self, path: Path, preview: BundlePreview) -> None:
        BundleDialog(self._page, path, preview, lambda digits: self._merge(path, digits)).open()

    def _merge(self, path: Path, digits: str) -> None:
        bundles, stopping = self._workspace.bundles, self._desk.background.stopping

        def read(task: Task) -> SyncReport:
            return bundles.read(
                path,
                task.progress,
                lambda: task.cancelled() or stopping.is_set(),
                team_fingerprint=digits or None,
            )

        self._go(_("Merging …"), read, self._merged, can_stop=True)

    def _merged(self, report: SyncReport) -> None:
        if report.erased:
            self._desk.forget()
        self.reload()
        received = ngettext("{n} change was taken in.", "{n} changes were taken in.", report.applied)
        if report.cancelled:
            more = _("Read the bundle again to go on: what was taken in stays.")
            self._page.messages.say(_("Reading the bundle was stopped."), f"{received} {more}", "warning")
        else:
            self._page.messages.say(_("The bundle is merged."), received, "good")

    def _written(self, path: Path, card: str) -> None:
        own = _("Only laptops of your team can open it. Take it over on a stick or by mail.")
        other = _("Only that reader can open it. Take it over on a stick or by mail.")
        self._page.messages.say(_("{file} is written.").format(file=path.name), other if card else own, "good")

    def _go(
        self, words: str, work: Callable[[Task], T], done: Callable[[T], object], *, can_stop: bool = False
    ) -> None:
        """One thing after the other, with both buttons out of reach meanwhile."""
        allowed = [button for button in (self.read_button, self.write_button) if button.isEnabled()]

        def ended() -> None:
            for button in allowed:
                button.setEnabled(True)

        def came(result: T) -> None:
            ended()
            done(result)

        def refused(error: OutreachError) -> None:
            ended()
            self._desk.refuse(error)

        for button in allowed:
            button.setEnabled(False)
        run_long(self._desk, words, work, owner=self, done=came, failed=refused, can_stop=can_stop)


def _write(workspace: Workspace, path: Path, recipient: str, card: str) -> None:
    count = workspace.exports.holding()
    workspace.bundles.write(path, cards=[card] if card else ())
    workspace.exports.record("bundle", recipient, count)
