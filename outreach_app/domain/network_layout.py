"""Where each organisation stands in the picture of the network: the same on every laptop, in whatever order they
were entered, so that one finds back what one saw."""

import hashlib
from collections.abc import Mapping, Sequence
from math import atan2, cos, pi, sin, sqrt

from outreach_app.domain.fields import Id

Point = tuple[float, float]
LEAST = 16
HOLE = 0.22
"""Of the radius, left free in the middle for the team."""
_GOLDEN = pi * (3 - sqrt(5))


def network_layout(groups: Mapping[Id, str]) -> dict[Id, Point]:
    """By id a place in a disc of radius 1. Those of one group (a type) stand side by side; each has the place that
    follows from its id, or the next free one. What is added moves others only where places run short."""
    slots = _slots(_capacity(len(groups)))
    order = sorted(set(groups.values()))
    taken: dict[int, Id] = {}
    for id in sorted(groups):
        wanted = (order.index(groups[id]) + _fraction(id)) / len(order)
        n = int(wanted * len(slots)) % len(slots)
        while n in taken:
            n = (n + 1) % len(slots)
        taken[n] = id
    return {id: slots[n] for n, id in taken.items()}


def _capacity(count: int) -> int:
    """A power of two with room to spare: places stay where they are until there are twice as many."""
    capacity = LEAST
    while capacity * 3 < count * 4:
        capacity *= 2
    return capacity


def _slots(capacity: int) -> Sequence[Point]:
    """Spread evenly, clockwise from the top."""
    found = []
    for n in range(capacity):
        radius, angle = HOLE + (1 - HOLE) * sqrt((n + 0.5) / capacity), n * _GOLDEN
        found.append((radius * sin(angle), -radius * cos(angle)))
    return sorted(found, key=lambda point: atan2(point[0], -point[1]) % (2 * pi))


def _fraction(id: Id) -> float:
    """From 0 up to 1, as good as chance and always the same."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=4).digest()) / 2**32
