"""What is still to be handed in, told or closed, read for Today."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.feedback import still_owed, youth_done
from outreach_app.domain.records import Feedback, Signal
from outreach_app.domain.states import may, signal_moves
from outreach_app.domain.underway import Underway
from outreach_app.store.agreements import unkept
from outreach_app.store.course import delivery_of
from outreach_app.store.evidence import current_note, of_signal
from outreach_app.store.feedback import DECIDED

_TO_HAND_IN = ("ripe", "submitted", "scheduled")


def underway(session: Session, actor: Actor, today: date) -> list[Underway]:
    """Only those of which there is something to say."""
    query = select(Signal).where(~Signal.deleted, Signal.state.in_((*_TO_HAND_IN, *DECIDED)))
    return list(_each(session, session.scalars(query).all(), actor, today))


def _each(session: Session, signals: Sequence[Signal], actor: Actor, today: date) -> Iterator[Underway]:
    for signal in signals:
        found = Underway(signal.id, signal.title)
        if signal.state in _TO_HAND_IN:
            found = _to_hand_in(session, signal, found, today)
        else:
            found = _to_tell(session, signal, found, actor)
        if found != Underway(signal.id, signal.title):
            yield found


def _to_hand_in(session: Session, signal: Signal, found: Underway, today: date) -> Underway:
    note = current_note(session, signal)
    if note is None or note.session_date is None or note.session_date < today:
        return found
    wanted = delivery_of(session, note)
    if wanted.delivered_on is not None or wanted.deliver_by is None:
        return found
    return replace(found, deliver_by=wanted.deliver_by, copies=wanted.copies)


def _to_tell(session: Session, signal: Signal, found: Underway, actor: Actor) -> Underway:
    feedback = of_signal(session, Feedback, signal.id)
    others = [one for one in feedback if one.audience != "youth"]
    owed = tuple(still_owed(others))
    if owed:
        due = min((one.due for one in others if one.owed and one.due), default=None)
        return replace(found, owed=owed, tell_by=due)
    forward = next(iter(signal_moves(signal.state)), None)
    ready = youth_done(feedback) and not any(one.owed for one in feedback) and not unkept(session, signal.id)
    return replace(found, done=ready and forward is not None and may(actor, forward, signal.lead))
