"""Who is in the team: taking a laptop out, new keys, and what came too late from one that is out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from outreach_app.errors import OutreachError
from outreach_app.sync import late, members, quarantine, revoking
from outreach_app.sync.errors import CoordinatorsOnly
from outreach_app.sync.keys import same_fingerprint
from outreach_app.sync.late import Inspected, LateWork
from outreach_app.sync.members import Member
from outreach_app.sync.team import COORDINATOR

if TYPE_CHECKING:
    from outreach_app.sync.folder import Folder
    from outreach_app.workspace.opened import Workspace


class Membership:
    """Hangs from an open vault as `workspace.membership`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def members(self) -> list[Member]:
        """The laptops of the team, and those that were; none without a team."""
        workspace = self._workspace
        if not workspace.team_fingerprint:
            return []
        with workspace.store.read() as session:
            return members.members(session, workspace.circle(), workspace.clock.milliseconds())

    @property
    def revoked(self) -> bool:
        """Whether this laptop was taken out of its team."""
        return bool(self._workspace.team_fingerprint) and self._workspace.circle().revoked

    @property
    def lonely(self) -> bool:
        """A team of several with one coordinator: if that laptop is lost, nobody can let anyone in or out."""
        return bool(self._workspace.team_fingerprint) and self._workspace.circle().lonely

    def revoke(self, fingerprint: str, *, own: bool = False) -> None:
        """Takes a laptop out for good, and makes new keys, after a sync if the folder answers. Raises what
        revoking.revoke raises.

        One's own, if `own` says so, after a last sync, which may raise what Workspace.sync raises.
        """
        workspace = self._workspace
        workspace.circle()
        if own and same_fingerprint(fingerprint) == workspace.fingerprint:
            workspace.sync()
        else:  # what is there to be read counts: less is taken back from colleagues who have read it
            with suppress(OutreachError):
                workspace.sync()
        with workspace.syncing:
            try:
                revoking.revoke(workspace.store, self._folder(), fingerprint, own=own)
            finally:
                workspace.look()

    def rekey(self) -> None:
        """A new key for what is written from now on. Raises NoTeamYet, CoordinatorsOnly."""
        self._workspace.circle()
        with self._workspace.syncing:
            revoking.rekey(self._workspace.store, self._folder())
            self._workspace.look()

    def quarantined(self) -> list[LateWork]:
        """What laptops wrote that were out by then. Raises NoTeamYet."""
        with self._workspace.store.read() as session:
            return late.quarantined(session, self._workspace.circle())

    def inspect(self, id: str) -> Inspected:
        """What one of these says. Raises NoTeamYet, NoSuchLateWork."""
        with self._workspace.store.read() as session:
            return late.inspect(session, self._workspace.circle(), id)

    def accept(self, id: str) -> LateWork:
        """Everyone takes it in, this laptop at its next sync.

        Raises NoTeamYet, CoordinatorsOnly, NoSuchLateWork.
        """
        workspace = self._workspace
        with workspace.syncing:
            with workspace.store.read() as session:
                work = late.inspect(session, workspace.circle(), id).work
            revoking.accept(workspace.store, self._folder(), bytes.fromhex(work.id))
            workspace.look()
        return work

    def dismiss(self, id: str) -> LateWork:
        """It is not listed here any more; its bytes stay, and by its id it can still be accepted.

        Raises NoTeamYet, CoordinatorsOnly, NoSuchLateWork.
        """
        circle = self._workspace.circle()
        if circle.role != COORDINATOR:
            raise CoordinatorsOnly
        with self._workspace.store.write() as session:
            work = late.inspect(session, circle, id).work
            quarantine.dismiss(session, bytes.fromhex(work.id))
        self._workspace.look()
        return work

    def _folder(self) -> Folder | None:
        return self._workspace.shared() if self._workspace.folder else None
