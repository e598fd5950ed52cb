"""What a team decided about records that look alike."""

import uuid
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Pair(Record):
    """Two records that look alike: one and the same (the second went into the first), or not.

    Its id follows from the two, so that what two laptops decide about them meets in one record.
    """

    __tablename__ = "pair"
    singular, plural, slug = N_("Pair"), N_("Pairs"), "pairs"
    register: ClassVar[bool] = True
    in_team_only: ClassVar[bool] = True
    named_by: ClassVar[str] = "kind"

    kind: Mapped[str] = field(N_("Kind"), by_move=True, in_table=True, default="")
    """Table name of both."""
    one: Mapped[str] = field(N_("The older one"), hint=N_("By its id"), by_move=True, default="")
    other: Mapped[str] = field(N_("The other one"), hint=N_("By its id"), by_move=True, default="")
    same: Mapped[bool] = field(N_("Are the same"), by_move=True, in_table=True, low_stakes=True, default=False)


def pair_id(team: Id | None, one: Id, other: Id) -> Id:
    """The id that any laptop of the team gives to what is decided about these two."""
    space = uuid.UUID(team) if team else uuid.NAMESPACE_OID
    return Id(uuid.uuid5(space, "\x1f".join(("pair", *sorted((one, other))))).hex)
