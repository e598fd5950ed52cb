"""From a signal to a decision: its moves, and everything else the faces ask about needs and signals.

Values that come along with a move are given as people type them, or as the field holds them. A move that raises
has changed nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.agreements import first_words
from outreach_app.domain.feedback import youth_done
from outreach_app.domain.fields import Field, Id, Kind, field_of, fields_of
from outreach_app.domain.records import Feedback, Signal, SignalNote
from outreach_app.domain.ripeness import label
from outreach_app.domain.states import SignalFacts, after_decision, check_lead, check_signal_move
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store.addressees import filled_in
from outreach_app.store.agreements import unkept
from outreach_app.store.evidence import (
    compiled,
    content_hash,
    current_note,
    frozen_evidence,
    needs_of,
    note_source,
    of_signal,
    shown_number,
)
from outreach_app.store.feedback import open_feedback
from outreach_app.store.finding import live
from outreach_app.store.freezing import freeze
from outreach_app.store.given import Assign, on_trial, read_values
from outreach_app.store.needs import adopt, move_need, promote
from outreach_app.store.refusals import SetByMove, UnknownField
from outreach_app.store.ripe import check_signal, ripeness_of
from outreach_app.store.submitted import refuse_change

__all__ = [
    "asked",
    "check_signal",
    "current_note",
    "freeze",
    "frozen_evidence",
    "move_need",
    "move_signal",
    "note_source",
    "promote",
    "shown_number",
]

INTO = Field(N_("Merged into"), name="into", kind=Kind.REFERENCE, to="signal", required=True)
"""What a move to `merged` asks: the signal that goes on."""

_ASKED: Mapping[str, tuple[str, ...]] = {
    "ripe": ("track", "causes"),
    "submitted": ("addressee_kind", "addressee", "session_date", "agenda_number"),
    "scheduled": ("session_date", "agenda_number"),
    "decided": ("outcome", "decided_on", "decision", "conditions"),
    "fed_back": ("audience", "date", "message", "reaction"),
    "merged": ("into",),
}
_OF_DECISION = {"outcome", "result"}
_OF_ONE_SESSION = {
    "date": None,
    "session_date": None,
    "agenda_number": "",
    "delivered_on": None,
    "decided_on": None,
    "decision": "",
    "conditions": "",
}
"""What a note that goes on to another session begins without."""


class NoTarget(OutreachError):
    message = N_("It is not said into which signal this one is merged.")
    advice = N_("Name the other signal (on the command line: --set into=ID).")


class BadTarget(OutreachError):
    message = N_("This signal cannot be merged into “{signal}”.")
    advice = N_("Choose another signal that is still a draft, being checked or ripe.")


class UnmergeTooLate(OutreachError):
    message = N_("This signal was merged into “{signal}”, which is no longer a draft.")
    advice = N_("Move that one back to draft first, if it was not submitted yet.")


@dataclass
class _Given:
    """What came along with a move, sorted by the record it is for."""

    signal: dict[str, Any] = field(default_factory=dict)
    note: dict[str, Any] = field(default_factory=dict)
    feedback: dict[str, Any] = field(default_factory=dict)
    into: Id | None = None


def asked(state: str) -> list[Field]:
    """The fields that a move of a signal to this state asks for or takes along; their names are keyword values."""
    home = Feedback if state == "fed_back" else SignalNote
    fields = (
        INTO if name == "into" else field_of(home, name) or field_of(Signal, name)
        for name in _ASKED.get(state, ())
    )
    return [found for found in fields if found is not None]


def move_signal(
    session: Session, signal_id: Id, state: str, actor: Actor, today: date, reason: str = "", **values: Any
) -> Signal:
    """Bring a signal to another state, with fields that go along: its own, those of its newest note (made if
    there is none), and on the way to `fed_back` those of a telling.

    Submission freezes the note under the next free number of the year; a coordinator's also freezes the figures
    where nobody did. What is postponed is ripe again, with a fresh copy of the note; an answer opens feedback.
    Raises the errors of `domain.states`, NoTarget, BadTarget, UnmergeTooLate, NoteSubmitted and those of values.
    """
    signal = live(session, Signal, signal_id)
    given = _sorted(session, state, values, today)
    known = current_note(session, signal)
    note = known or SignalNote(signal=signal.id)
    with on_trial(session) as assign:
        refuse_change(session, note, given.note)
        if given.signal.get("lead", signal.lead) != signal.lead:
            check_lead(actor, signal.state, signal.lead)
        assign(signal, given.signal)
        assign(note, given.note)
        assign(note, filled_in(session, note, given.note))
        outcome = given.signal.get("outcome") or note.result
        facts = _facts(session, signal, note, given, actor, outcome=outcome, checked=state == "ripe")
        check_signal_move(facts, state, actor, reason)
        _merge(session, signal, state, given.into, assign)
    if known is None and (given.note or state == "submitted"):
        session.add(note)
    if state == "fed_back":
        _feed_back(session, signal, given.feedback, today, reason)
    session.flush()
    if state == "checking":
        adopt(needs_of(session, signal))
    if state == "submitted":
        _submit(session, signal, note, actor, today)
    if state == "decided":
        _decide(session, signal, note, outcome, today)
        state = after_decision(outcome)
    signal.state, signal.reason = state, reason.strip()
    return _keep_override(session, signal, note)


def _keep_override(session: Session, signal: Signal, note: SignalNote) -> Signal:
    """What its list lacked when it was called ripe, and why it was all the same, outlives the next moves."""
    if signal.state == "ripe":
        lacks = [check.item for check in ripeness_of(session, signal, note) if not check.ok]
        signal.overridden, signal.override_reason = lacks, signal.reason if lacks else ""
    elif signal.state in ("draft", "checking"):
        signal.overridden, signal.override_reason = [], ""
    session.flush()
    return signal


def _facts(
    session: Session,
    signal: Signal,
    note: SignalNote,
    given: _Given,
    actor: Actor,
    *,
    outcome: str,
    checked: bool,
) -> SignalFacts:
    feedback = of_signal(session, Feedback, signal.id)
    telling = given.feedback.get("audience", "youth") == "youth" and bool(given.feedback.get("message"))
    checks = ripeness_of(session, signal, note) if checked else []
    return SignalFacts(
        state=signal.state,
        lead=signal.lead,
        track=signal.track,
        causes=signal.causes,
        failing=[f"{label(check.item)} ({check.why})" for check in checks if not check.ok],
        frozen=actor.coordinator or frozen_evidence(session, signal.id) is not None,
        addressee=note.addressee,
        session_date=note.session_date,
        outcome=outcome,
        agreements_open=first_words(unkept(session, signal.id)),
        youth_told=telling or youth_done(feedback),
        feedback_open=any(one.owed for one in feedback),
    )


def _submit(session: Session, signal: Signal, note: SignalNote, actor: Actor, today: date) -> None:
    """Number the note and keep what it says from now on."""
    if frozen_evidence(session, signal.id) is None:
        freeze(session, signal.id, actor, today)
    note.date = note.date or today
    note.number = note.number or next_number(session, today.year)
    note.version = 1 + max(one.version for one in of_signal(session, SignalNote, signal.id))
    signal.outcome = ""
    session.flush()
    note.frozen = compiled(session, signal, note).to_json()
    note.hash = content_hash(note.frozen)


def _decide(session: Session, signal: Signal, note: SignalNote, outcome: str, today: date) -> None:
    """What was decided stays with this note; an answer is owed to everybody whom it concerns."""
    signal.outcome = note.result = outcome
    note.decided_on = note.decided_on or min(note.session_date or today, today)
    if after_decision(outcome) == "ripe":
        kept = {one.name: getattr(note, one.name) for one in fields_of(SignalNote) if not one.by_move}
        session.add(SignalNote(**kept | _OF_ONE_SESSION))
    else:
        open_feedback(session, signal, note, note.decided_on)


def _feed_back(session: Session, signal: Signal, told: Mapping[str, Any], today: date, reason: str) -> None:
    """What is told closes what was owed to that audience; a reason without telling waives young people's."""
    audience = told.get("audience", "youth")
    theirs = [one for one in of_signal(session, Feedback, signal.id) if one.owed and one.audience == audience]
    if told.get("message", "").strip():
        telling = theirs[0] if theirs else Feedback(signal=signal.id)
        for name, value in {"date": today, **told}.items():
            setattr(telling, name, value)
        session.add(telling)
    elif reason.strip():
        for one in theirs:
            one.waived = reason.strip()


