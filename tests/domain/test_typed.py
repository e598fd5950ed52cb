from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.typed import NoDate, NoTime, typed_date, typed_time

TODAY = date(2026, 11, 19)  # a Thursday


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("vandaag", date(2026, 11, 19)),
        ("Gisteren", date(2026, 11, 18)),
        ("hier", date(2026, 11, 18)),
        ("eergisteren", date(2026, 11, 17)),
        ("do", date(2026, 11, 19)),
        ("di", date(2026, 11, 17)),
        ("tue", date(2026, 11, 17)),
        ("mercredi", date(2026, 11, 18)),
        ("do 19/11", date(2026, 11, 19)),
        ("19/11", date(2026, 11, 19)),
        ("1.3.25", date(2025, 3, 1)),
        ("19 nov", date(2026, 11, 19)),
        ("3 mrt 2026", date(2026, 3, 3)),
        ("donderdag 19 november 2026", date(2026, 11, 19)),
        ("24/12", date(2025, 12, 24)),
        ("20/11", date(2025, 11, 20)),
        ("25", date(2026, 10, 25)),
        ("2026-11-02", date(2026, 11, 2)),
    ],
)
def test_a_date_is_understood_as_a_tired_worker_types_it(text: str, meant: date) -> None:
    assert typed_date(text, TODAY, past=True) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("morgen", date(2026, 11, 20)),
        ("overmorgen", date(2026, 11, 21)),
        ("gisteren", date(2026, 11, 18)),
        ("di", date(2026, 11, 24)),
        ("do", date(2026, 11, 19)),
        ("15/12", date(2026, 12, 15)),
        ("do 10/12", date(2026, 12, 10)),
        ("1 mrt", date(2027, 3, 1)),
        ("30/10", date(2026, 10, 30)),
        ("1/10", date(2027, 10, 1)),
        ("1/10/26", date(2026, 10, 1)),
        ("25", date(2026, 11, 25)),
        ("5", date(2026, 12, 5)),
    ],
)
def test_what_is_promised_is_to_come(text: str, meant: date) -> None:
    assert typed_date(text, TODAY, ahead=True) == meant


@pytest.mark.parametrize(
    "text", ["", "x", "32/1", "29/2/2025", "19/13", "19 foo", "ju", "1/2/3/4", "morgendi 17 nov", "foo 19/11"]
)
def test_what_is_no_date_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NoDate):
        typed_date(text, TODAY)


@given(st.dates(min_value=TODAY - timedelta(days=300), max_value=TODAY))
def test_day_and_month_are_enough_for_the_past_year(day: date) -> None:
    assert typed_date(f"{day.day}/{day.month}", TODAY, past=True) == day


@given(st.dates(min_value=TODAY - timedelta(days=30), max_value=TODAY + timedelta(days=330)))
def test_day_and_month_are_enough_for_the_year_to_come(day: date) -> None:
    assert typed_date(f"{day.day}/{day.month}", TODAY, ahead=True) == day


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_politely_none(text: str) -> None:
    try:
        assert isinstance(typed_date(text, TODAY), date)
    except NoDate as error:
        assert str(error)


def test_times_need_no_colon() -> None:
    typed = {"1930": "19:30", "19:30": "19:30", "930": "09:30", "19u30": "19:30", "19u": "19:00", "7": "07:00"}
    assert {text: typed_time(text) for text in typed} == typed
    assert typed_time(" ") == ""
    for wrong in ("2460", "25", "19:7", "avond"):
        with pytest.raises(NoTime):
            typed_time(wrong)
