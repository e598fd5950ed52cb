"""An answer goes back to those who gave the signal: what is owed, and how each is closed."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.feedback import AUDIENCES, NoReason, NothingSaid, ToldAlready, due_on, youth_done
from outreach_app.domain.fields import Id, new_id
from outreach_app.domain.moves import Move
from outreach_app.domain.records import Encounter, Feedback, Signal, SignalNote, Visit
from outreach_app.domain.states import may, signal_moves
from outreach_app.i18n import day
from outreach_app.store.erasing import is_erased
from outreach_app.store.evidence import current_note, of_signal
from outreach_app.store.finding import live
from outreach_app.store.given import on_trial
from outreach_app.store.settle import settle

DECIDED = ("decided", "fed_back")
"""States of a signal in which something may still have to be told."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One audience that was not told yet."""

    id: Id
    signal: Id
    title: str
    audience: str
    due: date | None
    decided_on: date | None

    def days_left(self, today: date) -> int | None:
        """Below zero once it is late; None where no day was named."""
        return (self.due - today).days if self.due else None


@dataclass(frozen=True, slots=True)
class ToTell:
    """What young people at one spot have not heard yet."""

    id: Id
    title: str
    outcome: str
    decision: str
    due: date | None


def open_feedback(session: Session, signal: Signal, note: SignalNote, decided: date) -> list[Feedback]:
    """Everybody who is to hear this answer, each once: two laptops that note one decision owe it once.

    Whom they had told before (a telling that is dated after the decision) is not owed again.
    """
    before = [one for one in of_signal(session, Feedback, signal.id) if _covers(one, decided)]
    known = {one.audience for one in before}
    made = []
    for audience in AUDIENCES:
        id = _id_of(note, audience)
        there = session.scalar(select(Feedback).where(Feedback.id == id))
        if there is not None and there.deleted:
            there.deleted = False  # the decision was taken back, and noted again
            made.append(there)
        if audience in known or there is not None:
            continue
        id = new_id() if is_erased(session, id) else id
        made.append(Feedback(id=id, signal=signal.id, audience=audience, due=due_on(decided)))
    session.add_all(made)
    session.flush()
    return made


def tell(
    session: Session, feedback: Id, on: date, message: str, reaction: str, actor: Actor, today: date
) -> Feedback:
    """Close it: told on this day, with these words. Raises NothingSaid, ToldAlready and BadValue."""
    found = live(session, Feedback, feedback)
    if found.told:
        raise ToldAlready(day=day(found.date))
    if not message.strip():
        raise NothingSaid
    with on_trial(session) as assign:
        assign(found, {"date": on, "message": message.strip(), "reaction": reaction.strip()})
        settle(session, found, ("date", "message"), today)
    session.flush()
    _go_on(session, found.signal, actor)
    return found


def waive(session: Session, feedback: Id, reason: str, actor: Actor) -> Feedback:
    """Close it without telling. Raises NoReason and ToldAlready."""
    found = live(session, Feedback, feedback)
    if found.told:
        raise ToldAlready(day=day(found.date))
    if not reason.strip():
        raise NoReason
    found.waived = reason.strip()
    session.flush()
    _go_on(session, found.signal, actor)
    return found


def owed(session: Session) -> list[Owed]:
    """What is still to be told, soonest first; of equals young people first."""
    query = (
        select(Feedback, Signal)
        .join(Signal, Signal.id == Feedback.signal)
        .where(~Feedback.deleted, ~Signal.deleted, Signal.state.in_(DECIDED))
    )
    decided = _decided(session)
    found = [
        Owed(one.id, signal.id, signal.title, one.audience, one.due, decided.get(signal.id))
        for one, signal in session.execute(query)
        if one.owed
    ]
    places = {audience: place for place, audience in enumerate(AUDIENCES)}
    return sorted(found, key=lambda one: (one.due or date.max, places.get(one.audience, len(places)), one.title))


def to_tell(session: Session) -> Mapping[Id, Sequence[ToTell]]:
    """By spot what young people there are still to be told: where they spoke of it. Soonest due first."""
    theirs = [one for one in owed(session) if one.audience == "youth"]
    if not theirs:
        return {}
    signals = {
        one.id: one for one in session.scalars(select(Signal).where(Signal.id.in_({o.signal for o in theirs})))
    }
    spots = _spots_of(session, {need for signal in signals.values() for need in signal.needs})
    found: dict[Id, list[ToTell]] = defaultdict(list)
    for one in theirs:
        signal = signals[one.signal]
        note = current_note(session, signal)
        told = ToTell(one.id, signal.title, signal.outcome, note.decision if note else "", one.due)
        for spot in dict.fromkeys(spot for need in signal.needs for spot in spots.get(need, ())):
            found[spot].append(told)
    return found


def _spots_of(session: Session, needs: Iterable[Id]) -> Mapping[Id, Sequence[Id]]:
    """The spots at which each of these needs came up; sensitive ones are known on this laptop alone."""
    wanted = set(needs)
    named = func.json_each(type_coerce(Encounter.needs, String)).table_valued("value")
    query = (
        select(named.c.value, func.coalesce(Visit.sensitive_spot, Visit.spot))
        .select_from(Encounter)
        .join(Visit, Visit.id == Encounter.visit)
        .join(named, type_coerce(Encounter.needs, String) != "[]")
        .where(~Encounter.deleted, ~Visit.deleted, named.c.value.in_(wanted))
        .distinct()
    )
    found: dict[Id, list[Id]] = defaultdict(list)
    for need, spot in session.execute(query):
        if spot:
            found[Id(need)].append(Id(spot))
    return found


def _decided(session: Session) -> Mapping[Id, date]:
    query = select(SignalNote.signal, func.max(SignalNote.decided_on)).where(
        ~SignalNote.deleted, SignalNote.decided_on != ""
    )
    return {signal: on for signal, on in session.execute(query.group_by(SignalNote.signal)) if on}


def _covers(one: Feedback, decided: date) -> bool:
    return one.owed or (one.told and one.date is not None and one.date >= decided)


def _id_of(note: SignalNote, audience: str) -> Id:
    return Id(uuid.uuid5(uuid.UUID(note.id), f"feedback\x1f{audience}").hex)


def _go_on(session: Session, signal: Id, actor: Actor) -> None:
    """Once young people heard it a decided signal is fed back, where whoever told them may say so."""
    found = live(session, Signal, signal)
    step = next((move for move in signal_moves(found.state) if move.to == "fed_back"), Move(""))
    if step.to and may(actor, step, found.lead) and youth_done(of_signal(session, Feedback, signal)):
        found.state, found.reason = step.to, ""
        session.flush()
