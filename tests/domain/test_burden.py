"""Time at the keyboard, and fields that nobody needs."""

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.burden import ENOUGH, PAUSE_MS, Burden, Filled, Stopwatch, ranked

MINUTE = 60_000


def spent(*moments: int, before: int = 0) -> int:
    watch = Stopwatch(before)
    for moment in moments:
        watch.tick(moment)
    return watch.spent


def test_a_pause_does_not_count_nor_does_a_clock_that_is_set_back() -> None:
    assert spent(0) == 0
    assert spent(0, MINUTE, 2 * MINUTE) == 2 * MINUTE
    assert spent(0, MINUTE, MINUTE + PAUSE_MS + 1, PAUSE_MS + 2 * MINUTE + 1) == 2 * MINUTE
    assert spent(5 * MINUTE, 0, MINUTE) == MINUTE
    assert spent(0, MINUTE, before=MINUTE) == 2 * MINUTE


@given(st.lists(st.integers(0, 100 * MINUTE)))
def test_no_more_is_counted_than_went_by(moments: list[int]) -> None:
    ordered = sorted(moments)

    assert 0 <= spent(*ordered) <= (ordered[-1] - ordered[0] if ordered else 0)


def test_a_field_is_judged_on_enough_encounters() -> None:
    assert not Filled("mix", 0, ENOUGH - 1).never
    assert Filled("mix", 0, ENOUGH).never
    assert Filled("mix", 1, 30).seldom
    assert not Filled("mix", 2, 30).seldom
    assert [one.name for one in ranked({"who": (3, 10), "mix": (0, 10), "result": (9, 10)})] == [
        "mix",
        "who",
        "result",
    ]


def test_the_round_in_the_middle_says_how_long_it_takes() -> None:
    found = Burden([60, 240, 900], [], [])

    assert (found.minutes, found.in_time) == (4, 2)
    assert Burden([], [], []).minutes is None
