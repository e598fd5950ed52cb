"""The full-text index: one for all kinds, so that hits of different kinds can be ranked among each other.

It holds no text of its own (the records have it) and is derived from the field descriptions: triggers keep it
current whoever writes, and it is made anew whenever the declarations ask for another one than the database has.
"""

from collections.abc import Sequence
from functools import cache
from itertools import chain

from sqlalchemy import Connection

from outreach_app.domain.fields import Kind, fields_of
from outreach_app.domain.records import RECORDS, Record
from outreach_app.store.columns import quoted

KINDS = 64
"""A row in the index is numbered n * KINDS + the place of its kind in RECORDS."""

_TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 2')"
)
_OPTIONS = (
    "INSERT INTO search(search, rank) VALUES ('secure-delete', 1)",  # an erased word leaves the file at once
    "INSERT INTO search(search, rank) VALUES ('rank', 'bm25(4.0, 1.0)')",  # a title says more than a remark
)


@cache
def texts_of(record: type[Record]) -> tuple[str, ...]:
    """The described text fields of a record class, what it is named by first."""
    names = [field.name for field in fields_of(record) if field.kind in (Kind.TEXT, Kind.LINES)]
    return tuple(sorted(names, key=lambda name: name != record.named_by))


def searchable() -> list[type[Record]]:
    return [record for record in RECORDS if texts_of(record)]


def is_current(connection: Connection) -> bool:
    """Whether the database has the index that the declarations ask for."""
    table = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'search'").scalar()
    return table == _TABLE and {sql for _name, sql in _present(connection)} == set(_triggers())


def build(connection: Connection) -> None:
    """Make the index anew, in the transaction of `connection`."""
    run = connection.exec_driver_sql
    rest(connection)
    run("DROP TABLE IF EXISTS search")
    for statement in (_TABLE, *_OPTIONS):
        run(statement)
    for record in searchable():
        run(
            f"INSERT INTO search(rowid, title, body) SELECT {_row(record, 't')}"
            f" FROM {_name(record)} t WHERE {_has_text(record, 't')}"
        )
    for statement in _triggers():
        run(statement)


def rest(connection: Connection) -> None:
    """Leave the index behind from now on, until it is built anew in the same transaction: that is quicker."""
    for name, _sql in _present(connection):
        connection.exec_driver_sql(f"DROP TRIGGER {quoted(name)}")


def _present(connection: Connection) -> Sequence[tuple[str, str]]:
    """Name and text of the triggers that are there."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    return [(name, sql) for name, sql in found if name.startswith("search_")]


def _triggers() -> list[str]:
    return list(chain.from_iterable(_triggers_of(record) for record in searchable()))


def _triggers_of(record: type[Record]) -> tuple[str, str, str]:
    # The index is told the old words to forget them, so both halves of a change must see exactly what was there.
    name, watched = record.__tablename__, ("deleted", *texts_of(record))
    forget = f"INSERT INTO search(search, rowid, title, body) SELECT 'delete', {_row(record, 'old')}"
    learn = f"INSERT INTO search(rowid, title, body) SELECT {_row(record, 'new')}"
    had, has = _has_text(record, "old"), _has_text(record, "new")
    changed = " OR ".join(f"old.{quoted(column)} IS NOT new.{quoted(column)}" for column in watched)
    return (
        f"CREATE TRIGGER search_{name}_added AFTER INSERT ON {_name(record)} WHEN {has} BEGIN {learn}; END",
        f"CREATE TRIGGER search_{name}_changed AFTER UPDATE OF {', '.join(map(quoted, watched))}"
        f" ON {_name(record)} WHEN {changed} BEGIN {forget} WHERE {had}; {learn} WHERE {has}; END",
        f"CREATE TRIGGER search_{name}_erased AFTER DELETE ON {_name(record)} WHEN {had} BEGIN {forget}; END",
    )


def _row(record: type[Record], of: str) -> str:
    """rowid, title and body of a row as SQL."""
    title = [name for name in texts_of(record) if name == record.named_by]
    body = [name for name in texts_of(record) if name != record.named_by]
    return f"{of}.n * {KINDS} + {RECORDS.index(record)}, {_joined(title, of)}, {_joined(body, of)}"


def _has_text(record: type[Record], of: str) -> str:
    some = " OR ".join(f"{of}.{quoted(name)} NOT IN ('', '[]')" for name in texts_of(record))
    return f"NOT {of}.deleted AND ({some})"


def _joined(names: list[str], of: str) -> str:
    return " || char(10) || ".join(f"{of}.{quoted(name)}" for name in names) or "''"


def _name(record: type[Record]) -> str:
    return quoted(record.__tablename__)
