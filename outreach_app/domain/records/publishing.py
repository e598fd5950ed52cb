"""What was closed and what was published: written once, and never by hand."""

import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class ClosedQuarter(Record):
    """A quarter that a coordinator closed. Of two closings of one quarter, the earlier stands."""

    __tablename__ = "closed_quarter"
    singular, plural, slug = N_("Closed quarter"), N_("Closed quarters"), "closed-quarters"
    register: ClassVar[bool] = True
    in_team_only: ClassVar[bool] = True
    named_by: ClassVar[str] = "quarter"

    quarter: Mapped[str] = field(N_("Quarter"), by_move=True, low_stakes=True, in_table=True, default="")
    closed_on: Mapped[datetime.date | None] = field(
        N_("Closed on"), by_move=True, low_stakes=True, in_table=True, default=None
    )


class FrozenCount(Record):
    """What a closed quarter counted at one place by one attribute: exact, and never to leave the team.

    Place and needs are kept as plain text: nothing that becomes of them later may change what was counted.
    """

    __tablename__ = "frozen_count"
    singular, plural, slug = N_("Frozen count"), N_("Frozen counts"), "frozen-counts"
    register: ClassVar[bool] = True
    in_team_only: ClassVar[bool] = True
    named_by: ClassVar[str] = "axis"

    closing: Mapped[Id] = field(
        N_("Closed quarter"), to="closed_quarter", by_move=True, low_stakes=True, index=True
    )
    area: Mapped[str] = field(N_("Area"), by_move=True, low_stakes=True, default="")
    spot: Mapped[str] = field(N_("Spot"), by_move=True, low_stakes=True, default="")
    axis: Mapped[str] = field(N_("Counted by"), by_move=True, low_stakes=True, in_table=True, default="")
    counts: Mapped[dict[str, Any]] = field(
        N_("Contacts and encounters"), by_move=True, low_stakes=True, default_factory=dict
    )


class Publication(Record):
    """The ledger: cells that were published together, shown or withheld. No exact count is in it."""

    __tablename__ = "publication"
    singular, plural, slug = N_("Publication"), N_("Publications"), "publications"
    register: ClassVar[bool] = True
    in_team_only: ClassVar[bool] = True
    named_by: ClassVar[str] = "title"

    title: Mapped[str] = field(N_("What was published"), by_move=True, low_stakes=True, in_table=True, default="")
    published_on: Mapped[datetime.date | None] = field(
        N_("Published on"), by_move=True, low_stakes=True, in_table=True, default=None
    )
    cells: Mapped[dict[str, Any]] = field(N_("Cells"), by_move=True, low_stakes=True, default_factory=dict)


__all__ = ["ClosedQuarter", "FrozenCount", "Id", "Publication"]
