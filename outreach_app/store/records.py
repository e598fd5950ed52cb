"""Every kind of record by the description of its fields: what the command line, the demo and scripts write with.

Values come as people type them. A write that raises has changed nothing.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Field, Kind, field_of, fields_of
from outreach_app.domain.records import (
    Addressee,
    Encounter,
    NoteSection,
    Record,
    Round,
    Signal,
    Spot,
    Team,
    Term,
    Visit,
)
from outreach_app.domain.states import check_lead
from outreach_app.domain.values import Reader, Unreadable, label_key, name_key, plain
from outreach_app.store import settings
from outreach_app.store.commands import COMMANDS
from outreach_app.store.conflicts import conflicts, keep
from outreach_app.store.errors import SensitivityFixed
from outreach_app.store.finding import get, live, resolver
from outreach_app.store.given import on_trial
from outreach_app.store.listing import vocabularies
from outreach_app.store.meanwhile import refuse_unseen
from outreach_app.store.merging_areas import refuse_orphans
from outreach_app.store.participants import refuse_outsiders
from outreach_app.store.refusals import (
    BadValue,
    CoordinatorsOnly,
    FixedValue,
    MissingValue,
    OneTeam,
    SetByMove,
    UnknownField,
    WrittenByProgram,
)
from outreach_app.store.settle import settle
from outreach_app.store.submitted import refuse_change

R = TypeVar("R", bound=Record)

__all__ = ["add", "as_json", "delete", "edit", "get", "listed", "refuse_workers", "resolver", "undelete"]

_TYPED_AFTER_ALL = frozenset({("signal_note", "number"), ("signal_note", "result")})
"""Given by a move as a rule, but a team has notes from before it had this program."""
_COORDINATORS = (Addressee, Team, Term, NoteSection)
_ONE_VALUE = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.DATE, Kind.FLAG, Kind.TERM, Kind.REFERENCE})
"""Kinds that the database itself can compare."""


def listed(
    session: Session, record: type[R], where: Mapping[str, str] | None = None, *, today: date | None = None
) -> list[R]:
    """The records of a kind: newest first where they have a date, else by name. `where` asks for equal values
    (of lists: that they hold these); `deleted=true` lists the bin.

    Raises UnknownField, BadValue, NoSuchRecord and AmbiguousName.
    """
    asked = dict(where or {})
    reader = _reader(session, today)
    binned = reader.value(Field("", name="deleted", kind=Kind.FLAG), asked.pop("deleted", ""))
    query = _in_order(record).where(record.deleted if binned else ~record.deleted)
    checks: list[tuple[Field, Any]] = []
    for name, text in asked.items():
        if name == "id":
            query = query.where(record.id == get(session, record, text).id)
            continue
        field = _field(record, name)
        wanted = _wanted(reader, field, text)
        checks.append((field, wanted))
        if field.kind in _ONE_VALUE and wanted is not None:
            query = query.where(getattr(record, name) == wanted)
    if not binned:
        query = _with_live_parents(query, record)
    found = [row for row in session.scalars(query) if all(_matches(row, *check) for check in checks)]
    if not _dated(record) and record.named_by in {"name", "title", "code"}:
        found.sort(key=lambda row: label_key(row.caption))
    return found


def add(
    session: Session,
    record: type[R],
    values: Mapping[str, str],
    actor: Actor | None = None,
    *,
    today: date | None = None,
) -> R:
    """A new record. Raises UnknownField, BadValue, MissingValue, SetByMove and the errors of references."""
    if record is Team:
        raise OneTeam
    refuse_workers(record, actor)
    parsed = _parsed(session, record, values, today)
    if record is Round and "workers" not in parsed:
        own = settings.get(session, settings.WORKER)
        parsed["workers"] = [own] if own else []
    for field in fields_of(record):
        if field.required and parsed.get(field.name) in (None, ""):
            raise MissingValue(field)
    made = record(**parsed)
    refuse_outsiders(session, actor, made)
    with session.no_autoflush:
        settle(session, made, parsed.keys(), today)
    session.add(made)
    session.flush()
    return made


def edit(
    session: Session,
    record: type[R],
    id_or_name: str,
    values: Mapping[str, str],
    actor: Actor | None = None,
    *,
    today: date | None = None,
    seen: Mapping[str, Any] | None = None,
) -> R:
    """Change fields of a record; `seen` is what its writer saw there. Raises what `add` and `get` raise, InTheBin,
    SensitivityFixed, LeadStands, FieldsChanged for what is not as it was seen, and NoteSubmitted and
    FiguresSubmitted for what a submitted note says."""
    parsed = _parsed(session, record, values, today)
    return set_values(session, record, id_or_name, parsed, actor, today=today, seen=seen)


def set_values(
    session: Session,
    record: type[R],
    id_or_name: str,
    parsed: Mapping[str, Any],
    actor: Actor | None = None,
    *,
    today: date | None = None,
    seen: Mapping[str, Any] | None = None,
) -> R:
    """As `edit`, with values as the attributes hold them."""
    found = live(session, record, id_or_name)
    refuse_unseen(session, found, parsed, seen or {})
    refuse_workers(record, actor)
    _refuse_fixed(found, parsed)
    refuse_outsiders(session, actor, found)
    if isinstance(found, Signal) and actor is not None and parsed.get("lead", found.lead) != found.lead:
        check_lead(actor, found.state, found.lead)
    refuse_change(session, found, [name for name, value in parsed.items() if getattr(found, name) != value])
    with on_trial(session) as assign:
        assign(found, parsed)
        settle(session, found, parsed.keys(), today)
    session.flush()
    return found


def delete(session: Session, record: type[R], id_or_name: str, actor: Actor | None = None) -> R:
    """Put a record in the bin; what hangs on it stays, unseen, and comes back with it. Raises NoteSubmitted and
    FiguresSubmitted for what was submitted."""
    return _bin(session, record, id_or_name, actor, deleted=True)


def undelete(session: Session, record: type[R], id_or_name: str, actor: Actor | None = None) -> R:
    """Take a record back out of the bin."""
    return _bin(session, record, id_or_name, actor, deleted=False)


def as_json(record: Record) -> dict[str, Any]:
    """A record with all its described fields: codes, ids, ISO dates; `deleted` where it is in the bin."""
    document: dict[str, Any] = {"id": record.id}
    for field in fields_of(type(record)):
        document[field.name] = plain(getattr(record, field.name))
    document["created"] = datetime.fromtimestamp((record.stamp >> 16) / 1000, UTC).isoformat(timespec="seconds")
    return {**document, "deleted": True} if record.deleted else document


def _bin(session: Session, record: type[R], id_or_name: str, actor: Actor | None, *, deleted: bool) -> R:
    if record is Team:
        raise OneTeam
    refuse_workers(record, actor)
    found = get(session, record, id_or_name)
    refuse_outsiders(session, actor, found)
    if deleted and not found.deleted:
        refuse_change(session, found, ["deleted"])
        refuse_orphans(session, found)
    if deleted and found.deleted and conflicts(session, found.id):
        keep(session, record, found.id, "deleted")
    found.deleted = deleted
    session.flush()
    return found


def refuse_workers(record: type[Record], actor: Actor | None) -> None:
    """Raises CoordinatorsOnly for what coordinators alone write, and WrittenByProgram for a register."""
    if record.register:
        raise WrittenByProgram(record)
    if actor is not None and not actor.coordinator and record in _COORDINATORS:
        raise CoordinatorsOnly(record)


def _refuse_fixed(found: Record, parsed: Mapping[str, Any]) -> None:
    """What is chosen once."""
    for field in fields_of(type(found)):
        if field.required and field.name in parsed and parsed[field.name] in (None, ""):
            raise MissingValue(field)
    if isinstance(found, Spot) and parsed.get("sensitive", found.sensitive) != found.sensitive:
        raise SensitivityFixed
    if isinstance(found, Term):
        for name in ("code", "vocabulary"):
            if parsed.get(name, getattr(found, name)) != getattr(found, name):
                raise FixedValue(_field(Term, name))


def _parsed(
    session: Session, record: type[Record], values: Mapping[str, str], today: date | None
) -> dict[str, Any]:
    reader = _reader(session, today)
    parsed = {}
    for name, text in values.items():
        field = _field(record, name)
        if field.by_move and (record.__tablename__, name) not in _TYPED_AFTER_ALL:
            raise SetByMove(field, f"vindplaats {COMMANDS[record.__tablename__]}")
        parsed[name] = _value(reader, field, text)
    return parsed


def _field(record: type[Record], name: str) -> Field:
    found = field_of(record, name)
    if found is None:
        raise UnknownField(record, name)
    return found


def _reader(session: Session, today: date | None) -> Reader:
    return Reader(vocabularies(session), resolver(session), today=today)


def _value(reader: Reader, field: Field, text: str) -> Any:
    try:
        return reader.value(field, text)
    except Unreadable as error:
        raise BadValue(field, text, error.reason) from None


def _wanted(reader: Reader, field: Field, text: str) -> Any:
    """What a filter asks of a field: of a tally also just that something is counted in it."""
    if field.kind is Kind.TALLY and text and not set(text) & set(":="):
        return dict.fromkeys(_value(reader, Field("", kind=Kind.TERMS, vocabulary=field.vocabulary), text))
    return _value(reader, field, text)


def _matches(row: Record, field: Field, wanted: Any) -> bool:
    value = getattr(row, field.name)
    if isinstance(wanted, list):
        return set(wanted) <= set(value) if wanted else not value
    if isinstance(wanted, dict):
        asked = (code in value if n is None else value.get(code) == n for code, n in wanted.items())
        return all(asked) if wanted else not value
    if isinstance(wanted, str) and field.kind is Kind.TEXT:
        return name_key(value) == name_key(wanted)
    return bool(value == wanted)


def _dated(record: type[Record]) -> bool:
    return field_of(record, "date") is not None


def _in_order(record: type[R]) -> Select[R]:
    """Newest first. Visits and encounters have the date of their round; a round that is not here is undated."""
    query = select(record)
    if record is Encounter:
        query = query.join(Visit, Visit.id == Encounter.visit, isouter=True)
    if record in (Encounter, Visit):
        query = query.join(Round, Round.id == Visit.round, isouter=True)
        return query.order_by(Round.date.desc(), Round.n.desc(), Visit.position, record.n)
    if _dated(record):
        day = getattr(record, "date")  # noqa: B009  of the four kinds that have one
        return query.order_by(day.desc(), record.n.desc())
    return query.order_by(record.n.desc())


def _with_live_parents(query: Select[R], record: type[R]) -> Select[R]:
    """Without visits and encounters of a deleted round. A parent that did not arrive yet hides nothing."""
    if record in (Encounter, Visit):
        query = query.where(Round.deleted.is_not(True))
    return query.where(Visit.deleted.is_not(True)) if record is Encounter else query
