"""What round entry proposes from earlier rounds: the usual route, the last one, and what may be there already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import Pick, RoundDraft, VisitDraft
from outreach_app.domain.fields import Id
from outreach_app.domain.habits import LEAST_ROUNDS, usual
from outreach_app.domain.records import Encounter, Record, Round, Spot, Visit, Worker
from outreach_app.domain.typed import daypart_at
from outreach_app.store.naming import names_of

LOOKS_BACK = timedelta(weeks=26)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Spots in order, to be taken all at once."""

    spots: Sequence[Pick] = ()
    workers: Sequence[Pick] = ()
    day: date | None = None
    """Of the round it is taken from; None where it comes from several."""
    rounds: int = 0
    """From how many rounds it comes."""


@dataclass(frozen=True, slots=True)
class Habits:
    usual: Proposal = Proposal()
    """Of this weekday and team, else of the weekday, else of the team."""
    last: Proposal = Proposal()
    """Of the worker's last round before."""


@dataclass(frozen=True, slots=True)
class Double:
    """A visit of another round that looks like one of this."""

    round: Id
    start: str
    workers: tuple[str, ...]
    contacts: int


def habits(session: Session, draft: RoundDraft, worker: Id) -> Habits:
    """What the round that is being typed may look like, from what stands there already."""
    before = session.scalars(
        select(Round)
        .where(~Round.deleted, Round.date <= draft.date, Round.date >= draft.date - LOOKS_BACK)
        .where(_apart_from(draft))
        .order_by(Round.date.desc(), Round.start.desc(), Round.n.desc())
    ).all()
    team = {pick.id for pick in draft.workers if pick.id}
    on_this_day = [round for round in before if round.date.weekday() == draft.date.weekday()]
    with_us = [round for round in before if team & set(round.workers)]
    both = [round for round in on_this_day if round in with_us]
    like = next((rounds for rounds in (both, on_this_day, with_us) if len(rounds) >= LEAST_ROUNDS), [])
    last = next((round for round in before if worker in round.workers), None)
    gone = _gone_past(session, [*like, *([last] if last else [])])
    usually = usual([gone.get(round.id, []) for round in like])
    return Habits(
        Proposal(_picks(session, Spot, usually), rounds=len(like)),
        _again(session, last, gone) if last else Proposal(),
    )


def _again(session: Session, last: Round, gone: Mapping[Id, list[Id]]) -> Proposal:
    spots = list(dict.fromkeys(gone.get(last.id, [])))
    return Proposal(_picks(session, Spot, spots), _picks(session, Worker, last.workers), last.date, 1)


def _picks(session: Session, record: type[Record], ids: Sequence[Id]) -> tuple[Pick, ...]:
    names = names_of(session, record, ids)
    return tuple(Pick(names[id], id) for id in ids if id in names)


def _gone_past(session: Session, rounds: Sequence[Round]) -> Mapping[Id, list[Id]]:
    """The spots of these rounds in order, without those that were left."""
    spot = func.coalesce(Visit.sensitive_spot, Visit.spot)
    rows = session.execute(
        select(Visit.round, Spot.id)
        .join(Spot, Spot.id == spot)
        .where(
            Visit.round.in_([round.id for round in rounds]), ~Visit.deleted, ~Spot.deleted, Spot.state != "left"
        )
        .order_by(Visit.position, Visit.n)
    )
    gone: dict[Id, list[Id]] = {}
    for round, id in rows:
        gone.setdefault(round, []).append(id)
    return gone


def likely_doubles(session: Session, draft: RoundDraft) -> dict[Id, Double]:
    """By spot of this round, a visit there of another round on the same day: by one of the same team, or at the
    same part of the day."""
    mine = {visit.spot.id: visit for visit in draft.visits if visit.spot and visit.spot.id}
    spot = func.coalesce(Visit.sensitive_spot, Visit.spot)
    rows = session.execute(
        select(Visit, Round)
        .join(Round, Round.id == Visit.round)
        .where(Round.date == draft.date, _apart_from(draft), ~Round.deleted, ~Visit.deleted)
        .where(spot.in_(list(mine)))
        .order_by(Round.start, Visit.n)
    ).all()
    met = _met_at(session, [visit.id for visit, _round in rows])
    names = names_of(session, Worker, (id for _visit, round in rows for id in round.workers))
    team = {pick.id for pick in draft.workers}
    found: dict[Id, Double] = {}
    for visit, round in rows:
        at = visit.sensitive_spot or visit.spot or Id("")
        told = met.get(visit.id, [])
        parts = {daypart for daypart, _size in told} | {daypart_at(visit.start or round.start)} - {""}
        mine_parts = _parts(mine[at], draft.start)
        if team & set(round.workers) or not parts or not mine_parts or parts & mine_parts:
            who = tuple(names.get(id, "?") for id in round.workers)
            found.setdefault(at, Double(round.id, visit.start or round.start, who, sum(n for _part, n in told)))
    return found


def _apart_from(draft: RoundDraft) -> ColumnElement[bool]:
    return Round.id != draft.id if draft.id else true()


def _met_at(session: Session, visits: Iterable[Id]) -> Mapping[Id, list[tuple[str, int]]]:
    met: dict[Id, list[tuple[str, int]]] = {}
    told = select(Encounter.visit, Encounter.daypart, Encounter.group_size)
    for visit, daypart, size in session.execute(told.where(Encounter.visit.in_(list(visits)), ~Encounter.deleted)):
        met.setdefault(visit, []).append((daypart, size))
    return met


def _parts(visit: VisitDraft, start: str) -> set[str]:
    said = {encounter.daypart for encounter in visit.encounters if not visit.no_contact}
    return (said or {daypart_at(visit.start or start)}) - {""}
