"""A copy of the database file before something changes it for good."""

import logging
import os
import shutil
from pathlib import Path

log = logging.getLogger(__name__)

_BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database, and finds by its name."""


def copy_aside(database: Path, mark: str) -> Path:
    """Copy a database that nobody writes just now, as `<name>.before-<mark>`, in place of earlier copies.

    One copy is kept, because every copy keeps what is erased from the database later. The copy is encrypted
    with the same key. A write-ahead log that could not be emptied first is copied along.
    """
    for old in copies(database):
        for ending in ("", *_BESIDE):
            old.with_name(old.name + ending).unlink(missing_ok=True)
    copy = database.with_name(f"{database.name}.before-{mark}")
    waiting = database.with_name(database.name + _BESIDE[0])
    if waiting.is_file() and waiting.stat().st_size:
        _copied(waiting, copy.with_name(copy.name + _BESIDE[0]))
    _copied(database, copy)
    log.info("database copied before an upgrade")
    return copy


def copies(database: Path) -> list[Path]:
    """The copies of this database that are around."""
    found = database.parent.glob(f"{database.name}.before-*")
    return sorted(path for path in found if not path.name.endswith(_BESIDE))


def _copied(source: Path, target: Path) -> None:
    unfinished = target.with_name(target.name + ".unfinished")
    shutil.copyfile(source, unfinished)
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
