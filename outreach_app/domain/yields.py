"""What a year of signals yields: how far they came, how long it took, what was answered and what came of it.

Counts of signals are no counts of people. What could point at someone is guarded before it leaves (`shown`): how
long it took is said of three signals or more and in whole weeks, as the median of one tells the day of its first
encounter; the encounters behind a signal are the figure that its submitted note published, never counted anew.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from statistics import median_low

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.fields import Id

LEAST = 3
"""So many signals are needed before it is said outside the team how long they took."""
WEEK = 7
REALISED = ("accepted", "partly")
ANSWERED = (*REALISED, "rejected", "noted")
"""What is postponed is not answered."""
EVERYWHERE = Id("")
"""Stands for the area of a signal that is about none in particular."""


@dataclass(frozen=True, slots=True)
class Course:
    """One signal from its first encounter to what was told of it."""

    id: Id
    title: str
    state: str
    made: date
    areas: tuple[Id, ...] = ()
    needs: tuple[str, ...] = ()
    """Titles."""
    first_met: date | None = None
    """The first encounter in which one of its needs came up."""
    submitted: date | None = None
    decided: date | None = None
    told: date | None = None
    """When young people heard the answer."""
    outcome: str = ""
    decision: str = ""
    agreed: int = 0
    kept: int = 0
    """Of what was agreed: how much is done."""
    encounters: tuple[int | None, ...] = ()
    """Of each need, as the submitted note published them; None where they were withheld."""

    @property
    def places(self) -> tuple[Id, ...]:
        return self.areas or (EVERYWHERE,)

    @property
    def year(self) -> int:
        """That of its submission; of what was not submitted, that in which it was made."""
        return (self.submitted or self.made).year

    @property
    def answered(self) -> bool:
        return self.submitted is not None and self.outcome in ANSWERED

    @property
    def days_to_decision(self) -> int | None:
        return _days(self.first_met, self.decided) if self.answered else None

    @property
    def days_to_feedback(self) -> int | None:
        return _days(self.first_met, self.told) if self.answered else None


@dataclass(frozen=True, slots=True)
class Line:
    """A group of signals, counted."""

    signals: int
    submitted: int
    answered: int
    to_decision: int | None
    """Days, the median; None where no signal says."""
    to_feedback: int | None
    timed: tuple[int, int] = (0, 0)
    """How many signals those medians are of."""


@dataclass(frozen=True, slots=True)
class Realisation:
    """What came of one need. Who carries it out is not said: what was realised counts, not whose it is."""

    need: str
    signal: Id
    outcome: str
    decision: str
    agreed: int
    kept: int
    encounters: int | None


@dataclass(frozen=True, slots=True)
class Yield:
    year: int
    all: Line
    states: Mapping[str, int]
    """Every state that occurs, in the order of the path."""
    areas: Mapping[Id, Line]
    """A signal about several areas counts in each, so these are no parts of a sum."""
    realised: tuple[Realisation, ...]


def years_of(courses: Iterable[Course]) -> list[int]:
    """The newest first."""
    return sorted({course.year for course in courses}, reverse=True)


def yield_of(courses: Iterable[Course], year: int, area: Id | None = None) -> Yield:
    """Of one year, on request of one area: the signals that are about it."""
    chosen = [
        one for one in courses if one.year == year and (area is None or area in (one.areas or (EVERYWHERE,)))
    ]
    counted = {state: sum(one.state == state for one in chosen) for state in BUILT_IN["signal_state"]}
    places = dict.fromkeys(place for one in chosen for place in one.places)
    return Yield(
        year,
        _line(chosen),
        {state: n for state, n in counted.items() if n},
        {place: _line([one for one in chosen if place in one.places]) for place in places},
        tuple(_realised(chosen)),
    )


def shown(found: Yield) -> Yield:
    """As it may leave the vault."""
    return replace(
        found,
        all=_guarded(found.all),
        areas={place: _guarded(line) for place, line in found.areas.items()},
    )


def _guarded(line: Line) -> Line:
    decision, feedback = line.timed
    return replace(
        line,
        to_decision=_weeks(line.to_decision) if decision >= LEAST else None,
        to_feedback=_weeks(line.to_feedback) if feedback >= LEAST else None,
    )


def _weeks(days: int | None) -> int | None:
    return None if days is None else max(1, round(days / WEEK)) * WEEK


def _line(signals: Sequence[Course]) -> Line:
    decision = _known(signals, lambda one: one.days_to_decision)
    feedback = _known(signals, lambda one: one.days_to_feedback)
    return Line(
        signals=len(signals),
        submitted=sum(one.submitted is not None for one in signals),
        answered=sum(one.answered for one in signals),
        to_decision=median_low(decision) if decision else None,
        to_feedback=median_low(feedback) if feedback else None,
        timed=(len(decision), len(feedback)),
    )


def _realised(signals: Sequence[Course]) -> Iterable[Realisation]:
    for one in sorted(signals, key=lambda one: (one.decided or date.max, one.title)):
        if one.answered and one.outcome in REALISED:
            for need, met in zip_longest(one.needs or (one.title,), one.encounters):
                yield Realisation(need or "", one.id, one.outcome, one.decision, one.agreed, one.kept, met)


def _known(signals: Sequence[Course], days: Callable[[Course], int | None]) -> list[int]:
    return [found for one in signals if (found := days(one)) is not None]


def _days(first: date | None, last: date | None) -> int | None:
    return (last - first).days if first and last and last >= first else None
