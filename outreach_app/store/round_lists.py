"""Rounds as lists show them, and what round entry offers to pick from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import Pick
from outreach_app.domain.fields import Id
from outreach_app.domain.paging import FIRST, Start
from outreach_app.domain.records import Area, Encounter, Need, Round, Spot, Term, Visit, Worker
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.store import answers
from outreach_app.store.burden import hidden_fields
from outreach_app.store.confining import rounds_within
from outreach_app.store.listing import among
from outreach_app.store.naming import names_of
from outreach_app.store.ordering import in_reading_order
from outreach_app.store.round_questions import NEWEST, WantedRounds, every_round

Key = tuple[Any, ...]
"""Where a round stands: its date and start, or its place (see `answers`); then its number."""
EVERY = WantedRounds()


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round as a list shows it."""

    id: Id
    date: date
    start: str
    end: str
    workers: tuple[str, ...]
    spots: tuple[str, ...]
    """Names in the order of the round; the area's where the spot stayed untold."""
    told: tuple[str, ...]
    """The same as they may be told outside: of a sensitive spot the area."""
    domains: tuple[str, ...]
    visits: int
    encounters: int
    contacts: int
    key: Key


@dataclass(frozen=True, slots=True)
class SpotChoice:
    pick: Pick
    area: str
    kind: str
    sensitive: bool
    last: date | None
    """Of the last round that came by."""


@dataclass(frozen=True, slots=True)
class EntryChoices:
    """Everything round entry lets one pick, read at once: typing never waits for the store."""

    spots: Sequence[SpotChoice]
    """Most recently visited first, never visited ones after them by name."""
    needs: Sequence[Pick]
    workers: Sequence[Pick]
    areas: Sequence[Pick]
    terms: Vocabularies
    hidden: frozenset[str] = frozenset()
    """Fields of an encounter that the team does without."""


def rounds_listed(
    session: Session, start: Start = FIRST, wanted: WantedRounds = EVERY, *, limit: int = 100
) -> list[RoundLine]:
    """A page of rounds."""
    wanted = _within(session, wanted)
    if wanted.walked:
        rounds = _walked(session, start, wanted, limit)
        return _lines(session, rounds, [(round.date.isoformat(), round.start, round.n) for round in rounds])
    numbers = _every(session, wanted)
    keys = [(place, numbers[place]) for place in answers.places(numbers, start, limit)]
    found = {round.n: round for round in session.scalars(select(Round).where(Round.n.in_([n for _, n in keys])))}
    return _lines(session, [found[n] for _place, n in keys], keys)


def round_ids(session: Session, wanted: WantedRounds = EVERY) -> list[Id]:
    """Of all rounds, in the order of the list."""
    wanted = _within(session, wanted)
    numbers = _every(session, wanted)
    found = session.execute(select(Round.n, Round.id).where(Round.n.in_(among(numbers)))).all()
    ids: dict[int, Id] = dict(found)
    return [ids[n] for n in numbers]


def rounds_counted(session: Session, wanted: WantedRounds = EVERY) -> int:
    wanted = _within(session, wanted)
    if not wanted.walked:
        return len(_every(session, wanted))
    return session.scalar(select(func.count()).select_from(Round).where(~Round.deleted)) or 0


def _within(session: Session, wanted: WantedRounds) -> WantedRounds:
    return replace(wanted, behind=rounds_within(session, wanted.behind))


def _every(session: Session, wanted: WantedRounds) -> answers.Numbers:
    return answers.once(session, wanted, lambda: session.scalars(every_round(session, wanted)))


def _walked(session: Session, start: Start, wanted: WantedRounds, limit: int) -> Sequence[Round]:
    upwards = wanted.ascending != start.backwards
    query = select(Round).where(~Round.deleted)
    query = query.order_by(*(NEWEST if upwards else (one.desc() for one in NEWEST)))
    if start.beside is not None:
        place = tuple_(*NEWEST)
        query = query.where(place > start.beside if upwards else place < start.beside)
    return start.in_order(session.scalars(query.limit(limit).offset(start.skip)).all())


