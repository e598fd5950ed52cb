"""Every count there is in four years, one variable each, and all that was published of them: for the attack."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from outreach_app.domain.periods import quarter_of
from outreach_app.guard import Base, Cell, Entry

Sum = dict[int, float]


@dataclass(frozen=True)
class Target:
    """A count nobody may find out."""

    what: str
    sum: Sum
    needed: int
    heads: bool


class World:
    """Every count there is, one variable each, and everything published of them as constraints."""

    def __init__(self, base: Base, ledger: Sequence[Entry]) -> None:
        self.base, self.ledger = base, ledger
        self.truth: list[float] = []
        self.rows: list[tuple[Sum, float, float]] = []
        self._variable: dict[tuple[str, str, str, str, str], int] = {}
        self._values = self._all_values()
        self._asked: dict[tuple[str, str], dict[tuple[str, frozenset[str]], None]] = {}
        for entry in ledger:
            for place, quarter in product(entry.cell.spots, entry.cell.quarters):
                self._asked.setdefault((place, quarter), {})[entry.cell.attribute, entry.cell.values] = None
        for quarter, places in sorted(base.places.items()):
            for place in sorted(places):
                self._place(place, quarter, self._asked.get((place, quarter), {}))
        for entry in ledger:
            if entry.shown:
                self._printed(entry, "h", entry.shown.heads, entry.least)
                if entry.shown.encounters is not None:
                    self._printed(entry, "e", entry.shown.encounters, 3)

    def sum_of(self, cell: Cell, measure: str) -> Sum:
        found: Sum = {}
        for quarter in cell.quarters:
            for place in cell.spots & self.base.places[quarter]:
                for value in self._named(cell):
                    n = self._variable.get((place, quarter, cell.attribute, value, measure))
                    if n is not None:
                        found[n] = 1.0
        return found

    def value(self, sum_: Sum) -> float:
        return sum(weight * self.truth[n] for n, weight in sum_.items())

    def _named(self, cell: Cell) -> Sequence[str]:
        if cell.attribute == "need":
            return [",".join(sorted(cell.values))]
        return sorted(cell.values) if cell.attribute else [""]

    def _all_values(self) -> dict[str, list[str]]:
        asked = {entry.cell.attribute for entry in self.ledger if entry.cell.attribute}
        found = {attribute: set(self.base.values.get(attribute, ())) for attribute in asked}
        for entry in self.ledger:
            if entry.cell.attribute:
                found[entry.cell.attribute] |= entry.cell.values
        return {attribute: sorted(values) for attribute, values in found.items()}

    def _new(self, key: tuple[str, str, str, str, str]) -> int:
        place, quarter, attribute, value, measure = key
        values = frozenset(value.split(",")) if attribute == "need" else frozenset({value} if attribute else ())
        counts = self.base.count(Cell(frozenset({place}), frozenset({quarter}), attribute, values))
        self._variable[key] = len(self.truth)
        self.truth.append(float(counts.heads if measure == "h" else counts.encounters))
        return self._variable[key]

    def _pair(self, place: str, quarter: str, attribute: str, value: str) -> tuple[int, int]:
        """Heads and encounters of one thing: never fewer heads than encounters."""
        heads, met = (self._new((place, quarter, attribute, value, measure)) for measure in "he")
        self.rows.append(({heads: 1.0, met: -1.0}, 0.0, np.inf))
        return heads, met

    def _place(self, place: str, quarter: str, asked: Collection[tuple[str, frozenset[str]]]) -> None:
        heads, met = self._pair(place, quarter, "", "")
        for attribute, values in self._values.items():
            if attribute not in {name for name, _values in asked}:
                continue
            if attribute == "need":
                self._topics(place, quarter, (heads, met), [needs for name, needs in asked if name == "need"])
            elif attribute == "age":
                ages = [self._new((place, quarter, "age", value, "h")) for value in values]
                self.rows.append(({**dict.fromkeys(ages, 1.0), heads: -1.0}, 0.0, 0.0))
            elif attribute == "domain":
                for value in values:
                    self._part(self._pair(place, quarter, attribute, value), (heads, met))
            else:
                here = [one for one in values if attribute != "month" or quarter_of(one) == quarter]
                parts = [self._pair(place, quarter, attribute, value) for value in here]
                if attribute == "month" and len(here) < 3:
                    parts.append(self._pair(place, quarter, attribute, f"{quarter} rest"))
                    self.truth[parts[-1][0]] = self.truth[heads] - sum(self.truth[h] for h, _e in parts[:-1])
                    self.truth[parts[-1][1]] = self.truth[met] - sum(self.truth[e] for _h, e in parts[:-1])
                self.rows.append(({**dict.fromkeys((h for h, _e in parts), 1.0), heads: -1.0}, 0.0, 0.0))
                self.rows.append(({**dict.fromkeys((e for _h, e in parts), 1.0), met: -1.0}, 0.0, 0.0))

    def _part(self, part: tuple[int, int], whole: tuple[int, int]) -> None:
        """Some of the encounters: no more of them, of their heads, and of their heads beyond one each."""
        self.rows += [({w: 1.0, p: -1.0}, 0.0, np.inf) for p, w in zip(part, whole, strict=True)]
        self.rows.append(({whole[0]: 1.0, whole[1]: -1.0, part[0]: -1.0, part[1]: 1.0}, 0.0, np.inf))

    def _topics(self, place: str, quarter: str, all_: tuple[int, int], topics: Sequence[frozenset[str]]) -> None:
        about = {needs: self._pair(place, quarter, "need", ",".join(sorted(needs))) for needs in topics}
        for part in about.values():
            self._part(part, all_)
        for one, other in combinations(topics, 2):
            for inner, outer in ((one, other), (other, one)):
                if inner < outer:
                    self._part(about[inner], about[outer])
            for whole in topics:
                if whole not in (one, other) and whole <= one | other:
                    for n in range(2):
                        together: Sum = {about[one][n]: 1.0, about[other][n]: 1.0, about[whole][n]: -1.0}
                        self.rows.append((together, 0.0, np.inf))

    def _printed(self, entry: Entry, measure: str, figure: int, least: int) -> None:
        self.rows.append((self.sum_of(entry.cell, measure), float(max(figure - 2, least)), float(figure + 2)))


def targets_of(world: World) -> Iterator[Target]:
    """Withheld counts, and differences of nested figures that are as small as what is withheld."""
    shown = [entry for entry in world.ledger if entry.shown]
    for entry in world.ledger:
        if not entry.shown:
            yield from _both(world, world.sum_of(entry.cell, "h"), world.sum_of(entry.cell, "e"), entry.least, "–")
    for outer in shown:
        for inner in shown:
            a, b = inner.cell, outer.cell
            alike = (a.attribute, a.values) == (b.attribute, b.values)
            nested = alike and a != b and a.spots <= b.spots and a.quarters <= b.quarters
            rest = (
                inner.least > 5
                and a.attribute in ("domain", "need")
                and (a.spots, a.quarters) == (b.spots, b.quarters)
                and (not b.attribute or (a.attribute == b.attribute and a.values < b.values))
            )
            if nested or rest:
                least = max(inner.least, outer.least)
                heads, met = (_less(world.sum_of(b, m), world.sum_of(a, m)) for m in "he")
                small = world.value(heads) < least or (b.attribute != "age" and world.value(met) < 3)
                if heads and small:
                    yield from _both(world, heads, met if a.attribute != "age" else {}, least, "difference")


def _both(world: World, heads: Sum, met: Sum, least: int, what: str) -> Iterator[Target]:
    yield Target(f"{what}: heads {world.value(heads):.0f}", heads, least, True)
    if met:
        yield Target(f"{what}: encounters {world.value(met):.0f}", met, 3, False)


def _less(outer: Sum, inner: Sum) -> Sum:
    found = dict(outer)
    for n, weight in inner.items():
        found[n] = found.get(n, 0.0) - weight
    return {n: weight for n, weight in found.items() if weight}
