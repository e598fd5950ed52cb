"""Months, quarters and years as text that sorts: 2025-03, 2025-Q1, 2025. A date is ISO text too."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def whole_quarters(self) -> "Span":
        """The smallest run of whole quarters around it: nothing finer is ever published."""
        month = (self.last.month + 2) // 3 * 3
        last = date(self.last.year, month, monthrange(self.last.year, month)[1])
        return Span(date(self.first.year, (self.first.month + 2) // 3 * 3 - 2, 1), last)

    def months(self) -> list[str]:
        """Every month it touches, in order."""
        numbers = range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month)
        return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]

    def weeks(self) -> list[str]:
        """The Monday of every week it touches, in order."""
        first = self.first - timedelta(days=self.first.weekday())
        count = (self.last - first).days // 7 + 1
        return [(first + timedelta(weeks=n)).isoformat() for n in range(count)]

    def quarters(self) -> list[str]:
        return list(dict.fromkeys(map(quarter_of, self.months())))

    def years(self) -> list[str]:
        return list(dict.fromkeys(map(year_of, self.months())))


def week_of(day: str) -> str:
    """The Monday of the week of a date."""
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def month_of(day: str) -> str:
    return day[:7]


def quarter_of(day: str) -> str:
    """The quarter of a date or a month."""
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def year_of(day: str) -> str:
    """The year of a date, a month or a quarter."""
    return day[:4]


def quarters_of(value: str) -> list[str]:
    """The quarters a month, quarter or year lies in."""
    if len(value) == 4:
        return [f"{value}-Q{n}" for n in range(1, 5)]
    return [value] if "Q" in value else [quarter_of(value)]


def spoken(values: Sequence[str]) -> str:
    """A run of months, quarters or years in one word where there is one: 2025-Q1, 2025, 2025-Q3 – 2026-Q2."""
    if len(values) == 1:
        return values[0]
    if all(len(value) == 4 for value in values):
        return f"{values[0]} – {values[-1]}"
    quarters = list(dict.fromkeys(quarter for value in values for quarter in quarters_of(value)))
    if len(quarters) == 1:
        return quarters[0]
    if len(quarters) == 4 and len(set(map(year_of, quarters))) == 1:
        return year_of(quarters[0])
    return f"{quarters[0]} – {quarters[-1]}"
