"""What a team said about a possible pattern, so that it is not proposed again and again."""

import datetime
import uuid
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class PatternDecision(Record):
    """Needs of one kind and life domain were looked at: made a signal of, called recurring, or left, with why.

    Its id follows from the two, so that what two laptops decide about a pattern meets in one record.
    """

    __tablename__ = "pattern_decision"
    singular, plural, slug = N_("Decision about a pattern"), N_("Decisions about patterns"), "pattern-decisions"
    register: ClassVar[bool] = True
    in_team_only: ClassVar[bool] = True
    named_by: ClassVar[str] = "kind"

    kind: Mapped[str] = field(
        N_("Kind of need"), hint=N_("Or the one need, by its id"), by_move=True, in_table=True, default=""
    )
    domain: Mapped[str] = field(N_("Life domain"), term="domain", by_move=True, in_table=True, default="")
    verdict: Mapped[str] = field(
        N_("Decided"), term="pattern_verdict", by_move=True, low_stakes=True, in_table=True, default=""
    )
    reason: Mapped[str] = field(N_("Reason"), by_move=True, low_stakes=True, default="")
    decided_on: Mapped[datetime.date | None] = field(
        N_("Decided on"), by_move=True, low_stakes=True, in_table=True, default=None
    )
    encounters: Mapped[int] = field(
        N_("Encounters by then"), by_move=True, low_stakes=True, in_table=True, default=0
    )
    signal: Mapped[Id | None] = field(
        N_("Signal"), to="signal", by_move=True, low_stakes=True, in_table=True, default=None
    )


def pattern_id(team: Id | None, kind: str, domain: str) -> Id:
    """The id that any laptop of the team gives to what is decided about this pattern."""
    space = uuid.UUID(team) if team else uuid.NAMESPACE_OID
    return Id(uuid.uuid5(space, "\x1f".join(("pattern", kind, domain))).hex)
