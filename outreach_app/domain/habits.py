"""Where a team usually goes: the spots of its earlier rounds, and how often they must have been gone past."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

LEAST_ROUNDS = 2
"""One round is no habit."""
OFTEN = 3
"""A spot of the usual route is gone past in at least one of so many rounds."""

S = TypeVar("S", bound=Hashable)


def usual(rounds: Sequence[Sequence[S]]) -> list[S]:
    """The spots that are often gone past in these rounds, in the order in which they mostly are.

    Each round is its spots in order. Empty where there are too few rounds to speak of.
    """
    walked = [list(dict.fromkeys(spots)) for spots in rounds if spots]
    if len(walked) < LEAST_ROUNDS:
        return []
    times = Counter(spot for spots in walked for spot in spots)
    often = [spot for spot, n in times.items() if n >= LEAST_ROUNDS and OFTEN * n >= len(walked)]

    def place(spot: S) -> float:
        """Where in the round on average: 0 at its start, towards 1 at its end."""
        return sum(spots.index(spot) / len(spots) for spots in walked if spot in spots) / times[spot]

    return sorted(often, key=place)
