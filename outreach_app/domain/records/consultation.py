"""The tables at which partners meet: who sits there, when, about what, and what came of each item."""

import datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Consultation(Record):
    """A standing table of partners, under the name it has there."""

    __tablename__ = "consultation"
    singular, plural, slug = N_("Consultation"), N_("Consultations"), "consultations"
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(N_("Name"), hint=N_("As it is called there"), required=True, in_table=True)
    functions: Mapped[list[str]] = field(
        N_("Functions"), term="consultation_function", in_table=True, default_factory=list
    )
    level: Mapped[str] = field(N_("Level"), term="consultation_level", in_table=True, default="")
    themes: Mapped[list[str]] = field(N_("Themes"), term="domain", in_table=True, default_factory=list)
    area: Mapped[Id | None] = field(N_("Area"), to="area", default=None)
    chair: Mapped[Id | None] = field(N_("Chair"), hint=N_("Presides"), to="contact_person", default=None)
    lead: Mapped[Id | None] = field(
        N_("Lead"), hint=N_("Drives it; somebody else than the chair"), to="contact_person", default=None
    )
    external_lead: Mapped[Id | None] = field(
        N_("External lead"), hint=N_("Mediates, and names what hurts"), to="contact_person", default=None
    )
    sponsor: Mapped[Id | None] = field(
        N_("Political backing"), hint=N_("The alderman who backs it"), to="contact_person", default=None
    )
    place: Mapped[str] = field(N_("Usual place"), default="")
    standing_items: Mapped[list[str]] = field(
        N_("Standing items"), hint=N_("On every agenda; one per line"), default_factory=list
    )
    min_per_year: Mapped[int] = field(N_("Meetings a year, at least"), default=2)
    alderman_min: Mapped[int] = field(N_("With the alderman, at least"), default=1)
    vision: Mapped[str] = field(
        N_("Vision"), hint=N_("Shared, and from the world young people live in"), multiline=True, default=""
    )
    verdict: Mapped[str] = field(
        N_("Verdict"), hint=N_("What the inventory says of it"), term="verdict", in_table=True, default=""
    )
    verdict_reasons: Mapped[str] = field(N_("Reasons of the verdict"), multiline=True, default="")
    merge_with: Mapped[Id | None] = field(N_("To be merged with"), to="consultation", default=None)
    ended: Mapped[datetime.date | None] = field(N_("Ended on"), default=None)


class Membership(Record):
    """An organisation at a table, for one theme or for all, with who comes for it."""

    __tablename__ = "membership"
    singular, plural, slug = N_("Membership"), N_("Memberships"), "memberships"
    named_by: ClassVar[str] = "remarks"

    consultation: Mapped[Id] = field(N_("Consultation"), to="consultation", required=True, in_table=True)
    organisation: Mapped[Id] = field(N_("Organisation"), to="organisation", required=True, in_table=True)
    theme: Mapped[str] = field(N_("Theme"), hint=N_("Empty: all themes"), term="domain", in_table=True, default="")
    delegate: Mapped[Id | None] = field(
        N_("Delegate"), hint=N_("Who comes, for this theme"), to="contact_person", default=None
    )
    own_request: Mapped[bool] = field(N_("Asked to take part themselves"), default=False)
    since: Mapped[datetime.date | None] = field(N_("From"), in_table=True, default=None)
    until: Mapped[datetime.date | None] = field(N_("Until"), in_table=True, default=None)
    remarks: Mapped[str] = field(N_("Remarks"), default="")


class WorkingGroup(Record):
    """A few who take up one assignment for a while."""

    __tablename__ = "working_group"
    singular, plural, slug = N_("Working group"), N_("Working groups"), "working-groups"
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(N_("Name"), required=True, in_table=True)
    assignment: Mapped[str] = field(
        N_("Assignment"), hint=N_("What is to be there in the end"), multiline=True, default=""
    )
    consultation: Mapped[Id | None] = field(
        N_("Consultation"), hint=N_("That set it up"), to="consultation", in_table=True, default=None
    )
    core: Mapped[list[Id]] = field(N_("Core"), to_many="organisation", default_factory=list)
    extra: Mapped[list[Id]] = field(
        N_("Extra actors"), hint=N_("Come for a part of it"), to_many="organisation", default_factory=list
    )
    start: Mapped[datetime.date | None] = field(N_("Start"), default=None)
    ends: Mapped[datetime.date | None] = field(
        N_("End date"), hint=N_("Temporary: it ends on a day"), in_table=True, ahead=True, default=None
    )
    state: Mapped[str] = field(N_("State"), term="running_state", in_table=True, default="planned")
    result: Mapped[str] = field(N_("Result"), multiline=True, default="")


