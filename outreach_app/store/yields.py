"""The course of every signal, read at once: what `domain.yields` counts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    Agreement,
    Encounter,
    Evidence,
    Feedback,
    Need,
    Round,
    Signal,
    SignalNote,
    Visit,
)
from outreach_app.domain.yields import Course

_AGREED = ("open", "busy", "done")
"""What lapsed is no agreement any more."""


def courses(session: Session) -> list[Course]:
    signals = session.scalars(select(Signal).where(~Signal.deleted).order_by(Signal.n)).all()
    first, titles, hanging = _first_met(session), _titles(session), _Hanging(session)
    return [_course(signal, first, titles, hanging) for signal in signals]


class _Hanging:
    """What hangs on signals, by signal."""

    def __init__(self, session: Session) -> None:
        self.notes: dict[Id, list[SignalNote]] = {}
        self.told: dict[Id, date] = {}
        self.published: dict[Id, Evidence] = {}
        self.agreed: dict[Id, list[str]] = {}
        for note in session.scalars(select(SignalNote).where(~SignalNote.deleted, SignalNote.version > 0)):
            self.notes.setdefault(note.signal, []).append(note)
        for one in session.scalars(select(Feedback).where(~Feedback.deleted, Feedback.audience == "youth")):
            if one.told and one.date is not None:
                self.told[one.signal] = min(self.told.get(one.signal, one.date), one.date)
        frozen = select(Evidence).where(~Evidence.deleted, Evidence.kind == "registration")
        for evidence in session.scalars(frozen.order_by(Evidence.stamp)):
            if evidence.figures:
                self.published[evidence.signal] = evidence
        for signal, state in session.execute(select(Agreement.signal, Agreement.state).where(~Agreement.deleted)):
            if signal and state in _AGREED:
                self.agreed.setdefault(signal, []).append(state)


def _course(signal: Signal, first: Mapping[Id, date], titles: Mapping[Id, str], hanging: _Hanging) -> Course:
    notes = sorted(hanging.notes.get(signal.id, ()), key=lambda note: note.version)
    final = next((note for note in reversed(notes) if note.result and note.result != "postponed"), None)
    met = [first[need] for need in signal.needs if need in first]
    named = tuple(titles[need] for need in signal.needs if need in titles)
    agreed = hanging.agreed.get(signal.id, [])
    return Course(
        id=signal.id,
        title=signal.title,
        state=signal.state,
        made=_day(signal.stamp),
        areas=tuple(signal.areas),
        needs=named,
        first_met=min(met, default=None),
        submitted=min((note.date for note in notes if note.date), default=None),
        decided=final.decided_on or final.session_date if final else None,
        told=hanging.told.get(signal.id),
        outcome=final.result if final else "",
        decision=final.decision if final else "",
        agreed=len(agreed),
        kept=agreed.count("done"),
        encounters=_encounters(hanging.published.get(signal.id), named) if notes else (),
    )


def _first_met(session: Session) -> Mapping[Id, date]:
    """When each need first came up, as far as encounters are kept."""
    named = func.json_each(type_coerce(Encounter.needs, String)).table_valued("value")
    query = (
        select(named.c.value, func.min(Round.date))
        .select_from(Encounter)
        .join(Visit, Visit.id == Encounter.visit)
        .join(Round, Round.id == Visit.round)
        .join(named, type_coerce(Encounter.needs, String) != "[]")
        .where(~Encounter.deleted, ~Visit.deleted, ~Round.deleted)
        .group_by(named.c.value)
    )
    return {Id(need): day for need, day in session.execute(query) if day}


def _titles(session: Session) -> Mapping[Id, str]:
    return {need.id: need.title for need in session.scalars(select(Need).where(~Need.deleted))}


def _encounters(evidence: Evidence | None, needs: Sequence[str]) -> tuple[int | None, ...]:
    """As they were published: rounded, or withheld; so too of a need that was called otherwise then."""
    published = evidence.figures.get("needs", ()) if evidence else ()
    found = {one.get("title"): one.get("encounters") for one in published}
    return tuple(found.get(need) for need in needs)


def _day(stamp: int) -> date:
    return datetime.fromtimestamp((stamp >> 16) / 1000, UTC).date()
