"""The network map: organisations, what they offer, whom to call."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from outreach_app.domain.fields import Id, field
from outreach_app.domain.records.base import Record
from outreach_app.i18n import N_


class Organisation(Record):
    """A service, club or association around young people."""

    __tablename__ = "organisation"
    singular, plural, slug = N_("Organisation"), N_("Organisations"), "organisations"
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(N_("Name"), required=True, in_table=True, in_note=True)
    type: Mapped[str] = field(N_("Type"), term="organisation_type", in_table=True, default="")
    domains: Mapped[list[str]] = field(N_("Life domains"), term="domain", in_table=True, default_factory=list)
    areas: Mapped[list[Id]] = field(N_("Areas"), to_many="area", in_table=True, default_factory=list)
    size: Mapped[str] = field(N_("Size"), term="organisation_size", default="")
    frontline: Mapped[bool] = field(
        N_("At the frontline"), hint=N_("Stands among young people: club, library, childcare"), default=False
    )
    support: Mapped[list[str]] = field(
        N_("Support"), hint=N_("At which tiers they back the work"), term="tier", default_factory=list
    )
    phone: Mapped[str] = field(N_("Telephone"), default="")
    email: Mapped[str] = field(N_("E-mail"), default="")
    website: Mapped[str] = field(N_("Website"), default="")
    remarks: Mapped[str] = field(N_("Remarks"), multiline=True, default="")


class Offer(Record):
    """Something an organisation offers, with what keeps young people out."""

    __tablename__ = "offer"
    singular, plural, slug = N_("Offer"), N_("Offers"), "offers"
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(N_("Name"), required=True, in_table=True)
    organisation: Mapped[Id | None] = field(
        N_("Organisation"),
        to="organisation",
        in_table=True,
        default=None,
    )
    domains: Mapped[list[str]] = field(N_("Life domains"), term="domain", in_table=True, default_factory=list)
    thresholds: Mapped[list[str]] = field(N_("Thresholds"), term="threshold", in_table=True, default_factory=list)
    hours: Mapped[str] = field(N_("Opening hours"), default="")
    kind: Mapped[str] = field(
        N_("What it is"), hint=N_("Shared infrastructure too"), term="offer_kind", default="activity"
    )
    areas: Mapped[list[Id]] = field(
        N_("Areas"), hint=N_("Empty is where its organisation works"), to_many="area", default_factory=list
    )
    cost: Mapped[str] = field(N_("What it costs"), default="")
    remarks: Mapped[str] = field(N_("Remarks"), multiline=True, default="")


class ContactPerson(Record):
    """A professional in the network. Never a young person."""

    __tablename__ = "contact_person"
    singular, plural, slug = N_("Contact person"), N_("Contact persons"), "contact-persons"
    in_team_only: ClassVar[bool] = True
    named_by: ClassVar[str] = "name"

    name: Mapped[str] = field(
        N_("Name"), hint=N_("A professional, never a young person"), required=True, in_table=True
    )
    organisation: Mapped[Id | None] = field(
        N_("Organisation"),
        to="organisation",
        in_table=True,
        default=None,
    )
    function: Mapped[str] = field(N_("Function"), in_table=True, default="")
    tier: Mapped[str] = field(N_("Tier"), term="tier", in_table=True, default="")
    phone: Mapped[str] = field(N_("Work telephone"), default="")
    email: Mapped[str] = field(N_("Work e-mail"), default="")
    confirmed_on: Mapped[date | None] = field(
        N_("Details confirmed on"), hint=N_("Asked again every year"), in_table=True, default=None
    )
