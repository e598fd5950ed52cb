"""Bundles: the team's work in one sealed file, for its own laptops or for a reader of another team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from outreach_app.sync import bundle, exchange, others, people
from outreach_app.sync.errors import CoordinatorsOnly, NoSuchTeam, NotAdmitted, OutOfTheTeam
from outreach_app.sync.keys import Device
from outreach_app.sync.others import OtherTeam
from outreach_app.sync.preview import BundlePreview, preview
from outreach_app.sync.report import SyncReport
from outreach_app.sync.team import COORDINATOR
from outreach_app.workspace import demonstration
from outreach_app.workspace.demonstration import DemoStaysAlone

if TYPE_CHECKING:
    from outreach_app.workspace.opened import Workspace

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Bundles:
    """Hangs from an open vault as `workspace.bundles`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def write(self, path: Path, recipients: Sequence[str] = (), cards: Sequence[str] = ()) -> int:
        """Everything this vault holds of its team, for the laptops with these fingerprints or for the whole team;
        or, for the readers of other teams with these cards, the team's records as they stand.

        Returns the number of sealed files. Raises NotAdmitted, BadFingerprint, NoSuchMember, BundleUnwritable,
        NotACard, and CoordinatorsOnly where a worker would send the team's work to another team.
        """
        circle = self._workspace.circle()
        if not circle.admitted:
            raise OutOfTheTeam if circle.revoked else NotAdmitted
        if demonstration.belongs(self._workspace):
            raise DemoStaysAlone
        if cards and circle.role != COORDINATOR:
            raise CoordinatorsOnly
        now = self._workspace.clock.milliseconds()
        readers = [others.read_card(card) for card in cards] or people.readers(circle, recipients)
        with self._workspace.syncing:
            exchange.seal(self._store, circle)
            if cards:
                with self._store.read() as session:
                    return bundle.write(circle, path, readers, now, others.handed_over(session, circle, now))
            return bundle.write(circle, path, readers, now, bundle.everything(self._store, circle))

    def preview(self, path: Path) -> BundlePreview:
        """What a bundle would bring. Raises what bundle.reading raises."""
        own = self._workspace.circle()
        with bundle.reading(path, own) as opened, self._store.read() as session:
            if opened.team == own.team:
                return preview(session, own, opened, self._workspace.team_name)
            return others.preview(session, opened)

    def read(
        self,
        path: Path,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
        *,
        team_fingerprint: str | None = None,
    ) -> SyncReport:
        """Merges what a bundle brings; what is new of the own team is passed on to the shared folder.

        Of another team it is read beside the rest, once its fingerprint was compared: raises TeamNotConfirmed,
        FingerprintDiffers.
        """
        own = self._workspace.circle()
        with self._workspace.syncing, bundle.reading(path, own) as opened:
            self._workspace.backups.before("bundle")
            try:
                if opened.team != own.team:
                    return others.read(self._store, opened, team_fingerprint)
                report = exchange.read_bundle(self._store, opened, progress, cancelled)
                self._workspace.erasing.settle(report)
                return report
            finally:
                self._workspace.look()

    @property
    def card(self) -> str:
        """What another team's coordinator needs to seal a bundle to this laptop. Compare fingerprints by voice."""
        with self._store.read() as session:
            return others.card_of(Device.load(session).keys)

    def teams(self) -> list[OtherTeam]:
        """Other teams whose bundles were read here."""
        with self._store.read() as session:
            return others.known(session)

    def find(self, words: str) -> OtherTeam:
        """A team by its name or its fingerprint. Raises NoSuchTeam."""
        digits = "".join(filter(str.isdigit, words))
        for one in self.teams():
            named = one.name.casefold() == words.strip().casefold()
            if named or (digits and digits == one.fingerprint.replace("-", "")):
                return one
        raise NoSuchTeam(team=words)

    looked_at: OtherTeam | None = None
    """The other team that everything is about just now."""

    def look_at(self, team: OtherTeam | None) -> None:
        """Lists, search and figures are about this team from now on; None: about the own one. Nothing of another
        team can be changed here."""
        self.looked_at = team
        self._store.look_at(team.id if team else None)
