"""From a ripe signal to a decision, and back to those who gave it, in a real store."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.addressees import custom
from outreach_app.domain.feedback import AUDIENCES, NoReason, NothingSaid, ToldAlready
from outreach_app.domain.fields import Id
from outreach_app.domain.moves import NotAStep
from outreach_app.domain.records import (
    Addressee,
    Agreement,
    Encounter,
    Feedback,
    Organisation,
    Signal,
    SignalNote,
    Spot,
    Visit,
)
from outreach_app.domain.states import FeedbackOpen, YouthNotTold
from outreach_app.domain.underway import Underway
from outreach_app.domain.yields import yield_of
from outreach_app.i18n import speaking
from outreach_app.store import course, feedback, records, signals
from outreach_app.store.refusals import BadValue
from outreach_app.store.underway import underway
from outreach_app.store.undoing import take_back, watched
from outreach_app.store.yields import courses
from tests.store.test_signals import COORDINATOR, TODAY, WORKER, Street, refused, street

__all__ = ["street"]

SESSION = date(2026, 3, 24)


def decided(street: Street, outcome: str = "accepted", **values: Any) -> Id:
    signal = street.submitted(street.seats)
    street.clock.tick()
    with street.store.write() as session:
        course.decide(
            session, signal, "decided", COORDINATOR, TODAY, outcome=outcome, decided_on=str(SESSION), **values
        )
    return signal


def owed(street: Street) -> list[feedback.Owed]:
    with street.store.read() as session:
        return feedback.owed(session)


def tell(street: Street, one: Id, message: str = "Er komen banken.", on: date = TODAY) -> None:
    with street.store.write() as session:
        feedback.tell(session, one, on, message, "Eindelijk.", WORKER, TODAY)


def waive(street: Street, one: Id, reason: str) -> None:
    with street.store.write() as session:
        feedback.waive(session, one, reason, COORDINATOR)


def test_an_addressee_brings_its_name_texts_and_deadline(street: Street) -> None:
    street.add(Addressee(kind="college", days=10, copies=12, opening="Geacht college,"))
    signal = street.promote(street.seats)
    street.move(signal, "checking")
    street.move(signal, "ripe", reason="dringend", addressee_kind="college", session_date="14/04/2026")

    with street.store.write() as session:
        made = course.submit(session, signal, COORDINATOR, TODAY)
    note = street.all(SignalNote)[0]

    assert (made.number, made.deliver_by, made.copies, made.late(TODAY)) == (
        "2026-01",
        date(2026, 4, 3),
        12,
        False,
    )
    assert note.addressee == "College van burgemeester en schepenen, Lindervoorde"
    with street.store.read() as session:
        assert signals.note_source(session, signal).standing.opening == "Geacht college,"


def test_a_decision_is_noted_with_what_was_agreed_there(street: Street) -> None:
    street.add(Organisation(name="Groendienst"))
    signal = street.submitted(street.seats)
    with street.store.write() as session:
        course.decide(
            session,
            signal,
            "decided",
            COORDINATOR,
            TODAY,
            outcome="partly",
            decided_on=SESSION.isoformat(),
            decision="Drie banken in plaats van vijf.",
            conditions="Na advies van de groendienst",
            agreements=[{"text": "Plaats drie banken", "organisation": "Groendienst", "due": "2026-07-01"}],
        )

    [note], [agreed] = street.all(SignalNote), street.all(Agreement)
    assert street.one(Signal, signal).state == "decided"
    assert (note.result, note.decided_on, note.session_date) == ("partly", SESSION, SESSION)
    assert (note.decision, note.conditions) == ("Drie banken in plaats van vijf.", "Na advies van de groendienst")
    assert (agreed.signal, agreed.signal_note, agreed.due) == (signal, note.id, date(2026, 7, 1))


def test_a_decision_whose_agreement_is_not_understood_changes_nothing(street: Street) -> None:
    signal = street.submitted(street.seats)
    with refused(BadValue), street.store.write() as session:
        course.decide(
            session,
            signal,
            "decided",
            COORDINATOR,
            TODAY,
            outcome="accepted",
            agreements=[{"text": "B", "due": "ooit"}],
        )

    assert street.one(Signal, signal).state == "submitted"
    assert street.all(Agreement) == street.all(Feedback) == []


def test_an_answer_is_owed_to_everybody_and_a_postponement_to_nobody(street: Street) -> None:
    signal = decided(street, "postponed")
    assert (street.one(Signal, signal).state, owed(street)) == ("ripe", [])

    street.move(signal, "submitted")
    with street.store.write() as session:
        course.decide(session, signal, "decided", COORDINATOR, TODAY, outcome="accepted", decided_on=str(TODAY))

    assert [one.audience for one in owed(street)] == list(AUDIENCES)
    assert {(one.due, one.decided_on) for one in owed(street)} == {(date(2026, 6, 26), TODAY)}
    fresh = street.all(SignalNote)[-1]
    assert (fresh.decision, fresh.version) == ("", 2)


def test_two_laptops_that_note_one_decision_owe_it_once(street: Street) -> None:
    signal = decided(street)
    with street.store.write() as session:
        found = session.get_one(Signal, 1)
        [note] = street.all(SignalNote)
        assert feedback.open_feedback(session, found, note, SESSION) == []

    assert len(street.all(Feedback)) == len(AUDIENCES)
    assert street.one(Signal, signal).state == "decided"


def test_telling_takes_a_day_and_words_and_moves_the_signal_on(street: Street) -> None:
    signal = decided(street)
    youth, *others = owed(street)
    with refused(NothingSaid):
        tell(street, youth.id, "  ")
    with refused(BadValue):
        tell(street, youth.id, on=date(2027, 1, 1))
    tell(street, youth.id)
    assert street.one(Signal, signal).state == "decided"  # a worker who does not lead it told them
    with refused(ToldAlready):
        tell(street, youth.id)

    street.move(signal, "fed_back")
    with refused(FeedbackOpen):
        street.move(signal, "closed")
    with refused(NoReason):
        waive(street, others[0].id, "")
    for one in others:
        waive(street, one.id, "Zaten mee aan tafel.")
    assert street.move(signal, "closed").state == "closed"
    assert owed(street) == []


def test_a_reason_waives_young_people_and_a_coordinator_who_tells_moves_on_at_once(street: Street) -> None:
    signal = decided(street)
    waive(street, owed(street)[0].id, "De groep is uiteen.")
    assert street.one(Signal, signal).state == "fed_back"

    with refused(NotAStep):
        street.move(signal, "decided", outcome="accepted")


def test_what_they_are_to_be_told_is_known_at_the_spots_where_they_spoke_of_it(street: Street) -> None:
    street.add(spot := Spot(name="Plein", area=street.flax), other := Spot(name="Markt"))
    with street.store.write() as session:
        for visit in session.query(Visit).join(Encounter, Encounter.visit == Visit.id):
            spoken = session.query(Encounter).filter(Encounter.visit == visit.id).one().needs
            visit.spot = spot.id if spoken else other.id
    signal = decided(street, decision="Drie banken.")

    with street.store.read() as session:
        found = feedback.to_tell(session)
    assert set(found) == {spot.id}
    [one] = found[spot.id]
    assert (one.title, one.outcome, one.decision) == ("Geen plek om te zitten", "accepted", "Drie banken.")

    tell(street, one.id)
    with street.store.read() as session:
        assert feedback.to_tell(session) == {}
    assert street.one(Signal, signal).outcome == "accepted"


@pytest.mark.parametrize("values", [{"date": "2026-03-01"}, {"date": "2027-01-01", "message": "Morgen."}])
def test_a_form_asks_for_words_and_a_day_that_was(street: Street, values: dict[str, str]) -> None:
    decided(street)
    with refused(BadValue), street.store.write() as session:
        records.edit(session, Feedback, street.all(Feedback)[0].id, values, COORDINATOR, today=TODAY)


def test_today_hears_of_what_is_to_be_handed_in_told_and_closed(street: Street) -> None:
    street.add(Addressee(kind="college", days=7, copies=3))
    signal = street.promote(street.seats)
    street.move(signal, "checking")
    street.move(signal, "ripe", reason="dringend", addressee_kind="college", session_date="2026-04-14")

    def waits(actor: Actor = COORDINATOR) -> list[Underway]:
        with street.store.read() as session:
            return underway(session, actor, TODAY)

    assert [(one.deliver_by, one.copies) for one in waits()] == [(date(2026, 4, 7), 3)]
    street.move(signal, "submitted", delivered_on=TODAY)
    assert waits() == []

    with street.store.write() as session:
        course.decide(session, signal, "decided", COORDINATOR, TODAY, outcome="accepted", decided_on=str(TODAY))
    assert [(one.owed, one.tell_by) for one in waits()] == [(AUDIENCES[1:], date(2026, 6, 26))]
    for one in owed(street):
        waive(street, one.id, "Zaten mee aan tafel.")
    assert ([one.done for one in waits()], waits(WORKER)) == ([True], [])


def test_what_a_year_yields_is_read_from_the_records(street: Street) -> None:
    signal = decided(street, decision="Drie banken.")
    tell(street, owed(street)[0].id)
    with street.store.write() as session:
        agreed = {"text": "Plaats drie banken", "signal": signal}
        records.add(session, Agreement, agreed, COORDINATOR, today=TODAY)
    street.add(Signal(title="Nog een ontwerp"))

    with street.store.read() as session:
        found = {one.title: one for one in courses(session)}
    one, draft = found["Geen plek om te zitten"], found["Nog een ontwerp"]

    assert (one.first_met, one.submitted, one.decided, one.told) == (date(2025, 9, 1), TODAY, SESSION, TODAY)
    assert (one.outcome, one.decision, one.agreed, one.kept) == ("accepted", "Drie banken.", 1, 0)
    assert (one.needs, one.encounters) == (("Geen plek om te zitten",), (5,))  # six, as the note says it
    assert (draft.submitted, draft.answered, draft.year) == (None, False, 2026)
    assert yield_of([one, draft], 2026).all.answered == 1


def test_a_decision_that_is_taken_back_and_noted_again_owes_the_same_again(street: Street) -> None:
    signal = street.submitted(street.seats)
    street.move(signal, "scheduled", session_date=SESSION)

    def note_it(session: Session) -> Signal:
        return course.decide(session, signal, "decided", COORDINATOR, TODAY, outcome="accepted")

    with street.store.write() as session:
        _signal, change = watched(session, note_it)
    street.clock.tick()
    with street.store.write() as session:
        take_back(session, change)
    assert (street.one(Signal, signal).state, street.all(Feedback)) == ("scheduled", [])
    street.clock.tick()
    with street.store.write() as session:
        note_it(session)

    assert [one.audience for one in owed(street)] == list(AUDIENCES)


def test_a_note_says_to_whom_it_goes_once_the_kind_is_chosen_and_keeps_what_was_written(street: Street) -> None:
    signal = street.promote(street.seats)
    with street.store.write() as session:
        to_council = {"signal": signal, "addressee_kind": "ocmw_council", "addressee": "Raad van Lindervoorde"}
        note = records.add(session, SignalNote, to_council, COORDINATOR)

    with speaking("nl"):
        public = custom("ocmw_council").confidentiality
    assert (note.addressee, note.confidentiality) == ("Raad van Lindervoorde", public)


def test_a_day_without_words_that_goes_along_with_a_move_tells_nobody(street: Street) -> None:
    signal = decided(street)
    with refused(YouthNotTold):
        street.move(signal, "fed_back", audience="youth", date=TODAY)
    tell(street, owed(street)[0].id)
    street.move(signal, "fed_back", audience="youth", date=TODAY)

    assert len(street.all(Feedback)) == len(AUDIENCES)
