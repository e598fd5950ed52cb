"""Backups of an open vault: made by themselves and on request, listed, thinned out, and put back."""

import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from outreach_app.i18n import N_
from outreach_app.store import integrity, settings
from outreach_app.store.database import Store
from outreach_app.store.errors import DatabaseDamaged, ReadOnly, StoreFull
from outreach_app.vault import KEYS, OpenVault
from outreach_app.workspace import backup_file, keeping
from outreach_app.workspace.backup_file import ENDING, HALF, Backup
from outreach_app.workspace.errors import BackupOfAnotherVault, BackupUnwritable, NoRoomForBackup
from outreach_app.workspace.restoring import (
    Preview,
    aside_in,
    asides,
    come_back,
    compared,
    contents,
    move_in,
    unpacked,
)

log = logging.getLogger(__name__)

FOLDER = "backups"
"""In the vault's folder."""
_COPY = ".copy.db"
_ELSEWHERE = "backups_elsewhere"
"""Setting: folders outside the vault that backups were made to, so that erasing can name them."""

REASONS: Final = {
    "asked": N_("on request"),
    "daily": N_("daily"),
    "upgrade": N_("before an update of the program"),
    "import": N_("before an import"),
    "bundle": N_("before reading a bundle"),
    "restore": N_("before restoring a backup"),
    "compact": N_("before tidying up"),
    "rebuild": N_("before starting anew"),
    "retention": N_("before retention"),
    "erasure": N_("after an erasure"),
}
"""What a backup says it was made for."""


