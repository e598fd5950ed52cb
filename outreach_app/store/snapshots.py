"""All that a team shares as rows and clocks, taken out and put in again: what snapshots are made of.

A snapshot holds what is open, and no more: of every cell the live versions, and the marks of versions that were
replaced before they came. Versions that are replaced are left out, because the patches they came with never come
again; those of patches that may still come stay (`beyond`), or an old version would return as a new one.

Putting one in replaces what was there. Merging it into older records would bring back conflicts that were closed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from outreach_app.domain.clock import MAX_STAMP, Rows
from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_TABLE, RECORDS, UNSYNCED
from outreach_app.i18n import _
from outreach_app.store import erasing, incoming, integrity, scope, search_index
from outreach_app.store.changes import written
from outreach_app.store.columns import Shape, quoted, shape_of
from outreach_app.store.errors import BadPatch
from outreach_app.store.merge import apply_what_waited
from outreach_app.store.schema import numbers_of
from outreach_app.store.table_merge import TableMerge

AT_ONCE = 20_000
"""Rows in one slice at most."""

Version = tuple[bytes, int, int]
"""Row, stamp and author of a patch."""

_EDIT = ("tbl", "name", "row", "stamp", "author", "dead", "value")
_PLAIN: dict[str, tuple[str, ...]] = {
    "erased": ("id",),
    "covered": ("hash",),
    "parked": ("tbl", "row", "stamp", "author", "patch"),
    "operation": ("id", "kind", "device", "at", "content", "log", "seq"),
}
"""Tables that are put in as they are."""
_OWN: dict[str, dict[str, Any]] = {"operation": {"counted": 0}}
"""Columns of these that are for each laptop to say: what was done there."""
_NEEDLESS = (
    "dead = 1 AND col IN (SELECT n FROM field WHERE known AND name <> 'deleted')"
    " AND NOT EXISTS (SELECT 1 FROM staged_beyond b"
    " WHERE b.row = edit.row AND b.stamp = edit.stamp AND b.author = edit.author)"
)
"""Versions that nothing asks for any more. Those of `deleted` say what a delete has seen (see `conflicts`)."""


class Slice(NamedTuple):
    """Some rows of one table, as they travel."""

    table: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


def slices(session: Session, team: Id, beyond: Iterable[Version]) -> Iterator[Slice]:
    """Everything that is shared, in pieces that fit into memory."""
    connection = session.connection()
    _stage_beyond(connection, beyond)
    for table, columns in _PLAIN.items():
        where = {"parked": f"team = x'{team}'", "operation": "log IS NOT NULL"}.get(table, "true")
        yield from sliced(connection, table, columns, f"SELECT {_listed(columns)} FROM {table} WHERE {where}")
    for shape in map(shape_of, RECORDS):
        columns = ("id", "stamp", "author", *shape.columns)
        yield from sliced(
            connection,
            shape.table,
            columns,
            f"SELECT {_listed(columns)} FROM {quoted(shape.table)} WHERE {theirs(shape, team)}",
        )
    yield from sliced(
        connection,
        "edit",
        _EDIT,
        "SELECT tbl, name, row, stamp, author, dead, value FROM edit CROSS JOIN field ON n = col"
        f" WHERE NOT ({_NEEDLESS}) {_of_no_other_team(session, team)}",
    )


def sums(session: Session, team: Id, columns: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """For each table the columns that were summed and their sum; `columns` of others name what they summed.

    Left out are tables of which they name columns that this program does not know.
    """
    found = {}
    for shape in map(shape_of, RECORDS):
        names = columns.get(shape.table, ()) if columns is not None else shape.columns
        if (columns is None or shape.table in columns) and set(names) <= set(shape.columns):
            only = f" AND team = x'{team}'"
            found[shape.table] = (tuple(names), integrity.sum_of(session, shape, names, only))
    return found


def forget_replaced(session: Session, beyond: Iterable[Version]) -> int:
    """Drops the versions that are replaced and never come again. Returns how many."""
    connection = session.connection()
    _stage_beyond(connection, beyond)
    return connection.exec_driver_sql(f"DELETE FROM edit WHERE {_NEEDLESS}").rowcount


class Replacement:
    """Puts a snapshot in place of what was shared before, within one transaction.

    What is this laptop's own stays: private rows, and the columns of shared rows that never travel.
    """

    def __init__(self, session: Session, team: Id) -> None:
        self._session, self._team = session, team
        session.flush()
        self._connection = session.connection()
        self._run = self._connection.exec_driver_sql
        self._numbers = numbers_of(self._connection)
        self._revision: dict[str, int] = {}
        self._named: dict[str, set[str]] = {}
        search_index.rest(self._connection)
        for shape in map(shape_of, RECORDS):
            self._revision[shape.table] = self._run(
                f"SELECT coalesce(max(revision), 0) + 1 FROM {quoted(shape.table)}"
            ).scalar_one()
            self._set_aside(shape)
        self._run(f"DELETE FROM edit WHERE true {_of_no_other_team(session, team)}")
        self._run(f"DELETE FROM parked WHERE team = x'{team}'")
        for shape in map(shape_of, RECORDS):
            self._run(f"DELETE FROM {quoted(shape.table)} WHERE {theirs(shape, team)}")

    def add(self, piece: Slice) -> None:
        """Raises BadPatch for what cannot be right."""
        table, columns, rows = piece
        if table in BY_TABLE:
            self._add_rows(shape_of(BY_TABLE[table]), Rows(columns[3:], list(rows)))
        elif table == "edit" and columns == _EDIT:
            self._add_versions(rows)
        elif table in _PLAIN and columns == _PLAIN[table]:
            self._add_plain(table, rows)
        else:
            raise BadPatch(table=table, reason=_("its columns and values do not match"))

    def settle(self) -> None:
        """All pieces are in: nothing erased is among them, nor anywhere else here, unsent work and drafts
        included; and what only waited for this program is shown."""
        erasing.forget_again(self._session, self._team)
        for shape in map(shape_of, RECORDS):
            learnt = set(shape.columns) - self._named.get(shape.table, set(shape.columns))
            for name in sorted(learnt):
                TableMerge(self._connection, shape, self._numbers).show_column(name)
        apply_what_waited(self._session)

    def finish(self) -> None:
        """What was written here since is in again too: puts back what is this laptop's own, and the index."""
        for shape in map(shape_of, RECORDS):
            if local := _local(shape):
                kept = quoted(f"staged_kept_{shape.table}")
                self._run(
                    f"UPDATE {quoted(shape.table)} AS t SET ({_listed(local)}) ="
                    f" (SELECT {_listed(local)} FROM {kept} k WHERE k.id = t.id)"
                    f" WHERE id IN (SELECT id FROM {kept})"
                )
                self._run(f"DELETE FROM {kept}")
        search_index.build(self._connection)
        written(self._session).update(RECORDS)
        self._session.expire_all()

    def _set_aside(self, shape: Shape) -> None:
        if local := _local(shape):
            kept = quoted(f"staged_kept_{shape.table}")
            differs = " OR ".join(f"{quoted(name)} IS NOT ?" for name in local)
            self._run(f"CREATE TEMP TABLE IF NOT EXISTS {kept}(id, {_listed(local)})")
            self._run(f"DELETE FROM {kept}")
            self._run(
                f"INSERT INTO {kept} SELECT id, {_listed(local)} FROM {quoted(shape.table)}"
                f" WHERE {theirs(shape, self._team)} AND ({differs})",
                tuple(shape.defaults[name] for name in local),
            )

    def _add_rows(self, shape: Shape, rows: Rows) -> None:
        self._named.setdefault(shape.table, set(shape.columns)).intersection_update(rows.columns)
        if not set(rows.columns) <= set(shape.columns):
            raise BadPatch(table=shape.table, reason=_("its columns and values do not match"))
        incoming.check_creates(shape, rows)
        own = {"team": bytes.fromhex(self._team), "revision": self._revision[shape.table]}
        own |= {name: shape.defaults[name] for name in _local(shape)}
        columns = ("id", "stamp", "author", *shape.columns, *own)
        given = tuple(own.values())
        self._insert(shape.table, columns, [(*row, *given) for row in incoming.filled(shape, rows)])

    def _add_versions(self, rows: Sequence[tuple[Any, ...]]) -> None:
        values: dict[tuple[str, str], list[Any]] = {}
        for table, name, row, stamp, author, dead, value in rows:
            kinds = tuple(map(type, (table, name, row, stamp, author, dead)))
            good = kinds == (str, str, bytes, int, int, int) and dead in (0, 1, 2)
            if not (good and len(row) == 16 and 0 < stamp < MAX_STAMP and 0 <= author < 1 << 63):
                raise BadPatch(table="edit", reason=_("its id or its clock is impossible"))
            if not dead:
                values.setdefault((table, name), []).append(value)
        for (table, name), said in values.items():
            column = shape_of(BY_TABLE[table]).types.get(name) if table in BY_TABLE else None
            if column is not None and not incoming.fits(column, said):
                raise BadPatch(table=table, reason=_("{field} cannot be that").format(field=name))
        columns = ("row", "col", "stamp", "author", "dead", "value")
        self._insert("edit", columns, [(row[2], self._number(row[0], row[1]), *row[3:]) for row in rows])

    def _add_plain(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        own = {"team": bytes.fromhex(self._team)} if table == "parked" else _OWN.get(table, {})
        given = tuple(own.values())
        self._insert(table, (*_PLAIN[table], *own), [(*row, *given) for row in rows])

    def _insert(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(columns))
            self._run(f"INSERT OR IGNORE INTO {quoted(table)}({_listed(columns)}) VALUES ({marks})", list(rows))

    def _number(self, table: str, name: str) -> int:
        if (table, name) not in self._numbers:
            given = self._run("INSERT INTO field(tbl, name, known) VALUES (?, ?, 0)", (table, name))
            self._numbers[table, name] = given.lastrowid
        return self._numbers[table, name]


def sliced(connection: Connection, table: str, columns: tuple[str, ...], query: str) -> Iterator[Slice]:
    result = connection.exec_driver_sql(query)
    rows = iter(result.cursor.fetchone, None)  # the driver's own tuples: half the time
    while piece := list(islice(rows, AT_ONCE)):
        yield Slice(table, columns, piece)
    result.close()


def _stage_beyond(connection: Connection, beyond: Iterable[Version]) -> None:
    run = connection.exec_driver_sql
    run(
        "CREATE TEMP TABLE IF NOT EXISTS staged_beyond(row, stamp, author, PRIMARY KEY(row, stamp, author))"
        " WITHOUT ROWID"
    )
    run("DELETE FROM staged_beyond")
    versions = iter(beyond)
    while some := list(islice(versions, AT_ONCE)):
        run("INSERT OR IGNORE INTO staged_beyond VALUES (?, ?, ?)", some)


def theirs(shape: Shape, team: Id) -> str:
    """A condition as SQL: rows of this team that it shares."""
    return f"team = x'{team}' AND {integrity.shared(shape)}"


def _of_no_other_team(session: Session, team: Id) -> str:
    """Of versions, which do not say whose they are: nothing where the vault holds one team alone."""
    if scope.team_of(session) is None:
        return ""
    rows = " UNION ALL ".join(f"SELECT id FROM {quoted(table)} WHERE team <> x'{team}'" for table in BY_TABLE)
    return f"AND edit.row NOT IN ({rows})"


def _local(shape: Shape) -> list[str]:
    """Columns that never travel, apart from keys and clock."""
    return [name for name in shape.types if name not in shape.columns and name not in UNSYNCED]


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(map(quoted, columns))
