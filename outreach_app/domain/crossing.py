"""One table in the making: which cells it has, and exact counts of them at any level of its axes."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod
from operator import attrgetter
from typing import Any, NamedTuple

from outreach_app.domain.disclosure import Cell, Counts, Ladder, summed
from outreach_app.domain.kept import Kept
from outreach_app.domain.ladders import ATTRIBUTES, OVERLAPPING, TIMES, Axis, axis_of, spot_value
from outreach_app.domain.periods import Span, month_of, quarter_of, spoken, week_of, year_of
from outreach_app.domain.registration import Met, Registration, Visited

Levels = tuple[int, ...]
"""For each axis, how far it is merged."""

_CUT: dict[str, Callable[[str], str]] = {
    "week": week_of,
    "month": month_of,
    "quarter": quarter_of,
    "year": year_of,
}


@dataclass(slots=True)
class _Alike:
    """Rows that fall in the same cells."""

    encounters: int = 0
    heads: int = 0
    rounds: set[Hashable] = field(default_factory=set)


class Described(NamedTuple):
    """One cell of a table: what it is called, and what lies in it."""

    cell: Cell
    values: Mapping[str, str]
    """Axis to the name of its value."""
    covers: Mapping[str, Sequence[str]]
    """Axis to the names of the finest values, where several were merged."""
    holds: Mapping[str, tuple[str, ...]]
    """Axis to the finest values themselves: ids and codes."""


class _Groups(dict[Any, dict[str, int]]):
    """What rows hold on one axis, to the groups this falls in at a level; by age with the heads of each."""

    def __init__(self, axis: Axis, level: int) -> None:
        super().__init__()
        self._name, self._groups = axis.name, axis.ladder.levels[level]

    def __missing__(self, raw: Any) -> dict[str, int]:
        found: dict[str, int] = {}
        if self._name == "age":
            for band, heads in raw:
                found[self._groups[band]] = found.get(self._groups[band], 0) + heads
        else:
            values = raw if self._name in OVERLAPPING else (raw,)
            found.update((self._groups[value], 0) for value in values)
        self[raw] = found
        return found


class Crossing:
    """What was registered in these days, by these axes."""

    def __init__(
        self, registration: Registration, names: Sequence[str], span: Span, axes: list[Axis] | None = None
    ):
        """`axes` are those of another crossing whose cells these are too."""
        self._registration = registration
        self.axes: list[Axis] = axes or [axis_of(name, registration, span) for name in names]
        self._ages = names.index("age") if "age" in names else None
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
    def countable(self) -> list[Cell]:
        """The finest cells of places and times where somebody went, met or not, by what was met with at all.

        What nobody could have counted costs no other cell its detail; nor do visits of which no place is known.
        """
        moments = [n for n, axis in enumerate(self.axes) if axis.name not in ATTRIBUTES]
        placed = any(self.axes[n].name in ("area", "spot") for n in moments)
        visits = [visit for visit in self._registration.visits if visit.area or not placed]
        kept = Kept(self._registration, [self.axes[n] for n in moments])
        been = set(self._keys(visits, moments)) | kept.moments(placed=placed)
        met: list[set[str]] = [set() for _axis in self.axes]
        groups = self._groups(self._finest_levels)
        for key in self._met:
            for n, raw in enumerate(key):
                met[n].update(groups[n][raw])
        for cell in self._kept.counts(self._finest_levels):
            for n, value in enumerate(cell):
                met[n].add(value)
        return [
            cell
            for cell in self.finest
            if tuple(cell[n] for n in moments) in been
            and all(value in met[n] for n, value in enumerate(cell) if n not in moments)
        ]

    def described(self, levels: Levels) -> Iterator[Described]:
        """Every cell at these levels, in order.

        Months merged into a year are, in the row of a quarter, those of that quarter.
        """
        groups = [axis.ladder.groups(level) for axis, level in zip(self.axes, levels, strict=True)]
        order = [{group: place for place, group in enumerate(of_axis)} for of_axis in groups]
        times = [n for n, axis in enumerate(self.axes) if axis.name in TIMES]
        cells: dict[Cell, list[dict[str, None]]] = {}
        for cell in self.finest:
            moments = cells.setdefault(self._merged(cell, levels), [{} for _time in times])
            for n, found in zip(times, moments, strict=True):
                found[cell[n]] = None
        for cell in sorted(cells, key=lambda cell: [order[n][group] for n, group in enumerate(cell)]):
            within = {n: tuple(found) for n, found in zip(times, cells[cell], strict=True)}
            values, covers, holds = {}, {}, {}
            for n, (axis, group, of_axis) in enumerate(zip(self.axes, cell, groups, strict=True)):
                members = within.get(n, of_axis[group])
                values[axis.name] = axis.label(group) if members == of_axis[group] else spoken(members)
                holds[axis.name] = tuple(members)
                if len(members) > 1:
                    covers[axis.name] = [axis.label(value) for value in members]
            yield Described(cell, values, covers, holds)

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

    def rounds(self, levels: Levels) -> Mapping[Cell, int]:
        """The rounds of every cell: those that went there then, or by an attribute, those that met such people."""
        by_attribute = any(axis.name in ATTRIBUTES for axis in self.axes)
        rounds: dict[Cell, set[Hashable]] = defaultdict(set)
        groups = self._groups(levels)
        for key, alike in (self._met if by_attribute else self._been).items():
            for cell in product(*(found[raw] for found, raw in zip(groups, key, strict=True))):
                rounds[cell] |= alike.rounds
        kept = self._kept.rounds(levels)
        return {cell: len(rounds.get(cell, ())) + kept.get(cell, 0) for cell in {*rounds, *kept}}

    def visits(self, levels: Levels) -> Callable[[Cell], int | None]:
        """The visits of a cell, with contact or without: by an attribute, those of its place and time.

        None where visits are not known any more: of erased months only rounds are left.
        """
        moments = [n for n, axis in enumerate(self.axes) if axis.name not in ATTRIBUTES]
        groups = self._groups(levels)
        found: dict[Cell, int] = defaultdict(int)
        for key in self._keys(self._registration.visits, moments):
            where = (groups[n][raw] for n, raw in zip(moments, key, strict=True))
            for cell in product(*where):
                found[cell] += 1
        erased = Kept(self._registration, [self.axes[n] for n in moments])
        lost = erased.rounds([levels[n] for n in moments])

        def of(cell: Cell) -> int | None:
            moment = tuple(cell[n] for n in moments)
            return None if lost.get(moment) else found.get(moment, 0)

        return of

    def _count(self, levels: Levels) -> Mapping[Cell, Counts]:
        """From the encounters themselves; on no axis but age is anything merged."""
        heads: dict[Cell, int] = defaultdict(int)
        encounters: dict[Cell, int] = defaultdict(int)
        groups, ages = self._groups(levels), self._ages
        for key, alike in self._met.items():
            values = [found[raw] for found, raw in zip(groups, key, strict=True)]
            for cell in product(*values):
                encounters[cell] += alike.encounters
                heads[cell] += alike.heads if ages is None else alike.encounters * values[ages][cell[ages]]
        for cell, counts in self._kept.counts(levels).items():
            heads[cell] += counts.heads
            encounters[cell] += counts.encounters
        return {cell: Counts(heads[cell], n) for cell, n in encounters.items()}

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self._registration, self.axes)

    @property
    def _finest_levels(self) -> Levels:
        return tuple(0 for _axis in self.axes)

    def _groups(self, levels: Levels) -> list[_Groups]:
        return [_Groups(axis, level) for axis, level in zip(self.axes, levels, strict=True)]

    @cached_property
    def _met(self) -> Mapping[tuple[Any, ...], _Alike]:
        """The encounters, gathered by all that matters here: there are far fewer different ones."""
        gathered: dict[tuple[Any, ...], _Alike] = defaultdict(_Alike)
        rows = self._registration.encounters
        for key, met in zip(self._keys(rows, range(len(self.axes))), rows, strict=True):
            alike = gathered[key]
            alike.encounters += 1
            alike.heads += met.heads
            alike.rounds.add(met.round)
        return gathered

    @cached_property
    def _been(self) -> Mapping[tuple[Any, ...], _Alike]:
        """The visits, gathered likewise; only where no axis is an attribute of encounters."""
        gathered: dict[tuple[Any, ...], _Alike] = defaultdict(_Alike)
        rows = self._registration.visits
        for key, visit in zip(self._keys(rows, range(len(self.axes))), rows, strict=True):
            gathered[key].rounds.add(visit.round)
        return gathered

    def _keys(self, rows: Sequence[Visited | Met], axes: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """For each row what it is on these axes. Column by column: a hundred thousand rows are nothing special."""
        columns = [self._column(self.axes[n].name, rows) for n in axes]
        return zip(*columns, strict=True) if columns else iter([()] * len(rows))

    def _column(self, name: str, rows: Sequence[Any]) -> Iterable[Any]:
        match name:
            case "spot":
                return [spot_value(row.area, row.spot) for row in rows]
            case "spot_kind":
                spots = self._registration.spots
                kinds = {spot: facts.kind for spot, facts in spots.items()}
                return [kinds.get(row.spot, "") for row in rows]
            case "need" | "need_kind":
                listed = {row.needs for row in rows}
                said = {needs: self._said(name, needs) for needs in listed}
                return [said[row.needs] for row in rows]
            case "week" | "month" | "quarter" | "year":
                dates = [row.date for row in rows]
                cut = {date: _CUT[name](date) for date in set(dates)}
                return map(cut.__getitem__, dates)
        return map(attrgetter({"age": "ages", "domain": "domains"}.get(name, name)), rows)

    def _said(self, name: str, needs: Iterable[str]) -> tuple[str, ...]:
        """What these needs are on an axis, each once; a need that is deleted is none."""
        known = [(need, self._registration.needs[need]) for need in needs if need in self._registration.needs]
        return tuple(dict.fromkeys(need if name == "need" else facts.kind for need, facts in known))

    def _above(self, ladder: Ladder, level: int) -> Ladder:
        """The ladder as it looks from one of its levels: what is merged there is finest."""
        return Ladder.flat(ladder.groups(level)) if level else ladder

    def _merged(self, cell: Cell, levels: Levels) -> Cell:
        return tuple(
            axis.ladder.levels[level][value] for axis, level, value in zip(self.axes, levels, cell, strict=True)
        )

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
