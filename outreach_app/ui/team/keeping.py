"""What a coordinator does for the team: taking a laptop out, renewing, new keys, judging what came too late."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from outreach_app.i18n import _
from outreach_app.sync.late import Inspected
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.late import InspectDialog
from outreach_app.ui.dialogs.leaving import RevokeDialog
from outreach_app.ui.dialogs.unsaved import Question
from outreach_app.ui.pages.page import Page
from outreach_app.ui.syncing import Syncing
from outreach_app.ui.team.members_card import MembersCard
from outreach_app.ui.team.quarantine_card import QuarantineCard
from outreach_app.workspace import LateWork, Member, Workspace


class Keeping(QObject):
    """Two cards of a page, and what follows from them."""

    def __init__(self, page: Page, workspace: Workspace, syncing: Syncing) -> None:
        super().__init__(page)
        self._page, self._workspace, self._syncing = page, workspace, syncing
        self._desk: Desk = page.desk
        self.members_card, self.quarantine_card = MembersCard(), QuarantineCard()
        self.members_card.revoke_wanted.connect(self.ask_to_revoke)
        self.members_card.admitted.connect(self.renew)
        self.members_card.keys_wanted.connect(self.ask_for_keys)
        self.quarantine_card.inspect_wanted.connect(self.inspect)

    def reload(self) -> None:
        workspace, background = self._workspace, self._desk.background
        background.run_outside(workspace.members, owner=self, done=self._show_members)
        if workspace.actor.coordinator:
            background.run_outside(
                workspace.membership.quarantined,
                owner=self,
                done=lambda works: self.quarantine_card.show_works(works, writable=not workspace.readonly),
            )
        else:
            self.quarantine_card.hide()
        if workspace.membership.revoked:
            self._page.messages.say(
                _("This laptop was taken out of the team."),
                _(
                    "It exchanges nothing any more. What it holds stays here, to read. Call a coordinator if you"
                    " did not expect this: with a new vault you can ask to join again."
                ),
                "warning",
                closable=False,
            )

    def ask_to_revoke(self, member: Member) -> None:
        RevokeDialog(self._page, member, partial(self.revoke, member)).open()

    def revoke(self, member: Member) -> None:
        self._desk.background.run_outside(
            lambda: self._workspace.membership.revoke(member.fingerprint, own=member.own),
            owner=self,
            done=lambda _nothing: self._done(_("Taken out of the team. Take away its access to the folder too.")),
            failed=self._desk.refuse,
            busy=self.members_card,
        )

    def renew(self, fingerprint: str, role: str) -> None:
        self._desk.background.run_outside(
            lambda: self._workspace.admit(fingerprint, role),
            owner=self,
            done=lambda _nothing: self._done(_("Admitted again, for a year.")),
            failed=self._desk.refuse,
            busy=self.members_card,
        )

    def ask_for_keys(self) -> None:
        words = _(
            "What is written from now on is sealed with a new key, for everyone in the team whose term is not"
            " over. What there is stays readable with the keys it has."
        )
        answers: list[tuple[str, str, Callable[[], object]]] = [
            (_("Make new keys"), "primary", self.rekey),
            (_("Cancel"), "quiet", lambda: None),
        ]
        Question(_("Make new keys?"), words, answers, self._page).open()

    def rekey(self) -> None:
        self._desk.background.run_outside(
            self._workspace.membership.rekey,
            owner=self,
            done=lambda _nothing: self._done(_("The team has a new key.")),
            failed=self._desk.refuse,
            busy=self.members_card,
        )

    def inspect(self, work: LateWork) -> None:
        self._desk.background.run_outside(
            lambda: self._workspace.membership.inspect(work.id),
            owner=self,
            done=self._show,
            failed=self._desk.refuse,
            busy=self.quarantine_card,
        )

    def accept(self, id: str) -> None:
        self._desk.background.run_outside(
            lambda: self._workspace.membership.accept(id),
            owner=self,
            done=lambda _work: self._done(_("Accepted. Every laptop takes it in at its next sync.")),
            failed=self._desk.refuse,
            busy=self.quarantine_card,
        )

    def dismiss(self, id: str) -> None:
        self._desk.background.run_outside(
            lambda: self._workspace.membership.dismiss(id),
            owner=self,
            done=lambda _work: self._done(_("Dismissed: it counts nowhere and is not listed here.")),
            failed=self._desk.refuse,
            busy=self.quarantine_card,
        )

    def _show(self, found: Inspected) -> None:
        InspectDialog(
            self._page, found, partial(self.accept, found.work.id), partial(self.dismiss, found.work.id)
        ).open()

    def _show_members(self, members: list[Member]) -> None:
        workspace = self._workspace
        keeping = workspace.actor.coordinator and not workspace.readonly
        self.members_card.show_members(members, keeping=keeping, lonely=workspace.membership.lonely)

    def _done(self, words: str) -> None:
        self._desk.toast(words, None)
        self.reload()
        self._syncing.start()