class Backups:
    """Hangs from an open vault as `workspace.backups`. May be used from any thread; one backup at a time."""

    def __init__(self, vault: OpenVault, store: Store) -> None:
        self.folder = vault.folder / FOLDER
        self._vault, self._store = vault, store
        self._making = threading.Lock()

    def make(self, to: Path | None = None, reason: str = "asked") -> Backup:
        """A backup in the vault's folder, or in another. Saving goes on meanwhile; what it catches is one moment.

        It reads and verifies every page, so none is ever made of a damaged vault: raises DatabaseDamaged then,
        NoRoomForBackup, BackupUnwritable, ReadOnly. Earlier ones stay in every case.
        """
        if self._store.readonly:
            raise ReadOnly
        with self._making, self._copied() as (copy, schema):
            at = self._store.clock.milliseconds()
            head = {"vault": self._vault.id.hex(), "at": at, "reason": reason, "schema": schema}
            place = self.folder if to is None else to
            name = f"vindplaats_{_local(at):%Y-%m-%d_%H%M%S}_{self._vault.id.hex()[:6]}"
            path = _free(place, name)
            made = backup_file.write(path, copy, self._vault.folder / KEYS, head)
        log.info("backup made (%s), %d bytes", reason, made.size)
        if to is None:
            self.prune()
        else:
            self._remember(to.absolute())
        return made

    def before(self, reason: str) -> Backup:
        """A backup before something risky, which must not begin without it. Raises as `make`."""
        assert reason in REASONS
        return self.make(reason=reason)

    def daily(self) -> Backup | None:
        """The backup of this day, if there is none yet. Raises as `make`."""
        newest = next(iter(self.all()), None)
        if self._store.readonly or (newest and _local(newest.at).date() == self._now.date()):
            return None
        return self.make(reason="daily")

    def all(self, folder: Path | None = None) -> list[Backup]:
        """Of this vault, in its own folder or in another; newest first."""
        vault = self._vault.id.hex()
        return [one for one in backup_file.found(folder or self.folder) if one.vault == vault]

    def prune(self) -> list[Backup]:
        """Deletes those in the vault's folder that the rule lets go; returns them."""
        backups = self.all()
        stay = keeping.kept((_local(one.at) for one in backups), self._now)
        gone = [one for one in backups if _local(one.at) not in stay]
        for one in gone:
            one.path.unlink(missing_ok=True)
        for folder in asides(self._vault.folder):
            if self._now.timestamp() - folder.stat().st_mtime > keeping.OLDEST.total_seconds():
                shutil.rmtree(folder, ignore_errors=True)
        return gone

    def drop_all_before_now(self) -> list[Path]:
        """After an erasure: a fresh backup instead of all earlier ones, elsewhere too, and of what was set aside.

        Returns the folders that could not be reached: someone has to do it there by hand.
        """
        old = self.all()
        try:
            fresh: Backup | None = self.make(reason="erasure")
        except NoRoomForBackup:
            fresh = None
        for one in old:
            one.path.unlink(missing_ok=True)
        for folder in asides(self._vault.folder):
            shutil.rmtree(folder, ignore_errors=True)
        unreached = [folder for folder in self.elsewhere() if not self._emptied(folder)]
        with self._store.write() as session:
            settings.put(session, _ELSEWHERE, [str(folder) for folder in unreached])
        if fresh is None:
            self.make(reason="erasure")
        return unreached

    def elsewhere(self) -> list[Path]:
        """The folders outside the vault that backups were made to."""
        with self._store.read() as session:
            return [Path(folder) for folder in settings.get(session, _ELSEWHERE, [])]

    def preview(self, file: Path) -> Preview:
        """What restoring this backup would change. Raises as `restore`; nothing is changed."""
        backup = self._own(file)
        with unpacked(self._vault.folder, backup, self._vault.database_key(), self._store.clock) as there:
            try:
                return compared(backup, self._store, there)
            except DatabaseDamaged:
                return contents(backup, there)

    def restore(self, file: Path) -> None:
        """Puts a backup in the place of the database, after a backup of that. The vault is to be opened anew.

        Where none can be made because it is damaged, its files are set aside. Sync is paused then. Raises
        NotABackup, NewerBackup, NewerDatabase, BackupOfAnotherVault, DatabaseDamaged where the backup itself is,
        and as `make`; then the vault is as it was, and open.
        """
        backup = self._own(file)
        aside = None
        try:
            self.before("restore")
        except DatabaseDamaged:
            aside = aside_in(self._vault.folder)
        with unpacked(self._vault.folder, backup, self._vault.database_key(), self._store.clock) as there:
            come_back(there, self._vault.id, backup, None if aside else self._store)
            there.close()
            self._store.close()
            move_in(there.path, self._vault.folder, aside=aside)

    @property
    def _now(self) -> datetime:
        return _local(self._store.clock.milliseconds())

    @contextmanager
    def _copied(self) -> Iterator[tuple[Path, str]]:
        """A verified copy of the database, for as long as it takes to pack it; and its schema."""
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise BackupUnwritable(folder=self.folder) from error
        self._tidy()
        copy = self.folder / _COPY
        try:
            self._store.copy_to(copy)
            made = Store(copy, self._vault.database_key(), clock=self._store.clock, readonly=True)
            try:
                found = integrity.sample(made)
                schema = integrity.schema_of(made)
            finally:
                made.close()
            if found:
                raise DatabaseDamaged(path=copy)
            yield copy, schema
        except StoreFull as error:
            raise NoRoomForBackup(folder=self.folder) from error
        finally:
            self._tidy()

    def _tidy(self) -> None:
        """What a backup that was killed left behind."""
        for left in (*self.folder.glob(f"{_COPY}*"), *self.folder.glob(f".*{ENDING}{HALF}")):
            left.unlink(missing_ok=True)

    def _own(self, file: Path) -> Backup:
        backup = backup_file.read(file)
        if backup.vault != self._vault.id.hex():
            raise BackupOfAnotherVault(file=file)
        return backup

    def _remember(self, folder: Path) -> None:
        with self._store.write() as session:
            known = settings.get(session, _ELSEWHERE, [])
            settings.put(session, _ELSEWHERE, list(dict.fromkeys([*known, str(folder)])))

    def _emptied(self, folder: Path) -> bool:
        """Whether this vault's backups are gone from a folder. A stick that is not plugged in is not reached."""
        if not folder.is_dir():
            return False
        try:
            for one in self.all(folder):
                one.path.unlink()
        except OSError:
            return False
        return True


def _free(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}{ENDING}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{ENDING}", number + 1
    return path


def _local(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000).astimezone()
