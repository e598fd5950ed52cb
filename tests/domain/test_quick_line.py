"""A round in one line: every word is told what it is taken for, and nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.drafts import Pick
from outreach_app.domain.fields import Id
from outreach_app.domain.quick_line import AGE, NEED, SPOT, WORDS, Known, chosen, draft_of, understood

TODAY = date(2026, 11, 19)
PLEIN, HAL, MARKT = Pick("Vlasakkerplein", Id("1")), Pick("Sporthal Vlasakker", Id("2")), Pick("Markt", Id("3"))
BENCHES = Pick("Geen plek om te zitten", Id("4"))
KNOWN = Known([PLEIN, HAL, MARKT], [BENCHES, Pick("Werk", Id("5"))])
LINE = "gisteren 19u30 Vlasakker 6 jongens 15-17, banken kapot, 2 meisjes"


def said(line: str) -> list[tuple[str, str]]:
    return [(piece.kind, line[piece.start : piece.end]) for piece in understood(line, KNOWN, TODAY)]


def test_a_line_is_understood_piece_by_piece() -> None:
    assert said(LINE) == [
        ("date", "gisteren"),
        ("time", "19u30"),
        ("spot", "Vlasakker"),
        ("people", "6 jongens"),
        ("age", "15-17"),
        ("words", "banken kapot"),
        ("people", "2 meisjes"),
    ]


def test_what_may_be_two_things_is_asked() -> None:
    pieces = understood(LINE, KNOWN, TODAY)
    (spot,) = [piece for piece in pieces if piece.asks]
    assert (spot.kind, spot.choices) == (SPOT, (PLEIN, HAL))
    (age,) = understood("16-19", KNOWN, TODAY)
    assert (age.kind, age.asks, [pick.name for pick in age.choices]) == (AGE, True, ["15_17", "18_20"])


def test_the_round_is_what_was_said() -> None:
    pieces = [chosen(piece, HAL) if piece.asks else piece for piece in understood(LINE, KNOWN, TODAY)]
    draft = draft_of(LINE, pieces, TODAY)

    (visit,) = draft.visits
    boys, girls = visit.encounters
    assert (draft.date, draft.start, visit.spot) == (date(2026, 11, 18), "19:30", HAL)
    assert (boys.group_size, boys.mix, boys.age_counts) == (6, "boys", {"15_17": 6})
    assert (girls.group_size, girls.mix, girls.local_note) == (2, "girls", "banken kapot")


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("do 19/11 Markt niemand", ["date", "spot", "nobody"]),
        ("hier 19h-21h Markt 4 filles 12-14", ["date", "time", "spot", "people", "age"]),
        ("yesterday 19:30 markt 3 boys 16 years; werk", ["date", "time", "spot", "people", "age", "need"]),
        ("19 nov Markt 2 ouders, geen plek", ["date", "spot", "people", "need"]),
        ("Ergens 2 banken", ["words"]),
        ("Markt 99u99 31/31", ["spot", "words"]),
    ],
)
def test_three_languages_and_what_is_none(line: str, kinds: list[str]) -> None:
    assert [kind for kind, _text in said(line)] == kinds


WORD = st.sampled_from(
    [*LINE.replace(",", " ,").split(), "Markt", "plek", "16", "jaar", "do", "19/11", "😀", "שלום"]
)


@given(st.lists(st.one_of(WORD, st.text(max_size=6)), max_size=14).map(" ".join))
def test_no_word_is_lost(line: str) -> None:
    """Every letter is in exactly one piece, and what was not understood stands in the round all the same."""
    pieces = understood(line, KNOWN, TODAY)
    covered = [at for piece in pieces for at in range(piece.start, piece.end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    assert all(char.isspace() or char in ",;+" for at, char in enumerate(line) if at not in set(covered))
    draft = draft_of(line, pieces, TODAY)
    notes = " ".join(met.local_note for visit in draft.visits for met in visit.encounters)
    assert all(line[p.start : p.end] in notes for p in pieces if p.kind == WORDS or p.asks)
    assert all(p.value in p.choices for p in pieces if p.kind in (SPOT, NEED) and not p.asks)
