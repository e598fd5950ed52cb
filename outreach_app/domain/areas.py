"""How areas lie in each other, and what became of those that merged.

Nothing is moved when areas merge: spots and smaller areas go on pointing where they did, and whoever reads follows
the successor. Pure: facts come in, and a circle that a merge of two laptops' work may leave is walked once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from outreach_app.domain.fields import Id

LEVELS = ("neighbourhood", "municipality", "youth_region", "reference_region")
"""From the smallest to the largest; a spot lies below them all."""
REGION_SIZE = (5, 15)
"""So many adjoining municipalities make a youth region. Some have more: it is said, and nothing is blocked."""
MOST_LEADS = 2


@dataclass(frozen=True, slots=True)
class AreaNode:
    """An area as far as its place among the others goes."""

    id: Id
    name: str
    level: str = ""
    parent: Id | None = None
    successor: Id | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    leads: int = 0

    def stood(self, day: date) -> bool:
        """Whether it existed on a day, as far as is known."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@dataclass(frozen=True)
class Areas:
    """All areas of a team that are not in the bin."""

    nodes: Mapping[Id, AreaNode]
    _known: dict[Id, Id] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, nodes: Iterable[AreaNode]) -> "Areas":
        return cls({node.id: node for node in nodes})

    def now(self, id: Id) -> Id:
        """The area that stands in its place today: itself, or what it merged into, however often."""
        if id not in self._known:
            seen = [id]
            while (node := self.nodes.get(seen[-1])) is not None and node.successor in self.nodes:
                if node.successor in seen:
                    break
                seen.append(node.successor)  # type: ignore[arg-type]  # it is among the nodes
            circle = node is not None and node.successor in seen
            # Of a circle nothing went into anything: each area in it stays what it is.
            self._known[id] = id if circle else seen[-1]
        return self._known[id]

    def merged(self, id: Id) -> bool:
        """Whether another area stands in its place."""
        return self.now(id) != id

    def parent(self, id: Id) -> Id | None:
        """What it lies in today. Of an area that merged: what its successor lies in."""
        node = self.nodes.get(self.now(id))
        if node is None or node.parent is None or node.parent not in self.nodes:
            return None
        found = self.now(node.parent)
        return None if found == node.id else found

    def above(self, id: Id) -> list[Id]:
        """The area in its place, and all that it lies in, the smallest first."""
        found = [self.now(id)] if id in self.nodes else []
        while found and (parent := self.parent(found[-1])) is not None and parent not in found:
            found.append(parent)
        return found

    @cached_property
    def children(self) -> Mapping[Id | None, list[Id]]:
        """Below each area those in it, below None those in nothing. Merged ones are in none."""
        found: dict[Id | None, list[Id]] = {}
        for id in self.nodes:
            if not self.merged(id):
                parent = self.parent(id)
                found.setdefault(None if self._closes(id) else parent, []).append(id)
        return found

    @cached_property
    def predecessors(self) -> Mapping[Id, list[Id]]:
        """What merged into each area, those that merged into these too."""
        found: dict[Id, list[Id]] = {}
        for id in self.nodes:
            if self.merged(id):
                found.setdefault(self.now(id), []).append(id)
        return found

    def within(self, id: Id) -> set[Id]:
        """The area in its place, all that lies in it, and what merged into any of these."""
        if id not in self.nodes:
            return set()
        found: set[Id] = set()
        new = [self.now(id)]
        while new:
            one = new.pop()
            if one not in found:
                found.add(one)
                new += self.children.get(one, [])
        return found | {old for one in found for old in self.predecessors.get(one, ())}

    def at_level(self, id: Id, level: str) -> Id | None:
        """The area of a level that holds this one today, itself if it is of that level, or None."""
        return next((one for one in self.above(id) if self.nodes[one].level == level), None)

    def _closes(self, id: Id) -> bool:
        """Whether it is the one of a circle that stands at the top."""
        above = self.above(id)
        last = self.parent(above[-1])
        return last is not None and min(above[above.index(last) :]) == id


@dataclass(frozen=True, slots=True)
class Claim:
    """A municipality that more than one youth region counts among its own."""

    area: Id
    regions: tuple[Id, ...]


def claims(areas: Areas) -> Iterator[Claim]:
    """Where what merged lay in another region than its successor, or one name stands in two regions."""
    named: dict[str, list[Id]] = {}
    for id, node in areas.nodes.items():
        if node.level == "municipality":
            named.setdefault(node.name.casefold().strip(), []).append(id)
    for id, node in areas.nodes.items():
        if node.level != "municipality" or areas.merged(id):
            continue
        same = [id, *areas.predecessors.get(id, ()), *named[node.name.casefold().strip()]]
        regions = dict.fromkeys(region for one in same if (region := _own_region(areas, one)))
        if len(regions) > 1:
            yield Claim(id, tuple(regions))


def _own_region(areas: Areas, id: Id) -> Id | None:
    """The youth region that an area itself names, not that of its successor."""
    parent = areas.nodes[id].parent
    return areas.at_level(parent, "youth_region") if parent else None


def region_size(areas: Areas, region: Id) -> int:
    """How many municipalities a region holds today."""
    return sum(areas.nodes[id].level == "municipality" and not areas.merged(id) for id in areas.within(region))
