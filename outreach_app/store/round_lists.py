"""Rounds as lists show them, and what round entry offers to pick from."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, String, func, or_, select, tuple_, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import Pick
from outreach_app.domain.fields import Id
from outreach_app.domain.paging import FIRST, Start
from outreach_app.domain.records import Area, Encounter, Need, Record, Round, Spot, Term, Visit, Worker
from outreach_app.domain.values import name_key
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.store.burden import hidden_fields
from outreach_app.store.naming import names_of
from outreach_app.store.ordering import in_reading_order

Key = tuple[str, str, int]
"""Where a round stands in the list: its date, its start and its row number."""


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
    session: Session, start: Start = FIRST, *, matching: Iterable[int] | None = None, limit: int = 100
) -> list[RoundLine]:
    """A page of rounds, newest first. `matching` are the row numbers that `rounds_matching` found."""
    order = (Round.date, Round.start, Round.n)
    query = select(Round).where(~Round.deleted)
    query = query.order_by(*(order if start.backwards else (one.desc() for one in order)))
    if start.beside is not None:
        place = tuple_(*order)
        query = query.where(place > start.beside if start.backwards else place < start.beside)
    if matching is not None:
        query = query.where(Round.n.in_(numbers(matching)))
    rounds = session.scalars(query.limit(limit).offset(start.skip)).all()
    return _lines(session, start.in_order(rounds))


def round_ids(session: Session, matching: Iterable[int] | None = None) -> list[Id]:
    """Of all rounds, in the order of the list."""
    query = select(Round.id).where(~Round.deleted).order_by(Round.date.desc(), Round.start.desc(), Round.n.desc())
    return list(session.scalars(query if matching is None else query.where(Round.n.in_(numbers(matching)))))


def rounds_counted(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Round).where(~Round.deleted)) or 0


def rounds_matching(
    session: Session, text: str, encounters: Iterable[int] = (), *, outside: bool = False
) -> list[int]:
    """Row numbers of the rounds in which every word occurs: in a spot, an area, a worker, a need or the date.
    `encounters` of these row numbers count as found (the full-text search finds what stands in notes).
    What is to go `outside` is never found by the name of a sensitive spot."""
    words = [_with_word(session, word, outside) for word in name_key(text).split()]
    found: set[int] = set.intersection(*words) if words else set()
    noted = list(encounters)
    if noted:
        found |= set(session.scalars(_spoken().where(Encounter.n.in_(numbers(noted)))))
    return sorted(found)


def _with_word(session: Session, word: str, outside: bool) -> set[int]:
    """Rounds that have to do with something whose name holds this word. One query for each way: joined by OR
    they cost ten times as much."""
    spots, areas = named(session, Spot, word), named(session, Area, word)
    workers, needs = named(session, Worker, word), named(session, Need, word)
    ways: list[Select[int]] = []
    if spots or areas:
        place = visited_at(spots, areas, outside=outside)
        visited = select(Round.n).join(Visit, Visit.round == Round.id)
        ways.append(visited.where(place, ~Visit.deleted, ~Round.deleted))
    if needs:
        listed = type_coerce(Encounter.needs, String)
        ways.append(_spoken().where(or_(*(listed.contains(need) for need in needs))))
    if workers:
        listed = type_coerce(Round.workers, String)
        ways.append(select(Round.n).where(or_(*(listed.contains(id) for id in workers)), ~Round.deleted))
    if any(letter.isdecimal() for letter in word):
        ways.append(select(Round.n).where(Round.date.contains(word, autoescape=True), ~Round.deleted))
    return {n for way in ways for n in session.scalars(way.distinct())}


def _spoken() -> Select[int]:
    """Rounds by what was said in them."""
    joined = select(Round.n).join(Visit, Visit.round == Round.id).join(Encounter, Encounter.visit == Visit.id)
    return joined.where(~Encounter.deleted, ~Visit.deleted, ~Round.deleted)


def visited_at(spots: Sequence[Id], areas: Sequence[Id], *, outside: bool) -> ColumnElement[bool]:
    """Visits to these; where a sensitive spot was visited, `outside` only the area is told."""
    if outside:
        open_spots = Visit.spot.in_(spots) & Visit.sensitive_spot.is_(None)
        return or_(open_spots, Visit.area.in_(areas))
    return or_(Visit.spot.in_(spots), Visit.sensitive_spot.in_(spots), Visit.area.in_(areas))


def numbers(numbers: Iterable[int]) -> Select[int]:
    """Any number of numbers as one parameter."""
    listed = func.json_each(json.dumps(list(numbers))).table_valued("value")
    return select(listed.c.value)


def named(session: Session, record: type[Record], word: str) -> list[Id]:
    """Small tables, compared here: SQLite folds the case of ASCII only."""
    name = getattr(record, record.named_by)
    return [id for id, found in session.execute(select(record.id, name)) if word in name_key(str(found))]


def _lines(session: Session, rounds: Sequence[Round]) -> list[RoundLine]:
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
    return [_line(round, by_round.get(round.id, []), met, names) for round in rounds]


def _line(
    round: Round, visits: list[Visit], met: Mapping[Id, list[tuple[int, list[str]]]], names: Mapping[Id, str]
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
        key=(round.date.isoformat(), round.start, round.n),
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
