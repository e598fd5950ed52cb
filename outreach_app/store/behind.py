"""The rounds behind a figure."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, String, exists, false, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.behind import NOT_SAID, Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Need, Record, Round, Spot, Visit, Worker
from outreach_app.domain.registration import UNKNOWN_AGE
from outreach_app.store.naming import names_of


def rounds_behind(session: Session, behind: Behind) -> list[int]:
    """Row numbers of the rounds in a figure. One visit or encounter must meet all that is asked."""
    query = select(Round.n).where(~Round.deleted, *_of_round(behind))
    visit, encounter = list(_of_visit(behind)), list(_of_encounter(session, behind))
    if visit or encounter:
        query = query.join(Visit, Visit.round == Round.id).join(Spot, Spot.id == Visit.spot, isouter=True)
        query = query.where(~Visit.deleted, *visit)
    if encounter:
        query = query.join(Encounter, Encounter.visit == Visit.id).where(~Encounter.deleted, *encounter)
    return sorted(set(session.scalars(query)))


def asked_of(session: Session, behind: Behind) -> Iterator[ColumnElement[bool]]:
    """Its conditions on an encounter, joined with its visit, the round of that and its spot if it has one."""
    yield from (*_of_round(behind), *_of_visit(behind), *_of_encounter(session, behind))


def names_in(session: Session, behind: Behind) -> dict[str, str]:
    """What the needs, spots, areas and colleagues that it asks about are called."""
    asked: tuple[tuple[type[Record], Sequence[str]], ...] = (
        (Need, [behind.need]),
        (Spot, [behind.spot]),
        (Area, [behind.area, *behind.areas]),
        (Worker, [behind.worker]),
    )
    return {
        id: name
        for record, ids in asked
        for id, name in names_of(session, record, [Id(one) for one in ids if one != NOT_SAID]).items()
    }


def _of_round(behind: Behind) -> Iterator[ColumnElement[bool]]:
    if behind.first:
        yield Round.date >= behind.first
    if behind.last:
        yield Round.date <= behind.last
    if behind.weekday is not None:
        yield func.strftime("%w", Round.date) == str((behind.weekday + 1) % 7)
    if behind.worker:
        yield type_coerce(Round.workers, String).contains(behind.worker, autoescape=True)


def _of_visit(behind: Behind) -> Iterator[ColumnElement[bool]]:
    """A visit without an area lies where its spot does."""
    home = func.coalesce(Visit.area, Spot.area)
    if behind.spot:
        yield func.coalesce(Visit.sensitive_spot, Visit.spot) == behind.spot
    if behind.spot_kind == NOT_SAID:
        yield or_(Visit.spot.is_(None), Spot.kind == "")
    elif behind.spot_kind:
        yield Spot.kind == behind.spot_kind
    if behind.area:
        yield home.is_(None) if behind.area == NOT_SAID else home == behind.area
    if behind.areas:
        yield home.in_(behind.areas)
    if behind.empty:
        yield ~exists().where(Encounter.visit == Visit.id, ~Encounter.deleted)


def _of_encounter(session: Session, behind: Behind) -> Iterator[ColumnElement[bool]]:
    for column, code in ((Encounter.daypart, behind.daypart), (Encounter.who, behind.who)):
        if code:
            yield column == ("" if code == NOT_SAID else code)
    if behind.domain:
        yield type_coerce(Encounter.domains, String).contains(f'"{behind.domain}"', autoescape=True)
    if behind.need or behind.need_kind:
        kind = "" if behind.need_kind == NOT_SAID else behind.need_kind
        of_kind = session.scalars(select(Need.id).where(Need.kind == kind, ~Need.deleted)).all()
        needs = [behind.need] if behind.need else of_kind
        yield or_(*(type_coerce(Encounter.needs, String).contains(need) for need in needs), false())
    if behind.age == UNKNOWN_AGE:
        asked = func.json_each(Encounter.age_counts).table_valued("value")
        known = select(func.coalesce(func.sum(asked.c.value), 0)).select_from(asked).scalar_subquery()
        yield Encounter.group_size > known
    elif behind.age:
        ages = type_coerce(Encounter.age_counts, String)
        yield ages.contains(f'"{behind.age}"', autoescape=True)
