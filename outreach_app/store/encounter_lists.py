"""Encounters as a list shows them: each with the day and the place where it was."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.paging import FIRST, Start
from outreach_app.domain.records import Area, Encounter, Need, Round, Spot, Visit, Worker
from outreach_app.store import answers
from outreach_app.store.confining import rounds_within
from outreach_app.store.encounter_questions import BY_DAY, Wanted, every, first_of, joined
from outreach_app.store.listing import among
from outreach_app.store.naming import names_of

Key = tuple[Any, ...]
"""Where an encounter stands: what an index sorts it by, or its place (see `answers`); then its number."""
Met = tuple[Encounter, Visit, Round]

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
    """A page of encounters. What a first page needs is soon come upon, day by day; elsewhere in what is narrowed,
    or in an order that no index has, all of them are found once."""
    wanted = _within(session, wanted)
    if wanted.walked and not wanted.narrowed:
        return _walked(session, start, wanted, limit)
    numbers = answers.known(session, wanted)
    if numbers is None and wanted.order is BY_DAY and start == FIRST:
        rows = _rows(session, start, wanted, limit)
        if len(rows) < limit:
            answers.keep(session, wanted, (encounter.n for encounter, _visit, _round in rows))
        return _lines(session, rows, [(place, encounter.n) for place, (encounter, *_) in enumerate(rows)])
    numbers = _every(session, wanted) if numbers is None else numbers
    keys = [(place, numbers[place]) for place in answers.places(numbers, start, limit)]
    query = joined(select(Encounter, Visit, Round)).where(Encounter.n.in_([n for _place, n in keys]))
    met: dict[int, Met] = {e.n: (e, visit, round) for e, visit, round in session.execute(query)}
    return _lines(session, [met[n] for _place, n in keys], keys)


def encounter_ids(session: Session, wanted: Wanted = EVERYTHING) -> list[Id]:
    """Of all encounters, in the order of the list."""
    wanted = _within(session, wanted)
    numbers = _every(session, wanted)
    query = select(Encounter.n, Encounter.id).where(Encounter.n.in_(among(numbers)))
    ids: dict[int, Id] = dict(session.execute(query).all())
    return [ids[n] for n in numbers]


def encounters_counted(session: Session, wanted: Wanted = EVERYTHING) -> int:
    """Where all are wanted, those whose visit or round is in the bin are counted apart: these are few."""
    wanted = _within(session, wanted)
    if wanted.narrowed:
        return len(_every(session, wanted))
    hidden = or_(Visit.deleted, Visit.round.in_(select(Round.id).where(Round.deleted)))
    unseen = select(func.count()).where(~Encounter.deleted, Encounter.visit.in_(select(Visit.id).where(hidden)))
    all_there_are, binned = (
        select(func.count()).select_from(Encounter),
        select(func.count()).where(Encounter.deleted),
    )
    counted, gone, hanging = (session.scalar(query) or 0 for query in (all_there_are, binned, unseen))
    return counted - gone - hanging


def _within(session: Session, wanted: Wanted) -> Wanted:
    return replace(wanted, behind=rounds_within(session, wanted.behind))


def _every(session: Session, wanted: Wanted) -> answers.Numbers:
    return answers.once(session, wanted, lambda: session.scalars(every(session, wanted)))


def _walked(session: Session, start: Start, wanted: Wanted, limit: int) -> list[EncounterLine]:
    rows = _rows(session, start, wanted, limit)
    by_size = wanted.sort == "contacts"
    return _lines(
        session, rows, [(e.group_size, e.n) if by_size else (r.date.isoformat(), r.n, e.n) for e, _, r in rows]
    )


def _rows(session: Session, start: Start, wanted: Wanted, limit: int) -> list[Met]:
    order, upwards = wanted.order, wanted.ascending != start.backwards
    query = first_of(session, select(Encounter, Visit, Round), wanted)
    query = query.order_by(*(order if upwards else (one.desc() for one in order)))
    if start.beside is not None:
        place, first = tuple_(*order), order[0]
        query = query.where(place > start.beside if upwards else place < start.beside)
        # What an index can find: SQLite compares no tuple of several tables by one.
        query = query.where(first >= start.beside[0] if upwards else first <= start.beside[0])
    rows = session.execute(query.limit(limit).offset(start.skip)).all()
    return [(encounter, visit, round) for encounter, visit, round in start.in_order(rows)]


def round_of(session: Session, encounter: Id) -> Id | None:
    """The round in which an encounter was."""
    found: Id | None = session.scalar(joined(select(Round.id)).where(Encounter.id == encounter))
    return found


def _lines(session: Session, rows: Sequence[Met], keys: Sequence[Key]) -> list[EncounterLine]:
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
            key=key,
        )
        for (encounter, visit, round), key in zip(rows, keys, strict=True)
    ]
