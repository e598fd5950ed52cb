"""What has a day: meetings, agreements due, feedback due, sessions. For a calendar file and for whoever plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.agreements import first_words
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Meeting, Signal, SignalNote
from outreach_app.i18n import _
from outreach_app.store.agreements import promises
from outreach_app.store.feedback import owed


@dataclass(frozen=True, slots=True)
class Dated:
    """Something on a day; without hours it is the whole day. `stamp` moves with every change."""

    id: str
    title: str
    on: date
    start: str = ""
    end: str = ""
    place: str = ""
    changed: int = 0
    """Milliseconds since 1970 of the last change."""


def dated(session: Session, since: date) -> list[Dated]:
    """All that is to come, and what is overdue, day by day. No persons and no minutes are in it."""
    found = [*_meetings(session, since), *_agreements(session), *_feedback(session), *_sessions(session, since)]
    return sorted(found, key=lambda one: (one.on, one.start, one.title))


def of_meeting(meeting: Meeting) -> Dated:
    return Dated(
        meeting.id, meeting.title, meeting.date, meeting.start, meeting.end, meeting.place, meeting.stamp >> 16
    )


def _meetings(session: Session, since: date) -> Iterator[Dated]:
    for meeting in session.scalars(select(Meeting).where(~Meeting.deleted, Meeting.date >= since)):
        yield of_meeting(meeting)


def _agreements(session: Session) -> Iterator[Dated]:
    for one in promises(session):
        if one.due is not None:
            [text] = first_words([one.text])
            whom = f" ({one.organisation})" if one.organisation else ""
            yield Dated(one.id, _("Agreed: {text}").format(text=text) + whom, one.due)


def _feedback(session: Session) -> Iterator[Dated]:
    for one in owed(session):
        if one.due is not None:
            yield Dated(one.id, _("To be told: {title}").format(title=one.title), one.due)


def _sessions(session: Session, since: date) -> Iterator[Dated]:
    query = (
        select(SignalNote.id, SignalNote.session_date, SignalNote.addressee, Signal.title)
        .join(Signal, Signal.id == SignalNote.signal)
        .where(~SignalNote.deleted, ~Signal.deleted, SignalNote.session_date >= since)
    )
    for id, on, addressee, title in session.execute(query):
        if on is not None:
            yield Dated(Id(id), ": ".join(part for part in (addressee, title) if part), on)
