"""The network as the rules of the social map look at it, read at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    Acquaintance,
    ContactPerson,
    Encounter,
    Need,
    Offer,
    Organisation,
    Record,
    Referral,
    Round,
    Spot,
    Talk,
    Visit,
    Worker,
)
from outreach_app.domain.social_map import Known, Needed, Offered, Partner, Person, SocialMap
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import reading_order
from outreach_app.store.areas import areas_of
from outreach_app.store.listing import vocabularies
from outreach_app.store.naming import names_of

HALF_A_YEAR = timedelta(days=183)
WATCHED: frozenset[type[Record]] = frozenset(
    {Acquaintance, ContactPerson, Need, Offer, Organisation, Referral, Round, Spot, Talk}
)
"""What the map is made of."""


@dataclass(frozen=True)
class Drawn:
    """The map, with the words that it is told in."""

    map: SocialMap
    terms: Vocabularies
    workers: dict[Id, str]
    outcomes: dict[str, int]
    """Of this year's referrals how many young people, by what came of it."""


def social_map(session: Session, today: date) -> Drawn:
    people = session.scalars(select(ContactPerson).where(~ContactPerson.deleted))
    known = session.scalars(select(Acquaintance).where(~Acquaintance.deleted)).all()
    found = SocialMap(
        today=today,
        areas=areas_of(session),
        partners=_by_name(map(_partner, session.scalars(select(Organisation).where(~Organisation.deleted)))),
        people=[Person(each.id, each.name, each.organisation, each.tier, each.confirmed_on) for each in people],
        offers=[_offered(each) for each in session.scalars(select(Offer).where(~Offer.deleted).order_by(Offer.n))],
        needs=_needs(session),
        known=[Known(each.contact, by) for each in known for by in (each.worker, each.organisation) if by],
        heard=_heard(session),
        met=_met(session, today - HALF_A_YEAR),
    )
    workers = dict(names_of(session, Worker, (each.worker for each in known)))
    return Drawn(found, vocabularies(session), workers, _outcomes(session, today.year))


def _by_name(partners: Iterable[Partner]) -> list[Partner]:
    return sorted(partners, key=lambda each: reading_order(each.name))


def _partner(each: Organisation) -> Partner:
    return Partner(
        id=each.id,
        name=each.name,
        type=each.type,
        domains=frozenset(each.domains),
        areas=frozenset(each.areas),
        support=frozenset(each.support),
        small=each.size == "small",
        frontline=each.frontline,
    )


def _offered(each: Offer) -> Offered:
    return Offered(
        id=each.id,
        name=each.name,
        organisation=each.organisation,
        domains=frozenset(each.domains),
        areas=frozenset(each.areas),
        thresholds=frozenset(each.thresholds),
        kind=each.kind,
    )


def _needs(session: Session) -> list[Needed]:
    """Those that are still there."""
    live = select(Need).where(~Need.deleted, Need.state != "dropped").order_by(Need.n)
    return [Needed(each.id, each.title, frozenset(each.domains)) for each in session.scalars(live)]


def _heard(session: Session) -> dict[Id, date]:
    found: dict[Id, date] = {}
    for id, day in session.execute(select(Talk.organisation, Talk.held_on).where(~Talk.deleted)):
        if id and day:
            found[id] = max(day, found.get(id, day))
    return found


def _met(session: Session, since: date) -> dict[Id, int]:
    home = func.coalesce(Visit.area, Spot.area)
    query = (
        select(home, func.sum(Encounter.group_size))
        .select_from(Encounter)
        .join(Visit, Visit.id == Encounter.visit)
        .join(Round, Round.id == Visit.round)
        .join(Spot, Spot.id == Visit.spot, isouter=True)
        .where(~Encounter.deleted, ~Visit.deleted, ~Round.deleted, Round.date >= since, home.is_not(None))
        .group_by(home)
    )
    return {Id(area.hex() if isinstance(area, bytes) else area): heads for area, heads in session.execute(query)}


def _outcomes(session: Session, year: int) -> dict[str, int]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    query = (
        select(Referral.outcome, func.sum(Referral.heads))
        .where(~Referral.deleted, Referral.referred_on >= first, Referral.referred_on <= last)
        .group_by(Referral.outcome)
    )
    return {row[0]: row[1] for row in session.execute(query)}
