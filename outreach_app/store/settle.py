"""What must hold for a record beyond its own fields, made to hold before it is written."""

import re
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.clock import SystemClock
from outreach_app.domain.fields import field_of
from outreach_app.domain.geo.typed import GRID
from outreach_app.domain.letterhead import is_colour
from outreach_app.domain.likely import date_fault, heads_fault
from outreach_app.domain.note_plan import required
from outreach_app.domain.records import (
    Acquaintance,
    Addressee,
    Agreement,
    Area,
    Convenant,
    Encounter,
    Feedback,
    JointService,
    NoteSection,
    Record,
    Referral,
    Round,
    SignalNote,
    Spot,
    Talk,
    Team,
    Term,
    Visit,
)
from outreach_app.i18n import _
from outreach_app.store.addressees import filled_in
from outreach_app.store.areas import area_fault
from outreach_app.store.refusals import BadValue, TermExists
from outreach_app.store.settle_compass import settle_compass, weights_fault
from outreach_app.store.settle_network import settle_network
from outreach_app.store.settle_table import settle_at_table

KEEPS = ("keep_local_notes", "keep_encounters", "keep_contacts", "keep_signals")
LONGEST = 600
MOST_WORDS = 2000


def settle(session: Session, record: Record, given: Collection[str], today: date | None = None) -> None:
    """Apply the rules of the record's kind; `given` are the fields just set. Raises BadValue, TermExists."""
    match record:
        case Round():
            _settle_round(record, given, today or SystemClock().today())
        case Spot():
            _settle_spot(record)
        case Visit():
            _settle_visit(session, record, given)
        case Encounter():
            _settle_encounter(session, record, given)
        case Agreement():
            _settle_agreement(session, record, given, today or SystemClock().today())
        case SignalNote():
            for name, text in filled_in(session, record, given).items():
                setattr(record, name, text)
        case Feedback():
            _settle_feedback(record, today or SystemClock().today())
        case Addressee():
            _settle_addressee(record)
        case Area():
            if refused := area_fault(session, record):
                raise _bad(record, *refused)
        case Convenant() if record.starts_on and record.ends_on and record.ends_on < record.starts_on:
            raise _bad(record, "ends_on", record.ends_on.isoformat(), _("It ends before it begins."))
        case JointService():
            _settle_joint_service(record, today or SystemClock().today())
        case Term():
            _settle_term(session, record)
        case Team():
            _settle_team(record)
        case NoteSection():
            _settle_section(record)
        case Talk() | Acquaintance() | Referral():
            settle_network(session, record, given, today or SystemClock().today())
        case _:
            settle_at_table(session, record, given)
            settle_compass(session, record, today or SystemClock().today())


def coarse(degrees: float | None, limit: int) -> float | None:
    """A coordinate as it is kept. Raises ValueError beyond `limit` degrees."""
    if degrees is None:
        return None
    if not -limit <= degrees <= limit:
        raise ValueError(degrees)
    return round(degrees, GRID)


def _settle_spot(spot: Spot) -> None:
    for name, limit in (("latitude", 90), ("longitude", 180)):
        degrees = getattr(spot, name)
        try:
            setattr(spot, name, coarse(degrees, limit))
        except ValueError:
            raise _bad(spot, name, str(degrees), _("This is not on the globe.")) from None


def _settle_round(walked: Round, given: Collection[str], today: date) -> None:
    if "date" in given and (fault := date_fault(walked.date, today)):
        raise _bad(walked, "date", walked.date.isoformat(), fault)


def _settle_visit(session: Session, visit: Visit, given: Collection[str]) -> None:
    """A sensitive spot stays on this laptop; its area, like that of any spot, goes with the visit."""
    if "spot" not in given and "sensitive_spot" not in given:
        return
    told_apart = "sensitive_spot" in given and visit.sensitive_spot
    chosen = visit.sensitive_spot if told_apart else visit.spot
    spot = session.scalar(select(Spot).where(Spot.id == chosen)) if chosen else None
    stays = spot is not None and spot.sensitive
    visit.spot, visit.sensitive_spot = (None, chosen) if stays else (chosen, None)
    if spot is not None and spot.area and "area" not in given:
        visit.area = spot.area


