"""From the street to the college in one store: moves, the ripeness list, frozen figures, a note that stays."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.moves import ReasonMissing
from outreach_app.domain.notes import NoteSource
from outreach_app.domain.records import (
    Area,
    Encounter,
    Evidence,
    Feedback,
    Need,
    Organisation,
    Quote,
    Record,
    Round,
    Signal,
    SignalNote,
    Spot,
    Step,
    Team,
    Visit,
    Worker,
)
from outreach_app.domain.states import (
    AddresseeMissing,
    AlreadySubmitted,
    AskCoordinator,
    AskLead,
    CauseMissing,
    FeedbackOpen,
    LeadStands,
    NeedSubmitted,
    NotRecurring,
    NotRipe,
    TrackMissing,
)
from outreach_app.errors import OutreachError
from outreach_app.store import freezing, quarters, records, signals
from outreach_app.store.database import Store
from outreach_app.store.evidence import FiguresAltered, NoteAltered, NoteNotHere, content_hash, note_source
from outreach_app.store.needs import NeedNotOpen, NeedTaken, NoNeeds
from outreach_app.store.origins import origins
from outreach_app.store.refusals import BadValue, NoSuchRecord, SetByMove, UnknownField
from outreach_app.store.signals import BadTarget, NoTarget, UnmergeTooLate
from outreach_app.store.submitted import FiguresSubmitted, NoteSubmitted
from tests.conftest import FakeClock

TODAY = date(2026, 3, 27)
WORKER, LEAD = Actor(Id("a" * 32), False), Actor(Id("b" * 32), False)
COORDINATOR = Actor(Id("c" * 32), True)


@dataclass
class Street:
    """A team that heard of two needs in the Vlasakker, six times each, and met others in the centre."""

    store: Store
    clock: FakeClock
    seats: Id
    shade: Id
    flax: Id

    def add(self, *records: Record) -> None:
        self.clock.tick()
        with self.store.write() as session:
            session.add_all(records)

    def one(self, record: type[Any], id: Id) -> Any:
        with self.store.read() as session:
            return session.scalar(select(record).where(record.id == id))

    def all(self, record: type[Any]) -> Sequence[Any]:
        with self.store.read() as session:
            return session.scalars(select(record).where(~record.deleted).order_by(record.stamp)).all()

    def need(self, id: Id, state: str, actor: Actor = WORKER, reason: str = "", **values: Any) -> None:
        with self.store.write() as session:
            signals.move_need(session, id, state, actor, TODAY, reason, **values)

    def move(self, id: Id, state: str, actor: Actor = COORDINATOR, reason: str = "", **values: Any) -> Signal:
        self.clock.tick()
        if state == "ripe":
            values = {"track": "align", "causes": "Weggehaald en niet vervangen.", **values}
        with self.store.write() as session:
            quarters.close_due(session, COORDINATOR, TODAY)
            return signals.move_signal(session, id, state, actor, TODAY, reason, **values)

    def promote(self, *needs: Id) -> Id:
        with self.store.write() as session:
            return signals.promote(session, needs, WORKER).id

    def freeze(self, signal: Id, actor: Actor = COORDINATOR) -> Evidence:
        self.clock.tick()
        with self.store.write() as session:
            quarters.close_due(session, COORDINATOR, TODAY)
            return freezing.freeze(session, signal, actor, TODAY)

    def failing(self, signal: Id) -> set[str]:
        with self.store.read() as session:
            return {check.item for check in signals.check_signal(session, signal) if not check.ok}

    def submitted(self, *needs: Id) -> Id:
        signal = self.promote(*needs)
        self.move(signal, "checking")
        self.move(signal, "ripe", reason="dringend")
        self.move(signal, "submitted", addressee="College")
        return signal


@pytest.fixture
def street(store: Store, clock: FakeClock) -> Street:
    town = Area(name="Lindervoorde")
    flax, centre = Area(name="Vlasakker", parent=town.id), Area(name="Centrum", parent=town.id)
    seats, shade = Need(title="Geen plek om te zitten", domains=["public_space"]), Need(title="Geen schaduw")
    records: list[Record] = [Team(name="JOW", municipality="Lindervoorde"), town, flax, centre, seats, shade]
    records.append(Worker(name="Marijke", id=LEAD.worker))
    for n in range(6):
        outing = Round(date=date(2025, 9, 1) + timedelta(30 * n))
        visits = [Visit(round=outing.id, area=area.id, position=i) for i, area in enumerate((flax, centre))]
        about = [seats.id, shade.id] if n % 2 else [seats.id]
        records += [outing, *visits, Encounter(visit=visits[0].id, group_size=4, needs=about, domains=["leisure"])]
        records.append(Encounter(visit=visits[1].id, group_size=7))
    with store.write() as session:
        session.add_all(records)
    return Street(store, clock, seats.id, shade.id, flax.id)


def refused(error: type[OutreachError]) -> Any:
    return pytest.raises(error)


def test_a_need_goes_its_way_and_back_again(street: Street) -> None:
    street.add(lone := Need(title="Eén keer gehoord"))
    with refused(NotRecurring):
        street.need(lone.id, "recurring")
    street.need(street.seats, "recurring")
    street.need(street.seats, "verified", confirmed_on="2026-03-01")
    with refused(ReasonMissing):
        street.need(street.seats, "observed")
    street.need(street.seats, "recurring", reason="was een andere plek")
    found = street.one(Need, street.seats)
    assert (found.state, found.confirmed_on, found.reason) == (
        "recurring",
        date(2026, 3, 1),
        "was een andere plek",
    )


def test_what_goes_along_is_read_as_typed_and_a_refused_move_leaves_nothing(street: Street) -> None:
    with refused(BadValue):
        street.need(street.seats, "recurring", confirmed_on="gisterennacht")
    with refused(UnknownField):
        street.need(street.seats, "recurring", volcano="1")
    with street.store.write() as session:
        with refused(NotRecurring):
            session.add(lone := Need(title="Eén keer"))
            session.flush()
            signals.move_need(session, lone.id, "recurring", WORKER, TODAY, title="Anders")
        assert lone.title == "Eén keer"
    signal = street.promote(street.seats)
    with refused(SetByMove):
        street.move(signal, "checking", number="2026-99")
    with refused(SetByMove):
        street.move(signal, "checking", outcome="accepted")
    with refused(UnknownField):
        street.move(signal, "checking", into=signal)
    with refused(NoSuchRecord):
        street.move(signal, "checking", lead="Niemand")
    assert street.all(SignalNote) == []


def test_promoted_needs_are_in_one_signal_about_their_areas(street: Street) -> None:
    signal = street.one(Signal, street.promote(street.seats, street.shade, street.seats))
    assert (signal.title, signal.state) == ("Geen plek om te zitten", "draft")
    assert (signal.needs, signal.areas) == ([street.seats, street.shade], [street.flax])
    assert {need.state for need in street.all(Need)} == {"in_signal"}
    assert street.failing(signal.id) >= {"clear", "verified", "lead_named", "cost_known"}
    with refused(NeedTaken):
        street.promote(street.shade)
    with refused(NoNeeds):
        street.promote()
    street.need(street.shade, "dropped", reason="hoort elders thuis")
    assert street.one(Signal, signal.id).needs == [street.seats]
    with refused(NeedNotOpen):
        street.promote(street.shade)


def test_a_need_heard_everywhere_makes_a_signal_about_everywhere(street: Street) -> None:
    with street.store.write() as session:
        for encounter in session.scalars(select(Encounter)):
            encounter.needs = [street.shade]
    signal = street.promote(street.shade)
    figures = street.freeze(signal).figures
    assert street.one(Signal, signal).areas == [] == figures["areas"]
    assert figures["all"] == {"rounds": 5, "encounters": 10, "contacts": 55}
    assert figures["about"] == {"rounds": None, "encounters": 10, "contacts": 55}


def test_the_ripeness_list_asks_everything_and_a_reason_overrides_it(street: Street) -> None:
    signal = street.promote(street.seats)
    street.move(signal, "checking", WORKER)
    for missing, error in (("track", TrackMissing), ("causes", CauseMissing)):
        with refused(error):
            street.move(signal, "ripe", WORKER, "dringend", **{missing: ""})
    with refused(NotRipe) as caught:
        street.move(signal, "ripe", WORKER)
    assert "Cost" in str(caught.value) or "cost" in str(caught.value)
    green = Organisation(name="Groendienst")
    street.add(green, Step(signal=signal, route="informal", organisation=green.id, summary="Gebeld"))
    street.add(
        Quote(text="Bel mij: 0471 23 45 67", signal=signal), Quote(text="Wie eerst is, zit.", signal=signal)
    )
    with street.store.write() as session:
        session.scalars(select(Need).where(Need.id == street.seats)).one().confirmed_on = TODAY
    filled = {
        "problem": "De pleinwerken namen de plek weg.",
        "lead": "Marijke",
        "checks": "clear,neutral,recognised,shared",
        "decision_requested": "Plaats vijf banken.",
    }
    with refused(NotRipe) as caught:
        street.move(signal, "ripe", WORKER, **filled)
    assert street.one(Signal, signal).problem == "" and street.all(SignalNote) == []
    moved = street.move(signal, "ripe", WORKER, **filled, cost_type="invest")
    assert (moved.state, moved.lead, street.failing(signal)) == ("ripe", LEAD.worker, set())
    with street.store.write() as session:
        for quote in session.scalars(select(Quote)):
            quote.permission = True
    assert street.failing(signal) == {"privacy"}
    assert moved.overridden == [] and moved.override_reason == ""
    street.move(signal, "checking", WORKER, "citaat nog eens bekijken")
    again = street.move(signal, "ripe", WORKER, "mondeling afgetoetst")
    assert (again.reason, again.overridden) == ("mondeling afgetoetst", ["privacy"])
    handed_in = street.move(signal, "submitted", addressee="College")
    assert (handed_in.reason, handed_in.override_reason) == ("", "mondeling afgetoetst")


def test_only_coordinators_freeze_and_only_what_changed_is_frozen_anew(street: Street) -> None:
    signal = street.promote(street.seats, street.shade)
    with refused(AskCoordinator):
        street.freeze(signal, WORKER)
    first = street.freeze(signal)
    assert street.freeze(signal).id == street.freeze(signal, WORKER).id == first.id
    figures = first.figures
    assert figures["period"] == {"from": "2025-Q3", "to": "2025-Q4"} and figures["areas"] == ["Vlasakker"]
    assert figures["about"] == {"rounds": None, "encounters": 5, "contacts": 20}
    assert [need["contacts"] for need in figures["needs"]] == [20, None], "two encounters are too few"
    assert json.loads(json.dumps(figures)) == figures
    street.add(*_bench(street.flax))
    second = street.freeze(signal)
    assert second.figures["furniture"] == {
        "areas": {"Vlasakker": {"present": {"bench": 2}, "missing": {}, "broken": {"bin": 1}}}
    }
    assert [one.id for one in street.all(Evidence)] == [second.id]
    assert street.freeze(signal, WORKER).id == second.id


def _bench(area: Id) -> list[Record]:
    broken = {"bin": 1}
    return [
        Spot(name="Plein", area=area, furniture_present={"bench": 2}, furniture_broken=broken),
        Spot(name="Loods", area=area, furniture_present={"bench": 5}, sensitive=True),
    ]


def test_a_signal_about_nothing_registered_still_freezes(street: Street) -> None:
    street.add(silent := Need(title="Van horen zeggen"))
    figures = street.freeze(street.promote(silent.id)).figures
    assert figures["about"] == {"rounds": None, "encounters": None, "contacts": None}
    assert figures["all"]["contacts"] == 55 and figures["tables"] == []


def test_submission_numbers_the_note_and_keeps_what_it_says(street: Street) -> None:
    street.add(
        SignalNote(signal=Id("e" * 32), number="2026-07"), SignalNote(signal=Id("e" * 32), number="2025-41")
    )
    signal = street.promote(street.seats)
    street.move(signal, "checking")
    street.move(signal, "ripe", reason="dringend", lead="Marijke")
    with refused(AskLead):
        street.move(signal, "submitted", WORKER, addressee="College")
    with refused(AskCoordinator):
        street.move(signal, "submitted", LEAD, addressee="College")
    with refused(AddresseeMissing):
        street.move(signal, "submitted")
    street.move(signal, "submitted", addressee="College van Lindervoorde", decision_requested="Vijf banken.")
    note = next(one for one in street.all(SignalNote) if one.signal == signal)
    assert (note.number, note.version, note.date, len(note.hash)) == ("2026-08", 1, TODAY, 64)
    with street.store.write() as session:
        session.scalars(select(Signal).where(Signal.id == signal)).one().title = "Heel iets anders"
        session.scalars(select(Encounter)).first().group_size = 400  # type: ignore[union-attr]
    with street.store.write() as session:
        assert freezing.freeze(session, signal, COORDINATOR, TODAY).figures["about"]["contacts"] == 20
        source = signals.note_source(session, signal)
    assert (source.signal.title, source.note.number) == ("Geen plek om te zitten", "2026-08")
    assert source.figures is not None and source.figures["about"]["contacts"] == 20
    with refused(AlreadySubmitted):
        street.move(signal, "draft", reason="toch niet")
    with refused(NeedSubmitted):
        street.need(street.seats, "verified", reason="toch niet")
    street.move(signal, "scheduled", session_date="14/04/2026", agenda_number="12")
    with street.store.read() as session:
        printed = signals.note_source(session, signal).note
    assert (printed.number, printed.session_date, printed.agenda_number) == ("2026-08", date(2026, 4, 14), "12")


def test_of_two_notes_with_one_number_the_later_submitted_gives_way_whatever_date_it_bears(street: Street) -> None:
    late = SignalNote(signal=Id("d" * 32), addressee="College", date=TODAY - timedelta(90))
    street.add(late)
    first = street.submitted(street.seats)
    street.clock.tick()
    with street.store.write() as session:
        session.scalars(select(SignalNote).where(SignalNote.id == late.id)).one().number = "2026-01"
    with street.store.read() as session:
        notes = session.scalars(select(SignalNote).order_by(SignalNote.date)).all()
        assert [signals.shown_number(session, note) for note in notes] == ["2026-01b", "2026-01"]
        assert signals.note_source(session, first).note.number == "2026-01"


def test_what_was_submitted_is_neither_edited_nor_deleted_and_prints_as_it_was(street: Street) -> None:
    signal = street.submitted(street.seats)
    [note], [evidence] = street.all(SignalNote), street.all(Evidence)

    def source() -> NoteSource:
        with street.store.read() as session:
            return signals.note_source(session, signal)

    before = source()
    with street.store.write() as session:
        for values in ({"number": "1999-99"}, {"proposal": "Meer"}, {"date": "2026-01-01"}, {"signal": "e" * 32}):
            with refused(OutreachError):
                records.edit(session, SignalNote, note.id, values, COORDINATOR)
        with refused(NoteSubmitted):
            records.delete(session, SignalNote, note.id, COORDINATOR)
        with refused(FiguresSubmitted):
            records.delete(session, Evidence, evidence.id, COORDINATOR)
        with refused(FiguresSubmitted):
            records.edit(session, Evidence, evidence.id, {"summary": "Anders"}, COORDINATOR)
        records.edit(session, SignalNote, note.id, {"agenda_number": "12", "addressee": "College"}, COORDINATOR)
    with refused(NoteSubmitted):
        street.move(signal, "scheduled", session_date="14/04/2026", proposal="Meer")
    assert source() == replace(before, note=replace(before.note, agenda_number="12"))
    with street.store.write() as session:  # as an older program may have done, elsewhere
        for record in (SignalNote, Evidence):
            session.scalars(select(record)).one().deleted = True
    with street.store.write() as session:
        assert freezing.freeze(session, signal, COORDINATOR, TODAY).id == evidence.id
    assert source().to_json() == replace(before, note=replace(before.note, agenda_number="12")).to_json()
    with street.store.write() as session:
        found = session.scalars(select(SignalNote)).one()
        found.frozen = {**found.frozen, "signal": {"title": "Heel iets anders"}}
    with refused(NoteAltered):
        source()


def test_a_submitted_signal_without_its_note_prints_nothing_else(street: Street) -> None:
    signal = street.promote(street.seats)
    with street.store.write() as session:
        session.scalars(select(Signal)).one().state = "submitted"
    with street.store.read() as session, refused(NoteNotHere):
        signals.note_source(session, signal)


def test_only_its_lead_or_a_coordinator_hands_a_signal_over(street: Street) -> None:
    noor = Actor(WORKER.worker, False)
    street.add(Worker(name="Noor", id=noor.worker))
    signal = street.promote(street.seats)

    def lead(name: str, actor: Actor) -> None:
        with street.store.write() as session:
            records.edit(session, Signal, signal, {"lead": name}, actor)

    lead("Marijke", noor)
    with refused(LeadStands):
        lead("Noor", noor)
    with refused(LeadStands):
        street.move(signal, "parked", noor, lead="Noor")
    lead("Noor", LEAD)
    lead("Noor", LEAD)
    lead("Marijke", COORDINATOR)
    lead("", LEAD)
    street.move(signal, "checking", noor)
    street.move(signal, "ripe", noor, "mondeling")
    with refused(LeadStands):
        lead("Noor", noor)
    assert street.one(Signal, signal).lead is None


def test_whatever_the_note_prints_is_looked_through(street: Street) -> None:
    signal = street.promote(street.seats)
    phone, said = "Bel 0471 23 45 67", "Zij horen het in juni."
    organisation = Organisation(name=phone)
    made: list[Record] = [
        Feedback(signal=signal, audience="youth", date=TODAY, message=said),
        Quote(text=said, need=street.seats, permission=True),
        Step(signal=signal, organisation=organisation.id, summary=said),
        Evidence(signal=signal, summary=said, source=said),
        SignalNote(signal=signal, annexes=said),
    ]
    street.add(*made)
    assert "privacy" not in street.failing(signal)
    for record, name in zip(made, ("message", "text", "summary", "source", "annexes"), strict=True):
        for value in (phone, said):
            with street.store.write() as session:
                kind = type(record)
                setattr(session.scalars(select(kind).where(kind.id == record.id)).one(), name, value)
            assert ("privacy" in street.failing(signal)) == (value == phone), name
    street.add(organisation)
    assert "privacy" in street.failing(signal)


def test_a_postponed_decision_makes_it_ripe_and_its_next_note_a_new_one(street: Street) -> None:
    signal = street.submitted(street.seats)
    street.move(signal, "scheduled", session_date=date(2026, 4, 14))
    with refused(BadValue):
        street.move(signal, "decided", outcome="misschien")
    assert street.move(signal, "decided", outcome="postponed").state == "ripe"
    with street.store.read() as session:
        assert signals.note_source(session, signal).note.number == ""
    street.move(signal, "submitted")
    street.move(signal, "scheduled", session_date=date(2026, 5, 12))
    with refused(OutreachError):
        street.move(signal, "decided")
    street.move(signal, "decided", result="partly")
    assert [(note.number, note.version, note.result, note.addressee) for note in street.all(SignalNote)] == [
        ("2026-01", 1, "postponed", "College"),
        ("2026-02", 2, "partly", "College"),
    ]
    with refused(OutreachError):
        street.move(signal, "fed_back")
    street.move(signal, "fed_back", message="Er komen drie banken.")
    [told] = [one for one in street.all(Feedback) if not one.owed]
    assert (told.audience, told.date) == ("youth", TODAY)
    with refused(FeedbackOpen):
        street.move(signal, "closed")
    with street.store.write() as session:
        for one in session.scalars(select(Feedback).where(Feedback.audience != "youth")):
            one.waived = "Waren erbij."
    assert street.move(signal, "closed").outcome == "partly"
    street.need(street.seats, "solved")


def test_signals_merge_and_part_again_while_the_one_that_goes_on_is_a_draft(street: Street) -> None:
    one, two = street.promote(street.seats), street.promote(street.shade)
    with refused(NoTarget):
        street.move(two, "merged")
    with refused(BadTarget):
        street.move(two, "merged", into=two)
    with refused(AskLead):
        street.move(two, "merged", WORKER, into=one)
    street.move(two, "merged", into=one)
    target = street.one(Signal, one)
    assert (target.needs, target.merged_from) == ([street.seats, street.shade], [two])
    street.move(one, "checking")
    with refused(UnmergeTooLate):
        street.move(two, "draft")
    street.move(one, "draft", reason="splitsen")
    street.move(two, "draft")
    target = street.one(Signal, one)
    assert (target.needs, target.merged_from) == ([street.seats], [])
    street.move(two, "parked")
    street.move(two, "draft")


def test_a_note_says_what_the_records_say_until_it_is_submitted(street: Street) -> None:
    signal = street.promote(street.seats)
    street.add(
        Quote(text="Wie eerst is, zit.", need=street.seats, permission=True),
        Quote(text="Niet voor papier.", need=street.seats),
        Step(signal=signal, date=date(2026, 2, 1), route="service", summary="Later"),
        Step(signal=signal, date=date(2026, 1, 1), route="jwo", summary="Eerst"),
        Evidence(signal=signal, kind="external", summary="11 banken in het centrum"),
        Feedback(signal=signal, audience="youth", message="nog te vertellen"),
    )
    with street.store.read() as session:
        source = signals.note_source(session, signal)
    assert (source.team.municipality, source.language, source.figures) == ("Lindervoorde", "nl", None)
    assert [step.summary for step in source.steps] == ["Eerst", "Later"]
    assert source.quotes == ("Wie eerst is, zit.",) and source.signal.areas == ("Vlasakker",)
    assert [one.summary for one in source.evidence] == ["11 banken in het centrum"]
    assert source.feedback == () and source.domains == ("public_space",)
    assert type(source).from_json(json.loads(json.dumps(source.to_json()))) == source


def test_what_a_move_asks_is_described_for_the_window() -> None:
    assert [field.name for field in signals.asked("scheduled")] == ["session_date", "agenda_number"]
    assert [field.name for field in signals.asked("merged")] == ["into"]
    assert [field.name for field in signals.asked("fed_back")][:2] == ["audience", "date"]
    assert signals.asked("draft") == []


def test_what_was_tried_for_a_merged_signal_was_tried_for_the_one_it_went_into(street: Street) -> None:
    first, second = street.promote(street.seats), street.promote(street.shade)
    street.add(
        Step(signal=second, summary="Gebeld met de groendienst"),
        Quote(text="Wie eerst is, zit.", signal=second, permission=True),
        Evidence(signal=second, kind="external", summary="Elf banken in het centrum"),
    )
    street.move(second, "merged", into=first)
    with street.store.read() as session:
        source = signals.note_source(session, first)
        told = [(one.how, one.title) for one in origins(session, first)]
        back = [(one.how, one.title) for one in origins(session, second)]
    assert [step.summary for step in source.steps] == ["Gebeld met de groendienst"]
    assert source.quotes == ("Wie eerst is, zit.",) and len(source.evidence) == 1
    assert told == [("merged", "Geen schaduw")] and back == [("into", "Geen plek om te zitten")]

    street.move(second, "draft")
    with street.store.read() as session:
        assert signals.note_source(session, first).steps == () and origins(session, first) == []


def test_taking_two_apart_leaves_a_need_that_a_third_one_brought_along(street: Street) -> None:
    target, first = street.promote(street.seats), street.promote(street.shade)
    third = Id("d" * 32)
    street.add(Signal(title="Derde", needs=[street.shade], id=third))
    for one in (first, third):
        street.move(one, "merged", into=target)
    street.move(first, "draft")
    assert street.one(Signal, target).needs == [street.seats, street.shade]
    assert street.one(Signal, target).merged_from == [third]


def test_a_person_chooses_the_period_and_the_places_to_count_and_the_choice_stays_beside_what_is_frozen(
    street: Street,
) -> None:
    signal = street.promote(street.seats)
    town = next(area for area in street.all(Area) if area.name == "Lindervoorde")
    street.add(
        Evidence(
            signal=signal,
            kind="registration",
            period_from=date(2025, 10, 5),
            period_to=date(2025, 12, 1),
            areas=[town.id],
        )
    )
    frozen = street.freeze(signal)
    assert (frozen.period_from, frozen.period_to) == (date(2025, 10, 1), date(2025, 12, 31)), "whole quarters"
    assert frozen.figures["areas"] == ["Lindervoorde"] and frozen.areas == [town.id]
    assert frozen.figures["all"]["encounters"] == 10, "eight: four rounds at two places each"
    assert street.freeze(signal).id == frozen.id
    assert len(street.all(Evidence)) == 2, "what was asked stays"


def test_figures_that_no_longer_fit_their_hash_are_not_printed(street: Street) -> None:
    signal = street.promote(street.seats)
    frozen = street.freeze(signal)
    assert frozen.hash == content_hash(frozen.figures)
    with street.store.write() as session:
        found = session.scalars(select(Evidence).where(Evidence.id == frozen.id)).one()
        found.figures = {**found.figures, "all": {"rounds": 99, "encounters": 120, "contacts": 740}}
    with street.store.read() as session, refused(FiguresAltered):
        note_source(session, signal)
