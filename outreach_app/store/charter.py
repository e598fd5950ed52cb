"""The charter over a year: what of the team's work bears which principle, and the path that led to it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    Activity,
    Agreement,
    Allocation,
    Milestone,
    Record,
    Signal,
    SupportStep,
)
from outreach_app.domain.vocabularies import Choice
from outreach_app.store.listing import vocabularies

COUNTED: tuple[type[Record], ...] = (Signal, Agreement, Activity, Allocation, SupportStep)
"""What bears principles, in the order of the table."""
UNTAGGED = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One milestone of the path."""

    id: Id
    title: str
    date: date | None
    outcome: str


@dataclass(frozen=True)
class Spread:
    """How a year's work spreads over the principles: work with two principles counts in both."""

    year: int
    principles: tuple[Choice, ...]
    counts: Mapping[str, Mapping[str, int]]
    """By principle, then by slug of the kind; UNTAGGED is what bears none."""
    total: int
    """Pieces of work in the year, each once."""
    path: tuple[Moment, ...]

    def sum(self, principle: str) -> int:
        return sum(self.counts.get(principle, {}).values())


def spread(session: Session, year: int) -> Spread:
    """Signals and agreements count in the year in which they were written down, all else in that of its day."""
    counts: dict[str, Counter[str]] = {}
    total = 0
    for kind in COUNTED:
        for principles, of in _worked(session, kind):
            if of == year:
                total += 1
                for code in principles or [UNTAGGED]:
                    counts.setdefault(code, Counter())[kind.slug] += 1
    offered = [one for one in vocabularies(session).choices("principle") if not one.retired or one.code in counts]
    known = {one.code for one in offered}
    older = [Choice(code, code) for code in counts if code != UNTAGGED and code not in known]
    return Spread(year, (*offered, *older), counts, total, tuple(_path(session)))


def _worked(session: Session, kind: type[Record]) -> Iterator[tuple[list[str], int]]:
    for row in session.scalars(select(kind).where(~kind.deleted)):
        yield getattr(row, "principles"), _year(row)  # noqa: B009  each of COUNTED has them


def _year(row: Record) -> int:
    match row:
        case Allocation():
            return row.year
        case Activity() | SupportStep() if row.date is not None:
            return row.date.year
    return datetime.fromtimestamp((row.stamp >> 16) / 1000, UTC).year


def _path(session: Session) -> Iterator[Moment]:
    """The oldest first; those without a day last."""
    rows = session.scalars(select(Milestone).where(~Milestone.deleted))
    for row in sorted(rows, key=lambda row: (row.date is None, row.date or date.min, row.n)):
        yield Moment(row.id, row.title, row.date, row.outcome)
