"""The states of meetings: planned, the agenda fixed three weeks before, held, minutes sent."""

from dataclasses import dataclass
from datetime import date, timedelta

from outreach_app.domain.fields import Id
from outreach_app.domain.moves import Move, ReasonMissing, found, state_name
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

MEETING_PATH = ("planned", "agenda_fixed", "held", "minutes_sent")
FIXED = MEETING_PATH[1:]
"""States in which a change of the agenda is told as one."""
FREEZE_DAYS = 21
"""So long before a meeting its agenda stands, so that everybody can prepare."""
FREEZE_SOON, MEETING_SOON, MINUTES_AHEAD = 10, 10, 60
"""Days: before the agenda is to be fixed, before the meeting, and after it, in which something waits."""
_STATE = "meeting_state"


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting whose minutes are not sent yet."""

    id: Id
    title: str
    on: date
    state: str
    prepared: bool = False
    """Whether everything of its preparation is ticked."""


def next_step(one: Coming, today: date) -> tuple[str, int] | None:
    """What waits about a meeting: `fix` its agenda, `prepare` it, or write its `minutes`; and how many
    days that is late, below zero where it is to come."""
    since, fix = (today - one.on).days, (today - freeze_on(one.on)).days
    if since >= 0:
        return ("minutes", since) if since <= MINUTES_AHEAD else None
    if one.state == "planned" and fix >= -FREEZE_SOON:
        return "fix", fix
    if not one.prepared and since >= -MEETING_SOON:
        return "prepare", since
    return None


class NotYetHeld(OutreachError):
    message = N_("This meeting is on {day}: it cannot have been held yet.")
    advice = N_("Correct its date, or wait until that day.")


class ItemsOpen(OutreachError):
    message = N_("Some items end in nothing: {items}.")
    advice = N_("Give each an agreement, a decision or the reason why there is none; then send the minutes.")


class NobodyPresent(OutreachError):
    message = N_("It is not noted who was there.")
    advice = N_("Note the organisations that were present (attendees), then move it again.")


class NothingOnAgenda(OutreachError):
    message = N_("There is nothing on the agenda yet.")
    advice = N_("Build it from what is ripe and what is late, or add an item; then fix it.")


def freeze_on(on: date) -> date:
    """The day on which the agenda of a meeting is to be fixed."""
    return on - timedelta(days=FREEZE_DAYS)


def meeting_moves(state: str) -> tuple[Move, ...]:
    """The moves from a state of a meeting; an unknown state (of a newer program) has none."""
    if state not in MEETING_PATH:
        return ()
    at = MEETING_PATH.index(state)
    forward = tuple(Move(to) for to in MEETING_PATH[at + 1 : at + 2])
    back = tuple(Move(to, reason=True) for to in reversed(MEETING_PATH[:at]))
    return (*forward, *back)


def check_meeting_move(
    state: str,
    to: str,
    reason: str,
    *,
    on: date,
    today: date,
    items: int,
    anybody: bool,
    ending_in_nothing: list[str],
) -> None:
    """Raise what stands in the way of moving a meeting, with what to do about it."""
    move = found(_STATE, state, to, meeting_moves(state))
    if move.reason and not reason.strip():
        raise ReasonMissing(state=state_name(_STATE, state), to=state_name(_STATE, to))
    if move.reason:
        return
    if to == "agenda_fixed" and not items:
        raise NothingOnAgenda
    if to == "held" and on > today:
        raise NotYetHeld(day=on.isoformat())
    if to == "minutes_sent" and not anybody:
        raise NobodyPresent
    if to == "minutes_sent" and ending_in_nothing:
        raise ItemsOpen(items="; ".join(ending_in_nothing))
