"""What is missing, in words without persons."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Need(Record):
    """A recurring lack. Its encounters point at it; it does not list them."""

    __tablename__ = "need"
    singular, plural, slug = N_("Need"), N_("Needs"), "needs"

    title: Mapped[str] = field(
        N_("Title"), hint=N_("What is missing, without persons"), required=True, in_table=True, in_note=True
    )
    state: Mapped[str] = field(N_("State"), term="need_state", in_table=True, by_move=True, default="observed")
    domains: Mapped[list[str]] = field(
        N_("Life domains"), term="domain", in_table=True, in_note=True, default_factory=list
    )
    kind: Mapped[str] = field(N_("Kind of need"), term="need_kind", in_table=True, in_note=True, default="")
    scope: Mapped[str] = field(N_("Scope"), term="scope", in_table=True, in_note=True, default="")
    destination: Mapped[str] = field(
        N_("Where they go instead"), hint=N_("For displacement: a town, not a person"), default=""
    )
    description: Mapped[str] = field(N_("Description"), multiline=True, default="")
    confirmed_on: Mapped[date | None] = field(N_("Confirmed by young people on"), in_table=True, default=None)
    reason: Mapped[str] = field(N_("Reason of the last move"), by_move=True, default="")


class Quote(Record):
    """A young person's words, kept only with permission and without who said them."""

    __tablename__ = "quote"
    singular, plural, slug = N_("Quote"), N_("Quotes"), "quotes"
    handed_over_if: ClassVar[str] = "permission"
    named_by: ClassVar[str] = "text"

    text: Mapped[str] = field(
        N_("Words"),
        hint=N_("Nothing that points at someone"),
        required=True,
        multiline=True,
        in_table=True,
        in_note=True,
    )
    need: Mapped[Id | None] = field(
        N_("Need"),
        to="need",
        in_table=True,
        default=None,
    )
    signal: Mapped[Id | None] = field(
        N_("Signal"),
        to="signal",
        in_table=True,
        default=None,
    )
    permission: Mapped[bool] = field(
        N_("May be printed"), hint=N_("The young person agreed"), in_table=True, default=False
    )
    audience: Mapped[str] = field(N_("For whom"), term="audience", default="")
