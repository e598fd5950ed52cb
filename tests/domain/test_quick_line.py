"""A round in one line: every word is told what it is taken for, and nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.drafts import Pick
from outreach_app.domain.fields import Id
from outreach_app.domain.quick_line import AGE, NEED, SPOT, WORDS, Known, Piece, chosen, understood
from outreach_app.domain.quick_round import draft_of

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
    _people, age = understood("2 meisjes 16-19", KNOWN, TODAY)
    assert (age.kind, age.asks, [pick.name for pick in age.choices]) == (AGE, True, ["15_17", "18_20"])


def test_a_day_that_may_be_an_age_is_asked_where_somebody_was_counted() -> None:
    for line in ("6 jongens Markt 10-12", "6 jongens; Markt, 10-12"):
        *_rest, asked = understood(line, KNOWN, TODAY)
        assert asked.asks
        assert [pick.name for pick in asked.choices] == ["u12", "12_14", "2025-12-10"]

        for pick, day, ages in ((asked.choices[0], TODAY, {"u12": 6}), (asked.choices[2], date(2025, 12, 10), {})):
            pieces = understood(line, KNOWN, TODAY, lambda p, pick=pick: chosen(p, pick) if p.asks else p)  # type: ignore[misc]
            draft = draft_of(line, pieces, TODAY)
            assert (draft.date, draft.visits[0].encounters[0].age_counts) == (day, ages)


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
        ("2-3 jongens aan Markt", ["words", "spot"]),
        ("2/3 jongens Markt", ["words", "spot"]),
        ("6 jongens 10-12 Markt", ["people", "age", "spot"]),
        ("Markt 21.30 tot 22u", ["spot", "time"]),
        ("Markt 21.30 22u", ["spot", "time", "words"]),
        ("Markt 21u-22u Vlasakkerplein", ["spot", "words", "spot"]),
        ("6 jongens 15-17 18-20 Markt", ["people", "age", "words", "spot"]),
        ("15-17 Markt", ["words", "spot"]),
        ("Markt 1930 2 meisjes", ["spot", "time", "people"]),
        ("1930 jongens", ["words"]),
        ("Markt 2 meisjes niemand", ["spot", "people", "words"]),
        ("6 jongens 15-17 Markt 10-12", ["people", "age", "spot", "date"]),
        ("gisteren Markt 6 jongens, 10-12", ["date", "spot", "people", "age"]),
        ("Markt 10-12 6 jongens", ["spot", "date", "people"]),
        ("Markt 10-12 jaar", ["spot", "words"]),
        ("do 19/11 gisteren Markt", ["date", "words", "spot"]),
    ],
)
def test_three_languages_and_what_is_none(line: str, kinds: list[str]) -> None:
    assert [kind for kind, _text in said(line)] == kinds


def settled(line: str) -> list[Piece]:
    """With the first choice for every question."""
    return understood(line, KNOWN, TODAY, lambda piece: chosen(piece, piece.choices[0]) if piece.asks else piece)


def test_a_time_without_a_mark_and_what_may_be_a_year() -> None:
    draft = draft_of("Markt 1930", understood("Markt 1930", KNOWN, TODAY), TODAY)
    assert [visit.start for visit in draft.visits] == ["19:30"]
    _spot, year = understood("Markt 2026", KNOWN, TODAY)
    assert (year.kind, year.asks, year.choices) == ("time", True, (Pick("20:26"),))
    assert chosen(year, year.choices[0]).value == ("20:26",)


def test_the_end_of_the_only_visit_is_the_end_of_the_round() -> None:
    line = "Markt 21.30 tot 22u"
    draft = draft_of(line, understood(line, KNOWN, TODAY), TODAY)
    assert (draft.visits[0].start, draft.end) == ("21:30", "22:00")


def test_whom_one_met_before_a_spot_was_named_stands_at_the_first() -> None:
    line = "6 jongens 15-17 18-20 Markt 20u"
    (visit,) = draft_of(line, understood(line, KNOWN, TODAY), TODAY).visits
    (boys,) = visit.encounters
    assert (visit.spot, visit.start, boys.age_counts, boys.local_note) == (MARKT, "20:00", {"15_17": 6}, "18-20")


@pytest.mark.parametrize("word", ["leeg", "empty"])
def test_empty_means_nobody_only_of_a_spot(word: str) -> None:
    assert [piece.asks for piece in understood(f"Markt 20u, {word}", KNOWN, TODAY)] == [False, False, False]
    for line in (f"{word} Markt", f"Markt flessen {word}", word):
        assert [p.kind for p in understood(line, KNOWN, TODAY) if p.asks] == ["nobody"]


WORD = st.sampled_from(
    [
        *f"{LINE} Markt plek 16 jaar do 19/11 😀 שלום 2-3 leeg niemand 1930 2026".replace(",", " ,").split(" "),
        *("tot", "22u", "10-12", "20u-21u", "18-20", "werk", "Hal", "Sporthal"),
    ]
)


@given(st.lists(WORD, max_size=14).map(" ".join))
def test_what_is_understood_stands_in_the_round(line: str) -> None:
    """No piece replaces another: the round holds every one of them, and no more."""
    pieces = settled(line)
    draft = draft_of(line, pieces, TODAY)
    met = [each for visit in draft.visits for each in visit.encounters]

    def values(kind: str) -> list[object]:
        return [piece.value for piece in pieces if piece.kind == kind]

    assert values("date") in ([], [draft.date])
    times = [draft.start, draft.end, *(visit.start for visit in draft.visits)]
    assert sorted(time for value in values("time") for time in value) == sorted(filter(None, times))  # type: ignore[attr-defined]
    assert values("spot") == [visit.spot for visit in draft.visits if visit.spot]
    assert values("people") == [(each.group_size, each.who, each.mix) for each in met if each.group_size]
    assert values("age") == [band for each in met for band in each.age_counts]
    assert values("need") == [need for each in met for need in each.needs]
    assert len(values("nobody")) == sum(visit.no_contact for visit in draft.visits)
    assert not any(visit.no_contact and visit.contacts for visit in draft.visits)
    assert all(visit.spot for visit in draft.visits) or not values("spot")


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
