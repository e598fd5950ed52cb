"""Opening and closing a vault, who works in it, and exchange with its team."""

import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from outreach_app import vault
from outreach_app.domain.actor import Actor
from outreach_app.domain.clock import Clock
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record, Team, Worker
from outreach_app.errors import OutreachError
from outreach_app.i18n import day
from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.sync import circle as circles
from outreach_app.sync import exchange, people, rebirth
from outreach_app.sync import place as places
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import NoSharedFolder, NoTeamYet
from outreach_app.sync.keys import Device
from outreach_app.sync.members import Member
from outreach_app.sync.patience import PatientFolder
from outreach_app.sync.people import JoinRequest
from outreach_app.sync.place import Place
from outreach_app.sync.report import SyncReport
from outreach_app.sync.team import COORDINATOR
from outreach_app.vault import OpenVault, machine
from outreach_app.workspace import demonstration, restoring
from outreach_app.workspace.answers import Asked, Founded
from outreach_app.workspace.archive import Archive
from outreach_app.workspace.backups import Backups
from outreach_app.workspace.bundles import Bundles
from outreach_app.workspace.erasing import Erasing
from outreach_app.workspace.errors import SyncPaused
from outreach_app.workspace.exports import Exports
from outreach_app.workspace.membership import Membership
from outreach_app.workspace.merging import Merging
from outreach_app.workspace.retention import Retention
from outreach_app.workspace.share import Share

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Workspace:
    """Made by `create`, `open` or `open_with_code`; closed by `close` or by leaving a `with` block.

    What it says of team and people is kept in memory, so that it may be asked anywhere, inside a session too.
    """

    def __init__(self, opened: OpenVault, store: Store) -> None:
        self.vault = opened
        self.store = store
        self.clock: Clock = store.clock
        self.readonly = opened.readonly
        self.syncing = threading.Lock()
        self.archive = Archive(self)
        self.backups = Backups(opened, store)
        self.bundles = Bundles(self)
        self.erasing = Erasing(self)
        self.exports = Exports(self)
        self.membership = Membership(self)
        self.merging = Merging(self)
        self.retention = Retention(self)
        self.share = Share(self)
        self._fresh = False
        self._circle: Circle | None = None
        self.moved = rebirth.moved(store, machine.identity(opened.id))
        """This vault was copied from another computer: it goes on under a new number."""
        self.look()
        store.listen(self._written)

    @classmethod
    def create(cls, folder: Path, passphrase: str, *, clock: Clock | None = None) -> tuple["Workspace", str]:
        """A new vault without a team, and its recovery code. Raises what vault.create raises."""
        opened, code = vault.create(folder, passphrase)
        with ExitStack() as unless_it_works:
            unless_it_works.callback(opened.discard)
            store = Store(opened.database, opened.database_key(), clock=clock)
            unless_it_works.callback(store.close)
            store.migrate()
            with store.write() as session:
                Device.new().save(session)
            workspace = cls(opened, store)
            workspace._fresh = True
            unless_it_works.pop_all()
        return workspace, code

    @classmethod
    def open(
        cls, folder: Path, passphrase: str, *, readonly: bool = False, clock: Clock | None = None
    ) -> "Workspace":
        """Unlocks and brings the database up to date. Raises what vault.unlock and Store.migrate raise."""
        return cls.of(vault.unlock(folder, passphrase, readonly), clock)

    @classmethod
    def open_with_code(cls, folder: Path, code: str, *, clock: Clock | None = None) -> "Workspace":
        """Unlocks with the recovery code; a new passphrase should be chosen next."""
        return cls.of(vault.unlock_with_code(folder, code), clock)

    @classmethod
    def of(cls, opened: OpenVault, clock: Clock | None = None) -> "Workspace":
        """Of a vault that is unlocked already. Raises what Store.migrate raises, and closes the vault then."""
        with ExitStack() as unless_it_works:
            unless_it_works.callback(opened.close)
            if not opened.readonly:
                restoring.tidy(opened.folder)
            store = Store(opened.database, opened.database_key(), clock=clock, readonly=opened.readonly)
            unless_it_works.callback(store.close)
            store.migrate(before=lambda: Backups(opened, store).before("upgrade"))
            workspace = cls(opened, store)
            unless_it_works.pop_all()
        return workspace

    def close(self) -> None:
        self.store.close()
        self.vault.close()

    def discard(self) -> None:
        """Takes a vault away that was made a moment ago and belongs to no team: it holds nothing."""
        assert self._circle is None, "a vault with a team is never thrown away"
        self.store.close()
        self.vault.discard()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A vault that was made here and got no team because of an error is taken away again."""
        if error is not None and self._fresh and self._circle is None:
            self.discard()
        else:
            self.close()

    def change_passphrase(self, new: str) -> None:
        """Raises PassphraseTooShort, VaultInUse if this is open for reading only."""
        self.vault.change_passphrase(new)

    # Who this is. Empty as long as there is no team.

    @property
    def worker(self) -> Id:
        """Id of the worker whose vault this is."""
        return self._worker

    @property
    def worker_name(self) -> str:
        return self._worker_name

    @property
    def role(self) -> str:
        """`worker`, `coordinator`, or empty: not admitted yet."""
        return self._circle.role if self._circle else ""

    @property
    def actor(self) -> Actor:
        return Actor(self.worker, self.role == COORDINATOR)

    @property
    def fingerprint(self) -> str:
        """Of this laptop."""
        return self._fingerprint

    @property
    def team_fingerprint(self) -> str:
        return self._circle.founding.fingerprint if self._circle else ""

    @property
    def team_name(self) -> str:
        """Empty until the team's first records have come."""
        return self._team_name

    @property
    def confirmed(self) -> bool:
        """Whether someone compared the team's fingerprint; there is nothing to compare without a team."""
        return self._confirmed or self._circle is None

    @property
    def folder(self) -> str:
        """Where the shared folder is: a path, or an address on a server. Empty without one."""
        return self._folder

    # The team.

    def found_team(self, team_name: str, worker_name: str, folder: Place | None = None) -> Founded:
        """Raises TeamAlready, NameMissing, SharedFolderMissing, TeamInFolder, FolderUnwritable."""
        people.found(self.store, team_name, worker_name, demonstration.chosen(self, folder) if folder else None)
        self._remember(folder)
        self.look()
        return Founded(self.fingerprint, self.team_fingerprint)

    def ask_to_join(self, worker_name: str, folder: Place, team_fingerprint: str | None = None) -> Asked:
        """Raises TeamAlready, NameMissing, SharedFolderMissing, NoTeamInFolder, SeveralTeams, WrongTeam,
        BadFingerprint, FolderUnwritable."""
        people.ask(self.store, worker_name, demonstration.chosen(self, folder), team_fingerprint)
        self._remember(folder)
        self.look()
        return Asked(self.fingerprint, self.team_fingerprint)

    def requests(self) -> list[JoinRequest]:
        """Who asks to be let in. Raises NoTeamYet, NoSharedFolder, SharedFolderMissing."""
        return people.requests(self.circle(), self.shared())

    def admit(self, fingerprint: str, role: str = "worker") -> None:
        """Lets a laptop in; its next sync completes it. Raises what people.admit raises."""
        self.circle()
        people.admit(self.store, self.shared(), fingerprint, role)
        self.look()

    def confirm_team(self, fingerprint: str) -> None:
        """Raises NoTeamYet, BadFingerprint, FingerprintDiffers."""
        with self.store.write() as session:
            people.confirm(session, self.circle(), fingerprint)
        self.look()

    def members(self) -> list[Member]:
        """The laptops of the team, and those that were."""
        return self.membership.members()

    def use_folder(self, folder: Place) -> None:
        """The shared folder from now on. Raises SharedFolderMissing, ServerRefused, WrongTeam, NoTeamYet."""
        people.use_folder(self.store, self.circle(), demonstration.chosen(self, folder))
        self._remember(folder)
        self.look()

    # Exchange.

    def sync(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> SyncReport:
        """Exchanges everything with the shared folder; one at a time. Bad files stand in the report.

        Raises NoTeamYet, NoSharedFolder, SharedFolderMissing, WrongTeam, ReadOnly, SyncPaused.
        """
        self.circle()
        with self.store.read() as session:
            if paused := rebirth.paused(session):
                at = datetime.fromtimestamp(paused / 1000).astimezone()
                raise SyncPaused(date=f"{day(at.date())}, {at:%H:%M}")
        with self.syncing:
            try:
                report = exchange.sync(self.store, self.shared(), progress, cancelled)
                if self.erasing.settle(report):
                    with suppress(OutreachError):  # the next sync tells it
                        exchange.sync(self.store, self.shared())
                return report
            finally:
                self.look()

    @property
    def paused(self) -> int:
        """The date of the backup that was put back, in milliseconds since 1970; 0 where sync may run."""
        return self._paused

    def resume_sync(self) -> None:
        """Someone looked at what came back from a backup: sync may run again."""
        with self.store.write() as session:
            rebirth.resume(session)
        self.look()

    def circle(self) -> Circle:
        """The team as it is known here. Raises NoTeamYet."""
        if self._circle is None:
            raise NoTeamYet
        return self._circle

    def shared(self) -> PatientFolder:
        """The shared folder. Raises NoSharedFolder, NoServersHere."""
        with self.store.read() as session:
            folder = places.folder_of(session)
        if folder is None:
            raise NoSharedFolder
        return folder

    def _remember(self, folder: Place | None) -> None:
        if folder is not None:
            with self.store.write() as session:
                places.remember(session, folder)

    def look(self) -> None:
        """Reads again what is kept in memory."""
        with self.store.read(own=True) as session:
            try:
                self._circle = circles.load(session)
                self._fingerprint = self._circle.fingerprint
            except NoTeamYet:
                self._fingerprint = Device.load(session).keys.fingerprint
            self._confirmed = people.is_confirmed(session)
            self._paused = rebirth.paused(session)
            self._folder = settings.get(session, settings.FOLDER) or ""
            self._worker = Id(settings.get(session, settings.WORKER, ""))
            self._team_name, self._worker_name = people.names(session, self._circle, self._worker)

    def _written(self, written: set[type[Record]]) -> None:
        if written & {Team, Worker}:
            self.look()
