"""Possible patterns: never out of little, never twice, and only where something spreads or rises."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.patterns import (
    RISING,
    SPREADING,
    WEEKS,
    Decided,
    Key,
    Sighting,
    grown,
    patterns,
)

TODAY = date(2026, 12, 1)
HALF = WEEKS * 7 // 2


def seen(n: int, ago: int, spot: str = "plein", need: str = "bus", kind: str = "transport") -> Sighting:
    return Sighting(n, TODAY - timedelta(ago), spot, need, kind, "work")


sightings = st.lists(
    st.builds(
        seen,
        st.integers(0, 30),
        st.integers(0, WEEKS * 8),
        st.sampled_from(("plein", "park", "halte", "")),
        st.sampled_from(("bus", "fiets", "trein")),
        st.sampled_from(("transport", "cost", "")),
    ),
    max_size=40,
).map(lambda found: list({one.encounter: one for one in found}.values()))
visits = st.lists(st.integers(0, WEEKS * 8).map(lambda ago: TODAY - timedelta(ago)), max_size=60)


@given(sightings, visits)
def test_every_pattern_is_made_of_enough_and_its_figures_are_those_of_its_encounters(
    found: list[Sighting], walked: list[date]
) -> None:
    for pattern in patterns(found, walked, TODAY):
        behind = [one for one in found if one.encounter in pattern.behind]
        assert pattern.encounters == len(pattern.behind) >= 3
        assert pattern.dates == len({one.date for one in behind}) >= 2
        assert pattern.earlier + pattern.later == pattern.encounters
        assert pattern.first == min(one.date for one in behind) > TODAY - timedelta(weeks=WEEKS)
        assert {one.need for one in behind} == set(pattern.needs)
        assert pattern.why and set(pattern.why) <= {SPREADING, RISING}
        assert SPREADING not in pattern.why or (pattern.spots >= 2 and pattern.earlier)
        assert RISING not in pattern.why or (
            pattern.later * pattern.visits_earlier >= 1.5 * pattern.earlier * pattern.visits_later
        )
        assert all(one.domain == pattern.key.domain for one in behind)


@given(sightings, visits, st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_entered_changes_nothing(
    found: list[Sighting], walked: list[date], chance: random.Random
) -> None:
    other = found[:]
    chance.shuffle(other)
    assert patterns(other, reversed(walked), TODAY) == patterns(found, walked, TODAY)


@given(sightings, visits, st.integers(0, 40))
def test_what_was_decided_comes_back_only_once_it_has_grown_clearly(
    found: list[Sighting], walked: list[date], then: int
) -> None:
    open_ = {pattern.key: pattern for pattern in patterns(found, walked, TODAY)}
    again = {pattern.key for pattern in patterns(found, walked, TODAY, dict.fromkeys(open_, Decided(then)))}
    assert all(open_[key].encounters >= max(then * 1.5, then + 3) for key in again if key in open_)
    assert (
        not patterns(found, walked, TODAY, {key: Decided(one.encounters) for key, one in open_.items()}) or again
    )


@given(st.integers(0, 100))
def test_growth_is_half_as_often_again_and_at_least_three_times_more(before: int) -> None:
    least = next(now for now in range(before, 3 * before + 10) if grown(before, now))
    assert least == max(before + 3, -(-before * 3 // 2))


def test_a_need_of_two_life_domains_is_told_of_once() -> None:
    twice = [one._replace(domain=domain) for one in SPREAD for domain in ("work", "mobility")]
    assert [pattern.key.domain for pattern in patterns(twice, [], TODAY)] == ["mobility"]


SPREAD = [seen(1, HALF + 9), seen(2, HALF + 2), seen(3, 5, "park")]
EVEN = [TODAY - timedelta(HALF + 5)] * 10 + [TODAY - timedelta(5)] * 10


@pytest.mark.parametrize(
    ("found", "walked", "why"),
    [
        (SPREAD, [], (SPREADING,)),
        ([one._replace(spot="plein") for one in SPREAD], EVEN, ()),
        ([seen(1, HALF + 9), seen(2, 6), seen(3, 5)], EVEN, (RISING,)),
        ([seen(1, HALF + 9), seen(2, 6), seen(3, 5)], EVEN[:10] + EVEN[10:] * 3, ()),  # more rounds, no rise
        ([seen(1, 9), seen(2, 6, "park"), seen(3, 5)], EVEN, (RISING,)),  # new, so it cannot have spread
        ([seen(1, 9), seen(2, 6), seen(3, 5)], [], ()),  # nothing to compare with
        ([seen(1, 5), seen(2, 5, "park"), seen(3, 5)], EVEN, ()),  # one evening
        (SPREAD[:2], EVEN, ()),
        ([one._replace(kind="") for one in SPREAD], [], (SPREADING,)),  # a need without a kind is of its own
        ([one._replace(kind="", need=str(one.encounter)) for one in SPREAD], [], ()),
        ([*SPREAD[:2], SPREAD[2]._replace(domain="leisure")], [], ()),
        ([one._replace(date=one.date - timedelta(weeks=WEEKS)) for one in SPREAD], [], ()),
    ],
)
def test_what_makes_a_pattern(found: list[Sighting], walked: list[date], why: tuple[str, ...]) -> None:
    assert [pattern.why for pattern in patterns(found, walked, TODAY)] == ([why] if why else [])


def test_a_key_stays_while_its_figures_change() -> None:
    (before,) = patterns(SPREAD, [], TODAY)
    (after,) = patterns([*SPREAD, seen(4, 3, "halte", need="fiets")], [], TODAY)
    assert before.key == after.key == Key("transport", "work")
    assert (after.encounters, after.spots, after.needs) == (4, 3, ("bus", "fiets"))
