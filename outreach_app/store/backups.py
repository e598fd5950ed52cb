"""A copy of the database file before something changes it for good."""

import logging
import os
import shutil
from pathlib import Path

log = logging.getLogger(__name__)


def copy_aside(database: Path, mark: str) -> Path:
    """Copy a database that nobody writes just now, as `<name>.<mark>`, in place of earlier copies.

    One copy is kept, because every copy keeps what is erased from the database later. The copy is encrypted
    with the same key. A write-ahead log that could not be emptied first is copied along.
    """
    for old in copies(database):
        old.unlink()
    copy = database.with_name(f"{database.name}.{mark}")
    for ending in ("", "-wal"):
        source = database.with_name(database.name + ending)
        if source.is_file():
            _copied(source, copy.with_name(copy.name + ending))
    log.info("database copied before an upgrade")
    return copy


def copies(database: Path) -> list[Path]:
    """The copies of this database that are around."""
    return sorted(database.parent.glob(f"{database.name}.before-*"))


def _copied(source: Path, target: Path) -> None:
    unfinished = target.with_name(target.name + ".tmp")
    shutil.copyfile(source, unfinished)
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
