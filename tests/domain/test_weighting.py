"""The weighting shows what it does: each part between 0 and 1, what is not known left out, ties told as ties."""

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.fields import Id
from outreach_app.domain.weighting import LESS, PARTS, Facts, Indicator, weigh, weights_of

numbers = st.fixed_dictionaries(
    {code: st.none() | st.floats(0, 1000, allow_nan=False) for code in PARTS if code != "figures"}
)
indicators = st.lists(
    st.builds(
        Indicator,
        st.sampled_from(["Kansarmoede", "Groen"]),
        st.floats(0, 100, allow_nan=False),
        st.just(2025),
        st.sampled_from(["more", "less", "none"]),
    ),
    max_size=2,
    unique_by=lambda one: one.name,
)
facts = st.lists(st.tuples(numbers, indicators), max_size=5).map(
    lambda rows: [Facts(Id(str(n)), f"Wijk {n}", row, tuple(found)) for n, (row, found) in enumerate(rows)]
)
weights = st.dictionaries(st.sampled_from(PARTS), st.integers(0, 10)).map(weights_of)


@given(facts, weights)
def test_a_score_is_the_mean_of_parts_that_are_shown(found: list[Facts], given_weights: dict[str, int]) -> None:
    for line in weigh(found, given_weights):
        assert all(0 <= part <= 1 for part in line.parts.values())
        heavy = {code: given_weights[code] for code in line.parts if given_weights[code]}
        if line.score is None:
            assert not heavy
            continue
        mean = 100 * sum(line.parts[code] * weight for code, weight in heavy.items()) / sum(heavy.values())
        assert abs(line.score - mean) < 1e-5
        assert set(line.unknown) == {code for code in PARTS if given_weights[code]} - line.parts.keys()


@given(facts, weights)
def test_every_area_has_a_place_and_a_higher_score_a_better_one(
    found: list[Facts], given_weights: dict[str, int]
) -> None:
    lines = weigh(found, given_weights)
    assert {line.area for line in lines} == {one.area for one in found}
    for one in lines:
        for other in lines:
            if one.score is not None and other.score is not None:
                assert (one.place < other.place) == (one.score > other.score)


def test_less_of_what_is_wanted_weighs_more() -> None:
    green = [
        Facts(Id("a"), "A", {}, (Indicator("Groen", 40, 2025, LESS),)),
        Facts(Id("b"), "B", {}, (Indicator("Groen", 10, 2025, LESS),)),
    ]
    assert [line.name for line in weigh(green, weights_of({}))] == ["B", "A"]


def test_without_weights_all_count_alike_and_a_named_one_counts_alone() -> None:
    assert weights_of({}) == dict.fromkeys(PARTS, 1)
    assert weights_of({"needs": 3})["signals"] == 0
