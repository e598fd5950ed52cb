"""What was submitted stays as it is on paper: which fields of a note, and which figures, no longer change."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import fields_of
from outreach_app.domain.records import Evidence, Record, Signal, SignalNote
from outreach_app.domain.states import SIGNAL_PATH
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

SUBMITTED = SIGNAL_PATH[3:]
"""States in which a signal's content is what was submitted."""
_OF_THE_SESSION = {"session_date", "agenda_number"}
"""What the college adds to the paper."""
_ON_PAPER = {"deleted", "signal", *(one.name for one in fields_of(SignalNote) if one.in_note)} - _OF_THE_SESSION


class NoteSubmitted(OutreachError):
    message = N_("The signal note “{note}” was submitted and stays as it is on paper.")
    advice = N_(
        "Its session, agenda item and result can still change. Record what came after as a step or as feedback."
    )


class FiguresSubmitted(OutreachError):
    message = N_("These figures stand in a submitted signal note and stay as they were frozen.")
    advice = N_("Newer figures can go into the next note, or into evidence of your own beside them.")


def refuse_change(session: Session, record: Record, names: Collection[str]) -> None:
    """Raise where one of these fields of the record is part of what was submitted; `deleted` counts as one."""
    if isinstance(record, SignalNote) and record.version and not _ON_PAPER.isdisjoint(names):
        raise NoteSubmitted(note=record.number)
    if names and isinstance(record, Evidence) and record.figures and _is_out(session, record):
        raise FiguresSubmitted


def _is_out(session: Session, evidence: Evidence) -> bool:
    with session.no_autoflush:
        state = session.scalar(select(Signal.state).where(Signal.id == evidence.signal))
    return state in SUBMITTED
