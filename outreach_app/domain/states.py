"""The states of needs and signals: which moves exist, what each asks for, and who may make it.

Pure: the facts come in, an error with an advice goes out, or nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.moves import Move, ReasonMissing, follows, found, state_name
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

NEED_PATH = ("observed", "recurring", "verified", "in_signal", "solved")
OPEN_NEEDS = NEED_PATH[:3]
"""States of a need that no signal took up yet."""

SIGNAL_PATH = ("draft", "checking", "ripe", "submitted", "scheduled", "decided", "fed_back", "closed")
UNSUBMITTED = (*SIGNAL_PATH[:3], "parked")
"""States of a signal in which its content may still change."""
WITH_THE_COLLEGE = SIGNAL_PATH[3:7]
"""States of a signal that is out of the team's hands and not yet closed."""
LIVE = (*SIGNAL_PATH[:7], "parked")
"""States of a signal that holds on to its needs."""

RECURRING_ENCOUNTERS = 3
RECURRING_DATES = 2


class AlreadySubmitted(OutreachError):
    message = N_("A signal that was submitted does not go back to “{to}”.")
    advice = N_("What was decided is recorded as its outcome; a decision that is postponed makes it ripe again.")


class NeedSubmitted(OutreachError):
    message = N_("This need is part of a submitted signal and stays in it.")
    advice = N_("Wait until the signal is closed, or drop the need with a reason.")


class AskLead(OutreachError):
    message = N_("Only the lead of this signal or a coordinator can move it to “{to}”.")
    advice = N_("Ask one of them, or let a coordinator make you its lead.")


class LeadStands(OutreachError):
    message = N_("Only the lead of this signal or a coordinator can say who leads it.")
    advice = N_("Ask the lead to hand it over, or let a coordinator make you its lead.")


class NotRecurring(OutreachError):
    message = N_(
        "A need is recurring after {needed} encounters on {needed_dates} dates; "
        "this one has {encounters} encounters on {dates} dates."
    )
    advice = N_("Add the need to the encounters in which it came up, then move it again.")


class NotConfirmed(OutreachError):
    message = N_("It is not recorded when young people confirmed this need.")
    advice = N_("Fill in the date on which they did (confirmed_on), then move it again.")


class NotInASignal(OutreachError):
    message = N_("No open signal takes up this need.")
    advice = N_("Promote the need to a signal; that moves it as well.")


class NotRipe(OutreachError):
    message = N_("The signal is not ripe: {failing}.")
    advice = N_("Put these right, or move it all the same and give the reason (--reason).")


class TrackMissing(OutreachError):
    message = N_("It is not said on which track this signal goes.")
    advice = N_("Choose: strengthen young people, or align the offer (track).")
    field = "track"


class CauseMissing(OutreachError):
    message = N_("No structural cause of this problem is described.")
    advice = N_("Say what keeps it going, beyond persons and without blame (causes).")
    field = "causes"


class AskCoordinator(OutreachError):
    """Only a coordinator's laptop freezes figures: two that are offline cannot see what the other published."""

    message = N_("The figures behind this signal are not frozen yet.")
    advice = N_("Ask a coordinator to make the note once. After the next sync you can print it too.")


class AddresseeMissing(OutreachError):
    message = N_("It is not known to whom the signal note is submitted.")
    advice = N_("Fill in the addressee of the signal note, then move it again.")


class SessionMissing(OutreachError):
    message = N_("The date of the session is not known.")
    advice = N_("Fill in the session of the signal note (session_date), then move it again.")


class OutcomeMissing(OutreachError):
    message = N_("It is not known what was decided.")
    advice = N_("Give the outcome: accepted, partly, rejected, postponed or noted.")


class YouthNotTold(OutreachError):
    message = N_("Young people have not heard the result yet.")
    advice = N_("Record the feedback to young people with its date, or give the reason why there is none.")


class FeedbackOpen(OutreachError):
    message = N_("Some feedback that was planned has no date yet.")
    advice = N_("Fill in when it was told, or delete what will not happen.")


class AgreementsOpen(OutreachError):
    message = N_("Some agreements about this signal are neither done nor lapsed: {agreements}.")
    advice = N_("Move them to done, or let them lapse with a reason; then close the signal.")


def need_moves(state: str) -> tuple[Move, ...]:
    """The moves from a state of a need; an unknown state (of a newer program) has none."""
    if state == "dropped":
        return (Move("observed", reason=True),)
    if state not in NEED_PATH:
        return ()
    at = NEED_PATH.index(state)
    forward = tuple(Move(to) for to in NEED_PATH[at + 1 : at + 2])
    back = tuple(Move(to, reason=True) for to in reversed(NEED_PATH[:at]))
    return (*forward, *back, Move("dropped", reason=True))


def signal_moves(state: str) -> tuple[Move, ...]:
    """The moves from a state of a signal; an unknown state (of a newer program) has none."""
    if state in ("parked", "merged"):
        aside = (Move("merged", lead=True),) if state == "parked" else ()
        return (Move("draft", lead=True), *aside)
    if state not in SIGNAL_PATH:
        return ()
    at = SIGNAL_PATH.index(state)
    forward = tuple(Move(to, lead=to not in UNSUBMITTED) for to in SIGNAL_PATH[at + 1 : at + 2])
    if state not in UNSUBMITTED:
        return forward
    back = tuple(Move(to, reason=True) for to in reversed(SIGNAL_PATH[:at]))
    return (*forward, *back, Move("parked", lead=True), Move("merged", lead=True))


