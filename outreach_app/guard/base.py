"""The exact counts of closed quarters: what the guard knows and nobody outside may."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from outreach_app.domain.aggregates import AGE_BANDS
from outreach_app.domain.disclosure import Counts
from outreach_app.domain.periods import quarter_of
from outreach_app.guard.cells import AGE, MONTH, NEED, Cell

_BANDS = frozenset(AGE_BANDS.values())
TOTAL = ("", "")
"""Instead of an attribute and its value: everything, each encounter once."""


def is_band(attribute: str, value: str) -> bool:
    """Whether this counts the encounters with any of several ages, whose heads are counted age by age."""
    return attribute == AGE and value in _BANDS


@dataclass(frozen=True, slots=True)
class Frozen:
    """Everything counted at one place in one quarter."""

    spot: str
    quarter: str
    counts: Mapping[tuple[str, str], Counts]
    """Attribute and value to counts. Bands of age have encounters of their own; needs are counted by which of them
    came up together, so that those of a signal can be counted each encounter once."""


@dataclass(frozen=True)
class Base:
    """The closed quarters: where somebody went in each, and what was counted there."""

    places: Mapping[str, frozenset[str]]
    """Quarter to the places that were visited, whether anyone was met there or not."""
    rows: tuple[Frozen, ...] = ()

    def settled(self, cell: Cell) -> Cell:
        """The same cell as every table has it: without places and quarters where nobody went; the months of whole
        quarters are those quarters."""
        if cell.attribute == MONTH:
            quarters = frozenset(map(quarter_of, cell.values)) & cell.quarters
            cell = replace(cell, quarters=quarters)
            if len(cell.values) == 3 * len(quarters):
                cell = replace(cell, attribute="", values=frozenset())
        quarters = frozenset(
            quarter for quarter in cell.quarters if cell.spots & self.places.get(quarter, frozenset())
        )
        visited: frozenset[str] = frozenset().union(*(self.places[quarter] for quarter in quarters))
        return replace(cell, spots=cell.spots & visited, quarters=quarters)

    def count(self, cell: Cell) -> Counts:
        heads = encounters = 0
        keys = self._keys(cell)
        for spot in cell.spots:
            of_spot = self._by_place.get(spot, {})
            for row in (of_spot[quarter] for quarter in cell.quarters if quarter in of_spot):
                if cell.attribute == NEED:
                    found = [counts for needs, counts in self.needs_of(row) if needs & cell.values]
                    heads += sum(counts.heads for counts in found)
                    encounters += sum(counts.encounters for counts in found)
                    continue
                for key, counting in keys:
                    if one := row.counts.get(key):
                        heads += one.heads if counting != "encounters" else 0
                        encounters += one.encounters if counting != "heads" else 0
        return Counts(heads, encounters)

    def needs_of(self, row: Frozen) -> list[tuple[frozenset[str], Counts]]:
        """The combinations in which needs came up."""
        return self._needs[row.spot, row.quarter]

    @cached_property
    def _needs(self) -> Mapping[tuple[str, str], list[tuple[frozenset[str], Counts]]]:
        return {
            (row.spot, row.quarter): [
                (frozenset(value.split(",")), counts)
                for (attribute, value), counts in row.counts.items()
                if attribute == NEED
            ]
            for row in self.rows
        }

    def _keys(self, cell: Cell) -> list[tuple[tuple[str, str], str]]:
        """What to look up in a row: ages are summed in heads, their encounters are those of the whole band."""
        if not cell.attribute:
            return [(TOTAL, "both")]
        if cell.attribute == AGE and len(cell.values) > 1:
            bands = {AGE_BANDS.get(value, value) for value in cell.values}
            return [((AGE, value), "heads") for value in cell.values] + [
                ((AGE, one), "encounters") for one in bands
            ]
        return [((cell.attribute, value), "both") for value in cell.values]

    @cached_property
    def values(self) -> Mapping[str, frozenset[str]]:
        """Attribute to every value that was counted; bands of age and needs left out."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            for attribute, value in row.counts:
                if attribute and attribute != NEED and not is_band(attribute, value):
                    found[attribute].add(value)
        return {attribute: frozenset(values) for attribute, values in found.items()}

    @cached_property
    def _by_place(self) -> Mapping[str, Mapping[str, Frozen]]:
        found: dict[str, dict[str, Frozen]] = defaultdict(dict)
        for row in self.rows:
            found[row.spot][row.quarter] = row
        return found

    def during(self, quarters: Iterable[str]) -> "Base":
        wanted = frozenset(quarters)
        places = {quarter: places for quarter, places in self.places.items() if quarter in wanted}
        return Base(places, tuple(row for row in self.rows if row.quarter in wanted))