def _settle_encounter(session: Session, encounter: Encounter, given: Collection[str]) -> None:
    if encounter.group_size < 1 and not encounter.age_counts:
        reason = _("An encounter counts at least one; where nobody was, the visit says so.")
        raise _bad(encounter, "group_size", str(encounter.group_size), reason)
    encounter.group_size = max(encounter.group_size, sum(encounter.age_counts.values()))
    if {"group_size", "age_counts"} & set(given) and (fault := heads_fault(encounter.group_size)):
        raise _bad(encounter, "group_size", str(encounter.group_size), fault)
    if "visit" in given:
        visit = session.scalar(select(Visit).where(Visit.id == encounter.visit))
        if visit is not None and visit.no_contact:
            visit.no_contact = False


def _settle_agreement(session: Session, agreement: Agreement, given: Collection[str], today: date) -> None:
    """What comes from a decision is about the signal that was decided on; what is done was done on a day."""
    if agreement.signal_note and {"signal", "signal_note"} & set(given):
        query = select(SignalNote.signal, SignalNote.number).where(SignalNote.id == agreement.signal_note)
        signal, number = session.execute(query).one_or_none() or (agreement.signal, "")
        if "signal" in given and agreement.signal not in (None, signal):
            raise _bad(agreement, "signal_note", number, _("This note is about another signal."))
        agreement.signal = signal
    if "state" in given and (agreement.state == "done") != (agreement.done_on is not None):
        agreement.done_on = today if agreement.state == "done" else None
    done_on = agreement.done_on
    if "done_on" in given and done_on is not None and (fault := date_fault(done_on, today)):
        raise _bad(agreement, "done_on", done_on.isoformat(), fault)


def _settle_feedback(told: Feedback, today: date) -> None:
    """A day without words closes nothing, so it is asked what was said; nobody was told tomorrow."""
    if told.date is not None and not told.message.strip():
        raise _bad(told, "message", "", _("Write what they heard, or leave the date open."))
    if told.date is not None and (fault := date_fault(told.date, today)):
        raise _bad(told, "date", told.date.isoformat(), fault)


def _settle_addressee(row: Addressee) -> None:
    for name, most in (("days", 90), ("copies", 200)):
        if not 0 <= getattr(row, name) <= most:
            reason = _("Give a number from 0 to {most}.").format(most=most)
            raise _bad(row, name, str(getattr(row, name)), reason)


def _settle_joint_service(service: JointService, today: date) -> None:
    """One without a year is of this year."""
    service.year = service.year or today.year
    if not 1900 <= service.year < 2100:
        raise _bad(service, "year", str(service.year), _("The year cannot be right."))


def _settle_term(session: Session, term: Term) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,39}", term.code):
        raise _bad(term, "code", term.code, _("Use small letters, figures and underscores, 40 at most."))
    same = select(Term.id).where(Term.vocabulary == term.vocabulary, Term.code == term.code, Term.id != term.id)
    with session.no_autoflush:
        if session.scalar(same) is not None:
            raise TermExists(code=term.code, vocabulary=term.vocabulary)


def _settle_team(team: Team) -> None:
    for name in KEEPS:
        if not 1 <= getattr(team, name) <= LONGEST:
            raise _bad(team, name, str(getattr(team, name)), _("Give a number of months, from 1 to 600."))
    if fault := weights_fault(team):
        raise _bad(team, "weights", "", fault)
    if team.colour and not is_colour(team.colour):
        raise _bad(team, "colour", team.colour, _("Write a colour as # and six figures or letters a to f."))


def _settle_section(row: NoteSection) -> None:
    if row.left_out and required(row.template, row.section):
        raise _bad(row, "left_out", _("Yes"), _("A note made from this template cannot do without this section."))
    if not 0 <= row.words <= MOST_WORDS:
        raise _bad(row, "words", str(row.words), _("Give a number of words, up to 2,000."))


def _bad(record: Record, name: str, value: str, reason: str) -> BadValue:
    field = field_of(type(record), name)
    assert field is not None
    return BadValue(field, value, reason)
