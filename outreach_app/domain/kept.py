"""What is left of erased months, as lines of one table.

Only what was counted by one attribute at a time is left: a table by two has nothing of those months.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from outreach_app.domain.aggregates import AGE_BANDS, SPOT_KIND, TOTAL, holds
from outreach_app.domain.disclosure import Cell, Counts
from outreach_app.domain.ladders import ATTRIBUTES, Axis, spot_value
from outreach_app.domain.periods import quarter_of, year_of
from outreach_app.domain.registration import Counted, Registration

_SPLIT = (*ATTRIBUTES, SPOT_KIND)
_BANDS = frozenset(AGE_BANDS.values())


class Kept:
    """The monthly counts that belong in a table by these axes."""

    def __init__(self, registration: Registration, axes: Sequence[Axis]) -> None:
        self._registration, self._axes = registration, axes
        split = [axis.name for axis in axes if axis.name in _SPLIT]
        by = split[0] if split else TOTAL
        self._lines = [one for one in registration.counted if one.axis == by] if len(split) < 2 else []
        self._place = next((n for n, axis in enumerate(axes) if axis.name in ("area", "spot")), None)

    def counts(self, levels: Sequence[int]) -> Mapping[Cell, Counts]:
        """Heads and encounters of every cell."""
        heads: dict[Cell, int] = defaultdict(int)
        encounters: dict[Cell, int] = defaultdict(int)
        for one, cell in self._cells(levels):
            if one.encounters:
                heads[cell] += one.heads
                encounters[cell] += one.encounters
        return {cell: Counts(heads[cell], n) for cell, n in encounters.items()}

    def rounds(self, levels: Sequence[int]) -> Mapping[Cell, int]:
        """Rounds of every cell, each once as far as the areas tell."""
        found: dict[Cell, int] = defaultdict(int)
        lines = list(self._cells(levels))
        places: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for one, cell in lines:
            found[cell] += one.rounds
            if one.rounds and self._place is not None:
                places[one.month, one.code][one.area] = cell[self._place]
        for one, cell in lines:
            if one.shared and (whole := self._common(one, cell, places[one.month, one.code])) is not None:
                found[whole] -= one.shared
        return found

    def moments(self, *, placed: bool) -> set[Cell]:
        """Where and when somebody went."""
        finest = tuple(0 for _axis in self._axes)
        return {
            cell
            for one, cell in self._cells(finest)
            if (one.rounds or one.encounters) and (one.area or not placed)
        }

    def _common(self, one: Counted, cell: Cell, places: Mapping[str, str]) -> Cell | None:
        """The cell in which all that shares these rounds lies; None where it lies in several."""
        if self._place is None:
            return cell
        within = {places[area] for area in holds(self._registration, one.area, places)}
        return (*cell[: self._place], *within, *cell[self._place + 1 :]) if len(within) == 1 else None

    def _cells(self, levels: Sequence[int]) -> Iterator[tuple[Counted, Cell]]:
        """Every line with the cell it falls in; of ages either the bands or what they are made of."""
        for one in self._lines:
            values = [self._value(one, axis, level) for axis, level in zip(self._axes, levels, strict=True)]
            cell = tuple(value for value in values if value is not None)
            if len(cell) == len(values):
                yield one, cell

    def _value(self, one: Counted, axis: Axis, level: int) -> str | None:
        groups = axis.ladder.levels[level]
        match axis.name:
            case "area":
                return groups.get(one.area, "" if one.shared else None)
            case "spot":
                return groups.get(spot_value(one.area, ""), "" if one.shared else None)
            case "week" | "need" | "need_kind":
                return None
            case "month":
                return groups.get(one.month)
            case "quarter":
                return groups.get(quarter_of(one.month))
            case "year":
                return groups.get(year_of(one.month))
            case "age":
                return self._age(one.code, groups)
        return groups.get(one.code)

    def _age(self, code: str, groups: Mapping[str, str]) -> str | None:
        if code in _BANDS:
            return code if code in groups.values() else None
        return None if groups.get(code) in _BANDS else groups.get(code)
