"""Periods and areas against each other: what is compared is as long, merged alike, and never nested."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.domain.comparing import (
    BY,
    MEASURES,
    Question,
    answer,
    apart,
    axis_of,
    earlier,
    quarters_before,
    value,
    year_earlier,
)
from outreach_app.domain.fields import Id
from outreach_app.domain.figures import tabulate
from outreach_app.domain.periods import Span
from outreach_app.domain.recent import UNITS, around
from outreach_app.domain.registration import Registration
from tests.domain.test_figures import AREAS, registrations, season

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
LATER = date(2031, 12, 1)


@given(st.sampled_from(UNITS), DAYS)
def test_the_period_before_ends_where_this_one_begins_and_one_a_year_earlier_has_its_length(
    unit: str, day: date
) -> None:
    span = around(unit, day)

    before, last_year = earlier(unit, span, LATER), year_earlier(unit, span, LATER)

    assert before.last == span.first - timedelta(days=1)
    assert before == around(unit, before.first)
    assert last_year.last < span.first
    assert abs((last_year.last - last_year.first) - (span.last - span.first)) <= timedelta(days=1)


@given(st.sampled_from(UNITS), DAYS)
def test_a_period_that_goes_on_is_compared_with_as_many_days(unit: str, today: date) -> None:
    span = around(unit, today)
    gone = today - span.first

    for compared in (earlier(unit, span, today), year_earlier(unit, span, today)):
        assert compared.last - compared.first <= max(gone, timedelta(0)) or today == span.last


@given(DAYS, st.integers(0, 500))
def test_guarded_periods_are_compared_with_as_many_whole_quarters_just_before(first: date, days: int) -> None:
    span = Span(first, first + timedelta(days=days)).whole_quarters

    before = quarters_before(span)

    assert before.whole_quarters == before
    assert before.last == span.first - timedelta(days=1)
    assert len(before.quarters()) == len(span.quarters())


def test_february_of_a_leap_year_is_compared_with_the_whole_month() -> None:
    span = around("month", date(2025, 2, 3))

    assert year_earlier("month", span, LATER) == Span(date(2024, 2, 1), date(2024, 2, 29))
    assert earlier("own", Span(date(2025, 3, 1), date(2025, 3, 10)), LATER) == Span(
        date(2025, 2, 19), date(2025, 2, 28)
    )


@settings(max_examples=25, deadline=None)
@given(registrations(), st.sampled_from([by for by in BY if by != "time"]), st.booleans())
def test_tables_beside_each_other_merge_alike_and_show_nothing_that_one_alone_would_withhold(
    registration: Registration, by: str, guarded: bool
) -> None:
    span, before = Span(date(2025, 4, 1), date(2025, 9, 30)), Span(date(2025, 1, 1), date(2025, 3, 31))
    areas = (Id("town"), Id("h"))

    found = answer(registration, Question(by, span, before, areas, guarded=guarded))

    tables = [table for part in found.parts for table in (part.now, part.before) if table]
    assert len(tables) == 4
    assert [part.area for part in found.parts] == list(areas)
    for table in tables:
        for cell in table.cells:
            assert cell.suppressed == (cell.contacts is None)
            if guarded and not cell.suppressed:
                assert (cell.contacts or 0) % 5 == 0 and (cell.encounters or 0) % 5 == 0
            assert all(value(cell, measure) is None for measure in MEASURES) or not cell.suppressed
    if by == "age":
        merged = {tuple(cell.values["age"] for cell in table.cells if cell.covers) for table in tables}
        assert len(merged - {()}) <= 1


def test_what_lies_in_a_chosen_area_is_not_compared_with_it() -> None:
    registration = season([("2025-02-01", "v", 3)])

    assert apart([Id("town"), Id("v"), Id("h"), Id("h")], registration) == ["town", "h"]
    assert apart([Id("v"), Id("m")], registration) == ["v", "m"]
    assert set(AREAS) >= {"town", "v"}


def test_someones_own_rounds_are_counted_alone() -> None:
    registration = season([("2025-02-01", "v", 3), ("2025-02-02", "v", 4), ("2025-02-03", "c", 5)])
    span = Span(date(2025, 2, 1), date(2025, 2, 28))

    found = answer(registration, Question("area", span, rounds=frozenset({0, 2})))

    assert (found.parts[0].now.totals.rounds, found.parts[0].now.totals.contacts) == (2, 8)


def test_guarded_answers_speak_of_whole_quarters() -> None:
    registration = season([(f"2025-0{month}-15", "v", 9) for month in (1, 2, 3) for _ in range(4)])
    week = Span(date(2025, 2, 10), date(2025, 2, 16))

    exact, shown = (answer(registration, Question("time", week, guarded=guarded)) for guarded in (False, True))

    assert exact.axis == "week" and exact.parts[0].now.totals.contacts == 36
    assert (shown.axis, shown.span) == ("month", Span(date(2025, 1, 1), date(2025, 3, 31)))
    assert [cell.contacts for cell in shown.parts[0].now.cells] == [35, 35, 35]
    assert tabulate(registration, ["month"]).cells[0].contacts == 35


@pytest.mark.parametrize(
    ("days", "guarded", "axis"),
    [
        (90, False, "week"),
        (365, False, "month"),
        (1500, False, "quarter"),
        (90, True, "month"),
        (365, True, "quarter"),
    ],
)
def test_time_is_cut_as_fine_as_it_reads_well(days: int, guarded: bool, axis: str) -> None:
    span = Span(date(2024, 1, 1), date(2024, 1, 1) + timedelta(days=days))

    assert axis_of(Question("time", span, guarded=guarded)) == axis
