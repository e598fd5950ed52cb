"""Columns of a board: every state stands in one, and moves mean what the table of states says."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.board import NEED_LANES, SIGNAL_LANES, Lane, beside, dropped_into, lane_of
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.moves import Move
from outreach_app.domain.states import need_moves, signal_moves

KINDS = [("signal_state", SIGNAL_LANES, signal_moves), ("need_state", NEED_LANES, need_moves)]
Moves = Callable[[str], Sequence[Move]]


@pytest.mark.parametrize(("vocabulary", "lanes", "moves"), KINDS)
def test_every_state_stands_in_one_column(vocabulary: str, lanes: Sequence[Lane], moves: Moves) -> None:
    standing = [state for lane in lanes for state in lane.states]
    assert sorted(standing) == sorted(BUILT_IN[vocabulary])
    assert lane_of(lanes, "of_a_newer_program") is lanes[0]


@given(st.sampled_from(KINDS), st.data())
def test_a_card_dropped_asks_for_a_possible_move_where_the_column_has_one(
    kind: tuple[str, Sequence[Lane], Moves], data: st.DataObject
) -> None:
    vocabulary, lanes, moves = kind
    state = data.draw(st.sampled_from(sorted(BUILT_IN[vocabulary])))
    lane = data.draw(st.sampled_from(lanes))
    possible = {move.to for move in moves(state)}

    asked = dropped_into(lane, state, possible)

    assert (asked == "") == (state in lane.states)
    assert not asked or asked in lane.states
    assert not asked or (asked in possible) == bool(possible.intersection(lane.states))


@given(st.sampled_from(KINDS), st.data(), st.sampled_from((-1, 1)))
def test_a_step_leads_to_a_state_of_the_same_kind_and_back(
    kind: tuple[str, Sequence[Lane], Moves], data: st.DataObject, by: int
) -> None:
    vocabulary, _lanes, _moves = kind
    state = data.draw(st.sampled_from(sorted(BUILT_IN[vocabulary])))

    there = beside(state, by)

    assert there in {"", *BUILT_IN[vocabulary]} and there != state
    if there and state not in ("parked", "merged", "dropped"):
        assert beside(there, -by) == state
