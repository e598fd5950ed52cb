"""The tree of areas as rows."""

from collections.abc import Iterable

from outreach_app.domain.fields import Id
from outreach_app.i18n import _, day, number, reading_order
from outreach_app.store.area_tree import AreaTree, Held
from outreach_app.ui.widgets.tree import TreeRow

SPOT = "spot/"
"""What the key of a spot begins with; that of an area is its id."""
ICONS = {
    "neighbourhood": "house",
    "municipality": "landmark",
    "youth_region": "layers",
    "reference_region": "globe",
}


def tree_rows(found: AreaTree) -> list[TreeRow]:
    """Those that lie in nothing first, by level from the largest and by name; then spots that lie nowhere."""
    rows = [area_row(found, id) for id in _sorted(found, found.areas.children.get(None, []))]
    if found.nowhere:
        spots = [spot_row(*spot) for spot in _named(found.nowhere)]
        rows.append(
            TreeRow("nowhere", (_("Without an area"), "", number(len(spots)), "", ""), quiet=True, rows=spots)
        )
    return rows


def area_row(found: AreaTree, id: Id) -> TreeRow:
    node, held = found.areas.nodes[id], found.held.get(id, Held())
    level = found.terms.label("area_level", node.level) if node.level else ""
    counts = (number(count) if count else "" for count in (held.spots, held.needs, held.signals))
    rows = [area_row(found, each) for each in _sorted(found, found.areas.children.get(id, []))]
    rows += [spot_row(*spot) for spot in _named(found.spots.get(id, ()))]
    rows += [_merged(found, old) for old in _sorted(found, found.areas.predecessors.get(id, []))]
    mark = "triangle-alert" if found.warnings.get(id) else ICONS.get(node.level, "map")
    return TreeRow(id, (node.name, level, *counts), mark, note=" ".join(found.warnings.get(id, ())), rows=rows)


def spot_row(id: Id, name: str) -> TreeRow:
    return TreeRow(SPOT + id, (name, _("Spot"), "", "", ""), "map-pin", quiet=True)


def _merged(found: AreaTree, id: Id) -> TreeRow:
    node = found.areas.nodes[id]
    until = _("until {day}").format(day=day(node.valid_to, "d MMM yyyy")) if node.valid_to else _("Merged")
    return TreeRow(id, (node.name, until, "", "", ""), "git-merge", quiet=True)


def _sorted(found: AreaTree, ids: list[Id]) -> list[Id]:
    order = [*ICONS]

    def rank(id: Id) -> tuple[int, tuple[str, str]]:
        node = found.areas.nodes[id]
        return -(order.index(node.level) if node.level in order else -1), reading_order(node.name)

    return sorted(ids, key=rank)


def _named(spots: Iterable[tuple[Id, str]]) -> list[tuple[Id, str]]:
    return sorted(spots, key=lambda spot: reading_order(spot[1]))
