"""The way back where a vault cannot be opened, or is gone: from a backup and its passphrase alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach_app.domain.clock import Clock
from outreach_app.store.database import Store
from outreach_app.store.errors import DatabaseDamaged
from outreach_app.vault import DATABASE, KEYS, OpenVault
from outreach_app.vault.errors import NotAVault, VaultIncomplete, VaultMissing, WrongPassphrase
from outreach_app.vault.rescue import Held, adopt
from outreach_app.workspace import backup_file
from outreach_app.workspace.backup_file import Backup
from outreach_app.workspace.backups import FOLDER
from outreach_app.workspace.errors import BackupLocked, NoBackup
from outreach_app.workspace.opened import Workspace
from outreach_app.workspace.restoring import Preview, aside_in, come_back, contents, move_in, unpacked_into

BEYOND_OPENING = (DatabaseDamaged, NotAVault, VaultIncomplete, VaultMissing)
"""Errors of opening a vault after which a backup is the way back."""


def backups_beside(vault: Path) -> list[Backup]:
    """In the vault's own folder, newest first, whether or not the vault can be opened. Raises NoBackup."""
    found = backup_file.found(vault / FOLDER)
    if not found:
        raise NoBackup(folder=vault)
    return found


def look_into(vault: Path, file: Path, passphrase: str, clock: Clock | None = None) -> Preview:
    """What a backup holds. Raises as `rescue`; nothing is changed."""
    backup = backup_file.read(file)
    with adopt(vault) as held, unpacked_into(vault, backup) as place:
        opened, _stays = _unlocked(held, place, passphrase)
        with _database(place, opened, clock) as store:
            return contents(backup, store)


def rescue(vault: Path, file: Path, passphrase: str, clock: Clock | None = None) -> Workspace:
    """Makes a vault of a backup and opens it; sync is paused. What stood in the folder is set aside, not deleted.

    For a vault that cannot be opened, and for a folder without one. Raises BackupLocked, NotABackup, NewerBackup,
    NewerDatabase, DatabaseDamaged, VaultInUse, VaultUnwritable, NoRoomForBackup.
    """
    backup = backup_file.read(file)
    with adopt(vault) as held:
        with unpacked_into(vault, backup) as place:
            opened, stays = _unlocked(held, place, passphrase)
            with _database(place, opened, clock) as store:
                come_back(store, bytes.fromhex(backup.vault), backup)
            move_in(place / DATABASE, vault, keys=None if stays else place / KEYS, aside=aside_in(vault))
        held.keep()
    return Workspace.of(opened, clock)


def _unlocked(held: Held, place: Path, passphrase: str) -> tuple[OpenVault, bool]:
    try:
        return held.unlock(place, passphrase)
    except WrongPassphrase as error:
        raise BackupLocked from error


@contextmanager
def _database(place: Path, opened: OpenVault, clock: Clock | None) -> Iterator[Store]:
    store = Store(place / DATABASE, opened.database_key(), clock=clock)
    try:
        store.migrate()
        yield store
    finally:
        store.close()
