"""Encounters as a list shows them: each with the day and the place where it was."""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, literal_column, or_, select, tuple_, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.paging import FIRST, Start
from outreach_app.domain.records import Area, Encounter, Need, Round, Spot, Visit, Worker
from outreach_app.domain.values import name_key
from outreach_app.store.behind import asked_of
from outreach_app.store.naming import names_of
from outreach_app.store.round_lists import named, numbers, visited_at

Key = tuple[Any, ...]
"""Where an encounter stands in the list: what it is sorted by, and its row number."""

_BY_DAY: tuple[ColumnElement[Any], ...] = (Round.date.expression, Round.n.expression, Encounter.n.expression)
_BY_SIZE: tuple[ColumnElement[Any], ...] = (Encounter.group_size.expression, Encounter.n.expression)
"""Orders that an index has, so that no page waits for all encounters to be sorted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which encounters, and in which order: by day with the newest first, or `by_size`."""

    behind: Behind | None = None
    matching: Sequence[int] | None = None
    """Row numbers that `encounters_matching` found; None for all."""
    by_size: bool = False
    ascending: bool = False

    @property
    def order(self) -> tuple[ColumnElement[Any], ...]:
        return _BY_SIZE if self.by_size else _BY_DAY


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class EncounterLine:
    id: Id
    round: Id
    date: datetime.date
    place: str
    """The spot's name; the area's where the spot stayed untold."""
    told: str
    """The same as it may be told outside: of a sensitive spot the area."""
    contacts: int
    who: str
    daypart: str
    domains: Sequence[str]
    needs: Sequence[str]
    """Their titles."""
    workers: Sequence[str]
    key: Key


def encounters_listed(
    session: Session, start: Start = FIRST, wanted: Wanted = EVERYTHING, *, limit: int = 100
) -> list[EncounterLine]:
    """A page of encounters."""
    order, upwards = wanted.order, wanted.ascending != start.backwards
    walked = not wanted.by_size and wanted.matching is None
    query = _narrowed(session, select(Encounter, Visit, Round), wanted, walked=walked)
    query = query.order_by(*(order if upwards else (one.desc() for one in order)))
    if start.beside is not None:
        place, first = tuple_(*order), order[0]
        query = query.where(place > start.beside if upwards else place < start.beside)
        # What an index can find: SQLite compares no tuple of several tables by one.
        query = query.where(first >= start.beside[0] if upwards else first <= start.beside[0])
    rows = session.execute(query.limit(limit).offset(start.skip)).all()
    found = [(encounter, visit, round) for encounter, visit, round in start.in_order(rows)]
    return _lines(session, found, by_size=wanted.by_size)


def encounter_ids(session: Session, wanted: Wanted = EVERYTHING) -> list[Id]:
    """Of all encounters, in the order of the list."""
    query = _narrowed(session, select(Encounter.id), wanted)
    order = wanted.order if wanted.ascending else (one.desc() for one in wanted.order)
    return list(session.scalars(query.order_by(*order)))


def encounters_counted(session: Session, wanted: Wanted = EVERYTHING) -> int:
    """Where all are wanted, those whose visit or round is in the bin are counted apart: these are few."""
    if wanted.behind is not None or wanted.matching is not None:
        return session.scalar(_narrowed(session, select(func.count()), wanted)) or 0
    hidden = or_(Visit.deleted, Visit.round.in_(select(Round.id).where(Round.deleted)))
    unseen = select(func.count()).where(~Encounter.deleted, Encounter.visit.in_(select(Visit.id).where(hidden)))
    every, binned = select(func.count()).select_from(Encounter), select(func.count()).where(Encounter.deleted)
    counted, gone, hanging = (session.scalar(query) or 0 for query in (every, binned, unseen))
    return counted - gone - hanging


def _narrowed(
    session: Session, query: Select[*tuple[Any, ...]], wanted: Wanted, *, walked: bool = False
) -> Select[*tuple[Any, ...]]:
    found = _joined(query, walked=walked)
    if wanted.behind is not None:
        found = found.join(Spot, Spot.id == Visit.spot, isouter=True).where(*asked_of(session, wanted.behind))
    if wanted.matching is not None:
        found = found.where(Encounter.n.in_(numbers(wanted.matching)))
    return found


