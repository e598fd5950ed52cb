"""Which neighbourhood gets the most attention, by figures and signals, and what means that brought."""

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class AreaFigure(Record):
    """A figure that others published about an area: an indicator, its value, of which year, from where."""

    __tablename__ = "area_figure"
    singular, plural, slug = N_("Figure of an area"), N_("Figures of areas"), "area-figures"
    named_by: ClassVar[str] = "indicator"

    area: Mapped[Id] = field(N_("Area"), to="area", required=True, in_table=True)
    indicator: Mapped[str] = field(
        N_("Indicator"), hint=N_("As its source calls it, the same for every area"), required=True, in_table=True
    )
    value: Mapped[float | None] = field(N_("Value"), in_table=True, default=None)
    year: Mapped[int] = field(N_("Year"), hint=N_("Empty is this year"), plain=True, in_table=True, default=0)
    unit: Mapped[str] = field(N_("Unit"), hint=N_("Such as %"), default="")
    direction: Mapped[str] = field(
        N_("What more of it means"), term="figure_direction", in_table=True, default="more"
    )
    source: Mapped[str] = field(N_("Source"), hint=N_("Who publishes it"), in_table=True, default="")
    remarks: Mapped[str] = field(N_("Remarks"), multiline=True, default="")


class Priority(Record):
    """The place that the team gave an area in a year, and why. Earlier years stay as they were.

    Its id follows from area and year, so that what two laptops rank meets in one record.
    """

    __tablename__ = "priority"
    singular, plural, slug = N_("Priority"), N_("Priorities"), "priorities"
    named_by: ClassVar[str] = "reason"
    in_team_only: ClassVar[bool] = True

    area: Mapped[Id] = field(N_("Area"), to="area", required=True, in_table=True)
    year: Mapped[int] = field(N_("Year"), hint=N_("Empty is this year"), plain=True, in_table=True, default=0)
    rank: Mapped[int] = field(N_("Rank"), hint=N_("1 gets the most attention"), in_table=True, default=0)
    reason: Mapped[str] = field(
        N_("Reason"), hint=N_("Why here, without persons"), multiline=True, in_table=True, default=""
    )


class Allocation(Record):
    """Extra means, an open call, or an agreement with who applied; and what justified it."""

    __tablename__ = "allocation"
    singular, plural, slug = N_("Allocation"), N_("Allocations"), "allocations"

    title: Mapped[str] = field(N_("Title"), required=True, in_table=True)
    kind: Mapped[str] = field(N_("Kind of allocation"), term="allocation_kind", in_table=True, default="means")
    area: Mapped[Id | None] = field(N_("Area"), to="area", in_table=True, default=None)
    year: Mapped[int] = field(N_("Year"), hint=N_("Empty is this year"), plain=True, in_table=True, default=0)
    amount: Mapped[int] = field(N_("Amount in euros"), hint=N_("0: none was named"), in_table=True, default=0)
    call: Mapped[Id | None] = field(
        N_("Open call"), hint=N_("To which this agreement answers"), to="allocation", default=None
    )
    organisation: Mapped[Id | None] = field(N_("Applicant"), to="organisation", in_table=True, default=None)
    state: Mapped[str] = field(N_("State"), term="running_state", in_table=True, default="planned")
    starts_on: Mapped[date | None] = field(N_("From"), default=None)
    ends_on: Mapped[date | None] = field(N_("Until"), ahead=True, default=None)
    reasons: Mapped[str] = field(
        N_("Reasons"), hint=N_("Why there and to whom, without persons"), multiline=True, default=""
    )
    signals: Mapped[list[Id]] = field(
        N_("Signals that justify it"), to_many="signal", in_table=True, default_factory=list
    )
    evidence: Mapped[list[Id]] = field(N_("Evidence that justifies it"), to_many="evidence", default_factory=list)
    figures: Mapped[list[Id]] = field(N_("Figures that justify it"), to_many="area_figure", default_factory=list)
    principles: Mapped[list[str]] = field(
        N_("Principles"), hint=N_("Of the charter"), term="principle", default_factory=list
    )
    effect: Mapped[str] = field(N_("What it brought"), multiline=True, default="")


def priority_id(team: Id | None, area: Id, year: int) -> Id:
    """The id that any laptop of the team gives to the place of this area in this year."""
    space = uuid.UUID(team) if team else uuid.NAMESPACE_OID
    return Id(uuid.uuid5(space, "\x1f".join(("priority", area, str(year)))).hex)
