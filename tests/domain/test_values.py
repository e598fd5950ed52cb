from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.fields import Field, Id, Kind, field_of, fields_of
from outreach_app.domain.records import (
    RECORDS,
    Consultation,
    Encounter,
    Organisation,
    Record,
    Round,
    Signal,
    Spot,
    Term,
)
from outreach_app.domain.values import MAX_TEXT, Reader, Unreadable, name_key, parse, parse_day, parse_time, shown
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.errors import OutreachError
from outreach_app.i18n import LANGUAGES, speaking

TODAY = date(2026, 11, 22)
TERMS = Vocabularies(
    [Term(vocabulary="domain", code="sleep", nl="Slapen", fr="Sommeil"), Term(vocabulary="age", code="x")]
)
NAMES = {"vlasakker": Id("aa" * 16), "plein, de grote": Id("bb" * 16)}


class Nobody(OutreachError):
    pass


def resolve(table: str, text: str) -> Id:
    if name_key(text) not in NAMES:
        raise Nobody
    return NAMES[name_key(text)]


def read(record: type[Record], name: str, text: str) -> Any:
    field = field_of(record, name)
    assert field is not None
    return parse(field, text, TERMS, resolve, today=TODAY)


def refused(record: type[Record], name: str, text: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read(record, name, text)
    return caught.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-19",
        "19/11/2026",
        "19-11-2026",
        "19.11.2026",
        "19/11/26",
        "do 19/11",
        "jeudi 19 novembre",
        "19-nov-26",
        "2026-11-19 00:00:00",
        "2026-11-19T19:30",
        "20261119",
        " 19/11 ",
    ],
)
def test_one_day_in_many_spellings(text: str) -> None:
    assert read(Round, "date", text) == date(2026, 11, 19)


def test_days_without_a_year_lie_behind_us() -> None:
    assert parse_day("23/11", TODAY) == date(2025, 11, 23)
    assert parse_day("vandaag", TODAY) == parse_day("today", TODAY) == parse_day("aujourd'hui", TODAY) == TODAY
    assert parse_day("Gisteren", TODAY) == parse_day("hier", TODAY) == date(2026, 11, 21)
    assert parse_day("eergisteren", TODAY) == date(2026, 11, 20)


def test_the_order_of_day_and_month_can_be_told() -> None:
    assert parse_day("02/03/2026", TODAY) == date(2026, 3, 2)
    assert parse_day("02/03/2026", TODAY, "mdy") == date(2026, 2, 3)
    assert parse_day("2026-03-02", TODAY, "mdy") == date(2026, 3, 2)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "soon", "3", "10.5", "46345", "19/11/2206", "0026-11-19", "1/2/3/4"]
)
def test_what_is_no_day_is_refused_with_a_reason(text: str) -> None:
    assert refused(Round, "date", text)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("1930", "19:30"),
        ("19:30", "19:30"),
        ("19u30", "19:30"),
        ("19.30", "19:30"),
        ("19h", "19:00"),
        ("930", "09:30"),
        ("19:30:00", "19:30"),
        ("2026-11-19 19:30:00", "19:30"),
        ("", ""),
    ],
)
def test_times(text: str, time: str) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize("text", ["25:00", "19:60", "evening", "-1"])
def test_what_is_no_time_is_refused(text: str) -> None:
    assert refused(Round, "start", text)


def test_yes_and_no_in_every_language() -> None:
    assert all(read(Spot, "sensitive", word) is True for word in ("ja", "YES", "oui", "true", "1", "x"))
    assert all(read(Spot, "sensitive", word) is False for word in ("nee", "No", "non", "false", "0", ""))
    assert refused(Spot, "sensitive", "maybe")


def test_counts_are_whole_and_not_negative() -> None:
    assert [read(Encounter, "group_size", text) for text in ("6", "6.0", "6,0", " 07 ", "-0")] == [6, 6, 6, 7, 0]
    for text in ("-2", "6.5", "six", "", "1.000", "9" * 400, "1e3", "٣"):
        assert refused(Encounter, "group_size", text)


