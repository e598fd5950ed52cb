"""The floors: the same rows in the same tables, written and read by the database driver alone."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from outreach_app.domain.clock import Rows
from outreach_app.store import merge
from outreach_app.store.database import Store

if TYPE_CHECKING:
    from benchmarks.season import Season

KEY = bytes(range(32))
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -65536",
    "foreign_keys = OFF",
)
"""What the store sets too: the floor pays the same for safety."""


class Workshop:
    """A folder with an empty database of ours, and copies of it to measure on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self._empty = folder / "empty.db"
        store = Store(self._empty, KEY)
        store.migrate()
        store.close()
        with encrypted(self._empty) as connection:
            self.schema: list[tuple[str, str, str]] = connection.execute(
                "SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            ).fetchall()

    def new(self, suffix: str = "db") -> Path:
        self._made += 1
        return self._folder / f"{self._made}.{suffix}"

    def store(self, author: int = 1, *, like: Path | None = None) -> Store:
        """An identified store: empty, or a copy of another's closed file."""
        path = self.new()
        shutil.copyfile(like or self._empty, path)
        store = Store(path, KEY)
        if like is None:
            from benchmarks.season import TEAM

            store.identify(author, TEAM)
        return store

    def filled(self, season: "Season") -> Store:
        """Everything merged, and at every encounter a note of this laptop's own."""
        from benchmarks.season import TEAM

        store = self.store()
        with store.write() as session:
            merge.apply(session, season.rows, [], TEAM)
            session.connection().exec_driver_sql(
                "UPDATE encounter SET local_note = ? WHERE id = ?", season.local_notes()
            )
        return store

    def opened(self, path: Path) -> Store:
        """A store whose file is there already."""
        return Store(path, KEY)

    def tables(self, *names: str) -> list[str]:
        """The statements that declare these tables and their indexes, without any trigger."""
        return [sql for kind, table, sql in self.schema if table in names and kind in ("table", "index")]


@contextmanager
def workshop() -> Iterator[Workshop]:
    with tempfile.TemporaryDirectory(prefix="vindplaats-benchmark-") as folder:
        yield Workshop(Path(folder))


@contextmanager
def encrypted(path: Path) -> Iterator[Any]:
    """A SQLCipher connection with a raw key, transactions begun by hand."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("PRAGMA cipher_log = off")
    try:
        yield prepared(connection)
    finally:
        connection.close()


@contextmanager
def unencrypted(path: Path) -> Iterator[sqlite3.Connection]:
    """Plain sqlite3 from the standard library."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        yield prepared(connection)
    finally:
        connection.close()


def prepared(connection: Any) -> Any:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def insert_statement(table: str, rows: Rows) -> str:
    """Every column that the merge fills, so that both write rows of the same size."""
    names = ", ".join(f'"{name}"' for name in ("id", "stamp", "author", *rows.columns, *_own(table)))
    marks = ", ".join("?" * (3 + len(rows.columns)))
    values = ", ".join(str(value) for value in _own(table).values())
    return f'INSERT INTO "{table}"({names}) VALUES ({marks}, {values})'


def _own(table: str) -> dict[str, str]:
    own = {"team": f"x'{'11' * 16}'", "revision": "1"}
    return own | {"local_note": "''"} if table == "encounter" else own
