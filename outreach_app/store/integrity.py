"""Is the file whole, and do two laptops hold the same?"""

import hashlib
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
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
_ROUNDS = 3


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
            trees = _trees(connection)
            for at_random in (False, *[True] * _ROUNDS):
                secrets.SystemRandom().shuffle(trees)
                for tree in trees:
                    if time.monotonic() > until:
                        return []
                    where = f"WHERE {tree.key} >= {tree.anywhere}" if at_random else ""
                    query = f"SELECT {tree.read} {where} ORDER BY {tree.key} LIMIT {_AT_ONCE}"
                    deque(connection.execute(query), maxlen=0)
    except DatabaseDamaged as damage:
        return [str(damage)]
    return []


class _Tree(NamedTuple):
    """A table or an index, and how to begin anywhere in it."""

    read: str
    key: str
    anywhere: str


def _trees(connection: Any) -> list[_Tree]:
    """Those of the search index too."""
    return [tree for name, keyed in _tables(connection) for tree in _trees_of(connection, name, keyed)]


def _tables(connection: Any) -> list[tuple[str, bool]]:
    """Tables that hold something, and whether a key of their own orders them instead of a row number."""
    rows = connection.execute("PRAGMA table_list").fetchall()
    return [
        (name, bool(keyed))
        for schema, name, kind, _columns, keyed, _strict in rows
        if schema == "main" and kind in ("table", "shadow")
    ]


def _trees_of(connection: Any, name: str, keyed: bool) -> Iterator[_Tree]:
    table = quoted(name)
    # An index over some rows only is read through no query for all of them; the full check reads it.
    indexes = connection.execute(
        "SELECT name, origin FROM pragma_index_list(?) WHERE NOT partial", (name,)
    ).fetchall()
    firsts = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk = 1", (name,)).fetchone()
    key = quoted(firsts[0]) if keyed else "rowid"
    anywhere = "(SELECT randomblob(16))" if keyed else f"(SELECT abs(random() % (max(rowid) + 1)) FROM {table})"
    yield _Tree(f"* FROM {table}", key, anywhere)
    for index, origin in indexes:
        if not (keyed and origin == "pk"):  # that one is the table
            [first] = connection.execute("SELECT name FROM pragma_index_info(?) LIMIT 1", (index,)).fetchone()
            column = quoted(first)
            start = f"(SELECT {column} FROM {table} WHERE {key} >= {anywhere} LIMIT 1)"
            yield _Tree(f"{column} FROM {table} INDEXED BY {quoted(index)}", column, start)


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
            with store.settled() as whole:  # it reads the file itself, and must not meet a page half written
                if whole:
                    found += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
            connection.execute("BEGIN")
            tables = _tables(connection)
            for done, (table, _keyed) in enumerate(tables, 1):
                if cancelled and cancelled():
                    break
                rows = connection.execute(f"PRAGMA integrity_check({quoted(table)})")
                found += [row[0] for row in rows if row[0] != "ok"]
                if progress:
                    progress(done, len(tables))
    except DatabaseDamaged as damage:
        found.append(str(damage))
    return [str(text) for text in found[:_COMPLAINTS]]