def test_numbers_take_either_decimal_mark() -> None:
    assert read(Spot, "latitude", "50,9124") == read(Spot, "latitude", "50.9124") == 50.9124
    assert refused(Spot, "latitude", "nan") and refused(Spot, "latitude", "50° N")


def test_terms_by_code_label_or_number_whatever_the_case_and_accents() -> None:
    assert [read(Encounter, "intensity", text) for text in ("1", "Talk", "ACTION", "")] == [
        "brief",
        "talk",
        "action",
        "",
    ]
    assert read(Encounter, "domains", "sleep; SLAPEN; sommeil; Public space; public_space") == [
        "sleep",
        "public_space",
    ]
    assert read(Encounter, "age_counts", "12–14: 2, 12_14: 1, 26+: 3, unknown=0") == {"12_14": 3, "26_up": 3}
    assert read(Spot, "furniture_missing", "bench:2,bin:1") == {"bench": 2, "bin": 1}
    assert "youth, parents" in refused(Encounter, "who", "teachers")
    assert refused(Spot, "furniture_missing", "bench") and refused(Spot, "furniture_missing", "bench:-1")


def test_labels_count_in_every_language_whatever_the_window_speaks() -> None:
    for language in LANGUAGES:
        for vocabulary in ("domain", "who", "spot_kind", "cost"):
            for choice in TERMS.choices(vocabulary):
                with speaking(language):
                    label = TERMS.label(vocabulary, choice.code)
                assert Reader(TERMS, resolve).term(vocabulary, label.upper()) == choice.code


def test_lists_take_commas_or_semicolons_and_names_may_hold_a_comma() -> None:
    assert read(Signal, "areas", "Vlasakker, VLASAKKER") == [NAMES["vlasakker"]]
    assert read(Signal, "areas", "Plein, de grote") == [NAMES["plein, de grote"]]
    assert read(Signal, "areas", "vlasakker; Plein, de grote") == list(NAMES.values())
    assert read(Consultation, "standing_items", "Samen, niet alleen; Nabij") == ["Samen, niet alleen", "Nabij"]
    with pytest.raises(Nobody):
        read(Signal, "areas", "Vlasakker, Elders")


def test_texts_are_trimmed_and_cleaned_but_never_markup() -> None:
    assert read(Organisation, "name", "  <b>& Cafe\u0301\x00\n de Hoek ") == "<b>& Café de Hoek"
    assert read(Organisation, "remarks", "een\r\ntwee\x07") == "een\ntwee"
    assert "20,000" in refused(Organisation, "remarks", "a" * (MAX_TEXT + 1))
    assert refused(Organisation, "name", "\udc80")


@given(st.text(max_size=60))
def test_any_text_is_a_value_or_refused(text: str) -> None:
    for record in RECORDS:
        for field in fields_of(record):
            try:
                value = parse(field, text, TERMS, resolve, today=TODAY)
            except (Unreadable, Nobody):
                continue
            assert isinstance(shown(field, value, TERMS, {}), str)


@given(st.data(), st.sampled_from(LANGUAGES))
def test_what_is_shown_can_be_typed(data: st.DataObject, language: str) -> None:
    codes = st.sampled_from([choice.code for choice in TERMS.choices("domain")])
    cases: list[tuple[Field, st.SearchStrategy[Any]]] = [
        (Field("", kind=Kind.DATE), st.dates(date(1950, 1, 1), date(2099, 12, 31))),
        (Field("", kind=Kind.FLAG), st.booleans()),
        (Field("", kind=Kind.INTEGER), st.integers(0, 999)),
        (Field("", kind=Kind.NUMBER), st.integers(-180_000, 180_000).map(lambda n: n / 1000)),
        (Field("", kind=Kind.TERMS, vocabulary="domain"), st.lists(codes, unique=True)),
        (Field("", kind=Kind.TALLY, vocabulary="domain"), st.dictionaries(codes, st.integers(1, 99))),
    ]
    field, values = data.draw(st.sampled_from(cases))
    value = data.draw(values)
    with speaking(language):
        assert parse(field, shown(field, value, TERMS, {}), TERMS, resolve, today=TODAY) == value
