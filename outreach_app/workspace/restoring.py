"""From a backup file back to a vault's database: unpacked and looked through first, swapped in at the end.

A crash at any moment leaves the database that was there, or the one that comes in its place.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from outreach_app.domain.clock import Clock
from outreach_app.i18n import ngettext
from outreach_app.store import comparing, erasing
from outreach_app.store.comparing import Difference, LocalOnly
from outreach_app.store.database import Store
from outreach_app.sync import rebirth
from outreach_app.sync.people import moment
from outreach_app.vault import DATABASE, KEYS, machine
from outreach_app.workspace import backup_file
from outreach_app.workspace.backup_file import Backup

UNPACKED = "restoring"
"""Folder in the vault's, for as long as it takes."""
ASIDE = "set-aside"
"""Beginning of the names of folders with what stood where a backup was put back, and could not be opened."""
_BESIDE = ("-wal", "-shm")


@dataclass(frozen=True)
class Preview:
    """What restoring a backup changes, compared with the vault as it is now."""

    at: int
    """Of the backup, in milliseconds since 1970."""
    kinds: Sequence[Difference]
    """What it adds, removes and changes: most of it comes back by sync afterwards."""
    lost: LocalOnly
    """What does not come back by sync: only another backup has it."""

    def as_json(self) -> dict[str, Any]:
        changes = {one.record.slug: _counts(one) for one in self.kinds}
        return {"at": moment(self.at), "changes": changes, "lost": asdict(self.lost)}

    def lost_lines(self) -> list[str]:
        """What is lost, in words; none where nothing is."""
        lost = self.lost
        words = {
            ngettext("{n} change that was not sent", "{n} changes that were not sent", lost.unsent): lost.unsent,
            ngettext("{n} local note", "{n} local notes", lost.notes): lost.notes,
            ngettext("{n} sensitive spot", "{n} sensitive spots", lost.records): lost.records,
            ngettext("{n} draft", "{n} drafts", lost.drafts): lost.drafts,
        }
        return [line for line, number in words.items() if number]


def _counts(one: Difference) -> Mapping[str, int]:
    return {"added": one.added, "removed": one.removed, "changed": one.changed}


def tidy(folder: Path) -> None:
    """What a restore that was killed left in a vault's folder. Only for who holds the vault."""
    shutil.rmtree(folder / UNPACKED, ignore_errors=True)


@contextmanager
def unpacked_into(folder: Path, backup: Backup) -> Iterator[Path]:
    """The files of a backup in a folder of their own inside the vault's. Raises as backup_file.unpack."""
    place = folder / UNPACKED
    tidy(folder)
    try:
        try:
            place.mkdir(mode=0o700)
        except OSError as error:
            raise backup_file.refused(error, folder) from error
        backup_file.unpack(backup.path, place)
        yield place
    finally:
        tidy(folder)


@contextmanager
def unpacked(folder: Path, backup: Backup, key: bytes, clock: Clock) -> Iterator[Store]:
    """The database of a backup, brought up to date. Raises DatabaseDamaged, NewerDatabase and as unpacked_into."""
    with unpacked_into(folder, backup) as place:
        store = Store(place / DATABASE, key, clock=clock)
        try:
            store.migrate()
            yield store
        finally:
            store.close()


def compared(backup: Backup, here: Store, there: Store) -> Preview:
    return Preview(backup.at, comparing.differences(here, there), comparing.local_only(here, there))


def contents(backup: Backup, there: Store) -> Preview:
    """What a backup brings where there is nothing that it could be compared with."""
    return Preview(backup.at, comparing.contents(there), LocalOnly(0, 0, 0, 0))


def come_back(there: Store, vault: bytes, backup: Backup, here: Store | None = None) -> None:
    """Makes a restored laptop of what a backup holds: a log of its own, sync paused, and nothing back that was
    erased `here` since."""
    rebirth.moved(there, machine.identity(vault)) or rebirth.reborn(there)
    erased = comparing.erased_since(here, there) if here is not None else []
    with there.write() as session:
        erasing.erase(session, erased)
        rebirth.pause(session, backup.at)


def aside_in(folder: Path) -> Path:
    """A new name for what is set aside now."""
    stem = f"{ASIDE}-{datetime.now().astimezone():%Y-%m-%d_%H%M%S}"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(path for path in map(folder.joinpath, names) if not path.exists())


def asides(folder: Path) -> list[Path]:
    return [path for path in folder.glob(f"{ASIDE}-*") if path.is_dir()]


def move_in(database: Path, folder: Path, *, keys: Path | None = None, aside: Path | None = None) -> None:
    """Puts a closed database, and keys, where they belong; what stood there goes to `aside`, or goes."""
    old = [folder / f"{DATABASE}{ending}" for ending in _BESIDE]
    if aside is not None:
        old += [folder / DATABASE, *([folder / KEYS] if keys else [])]
    if aside is not None and any(path.exists() for path in old):
        aside.mkdir(mode=0o700)
    for path in old:  # a log that belongs to the old database must be gone before the new one stands there
        if aside is not None and path.exists():
            path.replace(aside / path.name)
        else:
            path.unlink(missing_ok=True)
    if keys is not None:
        keys.replace(folder / KEYS)
    database.replace(folder / DATABASE)
    backup_file.flush(folder)
