"""What the records of one database differ in from those of another: for the preview of a restore."""

from dataclasses import dataclass
from typing import Any

from outreach_app.domain.fields import Id
from outreach_app.domain.records import RECORDS, UNSYNCED, Record
from outreach_app.store.columns import Shape, quoted, shape_of
from outreach_app.store.database import Store

_OWN = {"n", "stamp", "author", "revision"}
"""Columns that say when and where, not what."""


@dataclass(frozen=True)
class Difference:
    """Records of one kind: how many the other database has that this one has not, and so on."""

    record: type[Record]
    added: int
    removed: int
    changed: int


@dataclass(frozen=True)
class LocalOnly:
    """What this database has, the other has not, and no colleague's laptop either."""

    records: int
    """Private ones: sensitive spots."""
    notes: int
    """Records with local notes that are other there, or not there at all."""
    drafts: int
    unsent: int
    """Changes that no segment in the folder carries."""


def differences(here: Store, there: Store) -> list[Difference]:
    """By kind; kinds in which nothing differs are left out."""
    with here.aside(there) as connection:
        found = [_difference(connection, shape_of(record)) for record in RECORDS]
    return [one for one in found if one.added or one.removed or one.changed]


def contents(store: Store) -> list[Difference]:
    """As differences from an empty database."""
    with store.aside() as connection:
        alive = [
            (record, _count(connection, f"SELECT id FROM {quoted(record.__tablename__)} WHERE NOT deleted"))
            for record in RECORDS
        ]
    return [Difference(record, n, 0, 0) for record, n in alive if n]


def erased_since(here: Store, there: Store) -> list[Id]:
    """What is erased in this database and not in the other."""
    with here.aside(there) as connection:
        rows = connection.execute("SELECT id FROM main.erased EXCEPT SELECT id FROM other.erased").fetchall()
    return [Id(row[0].hex()) for row in rows]


def local_only(here: Store, there: Store) -> LocalOnly:
    with here.aside(there) as connection:
        notes = records = 0
        for shape in map(shape_of, RECORDS):
            notes += _count(connection, _local_notes(shape))
            if shape.record.private_if:
                private = f"NOT deleted AND {quoted(shape.record.private_if)}"
                records += _count(connection, _missing(shape, private))
        drafts = _count(
            connection, "SELECT id, content FROM main.draft EXCEPT SELECT id, content FROM other.draft"
        )
        waiting = _count(
            connection, "SELECT row, patch FROM main.outbox EXCEPT SELECT row, patch FROM other.outbox"
        )
        unsent = connection.execute(
            "SELECT coalesce(sum(changes), 0) FROM main.segment WHERE own AND NOT published"
            " AND hash NOT IN (SELECT hash FROM other.segment)"
        ).fetchone()[0]
    return LocalOnly(records, notes, drafts, waiting + unsent)


def _difference(connection: Any, shape: Shape) -> Difference:
    table = quoted(shape.table)
    said = ", ".join(quoted(name) for name in shape.types if name not in _OWN)
    alive_here = f"SELECT id FROM main.{table} WHERE NOT deleted"
    alive_there = f"SELECT id FROM other.{table} WHERE NOT deleted"
    differs = f"SELECT {said} FROM main.{table} WHERE NOT deleted EXCEPT SELECT {said} FROM other.{table}"
    changed = f"SELECT id FROM ({differs}) WHERE id IN ({alive_there})"
    return Difference(
        shape.record,
        _count(connection, f"{alive_there} EXCEPT {alive_here}"),
        _count(connection, f"{alive_here} EXCEPT {alive_there}"),
        _count(connection, changed),
    )


def _missing(shape: Shape, where: str) -> str:
    table = quoted(shape.table)
    return f"SELECT id FROM main.{table} WHERE {where} EXCEPT SELECT id FROM other.{table}"


def _local_notes(shape: Shape) -> str:
    table = quoted(shape.table)
    local = [name for name in shape.types if name not in shape.columns and name not in UNSYNCED]
    if not local:
        return "SELECT 1 WHERE false"
    said = ", ".join(quoted(name) for name in local)
    filled = " OR ".join(f"coalesce({quoted(name)}, '') NOT IN ('', 0, '[]', '{{}}')" for name in local)
    return f"SELECT id, {said} FROM main.{table} WHERE {filled} EXCEPT SELECT id, {said} FROM other.{table}"


def _count(connection: Any, query: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM ({query})").fetchone()[0])
