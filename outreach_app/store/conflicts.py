"""What people wrote without having seen each other: values that collide, and deletes of what was being edited."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from outreach_app.domain.fields import Id, field_of
from outreach_app.domain.records import BY_TABLE, Record
from outreach_app.store.columns import Shape, quoted, result, shape_of
from outreach_app.store.schema import numbers_of
from outreach_app.store.scope import only_team

DELETED = "deleted"


class Version(NamedTuple):
    """One of several live values of a cell, as an attribute would hold it."""

    value: Any
    stamp: int
    author: int
    field: str = ""
    """Of an edit that the delete of its record did not see: the field that was edited."""


class Conflict(NamedTuple):
    """A cell that several people set without having seen each other's value."""

    record: type[Record]
    row: Id
    field: str
    """`deleted` where the record is in the bin although someone edited it meanwhile."""
    versions: list[Version]
    """The one that is shown comes first."""


_Cell = tuple[bytes, int]
_COLLIDING = (
    "SELECT row, col, value, stamp, author FROM edit"
    " JOIN (SELECT row, col FROM edit WHERE dead = 0 {within} GROUP BY row, col HAVING count(*) > 1)"
    " USING (row, col) WHERE dead = 0 ORDER BY row, col, stamp DESC, author DESC"
)
_UNSEEN = (
    "SELECT d.row, d.col, e.col, e.value, e.stamp, e.author FROM edit d CROSS JOIN edit e ON e.row = d.row"
    " WHERE d.col IN ({cols}) AND d.dead = 0 AND d.value = 1 {within} AND e.col <> d.col AND e.dead = 0"
    " AND NOT EXISTS (SELECT 1 FROM edit s"
    " WHERE s.row = d.row AND s.col = d.col AND s.stamp = e.stamp AND s.author = e.author)"
    " GROUP BY e.row, e.col, e.stamp, e.author ORDER BY e.row, e.stamp DESC, e.author DESC"
)
"""Live versions of the other cells of deleted rows, of which no version of `deleted` says that it saw them."""


def conflicts(session: Session, row: Id | None = None) -> list[Conflict]:
    """Cells with more than one different live value; of records in the bin only that they are there in conflict.

    A delete names all that it saw of its record. Where an edit is not among it, or another laptop made the record
    anew, the record is in the bin without anyone having meant that: a conflict of the field `deleted`.
    The same on all laptops that hold the same, and closed everywhere by saving the field, or by `keep`.
    """
    connection = session.connection()
    names = {n: key for key, n in numbers_of(connection).items()}
    cells: dict[_Cell, list[tuple[Any, ...]]] = {}
    given, within = ((), "") if row is None else ((bytes.fromhex(row),), "AND {}row = ?")
    for id, col, *version in connection.exec_driver_sql(_COLLIDING.format(within=within.format("")), given):
        cells.setdefault((id, col), []).append((*version,))
    unseen: dict[_Cell, list[tuple[Any, ...]]] = {}
    cols = ", ".join(str(n) for n, (_table, name) in names.items() if name == DELETED)
    query = _UNSEEN.format(cols=cols, within=within.format("d."))
    for id, col, other, *version in connection.exec_driver_sql(query, given):
        unseen.setdefault((id, col), []).append((*version, other))
    found = (_conflict(session, names, cell, cells.get(cell, []), unseen.get(cell, [])) for cell in cells | unseen)
    return [conflict for conflict in found if conflict is not None]


def keep(session: Session, record: type[Record], row: Id, field: str) -> None:
    """Say again what is shown, having seen the rest: closes the conflict everywhere, once it is sent."""
    found = session.scalars(select(record).where(record.id == row)).one()
    flag_modified(found, field)
    session.flush()


def _conflict(
    session: Session,
    names: dict[int, tuple[str, str]],
    cell: _Cell,
    live: Sequence[tuple[Any, ...]],
    unseen: Sequence[tuple[Any, ...]],
) -> Conflict | None:
    """None where all say the same, or where nobody can see the cell: deleted, not here yet, unknown to us."""
    table, name = names[cell[1]]
    if table not in BY_TABLE or name not in (shape := shape_of(BY_TABLE[table])).columns:
        return None
    described = field_of(shape.record, name)
    if described is not None and described.low_stakes:
        return None
    run = session.connection().exec_driver_sql
    row = run(
        f"SELECT deleted, stamp, author FROM {quoted(table)} WHERE id = ?{only_team(session)}", cell[:1]
    ).one_or_none()
    if row is None or (row[0] and name != DELETED):
        return None
    # What the row's creation said was there to be seen.
    unseen = [version for version in unseen if version[1:3] != tuple(row[1:])] if row[0] else []
    if len({value for value, *_clock in live}) < 2 and not unseen:
        return None
    if unseen and not live:
        live = run("SELECT value, stamp, author FROM edit WHERE row = ? AND col = ? AND dead = 0", cell).all()
    versions = [*_read(shape, name, live), *_edits(shape, names, unseen)]
    return Conflict(shape.record, Id(cell[0].hex()), name, versions)


def _read(shape: Shape, name: str, versions: Sequence[Sequence[Any]]) -> Iterator[Version]:
    read = result(shape.types[name])
    return (Version(read(value), *clock) for value, *clock in versions)


def _edits(
    shape: Shape, names: dict[int, tuple[str, str]], versions: Sequence[tuple[Any, ...]]
) -> Iterator[Version]:
    for *version, col in versions:
        name = names[col][1]
        if name in shape.columns:
            yield from (one._replace(field=name) for one in _read(shape, name, [version]))