def need_move(state: str, to: str) -> Move:
    """The move of a need to a state. Raises UnknownState, AlreadyThere and NotAStep."""
    return found("need_state", state, to, need_moves(state))


def signal_move(state: str, to: str, actor: Actor, lead: Id | None) -> Move:
    """The move of a signal with this lead to a state. Raises the same, AlreadySubmitted and AskLead."""
    if state in SIGNAL_PATH[3:] and to in UNSUBMITTED:
        raise AlreadySubmitted(to=state_name("signal_state", to))
    move = found("signal_state", state, to, signal_moves(state))
    if not may(actor, move, lead):
        raise AskLead(to=state_name("signal_state", to))
    return move


def may(actor: Actor, move: Move, lead: Id | None) -> bool:
    """Whether this actor may make the move on a signal with this lead."""
    return not move.lead or actor.coordinator or (lead is not None and actor.worker == lead)


def check_lead(actor: Actor, state: str, lead: Id | None) -> None:
    """Raise LeadStands where this actor may not say who leads a signal: being its lead opens the moves that are
    not everybody's. One that nobody leads yet is anyone's to take up until it is ripe."""
    open_ = lead is None and state in SIGNAL_PATH[:2]
    if not (open_ or actor.coordinator or actor.worker == lead):
        raise LeadStands


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What the rules of a need's moves ask about it."""

    state: str
    encounters: int = 0
    dates: int = 0
    """On how many different dates those encounters were."""
    confirmed_on: date | None = None
    signals: Sequence[str] = ()
    """States of the signals that take it up."""


def check_need_move(facts: NeedFacts, to: str, reason: str) -> None:
    """Raise what stands in the way of moving a need, with what to do about it."""
    move = need_move(facts.state, to)
    backward = follows(NEED_PATH, facts.state, to)
    if backward and to in OPEN_NEEDS and any(state in WITH_THE_COLLEGE for state in facts.signals):
        raise NeedSubmitted
    if move.reason and not reason.strip():
        raise ReasonMissing(state=state_name("need_state", facts.state), to=state_name("need_state", to))
    if to == "in_signal" and not any(state in LIVE for state in facts.signals):
        raise NotInASignal
    if backward or to == "dropped":
        return
    if to == "recurring" and (facts.encounters < RECURRING_ENCOUNTERS or facts.dates < RECURRING_DATES):
        raise NotRecurring(
            needed=RECURRING_ENCOUNTERS,
            needed_dates=RECURRING_DATES,
            encounters=facts.encounters,
            dates=facts.dates,
        )
    if to == "verified" and facts.confirmed_on is None:
        raise NotConfirmed


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """What the rules of a signal's moves ask about it, with the values given along with the move."""

    state: str
    lead: Id | None = None
    failing: Sequence[str] = ()
    """What its ripeness list lacks, in words."""
    track: str = ""
    causes: str = ""
    frozen: bool = False
    """Own registration is frozen, or the actor freezes it with this move."""
    addressee: str = ""
    session_date: date | None = None
    outcome: str = ""
    youth_told: bool = False
    feedback_open: bool = False
    """Feedback is recorded that was not given yet."""
    agreements_open: Sequence[str] = ()
    """What agreements about it say that are neither done nor lapsed."""


def check_signal_move(facts: SignalFacts, to: str, actor: Actor, reason: str) -> None:
    """Raise what stands in the way of moving a signal, with what to do about it."""
    move = signal_move(facts.state, to, actor, facts.lead)
    if move.reason and not reason.strip():
        raise ReasonMissing(state=state_name("signal_state", facts.state), to=state_name("signal_state", to))
    if follows(SIGNAL_PATH, to, facts.state):
        _check_forward(facts, to, reason.strip())


def _check_forward(facts: SignalFacts, to: str, reason: str) -> None:
    """What the next step of the path needs; a reason overrides the ripeness list and waives the feedback."""
    if to == "ripe" and not facts.track:
        raise TrackMissing
    if to == "ripe" and not facts.causes.strip():
        raise CauseMissing
    if to == "ripe" and facts.failing and not reason:
        raise NotRipe(failing="; ".join(facts.failing))
    if to == "submitted" and not facts.addressee.strip():
        raise AddresseeMissing
    if to == "submitted" and not facts.frozen:
        raise AskCoordinator
    if to == "scheduled" and facts.session_date is None:
        raise SessionMissing
    if to == "decided" and not facts.outcome:
        raise OutcomeMissing
    if to == "fed_back" and not facts.youth_told and not reason:
        raise YouthNotTold
    if to == "closed" and facts.feedback_open:
        raise FeedbackOpen
    if to == "closed" and facts.agreements_open:
        raise AgreementsOpen(agreements="; ".join(facts.agreements_open))


def after_decision(outcome: str) -> str:
    """The state in which a decision leaves a signal: what was postponed is ripe again."""
    return "ripe" if outcome == "postponed" else "decided"
