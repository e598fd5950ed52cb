"""What goes upward says nothing of where it was: whatever the names and the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.upward import AS_ONE_WORD, LocalName, general, local_in

NAMES = [
    LocalName("Vlasakker", "area"),
    LocalName("Vlasakkerplein", "spot"),
    LocalName("Stad Lindervoorde", "municipality"),
    LocalName("Bib", "organisation"),
    LocalName("C++ (oud)", "spot"),
    LocalName("Spot", "spot"),
]
words = st.sampled_from(
    [
        *("Vlasakker", "VLASAKKERPLEIN", "vlasakkerbuurt", "stad  lindervoorde", "bib", "bibber"),
        *("banken", "C++ (oud)", "é", "."),
    ]
)


@given(st.lists(words, max_size=12), st.sampled_from((" ", "\n", ", ")))
def test_nothing_local_is_left_and_what_was_general_stays(said: list[str], between: str) -> None:
    text = between.join(said)
    found = general(text, NAMES)
    left = found.text.casefold()
    assert not any(name.name.casefold() in left for name in NAMES[:-1] if len(name.name) >= AS_ONE_WORD)
    assert local_in(found.text, NAMES) == []
    assert general(found.text, NAMES).text == found.text
    assert ("bibber" in text) == ("bibber" in found.text)
    assert bool(found.taken_out) == (found.text != text)


@given(st.text(max_size=60))
def test_without_names_nothing_changes(text: str) -> None:
    assert general(text, []).text == text
    assert general(text, [LocalName(" ", "spot")]).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Geen banken in de Vlasakker.", "Geen banken in de (neighbourhood)."),
        ("Op het Vlasakkerplein", "Op het (spot)"),
        ("De Vlasakkerbuurt wacht", "De (neighbourhood) wacht"),
        ("De bib sluit om zes", "De (service) sluit om zes"),
        ("Geen bus, geen spot", "Geen bus, geen spot"),  # a spot of that name says nothing
    ],
)
def test_the_longest_name_counts_and_general_words_take_its_place(text: str, expected: str) -> None:
    assert general(text, NAMES).text == expected
