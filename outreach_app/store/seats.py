"""Who sits at which table today, read for the overlap of tables and for what they lack."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.overlap import FRONTLINE, Check, Overlap, Partner, Table, checks, overlaps, sits
from outreach_app.domain.records import Consultation, ContactPerson, Membership, Organisation
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import reading_order
from outreach_app.store.listing import vocabularies


@dataclass(frozen=True)
class Seats:
    """All tables that have not ended, and all organisations."""

    tables: Sequence[Table]
    partners: Sequence[Partner]
    terms: Vocabularies

    @property
    def overlaps(self) -> list[Overlap]:
        return overlaps(self.tables)

    @property
    def checks(self) -> list[Check]:
        return checks(self.tables, self.partners)

    def checks_of(self, table: Id) -> list[Check]:
        return [check for check in self.checks if check.table == table]

    def name(self, partner: Id) -> str:
        return next((each.name for each in self.partners if each.id == partner), "?")

    def seated(self) -> list[Partner]:
        """Those at one table at least; who sits at most of them first."""
        count = {each.id: sum(each.id in table.seats for table in self.tables) for each in self.partners}
        here = [each for each in self.partners if count[each.id]]
        return sorted(here, key=lambda each: (-count[each.id], reading_order(each.name)))


def seats(session: Session, today: date) -> Seats:
    members = _members(session, today)
    return Seats(_tables(session, members, today), _partners(session, members), vocabularies(session))


def _members(session: Session, today: date) -> list[Membership]:
    found = session.scalars(select(Membership).where(~Membership.deleted).order_by(Membership.n))
    return [each for each in found if sits(each.since, each.until, today)]


def _tables(session: Session, members: Sequence[Membership], today: date) -> list[Table]:
    at: dict[Id, dict[Id, set[str]]] = defaultdict(dict)
    everything: set[tuple[Id, Id]] = set()
    for each in members:
        at[each.consultation].setdefault(each.organisation, set()).update([each.theme] if each.theme else [])
        if not each.theme:
            everything.add((each.consultation, each.organisation))
    found = session.scalars(select(Consultation).where(~Consultation.deleted))
    return [
        Table(
            id=each.id,
            name=each.name,
            themes=frozenset(each.themes) | {theme for themes in at[each.id].values() for theme in themes},
            seats={
                partner: frozenset() if (each.id, partner) in everything else frozenset(themes)
                for partner, themes in at[each.id].items()
            },
            chair=each.chair,
            lead=each.lead,
            backed=each.sponsor is not None,
        )
        for each in sorted(found, key=lambda each: reading_order(each.name))
        if each.ended is None or each.ended > today
    ]


def _partners(session: Session, members: Sequence[Membership]) -> list[Partner]:
    """Also those that went to the bin while they had a seat."""
    sent = {each.delegate for each in members if each.delegate}
    front = set(
        session.scalars(
            select(ContactPerson.organisation).where(ContactPerson.id.in_(sent), ContactPerson.tier == FRONTLINE)
        )
    )
    seated = {each.organisation for each in members}
    found = [
        Partner(
            id=each.id,
            name=each.name,
            type=each.type,
            domains=frozenset(each.domains),
            frontline=FRONTLINE in each.support or each.id in front,
            gone=each.deleted,
        )
        for each in session.scalars(select(Organisation))
        if not each.deleted or each.id in seated
    ]
    return sorted(found, key=lambda each: reading_order(each.name))
