"""A meeting with all that belongs to it, read at once; what came of an item, noted while people talk."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.agenda import Candidate
from outreach_app.domain.fields import Id, new_id
from outreach_app.domain.promised import promised
from outreach_app.domain.records import (
    AgendaItem,
    Agreement,
    Consultation,
    ContactPerson,
    Meeting,
    Minute,
    Organisation,
    Worker,
)
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, reading_order
from outreach_app.store import agenda, records
from outreach_app.store.erasing import is_erased
from outreach_app.store.finding import live
from outreach_app.store.listing import vocabularies
from outreach_app.store.meetings import items_of
from outreach_app.store.naming import names_of
from outreach_app.store.participants import NotForYou, may_read


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement, as minutes tell it."""

    id: Id
    text: str
    organisation: str
    due: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """An item with what came of it; that is empty for who may not read it."""

    item: AgendaItem
    outcome: str
    said: str
    agreed: Sequence[Agreed]

    @property
    def ended(self) -> bool:
        """In an agreement, a decision or a reason; what was dropped needs none."""
        return bool(
            self.agreed
            or self.item.late == "dropped"
            or (self.outcome in ("decision", "reason") and self.said.strip())
        )


@dataclass(frozen=True)
class Sitting:
    """A meeting, detached."""

    meeting: Meeting
    table: Consultation
    lines: Sequence[Line]
    readable: bool
    """Whether the reader may read and write its minutes."""
    members: Mapping[Id, str]
    """Who sits at the table on that day."""
    guests: Mapping[Id, str]
    """Who was there without a seat."""
    organisations: Mapping[Id, str]
    """All that can be named in an agreement."""
    workers: Mapping[Id, str]
    """Colleagues, of whom some are noted as present."""
    persons: Mapping[Id, str]
    """Chair, lead and sponsor by name."""
    missing: Sequence[Candidate]
    """What belongs on the agenda and is not there yet."""
    terms: Vocabularies

    @property
    def recipients(self) -> list[str]:
        """Whom the minutes are for, and nobody else: who was there, and the coordinator of the team."""
        there = [self.name(id) for id in self.meeting.attendees]
        return [*sorted(filter(None, there), key=reading_order), _("Coordinator of the team")]

    @property
    def invited(self) -> list[str]:
        """Whom the agenda is for: everybody with a seat, and the coordinator of the team."""
        return [*self.members.values(), _("Coordinator of the team")]

    def refuse_outsiders(self) -> None:
        """Raises NotForYou."""
        if not self.readable:
            raise NotForYou(meeting=self.meeting.title)

    def name(self, organisation: Id) -> str:
        return self.members.get(organisation) or self.guests.get(organisation, "")


def sitting(session: Session, meeting_id: Id, actor: Actor, today: date) -> Sitting:
    """Raises NoSuchRecord and InTheBin."""
    meeting = live(session, Meeting, meeting_id)
    table = live(session, Consultation, meeting.consultation)
    seated = agenda.members(session, table.id, meeting.date)
    others = [id for id in meeting.attendees if id not in seated]
    readable = may_read(session, actor, meeting.id)
    working = session.execute(select(Worker.id, Worker.name).where(~Worker.deleted, Worker.left_on == "")).all()
    return Sitting(
        meeting=meeting,
        table=table,
        lines=_lines(session, meeting, readable=readable),
        readable=readable,
        members=seated,
        guests=names_of(session, Organisation, others),
        organisations=_organisations(session),
        workers={**dict(working), **names_of(session, Worker, meeting.workers)},
        persons=names_of(session, ContactPerson, (table.chair, table.lead, table.sponsor)),
        missing=agenda.missing(session, meeting, today) if meeting.state in ("planned", "agenda_fixed") else [],
        terms=vocabularies(session),
    )


def note(session: Session, item_id: Id, outcome: str, said: str, actor: Actor, today: date) -> Minute:
    """What came of an item. Two laptops that note one item write in the same minutes. Raises NotForYou."""
    item = live(session, AgendaItem, item_id)
    join_in(session, item.meeting, actor)
    there = _minute_of(session, item.id)
    if there is not None:
        return records.set_values(
            session, Minute, there.id, {"outcome": outcome, "text": said}, actor, today=today
        )
    id = _id_of(item)
    if is_erased(session, id):
        id = new_id()
    made = Minute(id=id, meeting=item.meeting, item=item.id, outcome=outcome, text=said)
    session.add(made)
    session.flush()
    return made


