"""What a team hands over to a reader of another team: its records as they stand, without their history.

Nothing in the bin, no versions, no requests, nothing that only the team itself needs (`Record.in_team_only`), and
of quotes those alone that may be used. Taking it in replaces what was handed over before.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.domain.clock import Rows
from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_TABLE, RECORDS
from outreach_app.i18n import _
from outreach_app.store import incoming
from outreach_app.store.changes import written
from outreach_app.store.columns import Shape, quoted, shape_of
from outreach_app.store.errors import BadPatch
from outreach_app.store.snapshots import Slice, sliced, theirs


def slices(session: Session, team: Id) -> Iterator[Slice]:
    """In pieces that fit into memory."""
    for shape in map(shape_of, RECORDS):
        if shape.record.in_team_only:
            continue
        columns = ("id", "stamp", "author", *shape.columns)
        listed = ", ".join(map(quoted, columns))
        only = f" AND {quoted(shape.record.handed_over_if)}" if shape.record.handed_over_if else ""
        query = f"SELECT {listed} FROM {quoted(shape.table)} WHERE {theirs(shape, team)} AND NOT deleted{only}"
        yield from sliced(session.connection(), shape.table, columns, query)


def put_in(session: Session, team: Id, pieces: Iterable[Slice]) -> int:
    """Replaces what this team handed over before. Returns the number of records. Raises BadPatch."""
    session.flush()
    run = session.connection().exec_driver_sql
    for record in RECORDS:
        run(f"DELETE FROM {quoted(record.__tablename__)} WHERE team = ?", (bytes.fromhex(team),))
    count = sum(_insert(session, team, piece) for piece in pieces)
    written(session).update(RECORDS)
    session.expire_all()
    return count


def _insert(session: Session, team: Id, piece: Slice) -> int:
    """A row whose id is another team's is passed over: nobody writes in what is not theirs."""
    table, columns, rows = piece
    if table not in BY_TABLE or columns[:3] != ("id", "stamp", "author"):
        raise BadPatch(table=table, reason=_("its columns and values do not match"))
    shape = shape_of(BY_TABLE[table])
    given = Rows(tuple(name for name in columns[3:] if name in shape.columns), _known(shape, columns, rows))
    incoming.check_creates(shape, given)
    own = {"team": bytes.fromhex(team), "revision": 1} | _local(shape)
    names = ("id", "stamp", "author", *shape.columns, *own)
    marks = ", ".join("?" * len(names))
    query = f"INSERT OR IGNORE INTO {quoted(table)}({', '.join(map(quoted, names))}) VALUES ({marks})"
    values = [(*row, *own.values()) for row in incoming.filled(shape, given)]
    return session.connection().exec_driver_sql(query, values).rowcount if values else 0


def _known(shape: Shape, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Without the columns of a newer program."""
    places = [at for at, name in enumerate(columns) if at < 3 or name in shape.columns]
    return [tuple(row[at] for at in places) for row in rows]


def _local(shape: Shape) -> dict[str, Any]:
    keys = ("n", "id", "stamp", "author", "team", "revision", *shape.columns)
    return {name: shape.defaults[name] for name in shape.types if name not in keys}
