"""The rounds behind a figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, exists, false, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.behind import NOT_SAID, Behind, among
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


@dataclass(frozen=True, slots=True)
class Ground:
    """How much stands behind a figure: exact, for those who may see every encounter of it anyway."""

    rounds: int = 0
    encounters: int = 0
    contacts: int = 0
    spots: int = 0
    workers: int = 0


def ground(session: Session, behind: Behind) -> Ground:
    """What lies behind a figure now; what was erased since is not in it."""
    query = select(
        Encounter.n, Encounter.group_size, Round.n, Round.workers, func.coalesce(Visit.sensitive_spot, Visit.spot)
    ).join(Visit, Visit.id == Encounter.visit)
    query = query.join(Round, Round.id == Visit.round).join(Spot, Spot.id == Visit.spot, isouter=True)
    alive = (~Encounter.deleted, ~Visit.deleted, ~Round.deleted)
    rows = session.execute(query.where(*alive, *asked_of(session, behind))).all()
    return Ground(
        rounds=len({n for _met, _size, n, _workers, _spot in rows}),
        encounters=len(rows),
        contacts=sum(size for _met, size, *_rest in rows),
        spots=len({spot for *_rest, spot in rows if spot}),
        workers=len({one for _met, _size, _n, workers, _spot in rows for one in workers}),
    )


def asked_of(session: Session, behind: Behind) -> Iterator[ColumnElement[bool]]:
    """Its conditions on an encounter, joined with its visit, the round of that and its spot if it has one."""
    yield from (*_of_round(behind), *_of_visit(behind), *_of_encounter(session, behind))


def names_in(session: Session, behind: Behind) -> dict[str, str]:
    """What the needs, spots, areas and colleagues that it asks about are called."""
    asked: tuple[tuple[type[Record], Sequence[str]], ...] = (
        (Need, among(behind.need)),
        (Spot, among(behind.spot)),
        (Area, [*among(behind.area), *behind.areas]),
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
        yield func.coalesce(Visit.sensitive_spot, Visit.spot).in_(among(behind.spot))
    if behind.spot_kind:
        unsaid = or_(Visit.spot.is_(None), Spot.kind == "")
        yield or_(*(unsaid if kind == NOT_SAID else Spot.kind == kind for kind in among(behind.spot_kind)))
    if behind.area:
        yield or_(*(home.is_(None) if area == NOT_SAID else home == area for area in among(behind.area)))
    if behind.areas:
        yield home.in_(behind.areas)
    if behind.empty:
        yield ~exists().where(Encounter.visit == Visit.id, ~Encounter.deleted)


def _of_encounter(session: Session, behind: Behind) -> Iterator[ColumnElement[bool]]:
    for column, codes in ((Encounter.daypart, behind.daypart), (Encounter.who, behind.who)):
        if codes:
            yield column.in_(["" if code == NOT_SAID else code for code in among(codes)])
    if behind.domain:
        domains = type_coerce(Encounter.domains, String)
        yield or_(*(domains.contains(f'"{code}"', autoescape=True) for code in among(behind.domain)))
    if behind.need or behind.need_kind:
        kinds = ["" if kind == NOT_SAID else kind for kind in among(behind.need_kind)]
        of_kind = session.scalars(select(Need.id).where(Need.kind.in_(kinds), ~Need.deleted)).all()
        needs = among(behind.need) if behind.need else of_kind
        yield or_(*(type_coerce(Encounter.needs, String).contains(need) for need in needs), false())
    if behind.age:
        yield or_(*map(_aged, among(behind.age)))


def _aged(band: str) -> ColumnElement[bool]:
    if band == UNKNOWN_AGE:
        asked = func.json_each(Encounter.age_counts).table_valued("value")
        known = select(func.coalesce(func.sum(asked.c.value), 0)).select_from(asked).scalar_subquery()
        return Encounter.group_size > known
    return type_coerce(Encounter.age_counts, String).contains(f'"{band}"', autoescape=True)