class Meeting(Record):
    """One time that a table meets. What is said there stands in its minutes, item by item."""

    __tablename__ = "meeting"
    singular, plural, slug = N_("Meeting"), N_("Meetings"), "meetings"
    named_by: ClassVar[str] = "title"
    in_team_only: ClassVar[bool] = True

    consultation: Mapped[Id] = field(N_("Consultation"), to="consultation", required=True, in_table=True)
    title: Mapped[str] = field(
        N_("Title"), hint=N_("Empty: the table and the day"), in_table=True, in_note=True, default=""
    )
    date: Mapped[datetime.date] = field(N_("Date"), in_table=True, in_note=True, required=True, ahead=True)
    start: Mapped[str] = field(N_("Start"), time=True, in_note=True, default="")
    end: Mapped[str] = field(N_("End"), time=True, in_note=True, default="")
    place: Mapped[str] = field(
        N_("Place"), hint=N_("The chair chooses it"), in_table=True, in_note=True, default=""
    )
    state: Mapped[str] = field(N_("State"), term="meeting_state", in_table=True, by_move=True, default="planned")
    alderman: Mapped[bool] = field(
        N_("With the alderman"), hint=N_("Who explains choices and listens"), in_table=True, default=False
    )
    preparation: Mapped[list[str]] = field(N_("Prepared"), term="preparation", default_factory=list)
    attendees: Mapped[list[Id]] = field(
        N_("Present"), hint=N_("Organisations, not persons"), to_many="organisation", default_factory=list
    )
    workers: Mapped[list[Id]] = field(
        N_("Colleagues present"), hint=N_("They may read the minutes"), to_many="worker", default_factory=list
    )
    fixed_on: Mapped[datetime.date | None] = field(N_("Agenda fixed on"), by_move=True, default=None)
    recipients: Mapped[list[str]] = field(N_("Minutes sent to"), by_move=True, default_factory=list)
    reason: Mapped[str] = field(N_("Reason of the last move"), by_move=True, default="")


class AgendaItem(Record):
    """One item of an agenda: why it stands there and what it is for."""

    __tablename__ = "agenda_item"
    singular, plural, slug = N_("Agenda item"), N_("Agenda items"), "agenda-items"
    named_by: ClassVar[str] = "text"
    in_team_only: ClassVar[bool] = True

    meeting: Mapped[Id] = field(N_("Meeting"), to="meeting", required=True, in_table=True)
    text: Mapped[str] = field(
        N_("Item"), hint=N_("In a few words, without persons"), required=True, in_table=True, in_note=True
    )
    origin: Mapped[str] = field(N_("Why it is there"), term="item_origin", in_table=True, default="input")
    purpose: Mapped[str] = field(
        N_("Purpose"), hint=N_("What the table is asked"), term="purpose", in_table=True, in_note=True, default=""
    )
    position: Mapped[int] = field(N_("Place on the agenda"), low_stakes=True, default=0)
    explanation: Mapped[str] = field(N_("Explanation"), multiline=True, in_note=True, default="")
    signal: Mapped[Id | None] = field(N_("Signal"), to="signal", default=None)
    agreement: Mapped[Id | None] = field(N_("Agreement"), to="agreement", default=None)
    feedback: Mapped[Id | None] = field(N_("Feedback"), to="feedback", default=None)
    lacking: Mapped[list[str]] = field(
        N_("Not ripe yet"), term="ripeness_check", by_move=True, low_stakes=True, default_factory=list
    )
    prepared_jointly: Mapped[bool] = field(N_("Prepared together"), default=False)
    late: Mapped[str] = field(
        N_("After the agenda was fixed"), term="late_change", by_move=True, low_stakes=True, default=""
    )


class Minute(Record):
    """What came of one item: read, searched and printed by participants and coordinators alone."""

    __tablename__ = "minute"
    singular, plural, slug = N_("Minutes of an item"), N_("Minutes"), "minutes"
    named_by: ClassVar[str] = "outcome"
    in_team_only: ClassVar[bool] = True
    for_participants: ClassVar[bool] = True

    meeting: Mapped[Id] = field(N_("Meeting"), to="meeting", required=True, in_table=True)
    item: Mapped[Id | None] = field(
        N_("Agenda item"),
        hint=N_("Empty: of the meeting as a whole"),
        to="agenda_item",
        in_table=True,
        default=None,
    )
    outcome: Mapped[str] = field(N_("Ends in"), term="item_outcome", in_table=True, default="")
    text: Mapped[str] = field(
        N_("In words"),
        hint=N_("The decision, or why there is none; without persons"),
        multiline=True,
        in_table=True,
        in_note=True,
        default="",
    )
