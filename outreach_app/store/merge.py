"""The one merge rule as SQL: patches of others, in any order, any number of times, a hundred thousand at once.

A row carries the clock of the patch that created it. A cell that was never edited has no other; once touched,
all its versions stand in `edit`, the greatest (stamp, author) of the live ones is shown, and more than one live
version is a conflict to review (`conflicts`). Driver SQL fires no ORM event, so nothing is captured here.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from outreach_app.domain.clock import Create, Edit, Patch, Rows
from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_TABLE, RECORDS, Record
from outreach_app.store import incoming, scope
from outreach_app.store.changes import written
from outreach_app.store.columns import Shape, shape_of
from outreach_app.store.errors import BadPatch
from outreach_app.store.packing import pack, unpack
from outreach_app.store.schema import numbers_of
from outreach_app.store.table_merge import TableMerge

log = logging.getLogger(__name__)


@dataclass
class Applied:
    """What became of a batch of patches."""

    written: set[type[Record]] = field(default_factory=set)
    waiting: int = 0
    """Cells whose row, or whose column here, has not come yet. They are kept and shown once it has."""
    parked: int = 0
    """Patches of tables that only a newer program knows."""


def apply(session: Session, creates: Mapping[str, Rows], edits: Sequence[Edit], team: Id) -> Applied:
    """Merge patches within the session's transaction. Order and repetition do not matter.

    Raises BadPatch before anything is touched if one of them cannot be right.
    """
    session.flush()
    by_table: dict[str, list[Edit]] = {}
    for edit in edits:
        by_table.setdefault(edit.table, []).append(edit)
    tables = creates.keys() | by_table.keys()
    known = [shape_of(record) for record in RECORDS if record.__tablename__ in tables]
    for shape in known:
        incoming.check_creates(shape, creates.get(shape.table, Rows(shape.columns)))
        incoming.check_edits(shape, by_table.get(shape.table, ()))
    applied = Applied(parked=_park(session, creates, by_table, team))
    for shape in known:
        table = TableMerge(session.connection(), shape, numbers_of(session.connection()))
        table.keep_off = team if scope.team_of(session) else None
        if (rows := creates.get(shape.table)) and rows.rows:
            table.create(rows, team)
        table.stage(by_table.get(shape.table, ()))
        applied.waiting += table.merge()
        if table.wrote:
            applied.written.add(shape.record)
    written(session).update(applied.written)
    session.expire_all()
    log.info("merged into %d tables, %d cells wait, %d parked", len(known), applied.waiting, applied.parked)
    return applied


def apply_what_waited(session: Session) -> None:
    """After an upgrade: show the columns and merge the patches that only newer programs knew until now."""
    connection = session.connection()
    numbers = numbers_of(connection)
    learnt = connection.exec_driver_sql("SELECT n, tbl, name FROM field WHERE NOT known").all()
    for n, table, name in learnt:
        record = BY_TABLE.get(table)
        if record is None or name not in shape_of(record).columns:
            continue
        shape = shape_of(record)
        _drop_misfits(session, shape, name, n)
        TableMerge(connection, shape, numbers).show_column(name)
        connection.exec_driver_sql("UPDATE field SET known = 1 WHERE n = ?", (n,))
    parked = connection.exec_driver_sql("SELECT DISTINCT tbl, team FROM parked").all()
    for table, team in parked:
        if table in BY_TABLE:
            _unpark(session, table, team)


def _park(session: Session, creates: Mapping[str, Rows], edits: Mapping[str, list[Edit]], team: Id) -> int:
    patches: list[Patch] = []
    for table in (creates.keys() | edits.keys()) - BY_TABLE.keys():
        rows = creates.get(table, Rows(()))
        incoming.check_parked(table, rows, edits.get(table, ()))
        for row, stamp, author, *values in rows.rows:
            patches.append(Create(table, row, stamp, author, dict(zip(rows.columns, values, strict=True))))
        patches += edits.get(table, ())
    if patches:
        run = session.connection().exec_driver_sql
        run(
            "INSERT OR IGNORE INTO parked(tbl, row, stamp, author, team, patch) VALUES (?, ?, ?, ?, ?, ?)",
            [(p.table, p.row, p.stamp, p.author, bytes.fromhex(team), pack(p)) for p in patches],
        )
        run("DELETE FROM parked WHERE row IN (SELECT id FROM erased)")
    return len(patches)


def _unpark(session: Session, table: str, team: bytes) -> None:
    run = session.connection().exec_driver_sql
    shape = shape_of(BY_TABLE[table])
    creates: dict[tuple[str, ...], Rows] = {}
    edits: list[Edit] = []
    for data in run("SELECT patch FROM parked WHERE tbl = ? AND team = ?", (table, team)).scalars():
        patch = unpack(data)
        try:
            if isinstance(patch, Create):
                row = (patch.row, patch.stamp, patch.author, *patch.values.values())
                columns = tuple(patch.values)
                incoming.check_creates(shape, Rows(columns, [row]))
                creates.setdefault(columns, Rows(columns)).rows.append(row)
            else:
                incoming.check_edits(shape, (patch,))
                edits.append(patch)
        except BadPatch:
            log.warning("a parked patch of %s is not valid", table)
    for rows in creates.values():
        apply(session, {table: rows}, (), Id(team.hex()))
    apply(session, {}, edits, Id(team.hex()))
    run("DELETE FROM parked WHERE tbl = ? AND team = ?", (table, team))


def _drop_misfits(session: Session, shape: Shape, name: str, n: int) -> None:
    """Versions that waited unchecked and that the column cannot hold."""
    run = session.connection().exec_driver_sql
    for value in run("SELECT DISTINCT value FROM edit WHERE col = ? AND dead = 0", (n,)).scalars().all():
        if not incoming.fits(shape.types[name], (value,)):
            log.warning("a value that waited for %s.%s does not fit", shape.table, name)
            run("DELETE FROM edit WHERE col = ? AND dead = 0 AND value IS ?", (n, value))
