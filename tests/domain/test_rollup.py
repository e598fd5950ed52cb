"""Rolling up never counts twice, over mergers either, and no circle hangs it."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.areas import LEVELS, AreaNode, Areas, claims, region_size
from outreach_app.domain.fields import Id
from outreach_app.domain.rollup import distinct, rollup

IDS = [Id(f"{n:032x}") for n in range(8)]
ITEMS = [Id(f"{n:032x}") for n in range(100, 110)]


@st.composite
def worlds(draw: st.DrawFn, circles: bool = True) -> Areas:
    """Areas that point anywhere, even in circles; without those to a higher level, or to the next of the same."""
    nodes = []
    for n, id in enumerate(IDS):
        level = draw(st.sampled_from(LEVELS)) if circles else LEVELS[n // 2]
        later = IDS if circles else IDS[(n // 2 + 1) * 2 :]
        parent = draw(st.none() | st.sampled_from(later)) if later else None
        others = IDS if circles else ([IDS[n + 1]] if n % 2 == 0 else [])
        successor = draw(st.none() | st.sampled_from(others)) if others else None
        nodes.append(AreaNode(id, f"area {n}", level, parent, successor))
    return Areas.of(nodes)


placings = st.dictionaries(st.sampled_from(ITEMS), st.lists(st.sampled_from([*IDS, Id("f" * 32)]), max_size=4))


@given(worlds(), st.sampled_from(LEVELS), placings)
def test_every_item_is_counted_and_the_whole_counts_it_once(
    areas: Areas, level: str, placed: dict[Id, list[Id]]
) -> None:
    found = rollup(areas, level, placed)
    assert distinct(found.lines) == found.total == len(placed)
    assert all(len(line.items) <= found.total for line in found.lines)
    nowhere = found.of(None)
    assert not any(nowhere & line.items for line in found.lines if line.area is not None)


@given(worlds(), st.sampled_from(LEVELS), placings)
def test_saying_a_place_twice_changes_nothing(areas: Areas, level: str, placed: dict[Id, list[Id]]) -> None:
    twice = {item: [*where, *where] for item, where in placed.items()}
    assert rollup(areas, level, twice) == rollup(areas, level, placed)


@given(worlds(circles=False), placings)
def test_a_higher_level_holds_what_the_lower_ones_hold(areas: Areas, placed: dict[Id, list[Id]]) -> None:
    for low, high in pairwise(LEVELS):
        below, above = rollup(areas, low, placed), rollup(areas, high, placed)
        for line in below.lines:
            holder = areas.at_level(line.area, high) if line.area else None
            if holder is not None:
                assert line.items <= above.of(holder)


@given(worlds(circles=False), st.sampled_from(IDS[::2]), placings)
def test_a_merger_joins_what_two_areas_held_and_loses_nothing(
    areas: Areas, old: Id, placed: dict[Id, list[Id]]
) -> None:
    """`old` goes into its neighbour of the same level."""
    into = IDS[IDS.index(old) + 1]
    before = Areas.of(replace(node, successor=None) for node in areas.nodes.values())
    after = Areas.of(replace(node, successor=into if node.id == old else None) for node in areas.nodes.values())
    level = areas.nodes[old].level
    earlier, later = rollup(before, level, placed), rollup(after, level, placed)
    assert later.of(into) == earlier.of(into) | earlier.of(old)
    assert later.total == earlier.total and old not in {line.area for line in later.lines}


@given(worlds())
def test_every_area_is_seen_once_in_the_tree(areas: Areas) -> None:
    seen: list[Id] = []
    new = list(areas.children.get(None, []))
    while new:
        one = new.pop()
        seen.append(one)
        new += areas.children.get(one, [])
    merged = [old for olds in areas.predecessors.values() for old in olds]
    assert sorted([*seen, *merged]) == sorted(areas.nodes)
    assert all(areas.now(areas.now(id)) == areas.now(id) for id in areas.nodes)
    assert all(id in areas.within(id) for id in areas.nodes)


def test_two_regions_that_claim_a_municipality_are_told() -> None:
    west, east, old, new = IDS[:4]
    areas = Areas.of(
        [
            AreaNode(west, "West", "youth_region"),
            AreaNode(east, "East", "youth_region"),
            AreaNode(old, "Oud", "municipality", west, new),
            AreaNode(new, "Nieuw", "municipality", east),
        ]
    )
    [claim] = claims(areas)
    assert claim.area == new and set(claim.regions) == {west, east}
    assert region_size(areas, east) == 1 and region_size(areas, west) == 0
