"""The guard on bare numbers: how far it merges, and where it stops."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.domain.disclosure import Cell, Counts, Ladder, Reason, guard, rounded, summed, too_small

HOODS = Ladder(
    (
        {"a": "a", "b": "b", "c": "c", "d": "d"},
        {"a": "ab", "b": "ab", "c": "cd", "d": "cd"},
        {"a": "all", "b": "all", "c": "all", "d": "all"},
    )
)
TOPICS = Ladder.flat(["work", "justice", "never"], sensitive=["justice"])


def verdicts_of(
    finest: Mapping[Cell, Counts], axes: tuple[Ladder, ...] = (HOODS, TOPICS)
) -> tuple[tuple[int, ...], dict[Cell, bool]]:
    cells = list(product(*(axis.levels[0] for axis in axes)))
    verdicts = guard(axes, lambda levels: summed(finest, axes, levels), cells)
    groups = [axis.groups(level) for axis, level in zip(axes, verdicts.levels, strict=True)]
    return verdicts.levels, {cell: verdicts.withheld(cell) is None for cell in product(*groups)}


@pytest.mark.parametrize(
    ("counts", "sensitive", "reason"),
    [
        (Counts(4, 4), False, Reason.FEW_HEADS),
        (Counts(30, 2), False, Reason.FEW_ENCOUNTERS),
        (Counts(5, 3), False, None),
        (Counts(9, 3), True, Reason.FEW_HEADS),
        (Counts(10, 3), True, None),
        (Counts(), False, Reason.FEW_HEADS),
    ],
)
def test_heads_and_encounters_must_both_be_enough(counts: Counts, sensitive: bool, reason: Reason | None) -> None:
    assert too_small(counts, sensitive=sensitive) is reason


@given(st.integers(0, 10**6))
def test_rounding_goes_to_the_nearest_five(value: int) -> None:
    assert rounded(value) % 5 == 0 and abs(rounded(value) - value) <= 2


def test_merging_stops_where_four_cells_in_five_pass_and_topics_nobody_raises_do_not_count() -> None:
    plenty: dict[Cell, Counts] = {(hood, "work"): Counts(20, 6) for hood in "abcd"}
    plenty.update({(hood, "justice"): Counts(12, 3) for hood in "abc"})
    levels, shown = verdicts_of(plenty)
    assert levels == (0, 0), "seven of the eight that can pass do"
    assert shown["a", "justice"] and not shown["d", "justice"] and not shown["a", "never"]


def test_merging_goes_on_level_by_level_for_the_whole_table() -> None:
    thin: dict[Cell, Counts] = {(hood, "work"): Counts(4, 2) for hood in "abcd"}
    assert verdicts_of(thin) == (
        (1, 0),
        {(hoods, topic): topic == "work" for hoods in ("ab", "cd") for topic in TOPICS.levels[0]},
    )
    thinner: dict[Cell, Counts] = {(hood, "work"): Counts(2, 1) for hood in "abcd"}
    assert verdicts_of(thinner)[0] == (2, 0)
    hopeless: dict[Cell, Counts] = {(hood, "work"): Counts(1, 0) for hood in "abcd"}
    assert verdicts_of(hopeless)[0] == (0, 0), "what no merging can save stays as fine as asked"


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcd"), st.sampled_from(["work", "justice", "never"])),
        st.builds(Counts, st.integers(0, 15), st.integers(0, 6)),
    )
)
def test_at_least_four_fifths_of_what_can_be_shown_is(finest: dict[Cell, Counts]) -> None:
    levels, shown = verdicts_of(finest)
    possible = [topic for topic in TOPICS.levels[0] if _passes_at_the_top(finest, topic)]
    cells = [(hood, topic) for hood in HOODS.levels[0] for topic in possible]
    passing = sum(shown[HOODS.levels[levels[0]][hood], topic] for hood, topic in cells)
    assert passing >= 0.8 * len(cells)
    assert verdicts_of(finest) == (levels, shown)


def _passes_at_the_top(finest: Mapping[Cell, Counts], topic: str) -> bool:
    counts = [counts for (_hood, of), counts in finest.items() if of == topic]
    total = Counts(sum(one.heads for one in counts), sum(one.encounters for one in counts))
    return too_small(total, sensitive=topic == "justice") is None
