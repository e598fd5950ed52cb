"""Meetings on their way: moved by the rules, their items in order, and what came of each."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.fields import Id
from outreach_app.domain.meetings import MEETING_PATH, Coming, check_meeting_move
from outreach_app.domain.records import AgendaItem, Agreement, Meeting, Minute
from outreach_app.store.finding import live


def move_meeting(
    session: Session, meeting_id: Id, state: str, actor: Actor, today: date, reason: str = ""
) -> Meeting:
    """Bring a meeting to another state. Anyone may. Raises what the rules of `domain.meetings` say."""
    meeting = live(session, Meeting, meeting_id)
    items = items_of(session, meeting.id)
    check_meeting_move(
        meeting.state,
        state,
        reason,
        on=meeting.date,
        today=today,
        items=len(items),
        anybody=bool(meeting.attendees),
        ending_in_nothing=[item.text for item in unended(session, items)],
    )
    meeting.state, meeting.reason = state, reason.strip()
    if state in ("planned", "agenda_fixed"):
        meeting.fixed_on = today if state == "agenda_fixed" else None
    session.flush()
    return meeting


def coming(session: Session) -> list[Coming]:
    """Meetings that are to come or of which the minutes are still to go out, soonest first."""
    query = select(Meeting).where(~Meeting.deleted, Meeting.state != MEETING_PATH[-1]).order_by(Meeting.date)
    steps = set(BUILT_IN["preparation"])
    found = []
    for one in session.scalars(query):
        needed = steps if one.alderman else steps - {"alderman"}
        found.append(Coming(one.id, one.title, one.date, one.state, needed <= set(one.preparation)))
    return found


def items_of(session: Session, meeting: Id) -> list[AgendaItem]:
    """In the order of the agenda: what is late comes first, whatever its place."""
    found = session.scalars(select(AgendaItem).where(AgendaItem.meeting == meeting, ~AgendaItem.deleted))
    return sorted(found, key=lambda item: (item.origin != "overdue", item.position, item.stamp, item.id))


def unended(session: Session, items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """Those that ended in no agreement, no decision and no reason; what was dropped needs none."""
    ids = [item.id for item in items]
    said = {
        one.item
        for one in session.scalars(select(Minute).where(Minute.item.in_(ids), ~Minute.deleted))
        if one.outcome in ("decision", "reason") and one.text.strip()
    }
    agreed = set(
        session.scalars(select(Agreement.agenda_item).where(Agreement.agenda_item.in_(ids), ~Agreement.deleted))
    )
    return [item for item in items if item.id not in said | agreed and item.late != "dropped"]
