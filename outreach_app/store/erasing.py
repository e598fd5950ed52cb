"""Erasing for good: every trace of a record in this database, for as long as the database lives.

Only its random id stays, in `erased`, so that whatever comes of it later is dropped by the merge. What others hold
is told them by an operation (sync/operations.py); what stands in sealed segments becomes unreadable when the keys
of their epoch are destroyed.
"""

import json
import logging
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, String, or_, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.clock import Create
from outreach_app.domain.fields import Id, Kind, fields_of
from outreach_app.domain.records import RECORDS, Agreement, Quote, Record, Spot
from outreach_app.store import settings
from outreach_app.store.changes import written
from outreach_app.store.columns import quoted
from outreach_app.store.packing import unpack
from outreach_app.store.tables import Draft

log = logging.getLogger(__name__)

_AT_ONCE = 500
_FEW = 20
"""Ids looked for one by one in lists; of more, every list is read."""
_HANGING: dict[type[Record], tuple[str, ...]] = {Quote: ("signal", "need"), Agreement: ("signal",)}
"""What goes with the last of these that it hangs on, beside what must have what it hangs on."""


def erase(session: Session, ids: Collection[Id], team: Id | None = None) -> int:
    """Erases these records from everything this laptop has that is not sealed. Returns how many there were.

    Of the given team alone, in a vault that holds several: nobody erases what is another's.
    """
    session.flush()
    _stage(session.connection(), ids)
    gone = _forget(session, team)
    if gone:
        log.info("%d records erased", gone)
    return gone


def forget_again(session: Session, team: Id) -> None:
    """Once more what was erased before, here or by what a snapshot says: it came back, or was never heard of."""
    session.flush()
    before = session.connection().exec_driver_sql("SELECT lower(hex(id)) FROM erased").scalars().all()
    _stage(session.connection(), map(Id, before))
    _forget(session, team)


def _forget(session: Session, team: Id | None) -> int:
    """Everything of the staged ids goes, but for their ids. Returns how many records there were."""
    run, gone = session.connection().exec_driver_sql, 0
    for record in RECORDS:
        table = quoted(record.__tablename__)
        if team is not None:
            run(
                f"DELETE FROM staged_erase WHERE id IN (SELECT id FROM {table} WHERE team <> ?)",
                (bytes.fromhex(team),),
            )
        deleted = run(f"DELETE FROM {table} WHERE id IN (SELECT id FROM staged_erase)").rowcount
        if deleted:
            written(session).add(record)
            gone += deleted
    for table in ("edit", "parked", "outbox", "import_row"):
        run(f"DELETE FROM {table} WHERE row IN (SELECT id FROM staged_erase)")
    run("INSERT OR IGNORE INTO erased SELECT id FROM staged_erase")
    _erase_from_drafts(session)
    run("DELETE FROM staged_erase")
    session.expire_all()
    settings.put(session, settings.SCRUB, True)
    return gone


def take_back(session: Session, ids: Collection[Id]) -> None:
    """These were erased by who might not: they are merged again wherever they come from. What this laptop alone
    held of them is gone."""
    rows = [(bytes.fromhex(id),) for id in ids]
    if rows:
        session.connection().exec_driver_sql("DELETE FROM erased WHERE id = ?", rows)


def belonging(session: Session, ids: Iterable[Id]) -> set[Id]:
    """These records and all that goes with them: a round's visits and their encounters; a signal's steps,
    evidence, notes and feedback; and the quotes and agreements that hang on nothing else."""
    found = new = set(ids)
    while new:
        new = _children(session, "SELECT unhex(value) FROM json_each(?)", (_listed(new),)) - found
        found = found | new
    return found | _bereft(session, found)


def strays(session: Session) -> set[Id]:
    """What came later of what was erased: records whose parent was gone before they arrived."""
    found = _children(session, "SELECT id FROM erased")
    return belonging(session, found) if found else found


def release(session: Session, ids: Collection[Id]) -> int:
    """Empties what other records say of these, by ordinary edits that reach everyone. Returns how many changed."""
    gone, changed = set(ids), 0
    tables = {record.__tablename__ for record in RECORDS if how_many(session, record, gone)}
    for record in RECORDS:
        for field in fields_of(record):
            if field.to not in tables or (field.required and field.kind is Kind.REFERENCE):
                continue
            for row in _pointing(session, record, field.name, gone, many=field.kind is Kind.REFERENCES):
                if row.id not in gone:
                    before = getattr(row, field.name)
                    kept = [id for id in before if id not in gone] if isinstance(before, list) else None
                    setattr(row, field.name, kept)
                    changed += 1
    session.flush()
    return changed


