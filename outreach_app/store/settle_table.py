"""What must hold for what belongs to a table: its members, working groups, meetings and agendas."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import field_of
from outreach_app.domain.meetings import FIXED
from outreach_app.domain.records import AgendaItem, Consultation, Meeting, Membership, Record, WorkingGroup
from outreach_app.i18n import _, day
from outreach_app.store.refusals import BadValue

MOST_A_YEAR = 52
_ON_THE_AGENDA = frozenset({"text", "purpose", "explanation", "signal", "agreement", "feedback", "origin"})
"""What partners prepare by: a change of it is told once the agenda is fixed."""


def settle_at_table(session: Session, record: Record, given: Collection[str]) -> None:
    """Apply the rules of the record's kind; `given` are the fields just set. Raises BadValue."""
    match record:
        case Consultation():
            _settle_consultation(record)
        case Membership():
            _settle_membership(session, record)
        case WorkingGroup():
            _settle_group(record)
        case Meeting():
            _settle_meeting(session, record)
        case AgendaItem():
            _settle_item(session, record, given)


def _settle_consultation(table: Consultation) -> None:
    for name in ("min_per_year", "alderman_min"):
        if not 0 <= getattr(table, name) <= MOST_A_YEAR:
            reason = _("Give a number from 0 to {most}.").format(most=MOST_A_YEAR)
            raise _bad(table, name, str(getattr(table, name)), reason)
    if table.merge_with == table.id:
        raise _bad(table, "merge_with", table.name, _("A consultation cannot be merged with itself."))


def _settle_membership(session: Session, member: Membership) -> None:
    _in_order(member, "until", member.since, member.until)
    query = select(Membership).where(
        Membership.consultation == member.consultation,
        Membership.organisation == member.organisation,
        Membership.theme == member.theme,
        Membership.id != member.id,
        ~Membership.deleted,
    )
    for other in session.scalars(query):
        if _overlap(member.since, member.until, other.since, other.until):
            reason = _("It sits there already for this theme. End that membership first, or change it.")
            raise _bad(member, "organisation", "", reason)


def _settle_group(group: WorkingGroup) -> None:
    _in_order(group, "ends", group.start, group.ends)
    if group.state in ("finished", "stopped") and not group.result.strip():
        raise _bad(group, "result", "", _("Write what came of it, before it ends."))


def _settle_meeting(session: Session, meeting: Meeting) -> None:
    """Without a title of its own it is called after its table and day, and follows them."""
    if meeting.start and meeting.end and meeting.end <= meeting.start:
        raise _bad(meeting, "end", meeting.end, _("It ends before it starts."))
    name = session.scalar(select(Consultation.name).where(Consultation.id == meeting.consultation)) or ""
    if name and (not meeting.title.strip() or meeting.title.startswith(f"{name}, ")):
        meeting.title = f"{name}, {day(meeting.date)}"


def _settle_item(session: Session, item: AgendaItem, given: Collection[str]) -> None:
    state = session.scalar(select(Meeting.state).where(Meeting.id == item.meeting))
    if state not in FIXED:
        return
    if not inspect(item).persistent:
        item.late = "added"
    elif not item.late and not _ON_THE_AGENDA.isdisjoint(given):
        item.late = "changed"


def _in_order(record: Record, name: str, first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise _bad(record, name, last.isoformat(), _("It ends before it starts."))


def _overlap(since: date | None, until: date | None, other_since: date | None, other_until: date | None) -> bool:
    return (until is None or other_since is None or other_since <= until) and (
        other_until is None or since is None or since <= other_until
    )


def _bad(record: Record, name: str, value: str, reason: str) -> BadValue:
    field = field_of(type(record), name)
    assert field is not None
    return BadValue(field, value, reason)
