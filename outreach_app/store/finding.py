"""From what people call a record to the record: by id, or by a name that only one has."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, Kind, field_of
from outreach_app.domain.records import BY_TABLE, Record
from outreach_app.domain.values import Resolve, Unreadable, name_key, parse_day
from outreach_app.store.refusals import AmbiguousName, InTheBin, NoSuchRecord

R = TypeVar("R", bound=Record)


def get(session: Session, record: type[R], id_or_name: str) -> R:
    """A record by its id or its unambiguous name, deleted ones where no live one has it.

    Raises NoSuchRecord, AmbiguousName.
    """
    if id := as_id(id_or_name):
        found = session.scalar(select(record).where(record.id == id))
        if found is None:
            raise NoSuchRecord(record, id_or_name)
        return found
    named = _named(session, record, id_or_name)
    same = [row for row in named if not row.deleted] or named
    if not same:
        raise NoSuchRecord(record, id_or_name)
    if len(same) > 1:
        raise AmbiguousName(record, id_or_name, (row.id for row in same))
    return same[0]


def live(session: Session, record: type[R], id_or_name: str) -> R:
    """Like `get`, but a deleted one is refused with InTheBin."""
    found = get(session, record, id_or_name)
    if found.deleted:
        raise InTheBin(record, id_or_name)
    return found


def resolver(session: Session) -> Resolve:
    """Finds live records by id or unambiguous name; reads the names of a kind once."""
    names: dict[str, dict[str, list[Id]]] = {}

    def resolve(table: str, text: str) -> Id:
        record = BY_TABLE[table]
        if as_id(text):
            return live(session, record, text).id
        if table not in names:
            names[table] = names_of_all(session, record)
        found = names[table].get(name_key(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousName(record, text, found)
        # Named by a date, or deleted: the slow way knows.
        return live(session, record, text).id

    return resolve


def names_of_all(session: Session, record: type[Record]) -> dict[str, list[Id]]:
    """Ids of the live records of a kind by the key of their name."""
    names: dict[str, list[Id]] = defaultdict(list)
    for id, name in session.execute(select(record.id, getattr(record, record.named_by)).where(~record.deleted)):
        names[name_key(str(name))].append(id)
    return names


def as_id(text: str) -> Id | None:
    """The id that a text is, however it is written."""
    word = text.strip().lower().replace("-", "")
    return Id(word) if len(word) == 32 and set(word) <= set("0123456789abcdef") else None


def _named(session: Session, record: type[R], text: str) -> Sequence[R]:
    name = getattr(record, record.named_by)
    field = field_of(record, record.named_by)
    if field is not None and field.kind is Kind.DATE:
        try:
            return session.scalars(select(record).where(name == parse_day(text))).all()
        except Unreadable:
            return []
    if field is None or field.kind is not Kind.TEXT:
        return []
    ids = [id for id, named in session.execute(select(record.id, name)) if name_key(named) == name_key(text)]
    return session.scalars(select(record).where(record.id.in_(ids))).all() if ids else []
