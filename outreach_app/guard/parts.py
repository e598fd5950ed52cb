"""What no published figure tells apart is one part: of places and quarters, and of the values of an attribute."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from outreach_app.guard.base import Base
from outreach_app.guard.cells import NEED, OVERLAPPING, Cell


class Parts:
    """Places × quarters, gathered by the cells they lie in; numbered in an order that no name has a hand in."""

    def __init__(self, cells: Sequence[Cell], base: Base) -> None:
        regions = list(dict.fromkeys((cell.spots, cell.quarters) for cell in cells))
        self._region = {region: n for n, region in enumerate(regions)}
        self._spots: dict[str, int] = defaultdict(int)
        self._quarters: dict[str, int] = defaultdict(int)
        for n, (spots, quarters) in enumerate(regions):
            for spot in spots:
                self._spots[spot] |= 1 << n
            for quarter in quarters:
                self._quarters[quarter] |= 1 << n
        reach: dict[int, set[str]] = defaultdict(set)
        for quarter, places in base.places.items():
            during = self._quarters.get(quarter, 0)
            for mask in {self._spots.get(place, 0) for place in places}:
                reach[mask & during].add(quarter)
        reach.pop(0, None)
        self._number = {signature: part for part, signature in enumerate(sorted(reach))}
        self.quarters = [reach[signature] for signature in sorted(reach)]
        """Of each part, the quarters it lies in."""

    def of(self, spot: str, quarter: str) -> int | None:
        return self._number.get(self._spots.get(spot, 0) & self._quarters.get(quarter, 0))

    def of_cells(self, cells: Sequence[Cell]) -> list[list[int]]:
        """For each cell the parts it covers."""
        by_region: list[list[int]] = [[] for _region in self._region]
        for signature, part in self._number.items():
            for n in _bits(signature):
                by_region[n].append(part)
        return [by_region[self._region[cell.spots, cell.quarters]] for cell in cells]


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


Kind = tuple[str, int]
"""An attribute, and of one that overlaps the number of a family of values that are looked at together."""


class Families:
    """The values of attributes, and what an encounter can have of them.

    Of most attributes it has one value. Where they overlap, every value is looked at by itself, as none says
    anything of another; only needs that figures name together are one family, of which an encounter has one of
    the combinations that occur.
    """

    def __init__(self, cells: Sequence[Cell], base: Base) -> None:
        named: dict[str, dict[frozenset[str], None]] = defaultdict(dict)
        for cell in cells:
            if cell.attribute:
                named[cell.attribute][cell.values] = None
        self._kind: dict[tuple[str, frozenset[str]], Kind] = {}
        self._occurring: dict[Kind, list[frozenset[str]]] = {}
        self._needs: dict[Kind, frozenset[str]] = {}
        for attribute, sets in named.items():
            for number, family in enumerate(_families(attribute, sets)):
                kind = attribute, number
                self._kind |= {(attribute, values): kind for values in family}
                self._occurring[kind] = sorted(_occurring(attribute, family, base), key=sorted)
                self._needs[kind] = frozenset[str]().union(*family)

    def kind(self, cell: Cell) -> Kind:
        return self._kind[cell.attribute, cell.values]

    def occurring(self, kind: Kind) -> list[frozenset[str]]:
        """All that an encounter can have of a kind; it has one of these, or where they overlap none."""
        return self._occurring[kind]

    def counted(self, attribute: str, value: str) -> Iterator[tuple[Kind, frozenset[str]]]:
        """Where a frozen count belongs: what it is of each kind it is known in."""
        values = frozenset(value.split(",")) if attribute == NEED else frozenset({value})
        for kind, needs in self._needs.items():
            if kind[0] == attribute:
                here = values & needs if attribute in OVERLAPPING else values
                if here:
                    yield kind, here


def _families(attribute: str, sets: Iterable[frozenset[str]]) -> list[list[frozenset[str]]]:
    """Sets of values that are looked at together: all of an attribute, or where it overlaps those that meet."""
    if attribute not in OVERLAPPING:
        return [list(sets)]
    families: list[list[frozenset[str]]] = []
    for values in sets:
        met = [family for family in families if any(values & other for other in family)]
        families = [family for family in families if family not in met]
        families.append([*(other for family in met for other in family), values])
    return families


def _occurring(attribute: str, family: Sequence[frozenset[str]], base: Base) -> set[frozenset[str]]:
    values = frozenset[str]().union(*family)
    single = {frozenset({value}) for value in values}
    if attribute == NEED:
        together = {needs & values for row in base.rows for needs, _counts in base.needs_of(row)}
        return single | together - {frozenset()}
    if attribute in OVERLAPPING:
        return single
    return single | {frozenset({value}) for value in base.values.get(attribute, ())}
