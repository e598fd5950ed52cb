"""One model of a chart for screen and paper: what is drawn, its scale and its words. Shown values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Literal

from outreach_app.i18n import number


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each label of the chart; None is withheld: a gap with the mark, never a zero."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`column` stands, `bar` lies (long labels), `line` is for many moments."""

    kind: Literal["column", "bar", "line"]
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def ticks(self) -> tuple[int, ...]:
        """The scale from 0 to at or above the highest shown value, so that nothing withheld speaks through it."""
        return ticks(value for series in self.series for value in series.values)

    @property
    def summary(self) -> str:
        """The chart in words, for who cannot see it."""
        return "; ".join(f"{series.name}: {', '.join(self._told(series))}" for series in self.series)

    def _told(self, series: Series) -> list[str]:
        return [f"{label} {mark(value)}" for label, value in zip(self.labels, series.values, strict=True)]


WITHHELD = "–"
"""The one mark for everything that is not shown."""


def mark(value: int | None) -> str:
    """A figure as a reader of the language writes it."""
    return WITHHELD if value is None else number(value)


def ticks(values: Iterable[int | None], most: int = 5) -> tuple[int, ...]:
    """Round steps (1, 2 or 5 times a power of ten), at most `most` of them above zero."""
    top = max((value for value in values if value is not None), default=0)
    if top <= 0:
        return (0, 1)
    step = next(
        factor * 10**power for power in count() for factor in (1, 2, 5) if factor * 10**power * most >= top
    )
    return tuple(range(0, top + step, step))
