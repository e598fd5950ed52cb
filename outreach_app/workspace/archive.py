"""Snapshots of the team's work, tidying up behind them, and starting anew from one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from outreach_app.domain.fields import Id
from outreach_app.sync import agreement, compaction, grounds, upkeep
from outreach_app.sync.bootstrap import Start
from outreach_app.sync.compaction import Compaction
from outreach_app.sync.errors import CoordinatorsOnly, NoSnapshotYet
from outreach_app.sync.members import Member
from outreach_app.sync.people import moment
from outreach_app.sync.report import SyncReport
from outreach_app.sync.team import COORDINATOR

if TYPE_CHECKING:
    from outreach_app.workspace.opened import Workspace


@dataclass(frozen=True)
class Tidied:
    """What was tidied up, what is waited for, and what would have to happen."""

    taken_at: str = ""
    """When the snapshot was made, as ISO date and time; empty if there is none."""
    files: int = 0
    """Deleted in the shared folder."""
    bytes: int = 0
    segments: int = 0
    """Dropped on this laptop."""
    waits_for: Sequence[Member] = field(default_factory=list)
    """Laptops that have not said that they have all that the snapshot holds."""
    days: int = 0
    """Until the snapshot is old enough."""
    keys: int = 0
    """Earlier keys that are not destroyed yet: what was erased under them is not out of reach before."""
    not_in_folder: bool = False
    """The snapshot could not be read back whole, or the folder cannot be written."""
    clock_doubtful: bool = False
    """This computer's clock may be wrong: nothing is deleted."""

    def as_json(self) -> dict[str, Any]:
        waits_for = [
            {"name": one.name, "fingerprint": one.fingerprint, "last_seen": one.last_seen}
            for one in self.waits_for
        ]
        names = ("files", "bytes", "segments", "days", "keys", "not_in_folder", "clock_doubtful")
        return {
            "snapshot": self.taken_at,
            **{name: getattr(self, name) for name in names},
            "waits_for": waits_for,
        }


class Archive:
    """Hangs from an open vault as `workspace.archive`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def look(self) -> Tidied:
        """How it stands, without doing anything. Raises NoTeamYet."""
        circle = self._workspace.circle()
        with self._store.read() as session:
            result = compaction.look(session, circle, self._workspace.clock.milliseconds())
        return self._told(result)

    def snapshot(self) -> Tidied:
        """Makes a snapshot and sends it. Raises CoordinatorsOnly, NoSnapshotYet, and what a sync raises."""
        self._begin()
        self._make()
        return self.look()

    def compact(self) -> Tidied:
        """Tidies up as much as can be now: here, and in the shared folder. Makes a snapshot where one is needed.

        Raises CoordinatorsOnly, NoSnapshotYet, and what a sync and making a backup raise.
        """
        report = self._begin()
        self._workspace.backups.before("compact")
        circle, now = self._workspace.circle(), self._workspace.clock.milliseconds()
        with self._workspace.syncing:
            result = compaction.tidy_here(self._store, circle, now)
            compaction.tidy_folder(self._store, circle, self._workspace.shared(), result)
        with self._store.read() as session:
            wanted = compaction.wanted(session, circle, now)
        if wanted:
            self._make()
        return replace(
            self.look(),
            files=report.tidied + result.files,
            bytes=report.tidied_bytes + result.bytes,
            segments=report.dropped + result.segments,
            not_in_folder=result.not_in_folder,
            clock_doubtful=result.clock_doubtful,
        )

    def differing(self) -> list[Member]:
        """Laptops that have read the same as this one and hold something else."""
        circle = self._workspace.circle()
        with self._store.write() as session:
            found = agreement.differing(session, circle)
        return self._members(found)

    @property
    def can_rebuild(self) -> bool:
        """Whether there is what it takes to start anew."""
        with self._store.read() as session:
            return grounds.can_rebuild(session, self._workspace.circle())

    def rebuild(self) -> None:
        """Starts anew from the newest snapshot, or from all that is held here; keeps what is this laptop's own.

        Raises NothingToRebuildFrom, NoTeamYet.
        """
        with self._workspace.syncing:
            self._workspace.backups.before("rebuild")
            Start(self._store, self._workspace.circle(), SyncReport()).rebuild()
            self._workspace.look()

    def _make(self) -> None:
        with self._workspace.syncing:
            made = upkeep.make_snapshot(self._store, self._workspace.circle())
        if not made:
            raise NoSnapshotYet
        self._workspace.sync()

    def _begin(self) -> SyncReport:
        """Everything is read and sent first."""
        if self._workspace.circle().role != COORDINATOR:
            raise CoordinatorsOnly
        report = self._workspace.sync()
        if self._workspace.circle().role != COORDINATOR:
            raise CoordinatorsOnly
        return report

    def _told(self, result: Compaction) -> Tidied:
        return Tidied(
            taken_at=moment(result.snapshot.at) if result.snapshot else "",
            waits_for=self._members(result.waits_for),
            days=result.days,
            keys=result.keys,
        )

    def _members(self, devices: Sequence[Id]) -> list[Member]:
        circle = self._workspace.circle()
        fingerprints = {circle.roster.members[device].keys.fingerprint for device in devices}
        return [one for one in self._workspace.membership.members() if one.fingerprint in fingerprints]
