"""Stamps order what was written, whatever the laptops think the time is."""

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.clock import MAX_STAMP, next_stamp

YEAR = 365 * 86_400_000
NOW = 1_795_000_000_000
"""Milliseconds of a moment in November 2026."""
WALLS = st.integers(-YEAR, NOW + 100 * YEAR)


@given(WALLS, st.integers(0, MAX_STAMP))
def test_a_stamp_is_later_than_what_it_overwrites(wall: int, overwritten: int) -> None:
    assert next_stamp(wall, overwritten) > overwritten


@given(st.lists(WALLS, min_size=2))
def test_each_edit_of_a_cell_that_was_seen_wins_by_whatever_clock(walls: list[int]) -> None:
    """Laptops take turns; each has seen the one before, and their clocks are years apart."""
    stamps = [0]
    for wall in walls:
        stamps.append(next_stamp(wall, stamps[-1]))
    assert stamps == sorted(set(stamps))
    assert stamps[-1] < MAX_STAMP


@given(st.integers(0, NOW), st.integers(1, 10 * YEAR))
def test_what_overwrites_nothing_is_ordered_by_the_wall_clock(wall: int, later: int) -> None:
    """So a laptop years ahead drags nobody along: its stamps count only for the cells it wrote."""
    assert next_stamp(wall) < next_stamp(wall + later)
    assert next_stamp(wall) >> 16 == wall


def test_a_clock_before_its_beginning_still_gives_a_stamp() -> None:
    assert 0 <= next_stamp(-YEAR) < 1 << 16
