"""The charter as a compass: its path, what is done with young people, what a support centre does."""

import datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Milestone(Record):
    """A moment on the path that partners went together: a start, a signature, a call."""

    __tablename__ = "milestone"
    singular, plural, slug = N_("Milestone"), N_("Milestones"), "milestones"

    title: Mapped[str] = field(N_("Title"), required=True, in_table=True)
    date: Mapped[datetime.date | None] = field(N_("Date"), in_table=True, ahead=True, default=None)
    area: Mapped[Id | None] = field(N_("Area"), to="area", default=None)
    partners: Mapped[list[Id]] = field(N_("Partners"), to_many="organisation", in_table=True, default_factory=list)
    principles: Mapped[list[str]] = field(
        N_("Principles"), hint=N_("Of the charter"), term="principle", default_factory=list
    )
    outcome: Mapped[str] = field(N_("What came of it"), multiline=True, in_table=True, default="")


class Activity(Record):
    """Something done with young people where they are: to play, to make them stronger, to change something."""

    __tablename__ = "activity"
    singular, plural, slug = N_("Activity"), N_("Activities"), "activities"
    stays_inside: ClassVar[bool] = True

    title: Mapped[str] = field(N_("What was done"), hint=N_("Without persons"), required=True, in_table=True)
    date: Mapped[datetime.date | None] = field(N_("Date"), in_table=True, ahead=True, default=None)
    kind: Mapped[str] = field(N_("Kind of activity"), term="activity_kind", in_table=True, default="play")
    made: Mapped[str] = field(N_("Made with or for them"), term="made_with", in_table=True, default="with")
    area: Mapped[Id | None] = field(N_("Area"), to="area", in_table=True, default=None)
    spot: Mapped[Id | None] = field(
        N_("Spot"), hint=N_("A sensitive spot stays unnamed: choose its area"), to="spot", default=None
    )
    headcount: Mapped[int] = field(
        N_("Young people there"), hint=N_("A count, no names; it stays in the team"), in_table=True, default=0
    )
    workers: Mapped[list[Id]] = field(N_("Colleagues"), to_many="worker", default_factory=list)
    partners: Mapped[list[Id]] = field(N_("Partners"), to_many="organisation", default_factory=list)
    needs: Mapped[list[Id]] = field(N_("Needs"), to_many="need", default_factory=list)
    signals: Mapped[list[Id]] = field(N_("Signals"), to_many="signal", default_factory=list)
    principles: Mapped[list[str]] = field(
        N_("Principles"), hint=N_("Of the charter"), term="principle", default_factory=list
    )
    led_to: Mapped[str] = field(
        N_("What it led to"), hint=N_("Without persons"), multiline=True, in_table=True, default=""
    )
    showcase: Mapped[bool] = field(N_("Good practice"), hint=N_("Shown to other teams"), default=False)


class SupportStep(Record):
    """What a support centre does for teams: training, a vision, a publication, support made to measure."""

    __tablename__ = "support_step"
    singular, plural, slug = N_("Step of the support centre"), N_("Steps of the support centre"), "support-steps"

    title: Mapped[str] = field(N_("Title"), required=True, in_table=True)
    kind: Mapped[str] = field(N_("Kind of step"), term="support_kind", in_table=True, default="training")
    date: Mapped[datetime.date | None] = field(N_("Date"), in_table=True, ahead=True, default=None)
    areas: Mapped[list[Id]] = field(
        N_("For which areas"),
        hint=N_("Municipalities or regions"),
        to_many="area",
        in_table=True,
        default_factory=list,
    )
    partners: Mapped[list[Id]] = field(N_("Partners"), to_many="organisation", default_factory=list)
    principles: Mapped[list[str]] = field(
        N_("Principles"), hint=N_("Of the charter"), term="principle", default_factory=list
    )
    reference: Mapped[str] = field(N_("Where to find it"), hint=N_("A publication or a page"), default="")
    impact_on_policy: Mapped[str] = field(
        N_("Impact on policy"), hint=N_("What municipalities do otherwise since"), multiline=True, default=""
    )
    impact: Mapped[str] = field(
        N_("Impact on young people"), hint=N_("What changed for them, without persons"), multiline=True, default=""
    )
    showcase: Mapped[bool] = field(N_("Good practice"), hint=N_("Shown to other teams"), default=False)
