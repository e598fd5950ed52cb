"""Is the file whole, and do two laptops hold the same?"""

import hashlib
import secrets
import time
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import msgpack
from sqlalchemy.orm import Session

from outreach_app.domain.records import RECORDS
from outreach_app.store import scope
from outreach_app.store.columns import Shape, quoted, shape_of
from outreach_app.store.database import Store
from outreach_app.store.errors import DatabaseDamaged
from outreach_app.store.migrations.upgrade import version_of

SAMPLE_SECONDS = 0.5
_BYTES = 16
_COMPLAINTS = 10
_AT_ONCE = 500
"""Rows of one table read at a time by a sample."""
_ROUNDS = 10


Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Check(NamedTuple):
    integrity: str
    """`ok`, or what is wrong."""
    digest: str
    """Empty where the records cannot all be read."""
    schema: str


def check(
    store: Store, *, full: bool = True, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Check:
    """Every page of the file and every record; or, not `full`, a sample of the pages and every record."""
    schema = schema_of(store)
    wrong = _complaints(store, progress, cancelled) if full else sample(store)
    try:
        with store.read() as session:
            found = digest(session)
    except DatabaseDamaged as damage:
        return Check("\n".join(wrong) or str(damage), "", schema)
    return Check("\n".join(wrong) or "ok", found, schema)


def schema_of(store: Store) -> str:
    with store.read() as session:
        return version_of(session.connection()) or ""


def sample(store: Store, seconds: float = SAMPLE_SECONDS) -> list[str]:
    """What is wrong in pages read here and there, until the time is over. A small database is read whole.

    SQLCipher verifies each page that it reads; it has a check of its own for the whole file, and none for a part.
    """
    until = time.monotonic() + seconds
    try:
        with store.aside() as connection:
            tables = _tables(connection)
            for at_random in (False, *[True] * _ROUNDS):
                secrets.SystemRandom().shuffle(tables)
                for table in tables:
                    if time.monotonic() > until:
                        return []
                    _read_some(connection, table, at_random=at_random)
    except DatabaseDamaged as damage:
        return [str(damage)]
    return []


def _tables(connection: Any) -> list[tuple[str, str]]:
    """Tables that hold something, those of the search index too, each with the column it is ordered by."""
    rows = connection.execute("PRAGMA table_list").fetchall()
    named = [(name, without_rowid) for schema, name, kind, _n, without_rowid, _s in rows
             if schema == "main" and kind in ("table", "shadow")]  # fmt: skip
    return [(name, _first_key(connection, name) if without_rowid else "rowid") for name, without_rowid in named]


def _first_key(connection: Any, table: str) -> str:
    columns = connection.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    return quoted(next(column[1] for column in columns if column[5] == 1))


def _read_some(connection: Any, table: tuple[str, str], *, at_random: bool) -> None:
    """Rows in their order, from the first or from anywhere."""
    name, key = table
    start: Any = None
    if at_random and key == "rowid":
        last = connection.execute(f"SELECT max(rowid) FROM {quoted(name)}").fetchone()[0] or 0
        start = secrets.randbelow(last + 1)
    elif at_random:
        start = secrets.token_bytes(_BYTES)
    where = "" if start is None else f"WHERE {key} >= ?"
    rows = connection.execute(
        f"SELECT * FROM {quoted(name)} {where} ORDER BY {key} LIMIT {_AT_ONCE}", () if start is None else (start,)
    )
    for _row in rows:
        pass


def digest(session: Session) -> str:
    """A hash of all that is shared, deleted records too: equal on all laptops that hold the same.

    Clocks, numbers and whatever stays on this laptop are left out; so is the order in which things arrived.
    """
    shapes = sorted(map(shape_of, RECORDS), key=attrgetter("table"))
    return _hash([sum_of(session, shape, shape.columns, scope.only_team(session)) for shape in shapes]).hex()


def sum_of(session: Session, shape: Shape, columns: Sequence[str], only: str = "") -> bytes:
    """The sum of the hashes of all rows, which needs no order: sorting by id takes longer than all the rest."""
    columns = sorted(columns)
    rows = session.connection().exec_driver_sql(
        f"SELECT id, {', '.join(map(quoted, columns))} FROM {quoted(shape.table)} WHERE {shared(shape)}{only}"
    )
    # The driver's own tuples: wrapping each of a hundred thousand rows would double the time.
    total = 0
    for row in iter(rows.cursor.fetchone, None):
        total += int.from_bytes(_hash(row))
    rows.close()
    return _hash([shape.table, columns, (total % (1 << 8 * _BYTES)).to_bytes(_BYTES)])


def shared(shape: Shape) -> str:
    """A condition as SQL: rows that do not stay on this laptop."""
    return f"NOT {quoted(shape.record.private_if)}" if shape.record.private_if else "true"


def _hash(values: Sequence[object]) -> bytes:
    return hashlib.blake2b(msgpack.packb(values), digest_size=_BYTES).digest()


def _complaints(store: Store, progress: Progress | None, cancelled: Cancelled | None) -> list[str]:
    """What SQLCipher says of its pages and SQLite of its tables, the search index among them."""
    found: list[str] = []
    try:
        with store.aside() as connection:
            with store.quiet():  # it reads the file itself, and must not meet a page half written
                found += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
            connection.execute("BEGIN")
            tables = _tables(connection)
            for done, (table, _key) in enumerate(tables, 1):
                if cancelled and cancelled():
                    break
                rows = connection.execute(f"PRAGMA integrity_check({quoted(table)})")
                found += [row[0] for row in rows if row[0] != "ok"]
                if progress:
                    progress(done, len(tables))
    except DatabaseDamaged as damage:
        found.append(str(damage))
    return [str(text) for text in found[:_COMPLAINTS]]
