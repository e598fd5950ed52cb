"""A question to the figures: by what, in which period, against which other one, in which areas. And its answer.

Exact inside the vault; guarded, over whole quarters, for everything that leaves. Tables that stand beside each
other merge alike, and areas that lie in each other are not compared: their difference would tell of what is left.
"""

from calendar import monthrange
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from outreach_app.domain.crossing import Levels
from outreach_app.domain.fields import Id
from outreach_app.domain.figures import Table, TableCell, tabulate
from outreach_app.domain.periods import Span
from outreach_app.domain.recent import around
from outreach_app.domain.registration import Registration

Measure = Literal["per_visit", "contacts", "encounters", "rounds"]
MEASURES: tuple[Measure, ...] = ("per_visit", "contacts", "encounters", "rounds")

TIME = "time"
"""Instead of an axis: the one of time that suits the length of the period."""
BY = (TIME, "domain", "need", "need_kind", "age", "daypart", "who", "area", "spot", "spot_kind")

_WEEKS_UP_TO, _MONTHS_UP_TO, _MONTHS_GUARDED = 100, 800, 190
"""Days of a period up to which it is shown by week and by month, and by month where it is guarded."""


@dataclass(frozen=True, slots=True)
class Question:
    by: str
    span: Span
    against: Span | None = None
    areas: tuple[Id, ...] = ()
    """Beside each other; none means all there is, as one."""
    rounds: frozenset[Hashable] | None = None
    """Only these: someone's own. Never guarded, as it never leaves."""
    guarded: bool = False
    today: date | None = None
    """Whole quarters may reach beyond it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One area of the answer, or everything: this period, and the one it is compared with."""

    area: Id | None
    now: Table
    before: Table | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    question: Question
    axis: str
    parts: tuple[Part, ...]

    @property
    def span(self) -> Span:
        """The period as it was counted: guarded figures widen it to whole quarters."""
        return self.question.span.whole_quarters if self.question.guarded else self.question.span

    @property
    def against(self) -> Span | None:
        span = self.question.against
        return span.whole_quarters if span and self.question.guarded else span

    @property
    def going_on(self) -> bool:
        """Numbers of a quarter that is not over are no less than those of a whole one; averages are comparable."""
        today = self.question.today
        return today is not None and self.question.guarded and self.span.first <= today < self.span.last

    @property
    def empty(self) -> bool:
        """Nothing was registered in this period."""
        return not any(part.now.totals.rounds or part.now.totals.suppressed for part in self.parts)


def answer(registration: Registration, question: Question) -> Answer:
    """The tables that answer a question. Pure, and slow: up to a second for a hundred thousand encounters."""
    if question.rounds is not None:
        registration = registration.of_rounds(question.rounds)
    axis = axis_of(question)
    areas = apart(question.areas, registration)
    inside: list[tuple[Id | None, Registration]] = [(area, registration.inside([area])) for area in areas]
    places = inside or [(None, registration)]
    spans = [question.span, *([question.against] if question.against else [])]
    tables = alike([(place, span) for _area, place in places for span in spans], [axis], guarded=question.guarded)
    several = len(spans)
    return Answer(
        question,
        axis,
        tuple(
            Part(area, tables[n * several], tables[n * several + 1] if several > 1 else None)
            for n, (area, _place) in enumerate(places)
        ),
    )


def axis_of(question: Question) -> str:
    if question.by != TIME:
        return question.by
    days = (question.span.last - question.span.first).days
    if question.guarded:
        return "month" if days <= _MONTHS_GUARDED else "quarter"
    return "week" if days <= _WEEKS_UP_TO else "month" if days <= _MONTHS_UP_TO else "quarter"


def value(cell: TableCell | None, measure: Measure) -> float | None:
    """One measure of a cell; None where it is withheld, or cannot be said."""
    return getattr(cell, measure) if cell is not None and not cell.suppressed else None


def apart(areas: Iterable[Id], registration: Registration) -> list[Id]:
    """Of these areas those that may stand beside each other: what lies in another one goes."""
    chosen = list(dict.fromkeys(areas))
    return [area for area in chosen if not set(registration.ancestors(area)).intersection(chosen)]


def earlier(unit: str, span: Span, today: date) -> Span:
    """The period before; where this one is still going on, as many days of it. Own periods: as many days."""
    if unit == "own":
        return Span(span.first - (span.last - span.first) - _DAY, span.first - _DAY)
    whole = around(unit, span.first - _DAY)
    return _so_far(whole, span, today)


def quarters_before(span: Span) -> Span:
    """As many whole quarters, up to the day before: guarded periods are compared with nothing else."""
    last = span.first - _DAY
    month = span.first.year * 12 + span.first.month - 1 - 3 * len(span.quarters())
    return Span(date(month // 12, month % 12 + 1, 1), last)


def year_earlier(unit: str, span: Span, today: date) -> Span:
    """The same period a year before, as far as this one has come; a week is compared with the one 52 weeks ago."""
    if unit == "week":
        whole = Span(span.first - timedelta(weeks=52), span.last - timedelta(weeks=52))
    else:
        whole = Span(_last_year(span.first), _last_year(span.last))
    return _so_far(whole, span, today)


def _so_far(whole: Span, span: Span, today: date) -> Span:
    if not span.first <= today < span.last:
        return whole
    return Span(whole.first, min(whole.first + (today - span.first), whole.last))


def _last_year(day: date) -> date:
    year = day.year - 1
    last = monthrange(year, day.month)[1]
    whole = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, last if whole else min(day.day, last))


_DAY = timedelta(days=1)


def alike(asked: Sequence[tuple[Registration, Span]], axes: Sequence[str], *, guarded: bool) -> list[Table]:
    """All these tables at the levels that each of them can be shown at."""
    least: Levels = ()
    while True:
        tables = [
            tabulate(
                place,
                axes,
                span.first,
                span.last,
                internal=not guarded,
                beside_total=guarded,
                at_least=least,
            )
            for place, span in asked
        ]
        found = highest(table.levels for table in tables)
        if not guarded or found == least or all(table.levels == found for table in tables if table.levels):
            return tables
        least = found


def highest(levels: Iterable[Levels]) -> Levels:
    """The level of each axis that is enough for all these tables; tables without rows ask for none."""
    known = [each for each in levels if each]
    return tuple(map(max, zip(*known, strict=True))) if known else ()
