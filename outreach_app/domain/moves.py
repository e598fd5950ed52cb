"""Moves between the states of a record: which one is meant, and what is said where there is none.

Pure: the facts come in, an error with an advice goes out, or the move.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, gettext


@dataclass(frozen=True, slots=True)
class Move:
    """A move that the table of states allows; what it asks for besides is checked when it is made."""

    to: str
    reason: bool = False
    """A reason must be given."""
    lead: bool = False
    """Only the signal's lead or a coordinator may."""


class UnknownState(OutreachError):
    message = N_("There is no state “{state}”.")
    advice = N_("The states are: {states}.")


class AlreadyThere(OutreachError):
    message = N_("It is already in the state “{state}”.")
    advice = N_("Nothing needs to be done.")


class NotAStep(OutreachError):
    message = N_("From “{state}” there is no step to “{to}”.")
    advice = N_("From here it can go to: {possible}. Go one step at a time.")


class ReasonMissing(OutreachError):
    message = N_("The move from “{state}” to “{to}” needs a reason.")
    advice = N_("Say in a few words why (on the command line: --reason).")


def found(vocabulary: str, state: str, to: str, moves: Sequence[Move]) -> Move:
    """The move that is meant. Raises UnknownState, AlreadyThere, NotAStep."""
    if to not in BUILT_IN[vocabulary]:
        raise UnknownState(state=to, states=state_names(vocabulary, BUILT_IN[vocabulary]))
    if to == state:
        raise AlreadyThere(state=state_name(vocabulary, state))
    for move in moves:
        if move.to == to:
            return move
    raise NotAStep(
        state=state_name(vocabulary, state),
        to=state_name(vocabulary, to),
        possible=state_names(vocabulary, (move.to for move in moves)) or "–",
    )


def follows(path: Sequence[str], later: str, earlier: str) -> bool:
    """Whether the one state comes after the other on this path."""
    return later in path and earlier in path and path.index(later) > path.index(earlier)


def state_name(vocabulary: str, state: str) -> str:
    """The state as the window calls it, with the code that the command line takes where they differ."""
    label = gettext(BUILT_IN[vocabulary].get(state, "")) or state
    return label if label.casefold() == state else f"{label} ({state})"


def state_names(vocabulary: str, states: Iterable[str]) -> str:
    return ", ".join(state_name(vocabulary, state) for state in states)
