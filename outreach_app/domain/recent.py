"""The period that is going on and the one before it, to the same day: what is compared must be as long."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from outreach_app.domain.periods import Span

UNITS = ("week", "month", "quarter", "year")

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Change:
    """A figure, and what it was."""

    now: int
    then: int


def around(unit: str, day: date) -> Span:
    """The whole week, month, quarter or year in which a day lies; weeks begin on Monday."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + timedelta(days=6))
    months = _MONTHS[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    last = first.month + months - 1
    return Span(first, date(day.year, last, monthrange(day.year, last)[1]))


def so_far(unit: str, today: date) -> Span:
    """From the first day of the period to today."""
    return Span(around(unit, today).first, today)


def before(unit: str, today: date) -> Span:
    """As many days of the period before; all of it where this one is over today."""
    whole = around(unit, today)
    earlier = around(unit, whole.first - _DAY)
    if today == whole.last:
        return earlier
    return Span(earlier.first, min(earlier.first + (today - whole.first), earlier.last))


def latest(unit: str, today: date, n: int) -> list[Span]:
    """The last n periods, whole ones, the oldest first; today lies in the last."""
    found = [around(unit, today)]
    while len(found) < n:
        found.append(around(unit, found[-1].first - _DAY))
    return found[::-1]


def last_whole_week(today: date) -> Span:
    """The one that goes on says too little yet; on Sunday it is over."""
    week = around("week", today)
    return week if today == week.last else around("week", week.first - _DAY)


def weeks(span: Span, n: int) -> Span:
    """The n weeks that end with the last day of a span, or the span itself where that is longer."""
    return Span(min(span.first, span.last - timedelta(days=7 * n - 1)), span.last)


def a_year_earlier(span: Span) -> Span:
    """The same days of the week, 52 weeks before."""
    return Span(span.first - timedelta(weeks=52), span.last - timedelta(weeks=52))


def just_before(span: Span) -> Span:
    """As many days, ending on the day before it begins."""
    return Span(span.first - (span.last - span.first) - _DAY, span.first - _DAY)