def encounters_matching(
    session: Session, text: str, noted: Iterable[int] = (), *, outside: bool = False
) -> list[int]:
    """Row numbers of the encounters in which every word occurs: in the spot, the area, a worker, a need or the
    date. `noted` row numbers count as found (the full-text search finds what stands in notes). What is to go
    `outside` is never found by the name of a sensitive spot."""
    words = [_with_word(session, word, outside) for word in name_key(text).split()]
    found: set[int] = set.intersection(*words) if words else set()
    found |= set(session.scalars(_joined(select(Encounter.n)).where(Encounter.n.in_(numbers(noted)))))
    return sorted(found)


def round_of(session: Session, encounter: Id) -> Id | None:
    """The round in which an encounter was."""
    found: Id | None = session.scalar(_joined(select(Round.id)).where(Encounter.id == encounter))
    return found


def _with_word(session: Session, word: str, outside: bool) -> set[int]:
    """One query for each way: joined by OR they cost many times as much."""
    spots, areas = named(session, Spot, word), named(session, Area, word)
    workers, needs = named(session, Worker, word), named(session, Need, word)
    ways: list[ColumnElement[bool]] = []
    if spots or areas:
        ways.append(visited_at(spots, areas, outside=outside))
    if needs:
        listed = func.json_each(Encounter.needs).table_valued("value")
        asked = func.json_each(json.dumps(needs)).table_valued("value")
        among = select(1).select_from(listed).where(listed.c.value.in_(select(asked.c.value)))
        ways.append((type_coerce(Encounter.needs, String) != "[]") & among.exists())
    ways += [type_coerce(Round.workers, String).contains(worker) for worker in workers]
    if any(letter.isdecimal() for letter in word):
        ways.append(Round.date.contains(word, autoescape=True))
    return {n for way in ways for n in session.scalars(_joined(select(Encounter.n)).where(way))}


def _joined(query: Select[*tuple[Any, ...]], *, walked: bool = False) -> Select[*tuple[Any, ...]]:
    """Where they are `walked`, round by round as the index of dates has them: a plus before an id keeps SQLite
    from going the other way, and sorting all there is to show a hundred. All are counted faster the other way."""
    round, visit = (literal_column("+round.id"), literal_column("+visit.id")) if walked else (Round.id, Visit.id)
    return (
        query.select_from(Round)
        .join(Visit, Visit.round == round)
        .join(Encounter, Encounter.visit == visit)
        .where(~Round.deleted, ~Visit.deleted, ~Encounter.deleted)
    )


def _lines(
    session: Session, rows: Sequence[tuple[Encounter, Visit, Round]], *, by_size: bool
) -> list[EncounterLine]:
    names = {
        **names_of(session, Worker, (id for _e, _v, round in rows for id in round.workers)),
        **names_of(session, Spot, (id for _e, visit, _r in rows for id in (visit.spot, visit.sensitive_spot))),
        **names_of(session, Area, (visit.area for _e, visit, _r in rows)),
        **names_of(session, Need, (id for encounter, _v, _r in rows for id in encounter.needs)),
    }
    return [
        EncounterLine(
            id=encounter.id,
            round=round.id,
            date=round.date,
            place=names.get(visit.sensitive_spot or visit.spot or visit.area or Id(""), ""),
            told=names.get((not visit.sensitive_spot and visit.spot) or visit.area or Id(""), ""),
            contacts=encounter.group_size,
            who=encounter.who,
            daypart=encounter.daypart,
            domains=tuple(encounter.domains),
            needs=tuple(names.get(id, "?") for id in encounter.needs),
            workers=tuple(names.get(id, "?") for id in round.workers),
            key=(encounter.group_size, encounter.n) if by_size else (round.date.isoformat(), round.n, encounter.n),
        )
        for encounter, visit, round in rows
    ]
