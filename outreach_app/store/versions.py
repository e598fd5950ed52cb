"""A note as it was submitted last, beside what the records say now."""

import datetime
from dataclasses import dataclass

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.notes import NoteSource
from outreach_app.domain.records import Signal, SignalNote
from outreach_app.store.evidence import compiled, current_note, of_signal, shown_number
from outreach_app.store.finding import live


@dataclass(frozen=True, slots=True)
class Versions:
    number: str
    """Of the note as it was submitted."""
    date: datetime.date | None
    was: NoteSource
    now: NoteSource


def last_submitted(session: Session, signal: Id) -> SignalNote | None:
    """The note of the signal that was submitted last; after a postponement it may be submitted again."""
    notes = [note for note in of_signal(session, SignalNote, signal) if note.version and note.frozen]
    return max(notes, key=lambda note: (note.date or datetime.date.min, note.stamp, note.id), default=None)


def versions(session: Session, signal_id: Id) -> Versions | None:
    """None while nothing of the signal was submitted."""
    signal = live(session, Signal, signal_id)
    note = last_submitted(session, signal.id)
    if note is None:
        return None
    return Versions(
        shown_number(session, note),
        note.date,
        NoteSource.from_json(note.frozen),
        compiled(session, signal, current_note(session, signal)),
    )
