"""Needs and signals added up over the areas of a level, each once.

A need that came up in two neighbourhoods counts in both, and once in their municipality. What merged counts in its
successor. So the lines of a level are no parts of a sum: the whole is counted by itself.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from outreach_app.domain.areas import Areas
from outreach_app.domain.fields import Id


@dataclass(frozen=True, slots=True)
class Line:
    """What lies in one area of the level; `area` is None for what lies in none of them."""

    area: Id | None
    items: frozenset[Id]


@dataclass(frozen=True, slots=True)
class Rollup:
    lines: tuple[Line, ...]
    """An area of the level that holds nothing has a line too."""
    total: int
    """Of all lines together, each item once."""

    def of(self, area: Id | None) -> frozenset[Id]:
        return next((line.items for line in self.lines if line.area == area), frozenset())


def rollup(areas: Areas, level: str, placed: Mapping[Id, Collection[Id]]) -> Rollup:
    """`placed` says for each item the areas in which it came up; none, or areas that are not known, is nowhere."""
    found: dict[Id | None, set[Id]] = {
        id: set() for id, node in areas.nodes.items() if node.level == level and not areas.merged(id)
    }
    for item, where in placed.items():
        held = {areas.at_level(area, level) for area in where if area in areas.nodes}
        for area in held - {None} or {None}:
            found.setdefault(area, set()).add(item)
    lines = tuple(Line(area, frozenset(items)) for area, items in found.items())
    return Rollup(lines, len(placed))


def distinct(lines: Iterable[Line]) -> int:
    """How many items lines hold together, each once."""
    return len(frozenset[Id]().union(*(line.items for line in lines)))
