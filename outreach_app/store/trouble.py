"""What the database can answer with, in words that its user can act on."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from outreach_app.store.errors import (
    ChangedMeanwhile,
    DatabaseDamaged,
    DatabaseUnreachable,
    DiskRefuses,
    ReadOnly,
    StoreFull,
)

log = logging.getLogger(__name__)

_CODES = {
    sqlcipher.SQLITE_NOTADB: DatabaseDamaged,
    sqlcipher.SQLITE_CORRUPT: DatabaseDamaged,
    sqlcipher.SQLITE_CANTOPEN: DatabaseUnreachable,
    sqlcipher.SQLITE_IOERR: DatabaseUnreachable,
    sqlcipher.SQLITE_PERM: DatabaseUnreachable,
    sqlcipher.SQLITE_READONLY: ReadOnly,
    sqlcipher.SQLITE_FULL: StoreFull,
}

_LEAST_ROOM = 128 * 1024


@contextmanager
def told(path: Path, *, writing: bool = False) -> Iterator[None]:
    """What the user can act on, in words; everything else as it is."""
    try:
        yield
    except StaleDataError as error:
        raise ChangedMeanwhile from error
    except (DBAPIError, sqlcipher.Error) as error:
        cause = getattr(error, "orig", error)
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        known = _CODES.get(code)
        if known is DatabaseUnreachable and _no_room(path):
            known = StoreFull
        elif writing and code == sqlcipher.SQLITE_IOERR:
            known = DiskRefuses
        if known is None:
            raise
        log.warning("database: %s", getattr(cause, "sqlite_errorname", "error"))
        raise known(path=path) from error


def _no_room(path: Path) -> bool:
    """Whether the disk is so full that a database cannot even be opened on it: its log needs a page or two."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False
