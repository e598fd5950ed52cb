"""The states of agreements: no way leads nowhere, and every way back is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.agreements import (
    AGREEMENT_PATH,
    UNKEPT,
    agreement_moves,
    check_agreement_move,
    days_late,
    first_words,
)
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.moves import AlreadyThere, NotAStep, ReasonMissing, UnknownState
from outreach_app.errors import OutreachError

STATES = tuple(BUILT_IN["agreement_state"])
DAY = date(2026, 12, 1)


@given(st.lists(st.sampled_from(STATES)))
def test_from_wherever_moves_lead_there_is_a_way_to_done_and_back(wanted: list[str]) -> None:
    state = "open"
    for to in wanted:
        move = next((move for move in agreement_moves(state) if move.to == to), None)
        if move is None:
            with pytest.raises((AlreadyThere, NotAStep)):
                check_agreement_move(state, to, "daarom")
            continue
        check_agreement_move(state, to, "daarom" if move.reason else "")
        state = to
    if state == "lapsed":
        check_agreement_move(state, "open", "toch nog nodig")
    elif state in UNKEPT:
        check_agreement_move(state, "done", "")


@pytest.mark.parametrize(
    ("state", "to", "reason", "refused"),
    [
        ("open", "lapsed", " ", ReasonMissing),
        ("done", "open", "", ReasonMissing),
        ("lapsed", "open", "", ReasonMissing),
        ("lapsed", "done", "toch", NotAStep),
        ("done", "lapsed", "toch", NotAStep),
        ("busy", "busy", "", AlreadyThere),
        ("open", "kept", "", UnknownState),
        ("of a newer program", "done", "", NotAStep),
    ],
)
def test_an_agreement_that_cannot_move_says_why(
    state: str, to: str, reason: str, refused: type[OutreachError]
) -> None:
    with pytest.raises(refused) as caught:
        check_agreement_move(state, to, reason)
    assert "{" not in f"{caught.value}{caught.value.what_now}"


@given(st.sampled_from(STATES), st.integers(-400, 400))
def test_it_is_late_after_its_day_as_long_as_someone_has_to_keep_it(state: str, days: int) -> None:
    late = days_late(state, DAY - timedelta(days), DAY)
    assert late == (days if state in ("open", "busy") else None)
    assert days_late(state, None, DAY) is None


def test_the_path_is_what_the_vocabulary_says() -> None:
    assert (*AGREEMENT_PATH, "lapsed") == STATES


def test_a_sentence_names_agreements_by_how_they_begin() -> None:
    assert first_words(["Banken\n plaatsen ", "x" * 80]) == ["Banken plaatsen", "x" * 59 + "…"]
