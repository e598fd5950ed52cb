"""One table in the making: which cells it has, and exact counts of them at any level of its axes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import prod

from outreach_app.domain.disclosure import Cell, Counts, Ladder, summed
from outreach_app.domain.ladders import ATTRIBUTES, Axis, attribute_values, axis_of, spot_value
from outreach_app.domain.periods import Span, month_of, quarter_of, year_of
from outreach_app.domain.registration import Met, Registration, Visited

Levels = tuple[int, ...]
"""For each axis, how far it is merged."""

_Values = Callable[[Visited | Met], tuple[str, ...]]


class Crossing:
    """What was registered in these days, by these axes."""

    def __init__(self, registration: Registration, names: Sequence[str], span: Span) -> None:
        self._registration = registration
        self.axes: list[Axis] = [axis_of(name, registration, span) for name in names]
        self._ages = names.index("age") if "age" in names else None
        self._by_attribute = not set(names).isdisjoint(ATTRIBUTES)
        self._values: list[_Values] = [self._values_of(name) for name in names]
        self._counted: dict[Levels, Mapping[Cell, Counts]] = {}

    @property
    def size(self) -> int:
        """The number of cells at the finest levels, at most."""
        return prod(len(axis.values) for axis in self.axes)

    @cached_property
    def finest(self) -> list[Cell]:
        """Every cell that can exist: a month lies in one quarter, a spot is of one kind."""
        return [cell for cell in product(*(axis.values for axis in self.axes)) if self._possible(cell)]

    @cached_property
    def visited(self) -> list[Cell]:
        """The finest cells where and when somebody went, met or not."""
        moments = [n for n, axis in enumerate(self.axes) if axis.name not in ATTRIBUTES]
        been = {tuple(self._values[n](visit)[0] for n in moments) for visit in self._registration.visits}
        return [cell for cell in self.finest if tuple(cell[n] for n in moments) in been]

    def described(self, levels: Levels) -> Iterator[tuple[Cell, dict[str, str], dict[str, list[str]]]]:
        """Every cell at these levels, in order: its key, its values by axis, and what was merged into it."""
        groups = [axis.ladder.groups(level) for axis, level in zip(self.axes, levels, strict=True)]
        order = [{group: place for place, group in enumerate(of_axis)} for of_axis in groups]
        cells = dict.fromkeys(self._merged(cell, levels) for cell in self.finest)
        for cell in sorted(cells, key=lambda cell: [order[n][group] for n, group in enumerate(cell)]):
            values, covers = {}, {}
            for axis, group, of_axis in zip(self.axes, cell, groups, strict=True):
                values[axis.name] = axis.label(group)
                if len(of_axis[group]) > 1:
                    covers[axis.name] = [axis.label(value) for value in of_axis[group]]
            yield cell, values, covers

    def counts(self, levels: Levels) -> Mapping[Cell, Counts]:
        """Heads and encounters of every cell that is not empty.

        Ages overlap within one encounter, so each of their levels is counted anew; on all other axes that merge,
        coarse counts are sums of fine ones.
        """
        if levels not in self._counted:
            by_age = tuple(level if n == self._ages else 0 for n, level in enumerate(levels))
            if levels == by_age:
                self._counted[levels] = self._count(levels)
            else:
                ladders = [self._above(axis.ladder, from_) for axis, from_ in zip(self.axes, by_age, strict=True)]
                rest = tuple(0 if n == self._ages else level for n, level in enumerate(levels))
                self._counted[levels] = summed(self.counts(by_age), ladders, rest)
        return self._counted[levels]

    def rounds(self, levels: Levels) -> Mapping[Cell, set[str]]:
        """The rounds of every cell: those that went there then, or by an attribute, those that met such people."""
        rounds: dict[Cell, set[str]] = defaultdict(set)
        rows: Iterable[Visited | Met] = self._registration.visits
        if self._by_attribute:
            rows = self._registration.encounters
        maps = [axis.ladder.levels[level] for axis, level in zip(self.axes, levels, strict=True)]
        for row in rows:
            for cell in product(*(values(row) for values in self._values)):
                rounds[tuple(groups[value] for groups, value in zip(maps, cell, strict=True))].add(row.round)
        return rounds

    def _count(self, levels: Levels) -> Mapping[Cell, Counts]:
        """From the encounters themselves; on no axis but age is anything merged."""
        heads: dict[Cell, int] = defaultdict(int)
        encounters: dict[Cell, int] = defaultdict(int)
        ages = self._ages
        bands = self.axes[ages].ladder.levels[levels[ages]] if ages is not None else {}
        for met in self._registration.encounters:
            parts = [values(met) for values in self._values]
            by_band: dict[str, int] = {}
            if ages is not None:
                for band, n in met.ages:
                    by_band[bands[band]] = by_band.get(bands[band], 0) + n
                parts[ages] = tuple(by_band)
            for cell in product(*parts):
                encounters[cell] += 1
                heads[cell] += met.heads if ages is None else by_band[cell[ages]]
        return {cell: Counts(heads[cell], n) for cell, n in encounters.items()}

    def _above(self, ladder: Ladder, level: int) -> Ladder:
        """The ladder as it looks from one of its levels: what is merged there is finest."""
        return Ladder.flat(ladder.groups(level)) if level else ladder

    def _merged(self, cell: Cell, levels: Levels) -> Cell:
        return tuple(
            axis.ladder.levels[level][value] for axis, level, value in zip(self.axes, levels, cell, strict=True)
        )

    def _values_of(self, name: str) -> _Values:
        kinds = {spot: (facts.kind,) for spot, facts in self._registration.spots.items()}
        cut: dict[str, Callable[[str], str]] = {"month": month_of, "quarter": quarter_of, "year": year_of}
        match name:
            case "area":
                return lambda row: (row.area,)
            case "spot":
                return lambda row: (spot_value(row.area, row.spot),)
            case "spot_kind":
                return lambda row: kinds.get(row.spot, ("",))
            case "month" | "quarter" | "year":
                return lambda row: (cut[name](row.date),)
        return lambda row: attribute_values(name, row) if isinstance(row, Met) else ()

    def _possible(self, cell: Cell) -> bool:
        value = {axis.name: found for axis, found in zip(self.axes, cell, strict=True)}
        moment = value.get("month", value.get("quarter", ""))
        if moment and value.get("year", year_of(moment)) != year_of(moment):
            return False
        if "month" in value and value.get("quarter", quarter_of(moment)) != quarter_of(moment):
            return False
        if "spot" not in value:
            return True
        facts = self._registration.spots.get(value["spot"])
        kind = facts.kind if facts else ""
        return value.get("spot_kind", kind) == kind and (
            "area" not in value or (value["spot"], value["area"]) in self._homes
        )

    @cached_property
    def _homes(self) -> set[tuple[str, str]]:
        """Which spots lie in, or were visited in, which areas."""
        homes = {(spot, facts.area) for spot, facts in self._registration.spots.items()}
        return homes | {(spot_value(visit.area, visit.spot), visit.area) for visit in self._registration.visits}
