"""The states of agreements: which moves exist, and what is open for too long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from outreach_app.domain.fields import Id
from outreach_app.domain.moves import Move, ReasonMissing, found, state_name

AGREEMENT_PATH = ("open", "busy", "done")
UNKEPT = AGREEMENT_PATH[:2]
"""States of an agreement that somebody still has to keep."""
SOON_DAYS = 7
"""So long before its day it is said that it comes."""
_STATE = "agreement_state"


@dataclass(frozen=True, slots=True)
class Promise:
    """An agreement, with whom and what it is about in words."""

    id: Id
    text: str
    state: str
    due: date | None
    organisation: str = ""
    signal: str = ""


def agreement_moves(state: str) -> tuple[Move, ...]:
    """The moves from a state of an agreement; an unknown state (of a newer program) has none.

    What was promised may be done before anyone noted that it was begun.
    """
    if state == "lapsed":
        return (Move("open", reason=True),)
    if state not in AGREEMENT_PATH:
        return ()
    at = AGREEMENT_PATH.index(state)
    forward = tuple(Move(to) for to in AGREEMENT_PATH[at + 1 :])
    back = tuple(Move(to, reason=True) for to in reversed(AGREEMENT_PATH[:at]))
    return (*forward, *back, *([Move("lapsed", reason=True)] if state in UNKEPT else ()))


def check_agreement_move(state: str, to: str, reason: str) -> None:
    """Raise what stands in the way of moving an agreement, with what to do about it."""
    move = found(_STATE, state, to, agreement_moves(state))
    if move.reason and not reason.strip():
        raise ReasonMissing(state=state_name(_STATE, state), to=state_name(_STATE, to))


def days_late(state: str, due: date | None, today: date) -> int | None:
    """For how many days it should have been done, below zero where that day is to come; None where nothing is
    waited for. Never stored."""
    return (today - due).days if due is not None and state in UNKEPT else None


def first_words(texts: Sequence[str], length: int = 60) -> list[str]:
    """What agreements begin with, to name them in a sentence."""
    lines = [" ".join(text.split()) for text in texts]
    return [line if len(line) <= length else f"{line[: length - 1].rstrip()}…" for line in lines]
