"""Figures as shades of a map: a few steps of equal width up to a round number."""

from collections.abc import Iterable

STEPS = 5


def ceiling(values: Iterable[int]) -> int:
    """A round number that no value exceeds; each step of the shades is a fifth of it."""
    most = max(values, default=0)
    unit = 1
    while True:
        for factor in (1, 2, 3, 4, 6, 8):
            if unit * factor * STEPS >= most:
                return unit * factor * STEPS
        unit *= 10


def shade(value: int, top: int) -> int | None:
    """The step of a value, from 0; None of nothing at all, which has no shade."""
    if value <= 0:
        return None
    return min((value - 1) * STEPS // top, STEPS - 1)
