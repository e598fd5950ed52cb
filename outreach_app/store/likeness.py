"""Two records that may be one, side by side: what differs, what hangs on each, and what would keep both."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, Kind, field_of, fields_of
from outreach_app.domain.records import Encounter, Record, Round, Visit
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, day, gettext, ngettext
from outreach_app.store.alike import NAMED, Alike, in_order
from outreach_app.store.differences import Difference, Version, Wording
from outreach_app.store.finding import as_id
from outreach_app.store.listing import speaking_names
from outreach_app.store.pointing import pointing

FOLDABLE: tuple[type[Record], ...] = (Round, Visit, Encounter, *NAMED)
"""Kinds of which two may turn out to be one."""
NO_CONTACT = "no_contact"
"""Nobody asks: somebody was there if one of the two says so."""


class CannotBeOne(OutreachError):
    message = N_("These two cannot be made one.")
    advice = N_(
        "It takes two records of one kind, neither in the bin nor kept on this laptop alone. `duplicates` lists"
        " what may be one."
    )


@dataclass(frozen=True)
class Comparison:
    """A is the one that would stay, B the one that would go into it."""

    record: type[Record]
    one: Id
    other: Id
    title: str
    differences: list[Difference]
    alike: list[tuple[str, str]]
    """Label and text of the fields in which nothing differs."""
    holding: tuple[str, str]
    """What hangs on each, a line for each kind or visit."""
    made: tuple[tuple[str, int], tuple[str, int]]
    """Who made each, and when, in milliseconds since 1970."""
    again: bool
    revisions: tuple[int, int]
    """Of both when they were looked at."""


def titles(session: Session, pairs: Iterable[Alike]) -> list[str]:
    """What each pair is called: by the one that would stay."""
    asked: dict[type[Record], list[Id]] = {}
    pairs = list(pairs)
    for pair in pairs:
        asked.setdefault(pair.record, []).append(pair.one)
    names: dict[Id, str] = {}
    for record, ids in asked.items():
        names |= _titles(session, session.scalars(select(record).where(record.id.in_(ids))).all())
    return [names.get(pair.one) or gettext(pair.record.singular) for pair in pairs]


def found(session: Session, one: str, other: str) -> Alike:
    """The pair of two records by their ids, in their order. Raises CannotBeOne."""
    ids = {as_id(one), as_id(other)} - {None}
    for record in FOLDABLE:
        rows = session.scalars(select(record).where(record.id.in_(ids), ~record.deleted)).all()
        if len(rows) == len(ids) == 2 and not any(row.stays_here for row in rows):
            first, second = in_order(rows)
            return Alike(record, first.id, second.id)
    raise CannotBeOne


def compare(session: Session, pair: Alike, authors: Mapping[int, str]) -> Comparison:
    """Raises CannotBeOne where one of them is gone by now."""
    one, other = (
        session.scalars(select(pair.record).where(pair.record.id == id)).one_or_none()
        for id in (pair.one, pair.other)
    )
    if one is None or other is None or one.deleted or other.deleted is not pair.again:
        raise CannotBeOne
    wording = Wording(session)
    differences = [] if pair.again else compared(wording, one, other, authors)
    return Comparison(
        pair.record,
        one.id,
        other.id,
        _titles(session, [one]).get(one.id) or gettext(pair.record.singular),
        differences,
        wording.alike(one, differences),
        (_holding(session, one), _holding(session, other)),
        (_made(one, authors), _made(other, authors)),
        pair.again,
        (one.revision, other.revision),
    )


def _made(record: Record, authors: Mapping[int, str]) -> tuple[str, int]:
    return authors.get(record.author, ""), record.stamp >> 16


def compared(wording: Wording, one: Record, other: Record, authors: Mapping[int, str]) -> list[Difference]:
    """The fields to choose of, in the order of their declaration."""
    listed = []
    for field in filter(_choosable, fields_of(type(one))):
        values = [getattr(each, field.name) for each in (one, other)]
        if values[0] != values[1]:
            versions = [
                Version(letter, value, wording.text(field, value), authors.get(each.author, ""), each.stamp >> 16)
                for letter, value, each in zip("AB", values, (one, other), strict=True)
            ]
            filled = versions if versions[0].text or not versions[1].text else versions[::-1]
            listed.append(Difference(field, filled, frozenset(), *wording.united(field, values)))
    return listed


def _choosable(field: Field) -> bool:
    if field.name == NO_CONTACT or field.local_only or field.low_stakes:
        return False
    return not field.by_move or field.kind is Kind.TERM


def _titles(session: Session, rows: Sequence[Record]) -> dict[Id, str]:
    told: dict[Id, str] = {}
    visits = {row.id: row.visit for row in rows if isinstance(row, Encounter)}
    visits |= {row.id: row.id for row in rows if isinstance(row, Visit)}
    names = speaking_names(session, Visit, set(visits.values()))
    for row in rows:
        if row.id in visits:
            told[row.id] = names.get(visits[row.id], "")
        else:
            told[row.id] = day(row.date, "EEEE d MMMM yyyy") if isinstance(row, Round) else row.caption
    return told


def _holding(session: Session, record: Record) -> str:
    if isinstance(record, Round):
        return "\n".join(_visits(session, record))
    kinds = Counter(type(row) for row, _field in pointing(session, type(record), record.id))
    return "\n".join(f"{gettext(kind.plural)}: {n}" for kind, n in kinds.items())


def _visits(session: Session, walked: Round) -> list[str]:
    """A line for each visit of a round, in its order: where, and how much was told."""
    visits = session.scalars(
        select(Visit).where(Visit.round == walked.id, ~Visit.deleted).order_by(Visit.position, Visit.n)
    ).all()
    heads: dict[Id, list[int]] = {}
    query = select(Encounter.visit, Encounter.group_size).where(~Encounter.deleted)
    for visit, size in session.execute(query.where(Encounter.visit.in_([each.id for each in visits]))):
        heads.setdefault(visit, []).append(size)
    wording = Wording(session)
    spot = field_of(Visit, "spot")
    area = field_of(Visit, "area")
    assert spot is not None and area is not None
    lines = []
    for each in visits:
        place = wording.text(spot, each.sensitive_spot or each.spot) or wording.text(area, each.area)
        met = heads.get(each.id, [])
        told = ngettext("{n} encounter", "{n} encounters", len(met))
        counted = ngettext("{n} contact", "{n} contacts", sum(met))
        lines.append(": ".join(part for part in (place, f"{told}, {counted}") if part))
    return lines