def is_erased(session: Session, *ids: Id) -> bool:
    """Whether any of these was erased."""
    query = "SELECT EXISTS (SELECT 1 FROM erased WHERE id IN (SELECT unhex(value) FROM json_each(?)))"
    return bool(session.connection().exec_driver_sql(query, (_listed(ids),)).scalar())


def how_many(session: Session, record: type[Record], ids: Collection[Id]) -> int:
    """How many of these are of this kind."""
    among = "id IN (SELECT unhex(value) FROM json_each(?))"
    query = f"SELECT count(*) FROM {quoted(record.__tablename__)} WHERE {among}"
    return int(session.connection().exec_driver_sql(query, (_listed(ids),)).scalar() or 0)


def touched(session: Session, ids: Collection[Id]) -> int:
    """When any of these was last written, by whoever's clock, in milliseconds since 1970."""
    among = "IN (SELECT unhex(value) FROM json_each(?))"
    run, given = session.connection().exec_driver_sql, (_listed(ids),)
    queries = [f"SELECT max(stamp) FROM {quoted(record.__tablename__)} WHERE id {among}" for record in RECORDS]
    queries.append(f"SELECT max(stamp) FROM edit WHERE row {among} AND dead < 2")
    return max(run(query, given).scalar() or 0 for query in queries) >> 16


def never_left(session: Session, ids: Collection[Id]) -> bool:
    """Whether nobody but this laptop has any of these: their creation waits to be sent, or they stay here."""
    waiting = {
        patch.row.hex()
        for data in session.connection().exec_driver_sql("SELECT patch FROM outbox").scalars()
        if isinstance(patch := unpack(data), Create)
    }
    stay = session.scalars(select(Spot.id).where(Spot.sensitive)).all()
    return waiting.union(stay).issuperset(ids)


def _pointing(session: Session, record: type[Record], name: str, gone: set[Id], *, many: bool) -> list[Record]:
    column, ids = getattr(record, name), list(gone)
    if not many:
        parts = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
        return [row for part in parts for row in session.scalars(select(record).where(column.in_(part)))]
    lists = type_coerce(column, String)
    held = or_(*(lists.contains(id) for id in ids)) if len(ids) <= _FEW else lists != "[]"
    rows = session.scalars(select(record).where(held))
    return [row for row in rows if not gone.isdisjoint(getattr(row, name))]


def _bereft(session: Session, gone: set[Id]) -> set[Id]:
    """Quotes all of whose needs and signals go, and agreements about a signal that goes."""
    return {
        id
        for record, names in _HANGING.items()
        for id, *parents in session.execute(select(record.id, *(getattr(record, name) for name in names)))
        if (held := {parent for parent in parents if parent}) and held <= gone
    }


_PARENTS = [
    (record.__tablename__, field.name)
    for record in RECORDS
    for field in fields_of(record)
    if field.required and field.kind is Kind.REFERENCE
]
"""What must hang on something, and by which column."""


def _children(session: Session, parents: str, given: tuple[str, ...] = ()) -> set[Id]:
    """Ids of what hangs on the rows that a query names."""
    run = session.connection().exec_driver_sql
    queries = (f"SELECT id FROM {quoted(table)} WHERE {quoted(name)} IN ({parents})" for table, name in _PARENTS)
    return {Id(id.hex()) for query in queries for id in run(query, given).scalars()}


def _listed(ids: Iterable[Id]) -> str:
    """For json_each: reading sessions have no temporary tables."""
    return json.dumps(list(ids))


def _stage(connection: Connection, ids: Iterable[Id]) -> None:
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS staged_erase(id BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.exec_driver_sql("DELETE FROM staged_erase")
    rows = [(bytes.fromhex(id),) for id in ids]
    if rows:
        connection.exec_driver_sql("INSERT OR IGNORE INTO staged_erase VALUES (?)", rows)


def _erase_from_drafts(session: Session) -> None:
    drafts = session.scalars(select(Draft)).all()
    staged = "SELECT lower(hex(id)) FROM staged_erase"
    gone = set(map(Id, session.connection().exec_driver_sql(staged).scalars())) if drafts else set()
    for draft in drafts:
        kept = _without(draft.content, gone)
        if kept is None or (draft.kind != "round" and kept != draft.content):
            session.delete(draft)
        elif kept != draft.content:
            draft.content = kept
    session.flush()


def _without(value: Any, gone: set[Id]) -> Any:
    """A part of a draft without what was erased; None where it is itself that."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str) and value["id"] in gone:
            return None
        return {name: _without(part, gone) for name, part in value.items()}
    if isinstance(value, list):
        return [kept for part in value if (kept := _without(part, gone)) is not None or part is None]
    return None if isinstance(value, str) and value in gone else value
