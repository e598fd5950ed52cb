"""Quarters that are closed: their frozen counts, and the state of each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile, takewhile

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.aggregates import TOTAL
from outreach_app.domain.disclosure import Counts
from outreach_app.domain.fields import Id
from outreach_app.domain.periods import Span, quarter_of
from outreach_app.domain.quarters import (
    CoordinatorsPublish,
    Place,
    QuarterClosed,
    QuarterNotOver,
    QuartersOpen,
    closable_from,
    counted_at,
    span_of,
)
from outreach_app.domain.records import ClosedQuarter, FrozenCount
from outreach_app.guard import Base
from outreach_app.guard.base import Frozen
from outreach_app.store.figures import registration


@dataclass(frozen=True)
class Closed:
    """Everything that may be published from."""

    base: Base
    places: Mapping[str, Place]
    """What the base calls a place, to what it is."""

    @property
    def quarters(self) -> frozenset[str]:
        return frozenset(self.base.places)


@dataclass(frozen=True, slots=True)
class QuarterState:
    quarter: str
    closed_on: date | None
    closable_from: date
    """The day from which it can be closed."""
    encounters: int
    contacts: int
    places: int
    """What is frozen; of an open quarter what would be if it were closed now."""
    came_later: int = 0
    """Encounters registered after it was closed, which no publication counts."""

    def state(self, today: date) -> str:
        if self.closed_on is not None:
            return "closed"
        return "open" if today < self.closable_from else "due"


def close(session: Session, quarter: str, actor: Actor, today: date) -> ClosedQuarter:
    """Freeze what a quarter counts. There is no reopening.

    Raises CoordinatorsPublish, NotAQuarter, QuarterNotOver, QuarterClosed, QuarterErased.
    """
    if not actor.coordinator:
        raise CoordinatorsPublish
    quarter = quarter_of(span_of(quarter).first.isoformat())
    if (before := closings(session).get(quarter)) is not None:
        raise QuarterClosed(quarter=quarter, day=before.closed_on)
    if today < closable_from(quarter):
        raise QuarterNotOver(quarter=quarter, day=closable_from(quarter))
    counted = counted_at(registration(session), quarter)
    made = ClosedQuarter(quarter=quarter, closed_on=today)
    session.add(made)
    for at in counted:
        for axis, values in (at.by or {TOTAL: {}}).items():
            counts = {value: [of.heads, of.encounters] for value, of in values.items()}
            frozen = FrozenCount(closing=made.id, area=at.place.area, spot=at.place.spot, axis=axis, counts=counts)
            session.add(frozen)
    session.flush()
    return made


def close_due(session: Session, actor: Actor, today: date) -> list[ClosedQuarter]:
    """Close every quarter that can be, the oldest first. Raises CoordinatorsPublish, QuarterErased."""
    due = [one.quarter for one in states(session, today) if one.state(today) == "due"]
    return [close(session, quarter, actor, today) for quarter in reversed(due)]


def closings(session: Session) -> dict[str, ClosedQuarter]:
    """Quarter to the closing that stands: the earlier of two, whoever sees them first."""
    found: dict[str, ClosedQuarter] = {}
    rows = session.scalars(select(ClosedQuarter).where(~ClosedQuarter.deleted))
    for one in sorted(rows, key=lambda one: (one.stamp, one.author, one.id)):
        found.setdefault(one.quarter, one)
    return dict(sorted(found.items()))


def closed(session: Session) -> Closed:
    """The frozen counts of all closed quarters."""
    standing: dict[Id, str] = {one.id: quarter for quarter, one in closings(session).items()}
    places: dict[str, Place] = {}
    visited: dict[str, set[str]] = {quarter: set() for quarter in standing.values()}
    counts: dict[tuple[str, str], dict[tuple[str, str], Counts]] = defaultdict(dict)
    rows = session.execute(
        select(FrozenCount.closing, FrozenCount.area, FrozenCount.spot, FrozenCount.axis, FrozenCount.counts)
        .where(~FrozenCount.deleted)
        .order_by(FrozenCount.id)
    )
    for closing, area, spot, axis, values in rows:
        if (quarter := standing.get(closing)) is None:
            continue
        place = Place(area, spot)
        places[place.key] = place
        visited[quarter].add(place.key)
        counts[place.key, quarter] |= {(axis, value): Counts(*of) for value, of in values.items()}
    rows_of = tuple(Frozen(place, quarter, of) for (place, quarter), of in sorted(counts.items()))
    return Closed(Base({quarter: frozenset(of) for quarter, of in visited.items()}, rows_of), places)


def closed_part(span: Span, closed: frozenset[str]) -> Span:
    """The last run of closed quarters in a period. Raises QuartersOpen where there is none."""
    asked = span.quarters()
    run = list(dropwhile(lambda quarter: quarter not in closed, reversed(asked)))
    run = list(takewhile(lambda quarter: quarter in closed, run))
    if not run:
        raise QuartersOpen(quarters=", ".join(asked))
    return Span(span_of(run[-1]).first, span_of(run[0]).last)


def states(session: Session, today: date) -> list[QuarterState]:
    """Every quarter since the first that was registered in, newest first."""
    live, standing, frozen = registration(session), closings(session), closed(session).base
    first = [span_of(quarter).first for quarter in standing] + ([live.span.first] if live.span else [])
    if not first:
        return []
    met: dict[str, list[int]] = defaultdict(list)
    visited: dict[str, set[Place]] = defaultdict(set)
    for one in live.encounters:
        met[quarter_of(one.date)].append(one.heads)
    for visit in live.visits:
        visited[quarter_of(visit.date)].add(Place(visit.area, visit.spot))
    found = []
    for quarter in Span(min(first), max(today, *first)).quarters():
        now = len(met[quarter])
        if (closing := standing.get(quarter)) is None:
            numbers = now, sum(met[quarter]), len(visited[quarter])
            found.append(QuarterState(quarter, None, closable_from(quarter), *numbers))
            continue
        whole = [row.counts.get((TOTAL, ""), Counts()) for row in frozen.rows if row.quarter == quarter]
        encounters, heads = sum(of.encounters for of in whole), sum(of.heads for of in whole)
        numbers = encounters, heads, len(frozen.places[quarter])
        later = max(0, now - encounters)
        found.append(QuarterState(quarter, closing.closed_on, closable_from(quarter), *numbers, later))
    return found[::-1]
