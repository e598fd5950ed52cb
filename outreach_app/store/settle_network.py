"""What must hold for talks, for who knows whom, and for referrals."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, field_of
from outreach_app.domain.likely import date_fault, heads_fault
from outreach_app.domain.records import Acquaintance, ContactPerson, Offer, Record, Referral, Talk
from outreach_app.i18n import _
from outreach_app.store.refusals import BadValue


def settle_network(session: Session, record: Record, given: Collection[str], today: date) -> None:
    """Apply the rules of the record's kind; `given` are the fields just set. Raises BadValue."""
    match record:
        case Talk():
            _settle_talk(session, record, given, today)
        case Acquaintance():
            _settle_acquaintance(session, record)
        case Referral():
            _settle_referral(session, record, given, today)


def _settle_talk(session: Session, talk: Talk, given: Collection[str], today: date) -> None:
    talk.held_on = talk.held_on or today
    if "held_on" in given and (fault := date_fault(talk.held_on, today)):
        raise _bad(talk, "held_on", talk.held_on.isoformat(), fault)
    person = (
        session.scalar(select(ContactPerson).where(ContactPerson.id == talk.contact)) if talk.contact else None
    )
    if person is not None:
        talk.organisation = talk.organisation or person.organisation
        talk.tier = talk.tier or person.tier


def _settle_acquaintance(session: Session, tie: Acquaintance) -> None:
    if not tie.worker and not tie.organisation:
        raise _bad(tie, "worker", "", _("Say which colleague or which organisation knows this person."))
    query = select(Acquaintance.id).where(
        Acquaintance.contact == tie.contact,
        Acquaintance.worker.is_(None) if tie.worker is None else Acquaintance.worker == tie.worker,
        Acquaintance.organisation.is_(None)
        if tie.organisation is None
        else Acquaintance.organisation == tie.organisation,
        Acquaintance.id != tie.id,
        ~Acquaintance.deleted,
    )
    if session.scalars(query).first() is not None:
        raise _bad(tie, "contact", "", _("That these know each other stands there already."))


def _settle_referral(session: Session, referral: Referral, given: Collection[str], today: date) -> None:
    referral.referred_on = referral.referred_on or today
    if "referred_on" in given and (fault := date_fault(referral.referred_on, today)):
        raise _bad(referral, "referred_on", referral.referred_on.isoformat(), fault)
    if referral.heads < 1:
        raise _bad(referral, "heads", str(referral.heads), _("Somebody was referred: 1 at least."))
    if "heads" in given and (fault := heads_fault(referral.heads)):
        raise _bad(referral, "heads", str(referral.heads), fault)
    if referral.offer and not referral.organisation:
        offers: Id | None = session.scalar(select(Offer.organisation).where(Offer.id == referral.offer))
        referral.organisation = offers


def _bad(record: Record, name: str, value: str, reason: str) -> BadValue:
    described = field_of(type(record), name)
    assert described is not None
    return BadValue(described, value, reason)
