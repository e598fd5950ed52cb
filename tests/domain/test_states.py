"""The tables of states: what no sequence of moves can do, and what every one can."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from outreach_app.domain.actor import Actor
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.fields import Id
from outreach_app.domain.moves import AlreadyThere, NotAStep, ReasonMissing, UnknownState
from outreach_app.domain.states import (
    NEED_PATH,
    SIGNAL_PATH,
    AddresseeMissing,
    AgreementsOpen,
    AlreadySubmitted,
    AskCoordinator,
    AskLead,
    CauseMissing,
    FeedbackOpen,
    NeedFacts,
    NeedSubmitted,
    NotConfirmed,
    NotInASignal,
    NotRecurring,
    NotRipe,
    OutcomeMissing,
    SessionMissing,
    SignalFacts,
    TrackMissing,
    YouthNotTold,
    after_decision,
    check_need_move,
    check_signal_move,
    need_moves,
    signal_moves,
)
from outreach_app.errors import OutreachError

LEAD, COLLEAGUE = Actor(Id("a" * 32), False), Actor(Id("b" * 32), False)
COORDINATOR = Actor(Id("c" * 32), True)
READY = SignalFacts(
    state="draft",
    lead=LEAD.worker,
    track="align",
    causes="Niet vervangen.",
    frozen=True,
    addressee="College",
    session_date=date(2026, 4, 14),
    outcome="accepted",
    youth_told=True,
)
DAY = date(2026, 3, 2)


class Signals(RuleBasedStateMachine):
    """Anybody tries any move with any facts."""

    def __init__(self) -> None:
        super().__init__()
        self.state = "draft"

    @rule(
        to=st.sampled_from([*BUILT_IN["signal_state"], "nowhere"]),
        actor=st.sampled_from([LEAD, COLLEAGUE, COORDINATOR]),
        reason=st.sampled_from(["", " ", "because"]),
        frozen=st.booleans(),
        failing=st.sampled_from([(), ("neutral",)]),
        outcome=st.sampled_from(["", "accepted", "postponed"]),
        told=st.booleans(),
    )
    def move(
        self, to: str, actor: Actor, reason: str, frozen: bool, failing: tuple[str, ...], outcome: str, told: bool
    ) -> None:
        before = self.state
        facts = replace(READY, state=before, frozen=frozen, failing=failing, outcome=outcome, youth_told=told)
        try:
            check_signal_move(facts, to, actor, reason)
        except OutreachError as error:
            assert str(error) and error.what_now
            return
        self.state = after_decision(outcome) if to == "decided" else to
        if before in SIGNAL_PATH and to in SIGNAL_PATH:
            ahead = SIGNAL_PATH.index(to) - SIGNAL_PATH.index(before)
            assert ahead == 1 or (ahead < 0 and reason.strip() and before in ("checking", "ripe"))
        if to in (*SIGNAL_PATH[3:], "parked", "merged"):
            assert actor is not COLLEAGUE
        assert not (to == "ripe" and failing and not reason.strip())
        assert not (to == "submitted" and not frozen)
        assert not (to == "fed_back" and not told and not reason.strip())

    @invariant()
    def has_a_way_on(self) -> None:
        assert self.state == "closed" or signal_moves(self.state)


TestSignals = Signals.TestCase
TestSignals.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)


def path(moves: Any, start: str) -> Iterator[str]:
    """Everything that can be reached from a state."""
    seen, found = {start}, [start]
    while found:
        yield (state := found.pop())
        new = {move.to for move in moves(state)} - seen
        seen |= new
        found += new


def test_a_submitted_signal_only_goes_on_and_everything_else_can_still_be_closed() -> None:
    for at, state in enumerate(SIGNAL_PATH[3:], 3):
        assert set(path(signal_moves, state)) == set(SIGNAL_PATH[at:])
    for state in (*SIGNAL_PATH[:3], "parked", "merged"):
        assert set(path(signal_moves, state)) == set(BUILT_IN["signal_state"])
    for state in BUILT_IN["need_state"]:
        assert set(path(need_moves, state)) == set(BUILT_IN["need_state"])
    assert need_moves("of a newer program") == signal_moves("of a newer program") == ()


@pytest.mark.parametrize(
    ("facts", "to", "actor", "reason", "refused"),
    [
        ({}, "nowhere", COORDINATOR, "", UnknownState),
        ({}, "draft", COORDINATOR, "", AlreadyThere),
        ({}, "ripe", COORDINATOR, "", NotAStep),
        ({"state": "submitted"}, "ripe", COORDINATOR, "oops", AlreadySubmitted),
        ({"state": "submitted"}, "parked", COORDINATOR, "", AlreadySubmitted),
        ({"state": "checking"}, "draft", COLLEAGUE, " ", ReasonMissing),
        ({"state": "checking", "failing": ["Neutral"]}, "ripe", COLLEAGUE, "", NotRipe),
        ({"state": "checking", "track": ""}, "ripe", COLLEAGUE, "dringend", TrackMissing),
        ({"state": "checking", "causes": " "}, "ripe", COLLEAGUE, "dringend", CauseMissing),
        ({}, "parked", COLLEAGUE, "", AskLead),
        ({"state": "ripe"}, "submitted", COLLEAGUE, "", AskLead),
        ({"state": "ripe", "addressee": " "}, "submitted", LEAD, "", AddresseeMissing),
        ({"state": "ripe", "frozen": False}, "submitted", LEAD, "", AskCoordinator),
        ({"state": "submitted", "session_date": None}, "scheduled", LEAD, "", SessionMissing),
        ({"state": "scheduled", "outcome": ""}, "decided", LEAD, "", OutcomeMissing),
        ({"state": "decided", "youth_told": False}, "fed_back", LEAD, "", YouthNotTold),
        ({"state": "fed_back", "feedback_open": True}, "closed", LEAD, "", FeedbackOpen),
        ({"state": "fed_back", "agreements_open": ["Banken"]}, "closed", LEAD, "", AgreementsOpen),
    ],
)
def test_a_signal_that_cannot_move_says_why(
    facts: dict[str, Any], to: str, actor: Actor, reason: str, refused: type[OutreachError]
) -> None:
    with pytest.raises(refused) as caught:
        check_signal_move(replace(READY, **facts), to, actor, reason)
    assert "{" not in f"{caught.value}{caught.value.what_now}"


def test_the_way_of_a_signal_and_its_waivers() -> None:
    for state, to in pairwise(SIGNAL_PATH):
        check_signal_move(replace(READY, state=state), to, LEAD, "")
    check_signal_move(replace(READY, state="checking", failing=["Neutral"]), "ripe", COLLEAGUE, "dringend")
    check_signal_move(replace(READY, state="decided", youth_told=False), "fed_back", LEAD, "plein is leeg")
    check_signal_move(replace(READY, state="ripe"), "draft", COLLEAGUE, "te vroeg")
    check_signal_move(replace(READY, state="parked", lead=None), "draft", COORDINATOR, "")


@pytest.mark.parametrize(
    ("facts", "to", "reason", "refused"),
    [
        (NeedFacts("observed", 2, 2), "recurring", "", NotRecurring),
        (NeedFacts("observed", 5, 1), "recurring", "", NotRecurring),
        (NeedFacts("observed", 5, 5, DAY), "verified", "", NotAStep),
        (NeedFacts("recurring"), "verified", "", NotConfirmed),
        (NeedFacts("verified", signals=["closed"]), "in_signal", "", NotInASignal),
        (NeedFacts("verified"), "recurring", "", ReasonMissing),
        (NeedFacts("verified"), "dropped", " ", ReasonMissing),
        (NeedFacts("in_signal", signals=["scheduled"]), "verified", "oops", NeedSubmitted),
    ],
)
def test_a_need_that_cannot_move_says_why(
    facts: NeedFacts, to: str, reason: str, refused: type[OutreachError]
) -> None:
    with pytest.raises(refused) as caught:
        check_need_move(facts, to, reason)
    assert "{" not in f"{caught.value}{caught.value.what_now}"


def test_the_way_of_a_need_there_and_back() -> None:
    facts = NeedFacts("observed", 3, 2, DAY, ["draft"])
    for state, to in pairwise(NEED_PATH):
        check_need_move(replace(facts, state=state), to, "")
        check_need_move(replace(facts, state=to), state, "te vroeg")
    for state in NEED_PATH:
        check_need_move(replace(facts, state=state, signals=["submitted"]), "dropped", "bleek anders")
    check_need_move(NeedFacts("dropped"), "observed", "komt terug")
