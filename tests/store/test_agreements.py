"""Who does what by when: moved by the rules, tied to its decision, and gone with its signal."""

from datetime import date

import pytest

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.moves import ReasonMissing
from outreach_app.domain.records import Agreement, Feedback, Organisation, Signal, SignalNote
from outreach_app.domain.states import AgreementsOpen
from outreach_app.store import erasing, integrity, records, retention, search
from outreach_app.store.agreements import move_agreement
from outreach_app.store.collisions import collisions, resolve
from outreach_app.store.database import Store
from outreach_app.store.refusals import BadValue, SetByMove, UnknownField
from outreach_app.store.signals import move_signal
from tests.conftest import FakeClock, MakeStore
from tests.store.teamwork import NAMES, exchange, saved, value

TODAY = date(2026, 11, 22)
ANYONE, COORDINATOR = Actor(Id("a" * 32), False), Actor(Id("c" * 32), True)


@pytest.fixture
def decided(store: Store) -> Id:
    with store.write() as session:
        signal = Signal(title="Geen plek om te zitten", state="fed_back", outcome="accepted")
        session.add_all([signal, SignalNote(signal=signal.id, number="2026-03", version=1)])
        session.add_all(
            [Organisation(name="Groendienst"), Feedback(signal=signal.id, message="Er komen banken", date=TODAY)]
        )
    return signal.id


def agree(store: Store, **values: str) -> Id:
    with store.write() as session:
        return records.add(session, Agreement, {"text": "Banken plaatsen", **values}, today=TODAY).id


def move(store: Store, id: Id, state: str, reason: str = "", **values: str) -> Agreement:
    with store.write() as session:
        return move_agreement(session, id, state, ANYONE, TODAY, reason, **values)


def test_it_is_typed_as_people_speak_and_moved_as_it_goes(store: Store, decided: Id) -> None:
    id = agree(store, organisation="groendienst", due="do 17/12", signal_note="2026-03")
    with store.read() as session:
        made = records.get(session, Agreement, id)
        assert (made.due, made.signal, made.state) == (date(2026, 12, 17), decided, "open")
        assert [hit.id for hit in search.search(session, "banken plaa")] == [id]
        assert made.organisation == records.get(session, Organisation, "Groendienst").id
    assert move(store, id, "busy").done_on is None
    assert move(store, id, "done").done_on == TODAY
    with pytest.raises(ReasonMissing):
        move(store, id, "busy")
    back = move(store, id, "busy", "één bank ontbreekt nog")
    assert (back.state, back.done_on, back.reason) == ("busy", None, "één bank ontbreekt nog")
    assert move(store, id, "done", done_on="gisteren").done_on == date(2026, 11, 21)


def test_what_a_move_refuses_leaves_it_as_it_was(store: Store, decided: Id) -> None:
    id = agree(store)
    for values, error in (
        ({"done_on": "2026-12-24"}, BadValue),
        ({"festival": "x"}, UnknownField),
    ):
        with pytest.raises(error):
            move(store, id, "done", **values)
    with pytest.raises(SetByMove):
        move(store, id, "busy", done_on="gisteren")
    with pytest.raises(ReasonMissing):
        move(store, id, "lapsed", due="2026-12-24")
    with store.read() as session:
        found = records.get(session, Agreement, id)
        assert (found.state, found.done_on, found.due) == ("open", None, None)


def test_a_decision_and_its_signal_go_together(store: Store, decided: Id) -> None:
    with store.write() as session:
        other = Signal(title="Te donker")
        session.add(other)
    with pytest.raises(BadValue, match="2026-03"):
        agree(store, signal=other.id, signal_note="2026-03")
    assert agree(store, signal=decided, signal_note="2026-03")
    id = agree(store)
    with pytest.raises(BadValue, match="16x") as caught, store.write() as session:
        records.edit(session, Agreement, id, {"due": "16x"}, today=TODAY)
    assert caught.value.field == "due"


def test_a_signal_closes_once_its_agreements_are_done_or_lapsed(store: Store, decided: Id) -> None:
    kept, broken = agree(store, signal=decided), agree(store, signal=decided, text="Jongeren kiezen mee")
    agree(store, text="Van een ander")

    def close() -> str:
        with store.write() as session:
            return move_signal(session, decided, "closed", COORDINATOR, TODAY).state

    move(store, kept, "done")
    with pytest.raises(AgreementsOpen, match="Jongeren kiezen mee") as caught:
        close()
    assert "Banken" not in str(caught.value)
    move(store, broken, "lapsed", "het college wil het niet meer")
    assert close() == "closed"


def test_it_is_kept_as_long_as_its_signal_and_alone_as_long_as_one(
    store: Store, decided: Id, clock: FakeClock
) -> None:
    of_signal, alone = agree(store, signal=decided), agree(store)
    later = TODAY.replace(year=TODAY.year + 8)
    with store.read() as session:
        found = retention.expired(session, later)
        assert (found.ids[Signal], found.ids[Agreement]) == ([decided], [alone])
        assert of_signal in erasing.belonging(session, [decided])
    clock.now += 8 * 366 * 24 * 3600 * 1000
    move(store, of_signal, "done")
    with store.read() as session:
        found = retention.expired(session, later)
        assert (found.ids[Signal], found.ids[Agreement]) == ([], [alone])


def test_who_did_it_twice_is_not_asked_and_who_disagrees_is(make_store: MakeStore) -> None:
    noor, sam = make_store(1, clock=FakeClock()), make_store(2, clock=FakeClock())
    twice, apart = saved(noor, Agreement(text="Banken")), saved(noor, Agreement(text="Lampen"))
    exchange(noor, sam)
    move(noor, twice, "done", done_on="2026-11-20")
    move(noor, apart, "done")
    move(sam, twice, "done")
    sam.clock.tick()  # type: ignore[attr-defined]
    move(sam, apart, "lapsed", "geen geld")
    exchange(noor, sam)
    for store in (noor, sam):
        with store.read() as session:
            [asked] = collisions(session, NAMES)
            assert (asked.id, {one.name for one in asked.differences} & {"state", "done_on"}) == (apart, {"state"})
    with noor.read() as here, sam.read() as there:
        assert integrity.digest(here) == integrity.digest(there)
    told = ("lapsed", "geen geld")
    with sam.write() as session:
        taken = {one.name: next(a for a in one.letters if one.value(a) in told) for one in asked.differences}
        resolve(session, asked, taken, COORDINATOR)
    exchange(noor, sam)
    for store in (noor, sam):
        assert value(store, Agreement, apart, "state") == "lapsed"
        assert value(store, Agreement, apart, "done_on") is None, "it was not done after all"
