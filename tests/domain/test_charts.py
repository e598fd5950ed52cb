"""What a chart says: its scale, its words and its table hold shown values only, and a percentage has a base."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.charts import PERCENT_BASE, WITHHELD, Chart, Series, change, mark, ticks

VALUES = st.lists(st.none() | st.integers(0, 5000), min_size=1, max_size=14)
TALKED_OF = Chart(
    "bars",
    "What young people talk about",
    ("Work", "Housing", "Leisure"),
    (Series("Contacts", (40, None, 10)), Series("the quarter before", (20, 5, 10), compared=True)),
    remarks=("+20", "", "="),
    about="Life domain",
)
WHEN = Chart("heat", "When", ("Mon", "Tue"), (Series("Afternoon", (0, 3)), Series("Evening", (8, None))))


@given(VALUES)
def test_a_scale_reaches_the_highest_shown_value_in_few_round_steps(values: list[int | None]) -> None:
    scale = ticks(values)

    assert scale[0] == 0
    assert scale[-1] >= max((value for value in values if value is not None), default=0)
    assert 2 <= len(scale) <= 7
    assert scale == ticks([value for value in values if value is not None])


@given(st.floats(0.1, 4.9))
def test_a_scale_of_small_averages_goes_in_tenths_at_least(value: float) -> None:
    scale = ticks([round(value, 1)])

    assert scale[-1] >= round(value, 1)
    assert len(scale) <= 7


@given(VALUES)
def test_the_table_and_the_words_say_what_the_chart_shows_and_nothing_else(values: list[int | None]) -> None:
    labels = tuple(f"week {'abcdefghijklmn'[n]}" for n in range(len(values)))
    chart = Chart("columns", "Contacts", labels, (Series("Contacts", tuple(values)),))

    assert [row[0] for row in chart.as_table().values] == values
    for place, value in enumerate(values):
        assert chart.words(place) == f"{labels[place]}: Contacts {mark(value)}"
    assert ("not shown" in chart.summary) == (None in values)


def test_a_summary_names_the_ends_and_counts_what_is_withheld() -> None:
    assert TALKED_OF.summary == "Contacts: most in Work (40), least in Leisure (10). 1 figure is not shown (–)."
    assert TALKED_OF.words(0) == "Work: Contacts 40, the quarter before 20 (+20)"
    assert WHEN.summary == "Most in Evening, Mon (8), least in Afternoon, Mon (0). 1 figure is not shown (–)."
    assert WHEN.words(1, 1) == f"Evening, Tue: {WITHHELD}"


def test_a_heat_map_is_a_table_of_its_rows() -> None:
    assert WHEN.as_table().header == ("", "Mon", "Tue")
    assert WHEN.as_table().rows() == [("Afternoon", "0", "3"), ("Evening", "8", WITHHELD)]


@pytest.mark.parametrize(
    ("now", "before", "exact", "words"),
    [
        (118, 100, True, "+18 %"),
        (118, 100, False, "+20 %"),
        (45, 50, False, "−10 %"),
        (60, 40, True, "+20"),
        (100, 101, False, "0 %"),
        (7, 7, True, "="),
    ],
)
def test_a_change_is_a_percentage_only_on_a_base_that_bears_it(
    now: int, before: int, exact: bool, words: str
) -> None:
    found = change(now, before, exact=exact)

    assert found is not None
    assert found.words == words


@given(st.none() | st.integers(0, 500), st.none() | st.integers(0, 500), st.booleans())
def test_nothing_is_said_of_a_change_from_or_to_what_is_withheld(
    now: int | None, before: int | None, exact: bool
) -> None:
    found = change(now, before, exact=exact)

    assert (found is None) == (now is None or before is None or now == before == 0)
    if found is not None and before is not None and before < PERCENT_BASE:
        assert "%" not in found.words
