"""The usual route: where a team went at least every third time, in the order in which it mostly did."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.domain.habits import usual

ROUNDS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=8)


def test_a_spot_that_is_often_gone_past_belongs_to_the_route() -> None:
    assert usual([["a", "b", "c"], ["a", "c"], ["x", "a", "b"]]) == ["a", "b", "c"]
    assert usual([["a", "b"], ["a", "b"], *5 * [["a"]]]) == ["a"]
    assert usual([["a", "b"]]) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROUNDS)
def test_nothing_is_usual_that_was_hardly_walked(rounds: list[list[str]]) -> None:
    walked = [spots for spots in rounds if spots]
    route = usual(rounds)
    assert len(route) == len(set(route))
    assert all(3 * sum(spot in spots for spots in walked) >= len(walked) for spot in route)


@given(st.permutations("abcd"), st.integers(2, 5))
def test_a_route_that_is_always_the_same_comes_back_as_it_is(route: list[str], times: int) -> None:
    assert usual([route] * times) == list(route)
