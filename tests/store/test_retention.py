"""What is past its term, and counts that meet in one record whoever makes them."""

from datetime import date

import pytest
from sqlalchemy import select

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    ContactPerson,
    Encounter,
    MonthCount,
    Need,
    Quote,
    Round,
    Signal,
    Step,
    Visit,
)
from outreach_app.store import erasing, merge, retention
from outreach_app.store.changes import Outbox, pending, sent
from outreach_app.store.conflicts import conflicts
from outreach_app.store.database import Store
from outreach_app.store.integrity import digest
from tests.conftest import TEAM, FakeClock, MakeStore

TODAY = date(2026, 11, 22)


def take(store: Store, outbox: Outbox) -> None:
    with store.write() as session:
        merge.apply(session, outbox.creates, outbox.edits, TEAM)


def outbox_of(store: Store) -> Outbox:
    with store.write() as session:
        found = pending(session, 999)
        sent(session, found.ns)
    return found


def a_round(store: Store, day: date, *sizes: int, note: str = "") -> Id:
    with store.write() as session:
        walked = Round(date=day)
        visit = Visit(round=walked.id)
        session.add_all(
            [walked, visit, *(Encounter(visit=visit.id, group_size=n, local_note=note) for n in sizes)]
        )
    return walked.id


def test_two_coordinators_who_count_the_same_make_the_same_records(make_store: MakeStore) -> None:
    one, two = make_store(author=1), make_store(author=2)
    rounds = [a_round(one, date(2020, 3, day), 4, 5) for day in (3, 9)]
    take(two, outbox_of(one))
    for store in (one, two):
        with store.write() as session:
            assert retention.leave_counts(session, rounds, TEAM) > 0
            erasing.erase(session, erasing.belonging(session, rounds))
    ones, twos = outbox_of(one), outbox_of(two)
    take(one, twos)
    take(two, ones)
    with one.read() as here, two.read() as there:
        assert conflicts(here) == [] and digest(here) == digest(there)
        (total,) = here.scalars(select(MonthCount).where(MonthCount.axis == ""))
        assert (total.rounds, total.encounters, total.contacts) == (2, 4, 18)


def test_each_kind_has_its_own_beginning_of_its_term(store: Store, clock: FakeClock) -> None:
    a_round(store, date(2024, 10, 31), 2)
    a_round(store, date(2024, 11, 1), 2)
    clock.now -= 90 * 31 * 24 * 3600 * 1000
    with store.write() as session:
        old, stepped = Signal(title="Banken"), Signal(title="Lampen")
        session.add_all([old, stepped, ContactPerson(name="An"), ContactPerson(name="Bo")])
        session.add(ContactPerson(name="Cem", confirmed_on=date(2025, 6, 1)))
        session.add_all([Quote(text="x", signal=old.id), need := Need(title="Stoelen")])
    clock.now += 90 * 31 * 24 * 3600 * 1000
    with store.write() as session:
        session.add(Step(signal=stepped.id, summary="gebeld"))
        session.scalars(select(ContactPerson).where(ContactPerson.name == "Bo")).one().confirmed_on = TODAY
    with store.read() as session:
        found = retention.expired(session, TODAY)
        assert found.ids[Signal] == [old.id] and len(found.ids[ContactPerson]) == found.unconfirmed == 1
        assert dict(found.months[Round]) == {"2024-10": 1}
        assert need.id not in erasing.belonging(session, found.ids[Signal])
        assert found.token != retention.expired(session, date(2026, 12, 1)).token


def test_old_notes_of_this_laptop_go_without_a_word_to_others(store: Store) -> None:
    a_round(store, date(2026, 4, 30), 2, note="Zonnekind")
    a_round(store, date(2026, 5, 1), 2, note="Vleermuis")
    outbox_of(store)
    with store.write() as session:
        old = retention.local_notes(session, TODAY)
        assert list(old.values()) == [(date(2026, 4, 30), "Zonnekind")]
        assert retention.erase_local_notes(session, old) == 1
        assert retention.local_notes(session, TODAY) == {}
    assert outbox_of(store).ns == []


@pytest.mark.parametrize(
    ("months", "first"), [(0, date(2026, 11, 1)), (11, date(2025, 12, 1)), (24, date(2024, 11, 1))]
)
def test_terms_are_whole_months(months: int, first: date) -> None:
    assert retention.months_before(TODAY, months) == first
