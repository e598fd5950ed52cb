"""What municipalities do together: convenants, joint services, exchanges."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Convenant(Record):
    """What a municipality agreed with the team: who works there, and for how long. Lists can be limited to one."""

    __tablename__ = "convenant"
    singular, plural, slug = N_("Convenant"), N_("Convenants"), "convenants"
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(N_("Name"), required=True, in_table=True)
    area: Mapped[Id | None] = field(
        N_("Area"),
        hint=N_("The municipality, with all that lies in it"),
        to="area",
        in_table=True,
        default=None,
    )
    starts_on: Mapped[date | None] = field(N_("From"), in_table=True, default=None)
    ends_on: Mapped[date | None] = field(N_("Until"), in_table=True, ahead=True, default=None)
    workers: Mapped[list[Id]] = field(N_("Who works there"), to_many="worker", in_table=True, default_factory=list)
    remarks: Mapped[str] = field(N_("Remarks"), multiline=True, default="")


class JointService(Record):
    """Something that municipalities of a region offer together in a year."""

    __tablename__ = "joint_service"
    singular, plural, slug = N_("Joint service"), N_("Joint services"), "joint-services"
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(N_("Name"), required=True, in_table=True)
    area: Mapped[Id | None] = field(N_("Region"), to="area", in_table=True, default=None)
    year: Mapped[int] = field(N_("Year"), hint=N_("Empty is this year"), in_table=True, plain=True, default=0)
    state: Mapped[str] = field(N_("State"), term="running_state", in_table=True, default="planned")
    partners: Mapped[list[Id]] = field(N_("Partners"), to_many="organisation", in_table=True, default_factory=list)
    impact: Mapped[str] = field(
        N_("Impact on young people"), hint=N_("What changed for them, without persons"), multiline=True, default=""
    )
    impact_on_policy: Mapped[str] = field(
        N_("Impact on policy"), hint=N_("What municipalities do otherwise since"), multiline=True, default=""
    )
    remarks: Mapped[str] = field(N_("Remarks"), multiline=True, default="")


class Exchange(Record):
    """A day on which a region talked about its work with others. A region has four a year at least."""

    __tablename__ = "exchange"
    singular, plural, slug = N_("Exchange"), N_("Exchanges"), "exchanges"
    named_by: ClassVar[str] = "theme"

    theme: Mapped[str] = field(N_("Theme"), required=True, in_table=True)
    area: Mapped[Id | None] = field(N_("Region"), to="area", in_table=True, default=None)
    held_on: Mapped[date | None] = field(N_("Date"), in_table=True, default=None)
    areas: Mapped[list[Id]] = field(
        N_("With which areas"), hint=N_("Municipalities or other regions"), to_many="area", default_factory=list
    )
    partners: Mapped[list[Id]] = field(
        N_("With whom"),
        hint=N_("Organisations, not persons"),
        to_many="organisation",
        in_table=True,
        default_factory=list,
    )
    outcome: Mapped[str] = field(N_("What came of it"), multiline=True, default="")
