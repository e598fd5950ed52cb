"""What registering costs: the time that typing a round takes, and the fields that nobody fills in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

PAUSE_MS = 3 * 60_000
"""Whoever is silent for longer was doing something else: it does not count."""
ENOUGH = 20
"""Encounters (or visits, or rounds) on which something can be said of a field."""
SELDOM = 0.05
GOAL_MINUTES = 5
"""A round is entered in less."""

HIDEABLE = ("who", "age_counts", "mix", "intensity", "result")
"""Fields of an encounter that a team may do without. Needs and life domains are what signals are made of."""


class Stopwatch:
    """Counts from the first key on, without pauses."""

    def __init__(self, spent: int = 0) -> None:
        self.spent = spent
        """In milliseconds."""
        self._last: int | None = None

    def tick(self, now: int) -> None:
        """A key was pressed, `now` in milliseconds. A clock that is set back or far ahead counts as a pause."""
        if self._last is not None and 0 < now - self._last <= PAUSE_MS:
            self.spent += now - self._last
        self._last = now


@dataclass(frozen=True, slots=True)
class Filled:
    """How often a field said something else than what stands there by itself."""

    name: str
    n: int
    of: int

    @property
    def share(self) -> float:
        return self.n / self.of if self.of else 0.0

    @property
    def never(self) -> bool:
        return self.of >= ENOUGH and not self.n

    @property
    def seldom(self) -> bool:
        return self.of >= ENOUGH and 0 < self.share < SELDOM


@dataclass(frozen=True, slots=True)
class Burden:
    seconds: Sequence[int]
    """What each round took that was typed in on this laptop lately, the oldest first."""
    fields: Sequence[Filled]
    """The whole team's, the least filled first."""
    hidden: Sequence[str]
    """Fields that the team does without in round entry."""

    @property
    def minutes(self) -> float | None:
        """Of the round in the middle."""
        return median(self.seconds) / 60 if self.seconds else None

    @property
    def in_time(self) -> int:
        """Rounds that were entered within the goal."""
        return sum(one <= GOAL_MINUTES * 60 for one in self.seconds)


def ranked(counted: Mapping[str, tuple[int, int]]) -> list[Filled]:
    """The least filled first; of equals in the order of the form."""
    return sorted((Filled(name, n, of) for name, (n, of) in counted.items()), key=lambda one: one.share)
