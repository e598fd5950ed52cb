"""Periods that are compared are as long as each other."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain import recent
from outreach_app.domain.periods import Span

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
UNITS = st.sampled_from(recent.UNITS)


@pytest.mark.parametrize(
    ("unit", "so_far", "before"),
    [
        ("week", Span(date(2026, 11, 16), date(2026, 11, 19)), Span(date(2026, 11, 9), date(2026, 11, 12))),
        ("month", Span(date(2026, 11, 1), date(2026, 11, 19)), Span(date(2026, 10, 1), date(2026, 10, 19))),
        ("quarter", Span(date(2026, 10, 1), date(2026, 11, 19)), Span(date(2026, 7, 1), date(2026, 8, 19))),
        ("year", Span(date(2026, 1, 1), date(2026, 11, 19)), Span(date(2025, 1, 1), date(2025, 11, 19))),
    ],
)
def test_a_thursday_in_november(unit: str, so_far: Span, before: Span) -> None:
    assert recent.so_far(unit, date(2026, 11, 19)) == so_far
    assert recent.before(unit, date(2026, 11, 19)) == before


def test_a_month_that_is_over_is_compared_with_a_whole_one() -> None:
    assert recent.before("month", date(2026, 2, 28)) == Span(date(2026, 1, 1), date(2026, 1, 31))
    assert recent.before("month", date(2026, 3, 30)) == Span(date(2026, 2, 1), date(2026, 2, 28))


@given(UNITS, DAYS)
def test_periods_follow_each_other_without_a_gap(unit: str, today: date) -> None:
    found = recent.latest(unit, today, 8)

    assert found[-1].first <= today <= found[-1].last
    for earlier, later in pairwise(found):
        assert earlier.last + timedelta(days=1) == later.first


@given(UNITS, DAYS)
def test_what_came_before_ends_before_this_begins(unit: str, today: date) -> None:
    now, before = recent.so_far(unit, today), recent.before(unit, today)

    assert before.last < now.first
    assert (before.last - before.first) <= max(now.last - now.first, timedelta(days=91))


@given(DAYS, st.integers(1, 60))
def test_a_year_earlier_is_the_same_day_of_the_week(last: date, n: int) -> None:
    span = recent.weeks(Span(last, last), n)
    earlier, before = recent.a_year_earlier(span), recent.just_before(span)

    assert (span.last - span.first).days == 7 * n - 1
    assert earlier.last.weekday() == span.last.weekday()
    assert before.last - before.first == span.last - span.first
