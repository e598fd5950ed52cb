"""Figures of the period that is going on, counted in the database: exact ones, for eyes inside the team."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, String, case, exists, func, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain import recent
from outreach_app.domain.periods import Span
from outreach_app.domain.recent import Change
from outreach_app.domain.records import Encounter, Round, Visit

BARS = 8
"""Periods in the small picture of a figure."""
TREND_WEEKS = 26
TOPIC_WEEKS = 13
"""What young people talk about is looked at over three months at least: a week says too little."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was counted in this period and in the one before it, and in the last few, oldest first."""

    change: Change
    bars: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recent:
    """What Today shows. Empty where nothing was ever registered."""

    span: Span
    """The period so far."""
    before: Span
    compared: bool
    """Whether there was a team then."""
    contacts: Figure
    rounds: Figure
    visits: Figure
    spots: Figure
    without_contact: int
    """Visits of the period at which nobody was met."""
    trend: Sequence[tuple[date, int, int | None]]
    """Monday of a week that is over, its contacts, and those of 52 weeks earlier where there was a team then; the
    oldest first."""
    topics_span: Span
    topics: Mapping[str, Change]
    """Encounters by life domain, the most frequent first."""
    met: Mapping[tuple[int, str], int]
    """Contacts by day of the week (0 is Monday) and part of the day, over the same span."""
    empty: bool

    @property
    def per_visit(self) -> float | None:
        return self.contacts.change.now / self.visits.change.now if self.visits.change.now else None


def recent_figures(session: Session, unit: str, today: date) -> Recent:
    """`unit` is one of domain.recent.UNITS. Deleted rounds, visits and encounters count nowhere."""
    span, before = recent.so_far(unit, today), recent.before(unit, today)
    bars = recent.latest(unit, today, BARS)
    weeks = recent.weeks(recent.last_whole_week(today), 52 if unit == "year" else TREND_WEEKS)
    topics = recent.weeks(span, TOPIC_WEEKS)
    earliest = min(recent.a_year_earlier(weeks).first, bars[0].first)
    contacts = _by_day(session, _contacts_by_day(earliest, today))
    rounds = _by_day(session, _rounds_by_day(min(bars[0].first, before.first), today))
    visits = _by_day(session, _visits_by_day(min(bars[0].first, before.first), today))
    first = session.scalar(select(func.min(Round.date)).where(~Round.deleted))
    known = [bar for bar in bars if first and bar.last >= first]
    return Recent(
        span=span,
        before=before,
        compared=first is not None and before.last >= first,
        contacts=_figure(contacts, span, before, known),
        rounds=_figure(rounds, span, before, known),
        visits=_figure(visits, span, before, known),
        spots=Figure(
            Change(_spots(session, span), _spots(session, before)), tuple(_spots(session, bar) for bar in known)
        ),
        without_contact=_without_contact(session, span),
        trend=_trend(contacts, weeks, first),
        topics_span=topics,
        topics=_topics(session, topics),
        met=_met(session, topics),
        empty=first is None,
    )


Days = Mapping[date, int]


def _by_day(session: Session, query: "Select[date, int]") -> Days:
    return {day: n or 0 for day, n in session.execute(query)}


def _rounds_by_day(first: date, last: date) -> "Select[date, int]":
    return select(Round.date, func.count()).where(*_within(first, last)).group_by(Round.date)


def _visits_by_day(first: date, last: date) -> "Select[date, int]":
    joined = select(Round.date, func.count()).join(Visit, Visit.round == Round.id)
    return joined.where(*_within(first, last), ~Visit.deleted).group_by(Round.date)


def _contacts_by_day(first: date, last: date) -> "Select[date, int]":
    joined = (
        select(Round.date, func.sum(Encounter.group_size))
        .join(Visit, Visit.round == Round.id)
        .join(Encounter, Encounter.visit == Visit.id)
    )
    return joined.where(*_within(first, last), ~Visit.deleted, ~Encounter.deleted).group_by(Round.date)


def _within(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return Round.date >= first, Round.date <= last, ~Round.deleted


def _figure(days: Days, span: Span, before: Span, bars: Sequence[Span]) -> Figure:
    return Figure(Change(_sum(days, span), _sum(days, before)), tuple(_sum(days, bar) for bar in bars))


def _sum(days: Days, span: Span) -> int:
    return sum(n for day, n in days.items() if span.first <= day <= span.last)


def _spots(session: Session, span: Span) -> int:
    """Different spots that were gone past."""
    spot = func.coalesce(Visit.sensitive_spot, Visit.spot)
    query = select(func.count(spot.distinct())).join(Round, Round.id == Visit.round)
    return session.scalar(query.where(*_within(span.first, span.last), ~Visit.deleted)) or 0


def _without_contact(session: Session, span: Span) -> int:
    met = exists().where(Encounter.visit == Visit.id, ~Encounter.deleted)
    query = select(func.count()).select_from(Visit).join(Round, Round.id == Visit.round)
    return session.scalar(query.where(*_within(span.first, span.last), ~Visit.deleted, ~met)) or 0


def _trend(days: Days, span: Span, first: date | None) -> list[tuple[date, int, int | None]]:
    """From the week of the very first round on: before it nothing was counted, which is no zero."""
    found: list[tuple[date, int, int | None]] = []
    monday = span.first
    while first and monday <= span.last:
        week = Span(monday, monday + timedelta(days=6))
        earlier = recent.a_year_earlier(week)
        if week.last >= first:
            found.append((monday, _sum(days, week), _sum(days, earlier) if earlier.last >= first else None))
        monday += timedelta(weeks=1)
    return found


def _topics(session: Session, span: Span) -> dict[str, Change]:
    """An encounter counts in each of its domains; they are not parts of a sum."""
    earlier = recent.just_before(span)
    domains = type_coerce(Encounter.domains, String)
    query = (
        select(
            domains,
            func.sum(case((Round.date >= span.first, 1), else_=0)),
            func.sum(case((Round.date < span.first, 1), else_=0)),
        )
        .join(Visit, Visit.id == Encounter.visit)
        .join(Round, Round.id == Visit.round)
        .where(*_within(earlier.first, span.last), ~Visit.deleted, ~Encounter.deleted)
        .group_by(domains)
    )
    now: Counter[str] = Counter()
    then: Counter[str] = Counter()
    for listed, n, m in session.execute(query):
        for code in json.loads(listed or "[]"):
            now[code] += n
            then[code] += m
    return {code: Change(n, then[code]) for code, n in now.most_common() if n}


def _met(session: Session, span: Span) -> dict[tuple[int, str], int]:
    query = (
        select(Round.date, Encounter.daypart, func.sum(Encounter.group_size))
        .join(Visit, Visit.round == Round.id)
        .join(Encounter, Encounter.visit == Visit.id)
        .where(*_within(span.first, span.last), ~Visit.deleted, ~Encounter.deleted, Encounter.daypart != "")
        .group_by(Round.date, Encounter.daypart)
    )
    found: Counter[tuple[int, str]] = Counter()
    for day, daypart, heads in session.execute(query):
        found[day.weekday(), daypart] += heads or 0
    return dict(found)
