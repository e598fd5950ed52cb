"""Every place on this laptop where a person is named: found, and struck out.

What others have too is changed by ordinary edits, so that it reaches them; what nobody has yet is changed as if it
had never been written; what stays here is changed here. Nothing of it is refused: submitted notes and frozen
content too, as erasing is the one thing that may.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from outreach_app.domain.clock import Edit, Patch
from outreach_app.domain.fields import Field, Id, Kind, fields_of
from outreach_app.domain.records import BY_TABLE, RECORDS, ContactPerson, Record, SignalNote
from outreach_app.domain.striking import Trace
from outreach_app.store import filters, settings
from outreach_app.store.changes import written
from outreach_app.store.columns import bind, quoted, result, shape_of
from outreach_app.store.evidence import content_hash
from outreach_app.store.packing import pack, unpack
from outreach_app.store.schema import numbers_of
from outreach_app.store.tables import Draft, ImportRow, Operation, Setting

log = logging.getLogger(__name__)

_TEXTS = frozenset({Kind.TEXT, Kind.LINES, Kind.FROZEN})
_NO_WORDS = frozenset(
    {
        ("worker", "devices"),
        ("signal_note", "hash"),
        ("term", "code"),
        ("month_count", "axis"),
        ("month_count", "code"),
    }
)
"""Codes and hashes."""
ASKED = "ask"
"""The kind of operation that carries words: why something should be erased."""
_SAYS_WHO = ("name", "email")
"""Of a contact person: what makes the record one about this person."""
_KEPT_SETTINGS = frozenset({settings.FOLDER, "backups_elsewhere"})


VIEW = "view"
"""Stands for the field of a place that is a view of a list."""


class Place(NamedTuple):
    """Somewhere a person is named."""

    record: type[Record] | None
    """None for a draft, and for a view of a list (VIEW)."""
    id: Id
    field: str
    caption: str
    about: bool = False
    """The record is about that person: it goes as a whole."""
    here: bool = False
    """It never left this laptop."""


def find(session: Session, trace: Trace) -> list[Place]:
    """All places, kind by kind."""
    return [*_in_records(session, trace), *_in_drafts(session, trace), *_in_views(session, trace)]


def about(places: list[Place]) -> list[Id]:
    """The records that are about the person."""
    return list(dict.fromkeys(place.id for place in places if place.about))


def strike(session: Session, trace: Trace, today: date) -> int:
    """Strikes the words out everywhere here. Returns in how many records, drafts and settings."""
    session.flush()
    settings.put(session, settings.STRUCK, settings.get(session, settings.STRUCK, 0) + 1)
    unsent = _strike_unsent(session, trace)
    places = find(session, trace)
    fields: dict[tuple[type[Record], Id], list[str]] = defaultdict(list)
    for place in places:
        if place.record is not None:
            fields[place.record, place.id].append(place.field)
    for (kind, id), names in fields.items():
        _strike_record(session, session.scalars(select(kind).where(kind.id == id)).one(), names, trace, today)
    session.flush()
    touched = {id for _kind, id in fields} | unsent | _close_hidden(session, trace)
    changed = len(touched) + _strike_local(session, trace)
    rows = list(touched)
    for start in range(0, len(rows), 500):
        session.execute(delete(ImportRow).where(ImportRow.row.in_(rows[start : start + 500])))
    log.info("words struck out in %d places", changed)
    return changed


def texts(record: type[Record]) -> list[Field]:
    """The fields that can hold what somebody typed."""
    return [
        field
        for field in fields_of(record)
        if field.kind in _TEXTS and (record.__tablename__, field.name) not in _NO_WORDS
    ]


def _in_records(session: Session, trace: Trace) -> Iterator[Place]:
    for record in RECORDS:
        names = [field.name for field in texts(record)]
        local = {field.name for field in texts(record) if field.local_only}
        if not names:
            continue
        columns = [getattr(record, name) for name in names]
        for id, *values in session.execute(select(record.id, *columns)).all():
            hits = [name for name, value in zip(names, values, strict=True) if trace.found_in(value)]
            if hits:
                row = session.scalars(select(record).where(record.id == id)).one()
                whole = record is ContactPerson and not set(hits).isdisjoint(_SAYS_WHO)
                for name in hits:
                    yield Place(record, id, name, row.caption, whole, name in local or row.stays_here)


def _in_drafts(session: Session, trace: Trace) -> Iterator[Place]:
    for draft in session.scalars(select(Draft)):
        if trace.found_in(draft.content):
            yield Place(None, draft.id, "content", str(draft.content.get("date", "")), here=True)


def _in_views(session: Session, trace: Trace) -> Iterator[Place]:
    for n, view in enumerate(filters.every_view(session)):
        if trace.found_in([view.name, view.text]):
            yield Place(None, Id(f"{n:032x}"), VIEW, view.name, here=True)


def _strike_record(session: Session, row: Record, names: list[str], trace: Trace, today: date) -> None:
    for name in names:
        setattr(row, name, trace.struck(getattr(row, name)))
    if isinstance(row, SignalNote) and row.version:
        row.struck_on = today
        row.hash = content_hash(row.frozen)


def _strike_local(session: Session, trace: Trace) -> int:
    changed = 0
    for draft in session.scalars(select(Draft)):
        if trace.found_in(draft.content):
            draft.content = trace.struck(draft.content)
            changed += 1
    for setting in session.scalars(select(Setting)):
        if setting.name not in _KEPT_SETTINGS and trace.found_in(setting.value):
            setting.value = trace.struck(setting.value)
            changed += 1
    for asked in session.scalars(select(Operation).where(Operation.kind == ASKED)):
        if trace.found_in(asked.content):
            asked.content = trace.struck(asked.content)
            changed += 1
    session.flush()
    return changed


def _close_hidden(session: Session, trace: Trace) -> set[Id]:
    """Versions beside the one that is shown, of people who wrote at once: what is shown is said again, so that
    they go everywhere."""
    names = {n: key for key, n in numbers_of(session.connection()).items()}
    found = session.connection().exec_driver_sql(
        "SELECT DISTINCT row, col, value FROM edit WHERE dead = 0 AND typeof(value) = 'text'"
    )
    closed = set()
    for row, col, value in found.all():
        table, name = names[col]
        if table in BY_TABLE and _is_text(table, name) and trace.found_in(_read(table, name, value)):
            kind = BY_TABLE[table]
            shown = session.scalar(select(kind).where(kind.id == Id(row.hex())))
            if shown is not None and not trace.found_in(getattr(shown, name)):
                flag_modified(shown, name)
                closed.add(shown.id)
    session.flush()
    return closed


def _strike_unsent(session: Session, trace: Trace) -> set[Id]:
    """Patches that nobody else has: written anew with their clocks, as if they had never said it."""
    rows = set()
    run = session.connection().exec_driver_sql
    for n, data in run("SELECT n, patch FROM outbox").all():
        patch = unpack(data)
        values = {
            name: _written(patch.table, name, value, trace)
            for name, value in patch.values.items()
            if _is_text(patch.table, name) and trace.found_in(_read(patch.table, name, value))
        }
        if values:
            _show_instead(session, patch, values)
            changed: Patch = patch._replace(values={**patch.values, **values})
            run("UPDATE outbox SET patch = ? WHERE n = ?", (pack(changed), n))
            rows.add(Id(patch.row.hex()))
    session.expire_all()
    return rows


def _show_instead(session: Session, patch: Patch, values: dict[str, Any]) -> None:
    """The same words in the record and in its versions, as far as this patch is what put them there."""
    connection = session.connection()
    numbers = numbers_of(connection)
    for name, value in values.items():
        clock = (patch.row, numbers[patch.table, name], patch.stamp, patch.author)
        connection.exec_driver_sql(
            "UPDATE edit SET value = ? WHERE row = ? AND col = ? AND stamp = ? AND author = ? AND dead = 0",
            (value, *clock),
        )
        shown = f"UPDATE {quoted(patch.table)} SET {quoted(name)} = ?, revision = revision + 1 WHERE id = ?"
        if isinstance(patch, Edit):
            shown += (
                " AND ? = (SELECT stamp FROM edit WHERE row = ? AND col = ? AND dead = 0"
                " ORDER BY stamp DESC, author DESC LIMIT 1)"
            )
            connection.exec_driver_sql(shown, (value, patch.row, patch.stamp, *clock[:2]))
        else:
            shown += " AND NOT EXISTS (SELECT 1 FROM edit WHERE row = ? AND col = ?)"
            connection.exec_driver_sql(shown, (value, patch.row, *clock[:2]))
    written(session).add(BY_TABLE[patch.table])


def _is_text(table: str, name: str) -> bool:
    return table in BY_TABLE and any(field.name == name for field in texts(BY_TABLE[table]))


def _read(table: str, name: str, value: Any) -> Any:
    return result(shape_of(BY_TABLE[table]).types[name])(value)


def _written(table: str, name: str, value: Any, trace: Trace) -> Any:
    column = shape_of(BY_TABLE[table]).types[name]
    return bind(column)(trace.struck(result(column)(value)))
