"""One record with all that a page needs to show or edit it, read at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, Kind, fields_of
from outreach_app.domain.records import BY_TABLE, Area, Need, Organisation, Record, Signal, Spot, Worker
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import reading_order
from outreach_app.store.changes import clock_of
from outreach_app.store.listing import names_for, vocabularies
from outreach_app.store.naming import names_of


class Choice(NamedTuple):
    """A record that can be referred to; `detail` tells it from its likes."""

    id: Id
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record, detached."""

    record: Record
    names: Mapping[Id, str]
    terms: Vocabularies
    updated: int
    """Milliseconds since 1970 of its last change, anywhere in the team."""


def sheet(session: Session, record: type[Record], id: Id) -> Sheet | None:
    """None where it is not there, or in the bin."""
    found = session.scalar(select(record).where(record.id == id, ~record.deleted))
    if found is None:
        return None
    names = names_for(session, record, [found])
    return Sheet(found, names, vocabularies(session), clock_of(session, found).updated)


def choices_for(session: Session, record: type[Record]) -> dict[str, Sequence[Choice]]:
    """What the references of a record may point at, by table name, each kind in alphabetical order."""
    tables = {field.to for field in fields_of(record) if field.kind in (Kind.REFERENCE, Kind.REFERENCES)}
    return {table: choices(session, BY_TABLE[table]) for table in sorted(tables)}


def choices(session: Session, record: type[Record]) -> Sequence[Choice]:
    """The live records of one kind; colleagues who left are not offered."""
    query = select(record).where(~record.deleted)
    if record is Worker:
        query = query.where(Worker.left_on == "")
    found = session.scalars(query).all()
    details = _details(session, found)
    offered = [Choice(each.id, each.caption, details.get(each.id, "")) for each in found]
    return sorted(offered, key=lambda choice: reading_order(choice.name))


def _details(session: Session, found: Sequence[Record]) -> dict[Id, str]:
    """What stands behind a name: of a spot its area, of an area what it is part of, of others their state."""
    above = [
        each.area if isinstance(each, Spot) else each.parent if isinstance(each, Area) else None for each in found
    ]
    names = names_of(session, Area, above)
    details = {each.id: names.get(place or Id(""), "") for each, place in zip(found, above, strict=True)}
    terms = vocabularies(session)
    for each in found:
        match each:
            case Need():
                details[each.id] = terms.label("need_state", each.state)
            case Signal():
                details[each.id] = terms.label("signal_state", each.state)
            case Organisation():
                details[each.id] = terms.label("organisation_type", each.type) if each.type else ""
    return details