def _lines(session: Session, rounds: Sequence[Round], keys: Sequence[Key]) -> list[RoundLine]:
    visits = session.scalars(
        select(Visit)
        .where(Visit.round.in_([round.id for round in rounds]), ~Visit.deleted)
        .order_by(Visit.position, Visit.n)
    ).all()
    told = select(Encounter.visit, Encounter.group_size, Encounter.domains)
    rows = session.execute(told.where(Encounter.visit.in_([visit.id for visit in visits]), ~Encounter.deleted))
    met: dict[Id, list[tuple[int, list[str]]]] = {}
    for of, size, domains in rows:
        met.setdefault(of, []).append((size, domains))
    names = {
        **names_of(session, Worker, (id for round in rounds for id in round.workers)),
        **names_of(session, Spot, (id for visit in visits for id in (visit.spot, visit.sensitive_spot))),
        **names_of(session, Area, (visit.area for visit in visits)),
    }
    by_round: dict[Id, list[Visit]] = {}
    for visit in visits:
        by_round.setdefault(visit.round, []).append(visit)
    return [
        _line(round, by_round.get(round.id, []), met, names, key) for round, key in zip(rounds, keys, strict=True)
    ]


def _line(
    round: Round,
    visits: list[Visit],
    met: Mapping[Id, list[tuple[int, list[str]]]],
    names: Mapping[Id, str],
    key: Key,
) -> RoundLine:
    encounters = [encounter for visit in visits for encounter in met.get(visit.id, ())]
    places = (visit.sensitive_spot or visit.spot or visit.area for visit in visits)
    outside = ((not visit.sensitive_spot and visit.spot) or visit.area for visit in visits)
    return RoundLine(
        id=round.id,
        date=round.date,
        start=round.start,
        end=round.end,
        workers=tuple(names.get(id, "?") for id in round.workers),
        spots=tuple(names.get(place, "?") for place in places if place),
        told=tuple(names.get(place, "?") for place in outside if place),
        domains=tuple(dict.fromkeys(code for _, domains in encounters for code in domains)),
        visits=len(visits),
        encounters=len(encounters),
        contacts=sum(size for size, _ in encounters),
        key=key,
    )


def entry_choices(session: Session) -> EntryChoices:
    """What round entry offers: spots not left, needs still open, colleagues still there."""
    needs = select(Need.title, Need.id).where(~Need.deleted, Need.state.not_in(("solved", "dropped")))
    workers = select(Worker.name, Worker.id).where(~Worker.deleted, Worker.left_on == "")
    areas = select(Area.name, Area.id).where(~Area.deleted)
    return EntryChoices(
        spots=_spot_choices(session),
        needs=_picks(session, needs.order_by(Need.stamp.desc())),
        workers=_picks(session, workers.order_by(in_reading_order(Worker.name))),
        areas=_picks(session, areas.order_by(in_reading_order(Area.name))),
        terms=Vocabularies(session.scalars(select(Term))),
        hidden=frozenset(hidden_fields(session)),
    )


def _picks(session: Session, query: Select[str, Id]) -> list[Pick]:
    return [Pick(name, id) for name, id in session.execute(query)]


def _spot_choices(session: Session) -> list[SpotChoice]:
    at: ColumnElement[Id] = func.coalesce(Visit.sensitive_spot, Visit.spot)
    last = (
        select(at.label("spot"), func.max(Round.date).label("last"))
        .join(Round, Round.id == Visit.round)
        .where(~Visit.deleted, ~Round.deleted)
        .group_by(at)
        .subquery()
    )
    rows = session.execute(
        select(Spot.name, Spot.id, Area.name, Spot.kind, Spot.sensitive, last.c.last)
        .join(Area, Area.id == Spot.area, isouter=True)
        .join(last, last.c.spot == Spot.id, isouter=True)
        .where(~Spot.deleted, Spot.state != "left")
        .order_by(last.c.last.desc(), in_reading_order(Spot.name))
    )
    return [
        SpotChoice(Pick(name, id), area or "", kind, sensitive, last or None)
        for name, id, area, kind, sensitive, last in rows
    ]
