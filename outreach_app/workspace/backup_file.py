"""A backup as one file: a ZIP, not compressed, of what makes a vault.

    backup.json    {"format": "vindplaats backup", "version": 1, "vault": "<32 hex>", "at": milliseconds since
                    1970, "reason": "daily", "schema": "0002"}
    keys.json      the key slots as they were: it opens with the passphrase of that day
    vindplaats.db  the database, encrypted as ever

So a backup is a vault, packed: whoever unpacks it with any tool has one, and nothing in it can be read without the
passphrase.
"""

import errno
import json
import os
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach_app.vault import DATABASE, KEYS
from outreach_app.workspace.errors import BackupUnwritable, NewerBackup, NoRoomForBackup, NotABackup

ENDING = ".vpbackup"
HALF = ".half"
"""Ending of backups being written."""
VERSION = 1
_FORMAT = "vindplaats backup"
_HEAD = "backup.json"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Backup:
    """A backup file, by what it says of itself."""

    path: Path
    vault: str
    at: int
    """In milliseconds since 1970."""
    reason: str
    schema: str
    size: int
    """In bytes."""


def read(path: Path) -> Backup:
    """What a file says of itself; nothing of it is decrypted. Raises NotABackup, NewerBackup."""
    try:
        with zipfile.ZipFile(path) as packed:
            head = json.loads(packed.read(_HEAD))
            if head["format"] != _FORMAT:
                raise NotABackup(file=path)
            if head["version"] > VERSION:
                raise NewerBackup(file=path)
            packed.getinfo(DATABASE), packed.getinfo(KEYS)
        return Backup(
            path,
            bytes.fromhex(head["vault"]).hex(),
            int(head["at"]),
            str(head["reason"]),
            str(head["schema"]),
            path.stat().st_size,
        )
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise NotABackup(file=path) from error


def found(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first; files that are none, or of a newer program, are left out."""
    backups = []
    for path in folder.glob(f"*{ENDING}"):
        try:
            backups.append(read(path))
        except (NotABackup, NewerBackup):
            continue
    return sorted(backups, key=lambda one: (one.at, one.path.name), reverse=True)


def write(path: Path, database: Path, keys: Path, head: dict[str, Any]) -> Backup:
    """There whole or not at all, and read back. Raises NoRoomForBackup, BackupUnwritable."""
    half = path.with_name(f".{path.name}{HALF}")
    content = {"format": _FORMAT, "version": VERSION} | head
    try:
        with half.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
                packed.writestr(_HEAD, json.dumps(content))
                packed.write(keys, KEYS)
                packed.write(database, DATABASE)
            file.flush()
            os.fsync(file.fileno())
        with zipfile.ZipFile(half) as packed:
            if packed.testzip() is not None:
                raise BackupUnwritable(folder=path.parent)
        half.replace(path)
        flush(path.parent)
    except OSError as error:
        raise refused(error, path.parent) from error
    finally:
        half.unlink(missing_ok=True)
    return read(path)


def unpack(path: Path, folder: Path) -> None:
    """Keys and database into a folder, verified on the way. Raises NotABackup, NoRoomForBackup."""
    try:
        with zipfile.ZipFile(path) as packed:
            for name in (KEYS, DATABASE):
                with packed.open(name) as source, (folder / name).open("xb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
                    target.flush()
                    os.fsync(target.fileno())
    except (zipfile.BadZipFile, EOFError, KeyError) as error:
        raise NotABackup(file=path) from error
    except OSError as error:
        raise refused(error, folder) from error


def refused(error: OSError, folder: Path) -> NoRoomForBackup | BackupUnwritable:
    kind = NoRoomForBackup if error.errno in _NO_ROOM else BackupUnwritable
    return kind(folder=folder)


def flush(folder: Path) -> None:
    """Names of files reach the disk too, where the system has a way to say so."""
    if os.name == "posix":
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
