"""Every write to a synced table becomes a stamped patch in the same transaction.

A flush makes one Create for a new object and one Edit for the changed columns of a dirty one. The versions an
edit replaces are its bases: all live ones, so that an edit also closes the conflicts of the cells it touches.
A delete's bases are the live versions of all cells, so that everyone can tell which edits it did not see.
Nothing else writes synced tables, except `merge` with the patches of others (a test holds everyone to that).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Table, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, attributes
from sqlalchemy.orm.base import NO_VALUE

from outreach_app.domain.clock import Clock, Clocked, Create, Edit, Patch, Rows, next_stamp
from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_TABLE, UNSYNCED, Record
from outreach_app.store.columns import Shape, shape_of
from outreach_app.store.errors import SensitivityFixed
from outreach_app.store.incoming import fits
from outreach_app.store.packing import pack, unpack
from outreach_app.store.schema import numbers_of

Cell = tuple[bytes, int]
"""(row, number of the column)"""

Journal = dict[Record, dict[str, Any]]
"""What a session wrote: records with the values that their changed fields had; without any where it was made."""
JOURNAL = "journal"
"""Where in a session's `info` one is kept, while somebody wants to know (store/undoing.py)."""

_AT_ONCE = 500
"""Rows asked for in one statement."""


@dataclass
class Writer:
    """Who writes on this laptop, and by which clock."""

    clock: Clock
    author: int = 0
    team: Id | None = None


class CapturingSession(Session):
    """A session whose flushes leave patches behind."""

    def __init__(self, engine: Engine, who: Writer) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.who = who

    @property
    def written(self) -> set[type[Record]]:
        return written(self)


def written(session: Session) -> set[type[Record]]:
    """The record classes this session wrote, by object or by merge."""
    found: set[type[Record]] = session.info.setdefault("written", set())
    return found


class RowClock(NamedTuple):
    """When a record came about and was last changed, in milliseconds, and whose laptop made it."""

    created: int
    updated: int
    author: int


def clock_of(session: Session, record: Record) -> RowClock:
    newest = session.connection().exec_driver_sql(
        "SELECT max(stamp) FROM edit WHERE row = ? AND dead < 2", (bytes.fromhex(record.id),)
    )
    return RowClock(record.stamp >> 16, max(record.stamp, newest.scalar() or 0) >> 16, record.author)


def clock_of_cell(session: Session, record: Record, name: str) -> Clocked:
    """The stamp and author of a field's newest version: its record's where it was not edited, or never travels."""
    connection = session.connection()
    number = numbers_of(connection).get((record.__tablename__, name))
    newest = connection.exec_driver_sql(
        "SELECT stamp, author FROM edit WHERE row = ? AND col = ? AND dead = 0 ORDER BY stamp DESC, author DESC",
        (bytes.fromhex(record.id), number),
    ).first()
    return (newest[0], newest[1]) if newest else (record.stamp, record.author)


@dataclass
class Outbox:
    """Patches that are in no segment yet, oldest first; `ns` name them to `sent`."""

    ns: list[int] = field(default_factory=list)
    creates: dict[str, Rows] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)


def pending(session: Session, limit: int) -> Outbox:
    """The oldest patches to send. A create names every column this version has, whenever it was written."""
    outbox = Outbox()
    for n, data in session.connection().exec_driver_sql(
        "SELECT n, patch FROM outbox ORDER BY n LIMIT ?", (limit,)
    ):
        outbox.ns.append(n)
        match unpack(data):
            case Create() as patch:
                shape = shape_of(BY_TABLE[patch.table])
                rows = outbox.creates.setdefault(patch.table, Rows(shape.columns))
                values = shape.defaults | dict(patch.values)
                rows.rows.append((patch.row, patch.stamp, patch.author, *(values[name] for name in rows.columns)))
            case Edit() as patch:
                outbox.edits.append(patch)
    return outbox


def sent(session: Session, ns: Sequence[int]) -> None:
    """Forget patches that are sealed into a segment by now, in the same transaction."""
    if ns:
        session.connection().exec_driver_sql("DELETE FROM outbox WHERE n = ?", [(n,) for n in ns])


@event.listens_for(CapturingSession, "before_flush")
def _stamp(session: CapturingSession, _context: UOWTransaction, _instances: object) -> None:
    for record in session.deleted:
        if isinstance(record, Record):
            raise TypeError("records are marked as deleted, never deleted: others may still edit them")
    for record in session.new:
        if isinstance(record, Record):
            if not session.who.author:
                raise RuntimeError("nobody is identified yet: Store.identify comes before the first record")
            record.stamp = next_stamp(session.who.clock.milliseconds())
            record.author = session.who.author
            record.team = record.team or session.who.team
    for record in session.dirty:
        if isinstance(record, Record) and record.private_if:
            was = _before(record).get(record.private_if, record.stays_here)
            if bool(was) != record.stays_here:
                raise SensitivityFixed


@event.listens_for(CapturingSession, "after_flush")
def _capture(session: CapturingSession, _context: UOWTransaction) -> None:
    new: dict[type[Record], list[Record]] = defaultdict(list)
    for record in session.new:
        if isinstance(record, Record):
            new[type(record)].append(record)
    dirty = [record for record in session.dirty if isinstance(record, Record) and session.is_modified(record)]
    session.written.update(new, map(type, dirty))
    _note(session, new, dirty)
    patches: list[Patch] = [patch for kind, records in new.items() for patch in _created(kind, records)]
    changed = {record: values for record in dirty if not record.stays_here and (values := _changed(record))}
    patches.extend(_edited(session, changed))
    if patches:
        session.connection().exec_driver_sql(
            "INSERT INTO outbox(row, patch) VALUES (?, ?)", [(patch.row, pack(patch)) for patch in patches]
        )


