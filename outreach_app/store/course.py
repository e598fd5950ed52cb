"""The course of a signal once it is ripe: handed in, decided on, and what was agreed then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.addressees import deliver_by
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Agreement, Feedback, Signal, SignalNote
from outreach_app.store import records
from outreach_app.store.addressees import custom_of
from outreach_app.store.evidence import current_note, of_signal, shown_number
from outreach_app.store.finding import live
from outreach_app.store.signals import move_signal


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the secretary of those who decide wants, and by when."""

    number: str
    deliver_by: date | None
    copies: int
    delivered_on: date | None

    def late(self, today: date) -> bool:
        return self.delivered_on is None and self.deliver_by is not None and self.deliver_by < today


@dataclass(frozen=True, slots=True)
class Course:
    """How far a signal is, read at once. `note` is the one it is about now, or the last that was decided on."""

    signal: Signal
    note: SignalNote | None
    delivery: Delivery
    feedback: Sequence[Feedback]
    agreements: int
    """How many came of it."""


def delivery_of(session: Session, note: SignalNote) -> Delivery:
    wanted = custom_of(session, note.addressee_kind)
    by = deliver_by(note.session_date, wanted.days)
    return Delivery(shown_number(session, note), by, wanted.copies, note.delivered_on)


def course_of(session: Session, signal_id: Id) -> Course | None:
    """None where it is not there."""
    signal = session.scalar(select(Signal).where(Signal.id == signal_id, ~Signal.deleted))
    if signal is None:
        return None
    note = current_note(session, signal)
    delivery = delivery_of(session, note) if note else Delivery("", None, 1, None)
    agreements = sum(not one.deleted for one in of_signal(session, Agreement, signal.id))
    return Course(signal, note, delivery, of_signal(session, Feedback, signal.id), agreements)


def submit(session: Session, signal_id: Id, actor: Actor, today: date, **values: Any) -> Delivery:
    """Hand a ripe signal in: its note is numbered and stays as it is. Raises what `move_signal` raises."""
    moved = move_signal(session, signal_id, "submitted", actor, today, **values)
    note = current_note(session, moved)
    assert note is not None  # submission makes one
    return delivery_of(session, note)


def decide(
    session: Session,
    signal_id: Id,
    state: str,
    actor: Actor,
    today: date,
    reason: str = "",
    *,
    agreements: Sequence[Mapping[str, str]] = (),
    **values: Any,
) -> Signal:
    """Note what was decided (`outcome`, `decided_on`, `decision`, `conditions`), with what was agreed there; like
    any move, to the state `decided`.

    A signal that nobody put on an agenda was on that of the day it was decided. Raises what `move_signal` and
    `records.add` raise; then nothing has changed.
    """
    signal = live(session, Signal, signal_id)
    note = current_note(session, signal)
    if signal.state == "submitted":
        known: dict[str, Any] = (
            {} if note and note.session_date else {"session_date": values.get("decided_on") or today}
        )
        move_signal(session, signal_id, "scheduled", actor, today, **known)
    moved = move_signal(session, signal_id, state, actor, today, reason, **values)
    about = {"signal": moved.id, **({"signal_note": note.id} if note else {})}
    for agreed in agreements:
        records.add(session, Agreement, {**agreed, **about}, actor, today=today)
    return moved
