"""Languages: which one is spoken first, dates and numbers in it, and the order in which names are read."""

from datetime import date

import pytest

from outreach_app.i18n import day, first_spoken, language, number, reading_order, speaking

NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["nl-Latn-BE", "nl"], "nl"),
        (["fr-BE"], "fr"),
        (["de-DE", "fr-FR", "nl-BE"], "fr"),
        (["en_GB"], "en"),
        (["tr-TR"], "nl"),
        (["C"], "nl"),
        ([], "nl"),
    ],
)
def test_the_first_language_of_the_system_that_is_ours_is_spoken(wanted: list[str], spoken: str) -> None:
    assert first_spoken(wanted) == spoken


@pytest.mark.parametrize(
    ("spoken", "when", "much"),
    [
        ("nl", "donderdag 19 november 2026", "1.234.567,5"),
        ("en", "Thursday 19 November 2026", "1,234,567.5"),
        ("fr", "jeudi 19 novembre 2026", f"1{NARROW}234{NARROW}567,5"),
    ],
)
def test_dates_and_numbers_are_those_of_the_language(spoken: str, when: str, much: str) -> None:
    with speaking(spoken):
        if language() == spoken:  # a catalogue that is not compiled speaks English throughout
            assert day(date(2026, 11, 19), "EEEE d MMMM yyyy") == when
            assert number(1234567.5) == much


def test_names_stand_as_in_a_dictionary_of_our_languages() -> None:
    names = ["Zavelput", "école", "Œuvre", "’t Park", "Eden", "evere", "Élan", "Oever", "Ötztal"]

    assert sorted(names, key=reading_order) == [
        *("’t Park", "école", "Eden", "Élan", "evere"),
        *("Œuvre", "Oever", "Ötztal", "Zavelput"),
    ]