def _note(session: CapturingSession, new: Mapping[type[Record], list[Record]], dirty: Sequence[Record]) -> None:
    journal: Journal | None = session.info.get(JOURNAL)
    if journal is None:
        return
    journal.update((record, {}) for records in new.values() for record in records)
    for record in dirty:
        columns = set(attributes.instance_state(record).mapper.column_attrs.keys()) - UNSYNCED
        was = {name: old for name, old in _before(record).items() if name in columns and old is not NO_VALUE}
        known = journal.get(record)
        if was and (known is None or known):  # of what was made nothing stood there before
            journal[record] = was | (known or {})


@event.listens_for(CapturingSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    """An insert, update or delete statement would pass the capture by."""
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        if isinstance(table, Table) and table.name in BY_TABLE:
            raise TypeError(f"{table.name} is synced: write it through objects, or merge patches")


def _before(record: Record) -> dict[str, Any]:
    """The loaded values of the attributes set since; NO_VALUE where none was loaded."""
    return attributes.instance_state(record).committed_state


def _created(kind: type[Record], records: Sequence[Record]) -> list[Create]:
    shape = shape_of(kind)
    patches = []
    for record in records:
        if not record.stays_here:
            values = {name: bind(getattr(record, name)) for name, bind in shape.binders.items()}
            patches.append(Create(shape.table, bytes.fromhex(record.id), record.stamp, record.author, values))
    for name in shape.columns:
        _check(shape, name, [patch.values[name] for patch in patches])
    return patches


def _changed(record: Record) -> dict[str, Any]:
    """The synced columns with another value than was loaded, as database values."""
    shape = shape_of(type(record))
    changed = {}
    for name, old in _before(record).items():
        if name in shape.binders:
            value = shape.binders[name](getattr(record, name))
            if old is NO_VALUE or shape.binders[name](old) != value:
                _check(shape, name, [value])
                changed[name] = value
    if changed and record.deleted:
        # Whoever edits what is in the bin knows that it is there.
        changed["deleted"] = shape.binders["deleted"](True)
    return changed


def _check(shape: Shape, name: str, values: Sequence[Any]) -> None:
    """What a column cannot hold fails here, not on every colleague's laptop."""
    if not fits(shape.types[name], values):
        raise TypeError(f"{shape.table}.{name} cannot hold such a value")


def _edited(session: CapturingSession, changed: dict[Record, dict[str, Any]]) -> Iterator[Edit]:
    if not changed:
        return
    connection = session.connection()
    col = session.info.get("numbers") or session.info.setdefault("numbers", numbers_of(connection))
    heads = _heads(connection, [bytes.fromhex(record.id) for record in changed])
    of_row: dict[bytes, set[Clocked]] = defaultdict(set)
    for (row, _col), found in heads.items():
        of_row[row].update(found)
    dead: list[Cell] = []
    seen: list[tuple[bytes, int, int, int]] = []
    versions: list[tuple[bytes, int, int, int, Any]] = []
    for record, values in changed.items():
        table, row = record.__tablename__, bytes.fromhex(record.id)
        cells = [(row, col[table, name]) for name in values]
        # A cell nobody edited has no version of its own: its clock is its row's.
        own = [(record.stamp, record.author)]
        replaced = {base for cell in cells for base in heads.get(cell, own)}
        if "deleted" in values:
            there = of_row.get(row, set())
            seen.extend((row, col[table, "deleted"], *base) for base in there if base != own[0])
            replaced |= there
        bases = sorted(replaced)
        stamp = next_stamp(session.who.clock.milliseconds(), bases[-1][0])
        dead.extend(cell for cell in cells if cell in heads)
        versions.extend(
            (*cell, stamp, session.who.author, value) for cell, value in zip(cells, values.values(), strict=True)
        )
        yield Edit(table, row, stamp, session.who.author, values, tuple(bases))
    if dead:
        connection.exec_driver_sql(
            "UPDATE edit SET dead = 1, value = NULL WHERE row = ? AND col = ? AND dead = 0", dead
        )
    connection.exec_driver_sql(
        "INSERT INTO edit(row, col, stamp, author, dead, value) VALUES (?, ?, ?, ?, 0, ?)", versions
    )
    if seen:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO edit(row, col, stamp, author, dead) VALUES (?, ?, ?, ?, 2)", seen
        )


def _heads(connection: Connection, rows: Sequence[bytes]) -> dict[Cell, list[Clocked]]:
    """The live versions of every touched cell of these rows."""
    heads: dict[Cell, list[Clocked]] = defaultdict(list)
    for start in range(0, len(rows), _AT_ONCE):
        some = tuple(rows[start : start + _AT_ONCE])
        marks = ", ".join("?" * len(some))
        for row, col, stamp, author in connection.exec_driver_sql(
            f"SELECT row, col, stamp, author FROM edit WHERE dead = 0 AND row IN ({marks})",
            some,
        ):
            heads[row, col].append((stamp, author))
    return dict(heads)
