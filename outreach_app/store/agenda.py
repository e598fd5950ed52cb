"""The agenda of a meeting, built from what is late, ripe, owed and standing; and the day on which it is fixed."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from outreach_app.domain.agenda import AgendaFacts, Candidate, Late, Ripe, Untold, key_of, proposed
from outreach_app.domain.agreements import UNKEPT
from outreach_app.domain.fields import Id
from outreach_app.domain.meetings import FIXED
from outreach_app.domain.overlap import sits
from outreach_app.domain.records import (
    AgendaItem,
    Agreement,
    Consultation,
    Meeting,
    Membership,
    Need,
    Organisation,
    Signal,
)
from outreach_app.store.feedback import owed
from outreach_app.store.finding import live
from outreach_app.store.meetings import items_of
from outreach_app.store.naming import names_of
from outreach_app.store.settle_table import settle_at_table


def missing(session: Session, meeting: Meeting, today: date) -> list[Candidate]:
    """What belongs on its agenda and is not there yet; what was dropped is not proposed again."""
    table = live(session, Consultation, meeting.consultation)
    facts = AgendaFacts(
        on=meeting.date,
        alderman=meeting.alderman,
        themes=frozenset(table.themes),
        late=_late(session, table.id, today),
        ripe=_ripe(session),
        untold=[Untold(one.id, one.signal, one.title, one.audience, one.due) for one in owed(session)],
        standing=table.standing_items,
    )
    items = session.scalars(select(AgendaItem).where(AgendaItem.meeting == meeting.id))
    keys = [key_of(one.origin, one.text, one.agreement, one.signal, one.feedback) for one in items]
    return proposed(facts, keys)


def build(session: Session, meeting_id: Id, today: date) -> list[AgendaItem]:
    """Puts what is missing on the agenda, behind what is there; what is late heads it all the same."""
    meeting = live(session, Meeting, meeting_id)
    last = max((item.position for item in items_of(session, meeting.id)), default=0)
    made = []
    for place, one in enumerate(missing(session, meeting, today), last + 1):
        item = AgendaItem(
            meeting=meeting.id,
            text=one.text,
            origin=one.origin,
            purpose=one.purpose,
            position=place,
            signal=one.signal,
            agreement=one.agreement,
            feedback=one.feedback,
            lacking=list(one.lacking),
        )
        settle_at_table(session, item, ())
        made.append(item)
    session.add_all(made)
    session.flush()
    return made


def drop(session: Session, item_id: Id) -> AgendaItem:
    """Takes an item off: of a fixed agenda it stays, marked, as everybody has prepared for it."""
    item = live(session, AgendaItem, item_id)
    if live(session, Meeting, item.meeting).state in FIXED and item.late != "added":
        item.late = "dropped"
    else:
        item.deleted = True
    session.flush()
    return item


def move(session: Session, item_id: Id, by: int) -> AgendaItem:
    """Up or down among the items; what is late stays ahead of the others."""
    item = live(session, AgendaItem, item_id)
    items = items_of(session, item.meeting)
    at = next(n for n, one in enumerate(items) if one.id == item.id)
    items.insert(min(max(at + by, 0), len(items) - 1), items.pop(at))
    for place, one in enumerate(items, 1):
        if one.position != place:
            one.position = place
    session.flush()
    return item


def members(session: Session, table: Id, on: date) -> dict[Id, str]:
    """Who sits at a table on a day, by name."""
    found = session.scalars(select(Membership).where(Membership.consultation == table, ~Membership.deleted))
    ids = {one.organisation for one in found if sits(one.since, one.until, on)}
    rows = session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids), ~Organisation.deleted)
    )
    return dict(sorted(rows.all(), key=lambda row: row[1].casefold()))


def _late(session: Session, table: Id, today: date) -> Sequence[Late]:
    """Made at this table; or at none, and owed by who sits there."""
    seated = select(Membership.organisation).where(Membership.consultation == table, ~Membership.deleted)
    here = select(Meeting.id).where(Meeting.consultation == table)
    theirs = Agreement.meeting.is_(None) & Agreement.organisation.in_(seated)
    query = select(Agreement).where(
        ~Agreement.deleted,
        Agreement.state.in_(UNKEPT),
        Agreement.due != "",
        Agreement.due < today,
        or_(Agreement.meeting.in_(here), theirs),
    )
    found = session.scalars(query.order_by(Agreement.due, Agreement.n)).all()
    names = names_of(session, Organisation, (one.organisation for one in found))
    return [Late(one.id, one.text, names.get(one.organisation or Id(""), "")) for one in found]


def _ripe(session: Session) -> Sequence[Ripe]:
    found = session.scalars(select(Signal).where(Signal.state == "ripe", ~Signal.deleted).order_by(Signal.n)).all()
    wanted = {need for signal in found for need in signal.needs}
    domains = dict(session.execute(select(Need.id, Need.domains).where(Need.id.in_(wanted))).all())
    return [
        Ripe(
            signal.id,
            signal.title,
            frozenset(code for need in signal.needs for code in domains.get(need, ())),
            tuple(signal.overridden),
        )
        for signal in found
    ]
