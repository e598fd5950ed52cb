"""Sync in full: how it stands, what needs a look and what to do about it, and which laptop has what."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.sync.standing import Overview
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.page import Page
from outreach_app.ui.sync.archive_card import ArchiveCard
from outreach_app.ui.sync.laptops_card import LaptopsCard
from outreach_app.ui.sync.trouble_card import TroubleCard
from outreach_app.ui.sync.troubles import Deed, Seen, troubles
from outreach_app.ui.syncing import Syncing
from outreach_app.ui.team.sync_card import SyncCard
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.workspace import Workspace


class SyncPage(Page):
    def __init__(self, desk: Desk, workspace: Workspace, syncing: Syncing) -> None:
        super().__init__(desk, _("Sync"), workspace.team_name)
        self._workspace, self._syncing = workspace, syncing
        self._overview = Overview()
        self.sync_card = SyncCard(workspace, syncing)
        for elsewhere in (self.sync_card.change, self.sync_card.details):
            elsewhere.hide()
        self.trouble_card, self.laptops_card = TroubleCard(), LaptopsCard()
        self.archive_card = ArchiveCard(desk, workspace)
        self.team_button = Button(_("Team and sync"), "secondary", "users", lambda: desk.go("team", ""))
        self.sync_button = Button(_("Sync now"), "primary", "refresh-cw", syncing.start)
        self.add_action(self.team_button)
        self.add_action(self.sync_button)
        left = column(self.sync_card, self.trouble_card, None, gap=Space.L)
        both = row(gap=Space.L)
        both.addLayout(left, 3)
        both.addLayout(column(self.laptops_card, self.archive_card, None, gap=Space.L), 2)
        inner = QWidget()
        inner.setLayout(both)
        self.body.addWidget(Scroll(inner), 1)
        self.trouble_card.wanted.connect(self.do)
        syncing.counted.connect(self._reload_if_seen)
        syncing.status_changed.connect(self._allow)
        self._allow()

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        self.reload()
        self.sync_button.setFocus()

    @Slot()
    def reload(self) -> None:
        self.set_title(_("Sync"), self._workspace.team_name)
        self._show_troubles()
        if self._workspace.team_fingerprint:
            self.archive_card.reload()
            self.desk.background.read(self._workspace.share.overview, owner=self, done=self._show_overview)

    @Slot(object)
    def do(self, deed: Deed) -> None:
        """What a button beside a trouble asks for."""
        match deed:
            case Deed.SYNC:
                self._syncing.start()
            case Deed.TEAM:
                self.desk.go("team", "")
            case Deed.REBUILD:
                self.archive_card.ask_to_rebuild()
            case Deed.RESUME:
                self.desk.background.run_outside(
                    self._workspace.resume_sync, owner=self, done=self._resumed, busy=self.trouble_card
                )

    def _resumed(self, _nothing: None) -> None:
        self._syncing.resume()

    def _show_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.laptops_card.show_laptops(overview.laptops, self.desk.clock.milliseconds())
        self._show_troubles()

    def _show_troubles(self) -> None:
        syncing = self._syncing
        seen = Seen(self._workspace.worker_name, syncing.standing, self._overview, syncing.report, syncing.error)
        self.trouble_card.show_troubles(list(troubles(seen)))

    @Slot(object)
    def _reload_if_seen(self, _standing: object) -> None:
        if self.isVisible():
            self.reload()

    @Slot()
    def _allow(self) -> None:
        possible = not self.desk.readonly and bool(self._workspace.folder)
        self.sync_button.setEnabled(possible and not self._syncing.busy)
        if self.isVisible():
            self._show_troubles()
