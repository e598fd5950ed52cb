"""How the network is lived in: talks, who knows whom, and where young people were referred, without persons."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Talk(Record):
    """A talk with somebody of the network, the cabinet of an alderman too. Never about one young person."""

    __tablename__ = "talk"
    singular, plural, slug = N_("Talk"), N_("Talks"), "talks"
    in_team_only: ClassVar[bool] = True
    named_by: ClassVar[str] = "subject"

    subject: Mapped[str] = field(N_("Subject"), required=True, in_table=True)
    held_on: Mapped[date | None] = field(N_("Date"), hint=N_("Empty is today"), in_table=True, default=None)
    organisation: Mapped[Id | None] = field(
        N_("Organisation"),
        hint=N_("Empty is that of the contact person"),
        to="organisation",
        in_table=True,
        default=None,
    )
    contact: Mapped[Id | None] = field(N_("Contact person"), to="contact_person", default=None)
    tier: Mapped[str] = field(
        N_("Tier"), hint=N_("Empty is that of the contact person"), term="tier", in_table=True, default=""
    )
    said: Mapped[str] = field(
        N_("What was said"),
        hint=N_("Without anything that points at one young person"),
        multiline=True,
        default="",
    )
    next_step: Mapped[str] = field(N_("Next step"), default="")
    next_on: Mapped[date | None] = field(N_("Next step by"), ahead=True, default=None)


class Acquaintance(Record):
    """Who knows whom: a colleague or an organisation, and a contact person."""

    __tablename__ = "acquaintance"
    singular, plural, slug = N_("Acquaintance"), N_("Who knows whom"), "acquaintances"
    in_team_only: ClassVar[bool] = True
    named_by: ClassVar[str] = "remarks"

    contact: Mapped[Id] = field(N_("Contact person"), to="contact_person", required=True, in_table=True)
    worker: Mapped[Id | None] = field(
        N_("Colleague"),
        hint=N_("Who knows this person, or fill in an organisation"),
        to="worker",
        in_table=True,
        default=None,
    )
    organisation: Mapped[Id | None] = field(
        N_("Known by organisation"), to="organisation", in_table=True, default=None
    )
    closeness: Mapped[str] = field(N_("How well"), term="closeness", in_table=True, default="met")
    remarks: Mapped[str] = field(N_("Remarks"), default="")


class Referral(Record):
    """Young people who were shown the way to an offer: how many and what came of it, never who. It has no free
    text on purpose."""

    __tablename__ = "referral"
    singular, plural, slug = N_("Referral"), N_("Referrals"), "referrals"
    in_team_only: ClassVar[bool] = True
    stays_inside: ClassVar[bool] = True
    named_by: ClassVar[str] = "domain"

    domain: Mapped[str] = field(N_("Life domain"), term="domain", required=True, in_table=True)
    referred_on: Mapped[date | None] = field(N_("Date"), hint=N_("Empty is today"), in_table=True, default=None)
    need: Mapped[Id | None] = field(N_("Need"), to="need", default=None)
    area: Mapped[Id | None] = field(N_("Area"), to="area", default=None)
    offer: Mapped[Id | None] = field(N_("Offer"), to="offer", in_table=True, default=None)
    organisation: Mapped[Id | None] = field(
        N_("Organisation"), hint=N_("Empty is that of the offer"), to="organisation", default=None
    )
    heads: Mapped[int] = field(N_("How many young people"), default=1)
    outcome: Mapped[str] = field(N_("Outcome"), term="referral_outcome", in_table=True, default="pending")
    thresholds: Mapped[list[str]] = field(N_("What kept them out"), term="threshold", default_factory=list)

    @property
    def caption(self) -> str:
        """None: what it is about is a code."""
        return ""
