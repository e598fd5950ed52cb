"""The states of agreements: which moves exist, and what is open for too long."""

from collections.abc import Sequence
from datetime import date

from outreach_app.domain.moves import Move, ReasonMissing, found, state_name

AGREEMENT_PATH = ("open", "busy", "done")
UNKEPT = AGREEMENT_PATH[:2]
"""States of an agreement that somebody still has to keep."""
_STATE = "agreement_state"


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


def is_overdue(state: str, due: date | None, today: date) -> bool:
    """Whether its day is past and it is neither done nor lapsed; that is never stored."""
    return state in UNKEPT and due is not None and due < today


def first_words(texts: Sequence[str], length: int = 60) -> list[str]:
    """What agreements begin with, to name them in a sentence."""
    lines = [" ".join(text.split()) for text in texts]
    return [line if len(line) <= length else f"{line[: length - 1].rstrip()}…" for line in lines]
