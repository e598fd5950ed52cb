"""What the database can answer with, in words that its user can act on."""

import logging
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
        known = DiskRefuses if writing and code == sqlcipher.SQLITE_IOERR else _CODES.get(code)
        if known is None:
            raise
        log.warning("database: %s", getattr(cause, "sqlite_errorname", "error"))
        raise known(path=path) from error