def next_number(session: Session, year: int) -> str:
    """The next free number of a year in this vault, such as 2026-03; those in the bin stay taken."""
    taken = [0]
    for number in session.scalars(select(SignalNote.number).where(SignalNote.number.startswith(f"{year}-"))):
        digits = number.removeprefix(f"{year}-").rstrip("abcdefghijklmnopqrstuvwxyz")
        taken.append(int(digits) if digits.isdecimal() else 0)
    return f"{year}-{max(taken) + 1:02}"


def _merge(session: Session, signal: Signal, state: str, into: Id | None, assign: Assign) -> None:
    """Hand a signal's needs to the one it is merged into, or take them back."""
    if state == "merged":
        if into is None:
            raise NoTarget
        target = live(session, Signal, into)
        if target.id == signal.id or target.state not in ("draft", "checking", "ripe"):
            raise BadTarget(signal=target.title)
        areas = [*target.areas, *signal.areas] if target.areas and signal.areas else []
        needs, merged = [*target.needs, *signal.needs], [*target.merged_from, signal.id]
        assign(target, {"needs": _once(needs), "areas": _once(areas), "merged_from": _once(merged)})
    elif signal.state == "merged":
        for target in session.scalars(select(Signal).where(~Signal.deleted)):
            if signal.id not in target.merged_from:
                continue
            if target.state != "draft":
                raise UnmergeTooLate(signal=target.title)
            others = select(Signal.needs).where(Signal.id.in_(target.merged_from), Signal.id != signal.id)
            kept = {need for needs in session.scalars(others) for need in needs}
            needs = [need for need in target.needs if need in kept or need not in signal.needs]
            merged = [id for id in target.merged_from if id != signal.id]
            assign(target, {"needs": needs, "merged_from": merged})


def _once(ids: list[Id]) -> list[Id]:
    return list(dict.fromkeys(ids))


def _sorted(session: Session, state: str, values: Mapping[str, Any], today: date) -> _Given:
    """The values by the record whose field they are."""
    found: dict[str, tuple[str, Field]] = {}
    for name in values:
        found[name] = _home(state, name)
    read = read_values(session, {name: (found[name][1], values[name]) for name in values}, today)
    given = _Given(into=read.pop("into", None))
    for name, value in read.items():
        getattr(given, found[name][0])[name] = value
    if "result" in given.note:
        given.signal.setdefault("outcome", given.note.pop("result"))
    return given


def _home(state: str, name: str) -> tuple[str, Field]:
    if name == "into" and state == "merged":
        return "into", INTO
    homes = {"feedback": Feedback, "signal": Signal, "note": SignalNote}
    if state != "fed_back":
        del homes["feedback"]
    for home, record in homes.items():
        field = field_of(record, name)
        if field is None or name == "signal":
            continue
        if field.by_move and not (name in _OF_DECISION and state == "decided"):
            raise SetByMove(field, "vindplaats signal move ID STATE")
        return home, field
    raise UnknownField(Signal, name)
