"""One model of a chart for screen, picture and paper: what is drawn, its scale, its words and its table.

It holds shown values only: what is withheld is None here already, so nobody who draws can give it away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from math import ceil
from typing import Literal, NamedTuple

from outreach_app.i18n import gettext as _
from outreach_app.i18n import ngettext, number

Kind = Literal["bars", "columns", "line", "heat"]
"""`columns` stand, `bars` lie (long labels), `line` is for many moments, `heat` is a row for every series."""

WITHHELD = "–"
"""The one mark for everything that is not shown."""


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each label of the chart; None is withheld: a gap with the mark, never a zero."""

    name: str
    values: tuple[float | None, ...]
    key: str = ""
    """What it stands for, for who chooses one of its marks."""
    compared: bool = False
    """What the others are held against: drawn quietly, and not to be chosen."""


@dataclass(frozen=True, slots=True)
class Chart:
    kind: Kind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    keys: tuple[str, ...] = ()
    """What each label stands for, for who chooses a mark."""
    remarks: tuple[str, ...] = ()
    """A word beside each bar: how it changed."""
    about: str = ""
    """What the labels are, at the head of the table: months, life domains, areas."""
    exact: bool = False
    """Nothing was withheld: a gap is an average of nothing."""

    @property
    def ticks(self) -> tuple[float, ...]:
        """The scale from 0 to at or above the highest shown value, so that nothing withheld speaks through it."""
        return ticks(value for series in self.series for value in series.values)

    @property
    def main(self) -> tuple[Series, ...]:
        """What the chart is about, without what it is compared with."""
        return tuple(series for series in self.series if not series.compared)

    def key(self, label: int) -> str:
        return self.keys[label] if label < len(self.keys) else ""

    def words(self, label: int, series: int = 0) -> str:
        """One mark as it is read out, with what it is compared with."""
        if self.kind == "heat":
            one = self.series[series]
            return f"{one.name}, {self.labels[label]}: {mark(one.values[label])}"
        shown = ", ".join(f"{one.name} {mark(one.values[label])}" for one in self.series)
        remark = self.remarks[label] if self.remarks else ""
        return f"{self.labels[label]}: {shown}" + (f" ({remark})" if remark else "")

    @property
    def summary(self) -> str:
        """The chart in a few sentences, for who cannot see it: its ends, and how much is not shown."""
        lines = (
            [self._ends("", self._heat())]
            if self.kind == "heat"
            else [self._ends(series.name, self._named(series)) for series in self.main]
        )
        missing = sum(value is None for series in self.main for value in series.values)
        if missing and self.exact:
            lines.append(_("Where nobody went there is no average (–)."))
        elif missing:
            lines.append(ngettext("{n} figure is not shown (–).", "{n} figures are not shown (–).", missing))
        return " ".join(line for line in lines if line)

    def as_table(self) -> "ChartTable":
        """The same figures in rows: every label one, or of a heat map every series."""
        names = tuple(series.name for series in self.series)
        if self.kind == "heat":
            return ChartTable((self.about, *self.labels), names, tuple(one.values for one in self.series))
        by_label = tuple(
            tuple(series.values[place] for series in self.series) for place in range(len(self.labels))
        )
        return ChartTable((self.about, *names), self.labels, by_label)

    def _named(self, series: Series) -> Iterator[tuple[str, float]]:
        for label, value in zip(self.labels, series.values, strict=True):
            if value is not None:
                yield label, value

    def _heat(self) -> Iterator[tuple[str, float]]:
        for series in self.series:
            for label, value in self._named(series):
                yield f"{series.name}, {label}", value

    def _ends(self, name: str, shown: Iterable[tuple[str, float]]) -> str:
        """Where it is highest and lowest; of a line also where it ends."""
        found = list(shown)
        if not found:
            return ""
        high, low = max(found, key=lambda one: one[1]), min(found, key=lambda one: one[1])
        most = _("most in {label} ({value})").format(label=high[0], value=number(high[1]))
        least = _("least in {label} ({value})").format(label=low[0], value=number(low[1]))
        said = f"{most}, {least}" if high[1] != low[1] else _("{value} everywhere").format(value=number(high[1]))
        if len(found) == 1:
            said = f"{high[0]} ({number(high[1])})"
        if self.kind == "line" and len(found) > 1:
            last = _("at the end {value} ({label})").format(label=found[-1][0], value=number(found[-1][1]))
            said = f"{said}, {last}"
        said = f"{name}: {said}" if name else said
        return f"{said[0].upper()}{said[1:]}."


class ChartTable(NamedTuple):
    """The first column holds words, the others figures or None for what is withheld."""

    header: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]

    def rows(self) -> list[tuple[str, ...]]:
        """As it is read: withheld figures by their mark."""
        return [(label, *map(mark, figures)) for label, figures in zip(self.labels, self.values, strict=True)]


@dataclass(frozen=True, slots=True)
class Change:
    """From one period to the next. A percentage only on a base that bears it, else the difference."""

    direction: Literal["up", "down", "same"]
    words: str
    """Short, with its sign: +18 %, −4."""


PERCENT_BASE = 50
"""Below it a percentage says more than its figures do."""
_STEP = 5
"""Percentages of rounded figures are rounded to this."""


def change(now: float | None, before: float | None, *, exact: bool) -> Change | None:
    """How a shown figure changed; None where either is withheld, or there was nothing before."""
    if now is None or before is None or not (now or before):
        return None
    if before < PERCENT_BASE:
        return _signed(now - before, "")
    percent = (now - before) / before * 100
    return _signed(round(percent) if exact else round(percent / _STEP) * _STEP, " %")


def _signed(value: float, unit: str) -> Change:
    value = round(value, 1)
    if value == 0:
        return Change("same", f"0{unit}" if unit else "=")
    return Change("up" if value > 0 else "down", f"{'+' if value > 0 else '−'}{number(abs(value))}{unit}")


def mark(value: float | None) -> str:
    """A figure as a reader of the language writes it."""
    return WITHHELD if value is None else number(value)


def ticks(values: Iterable[float | None], most: int = 5) -> tuple[float, ...]:
    """Round steps (1, 2 or 5 times a power of ten), at most `most` of them above zero; below 1 in tenths."""
    top = max((value for value in values if value is not None), default=0)
    if top <= 0:
        return (0, 1)
    tenths = 10 if top < most and top != int(top) else 1
    top *= tenths
    step = next(
        factor * 10**power for power in count() for factor in (1, 2, 5) if factor * 10**power * most >= top
    )
    steps = range(0, ceil(top) + step, step)
    return tuple(one / tenths for one in steps) if tenths > 1 else tuple(steps)