def agree(session: Session, item_id: Id, line: str, actor: Actor, today: date) -> Agreement:
    """An agreement typed as it is made: what, @who by when. Raises what `domain.promised` says, and NotForYou."""
    item = live(session, AgendaItem, item_id)
    join_in(session, item.meeting, actor)
    names = _organisations(session)
    meeting = live(session, Meeting, item.meeting)
    found = promised(line, names, max(today, meeting.date))
    made = Agreement(
        text=found.text,
        organisation=found.organisation,
        due=found.due,
        signal=item.signal,
        meeting=item.meeting,
        agenda_item=item.id,
    )
    session.add(made)
    session.flush()
    return made


def join_in(session: Session, meeting_id: Id, actor: Actor) -> None:
    """Who writes minutes must be one of those who were there. As long as nobody of the team is noted as present,
    who begins to write is; a coordinator always may. Raises NotForYou."""
    meeting = live(session, Meeting, meeting_id)
    if not meeting.workers and not actor.coordinator:
        meeting.workers = [actor.worker]
        session.flush()
    if not may_read(session, actor, meeting.id):
        raise NotForYou(meeting=meeting.title)


def add_item(session: Session, meeting_id: Id, text: str, actor: Actor, today: date) -> AgendaItem:
    """Another item, behind those that are there."""
    last = max((item.position for item in items_of(session, meeting_id)), default=0)
    item = records.add(session, AgendaItem, {"meeting": meeting_id, "text": text}, actor, today=today)
    item.position = last + 1
    session.flush()
    return item


def attend(session: Session, meeting_id: Id, field: str, one: Id, *, there: bool) -> Meeting:
    """Notes an organisation (`attendees`) or a colleague (`workers`) as present, or not."""
    meeting = live(session, Meeting, meeting_id)
    known: list[Id] = getattr(meeting, field)
    setattr(meeting, field, [*(id for id in known if id != one), *([one] if there else [])])
    session.flush()
    return meeting


def prepare(session: Session, meeting_id: Id, step: str, *, done: bool) -> Meeting:
    """Ticks something of the preparation."""
    meeting = live(session, Meeting, meeting_id)
    meeting.preparation = [*(each for each in meeting.preparation if each != step), *([step] if done else [])]
    session.flush()
    return meeting


def sent(session: Session, meeting_id: Id, recipients: Sequence[str]) -> None:
    """Keeps to whom the minutes went."""
    meeting = live(session, Meeting, meeting_id)
    meeting.recipients = list(recipients)
    session.flush()


def _organisations(session: Session) -> dict[Id, str]:
    return dict(session.execute(select(Organisation.id, Organisation.name).where(~Organisation.deleted)).all())


def _lines(session: Session, meeting: Meeting, *, readable: bool) -> list[Line]:
    items = items_of(session, meeting.id)
    minutes = {one.item: one for one in _minutes_of(session, meeting.id)} if readable else {}
    agreed: dict[Id | None, list[Agreed]] = {}
    query = select(Agreement).where(Agreement.meeting == meeting.id, ~Agreement.deleted).order_by(Agreement.n)
    found = session.scalars(query).all()
    names = names_of(session, Organisation, (one.organisation for one in found))
    for one in found:
        name = names.get(one.organisation, "") if one.organisation else ""
        agreed.setdefault(one.agenda_item, []).append(Agreed(one.id, one.text, name, one.due, one.state))
    return [
        Line(item, minute.outcome if minute else "", minute.text if minute else "", agreed.get(item.id, []))
        for item in items
        for minute in [minutes.get(item.id)]
    ]


def _minutes_of(session: Session, meeting: Id) -> Sequence[Minute]:
    return session.scalars(
        select(Minute).where(Minute.meeting == meeting, ~Minute.deleted).order_by(Minute.n)
    ).all()


def _minute_of(session: Session, item: Id) -> Minute | None:
    return session.scalars(select(Minute).where(Minute.item == item, ~Minute.deleted).order_by(Minute.n)).first()


def _id_of(item: AgendaItem) -> Id:
    return Id(uuid.uuid5(uuid.UUID(item.id), "minutes").hex)
