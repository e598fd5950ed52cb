from datetime import date, timedelta

from sqlalchemy import select

from outreach_app.domain.records import Encounter, Need, Round, Spot, Visit, Worker
from outreach_app.store import in_bin, records, retention
from outreach_app.store.database import Store
from tests.conftest import FakeClock, MakeStore
from tests.store.teamwork import exchange, saved

DAY = 24 * 3600 * 1000


def titles(store: Store, text: str = "") -> list[str]:
    with store.read() as session:
        return [one.title for one in in_bin.binned(session, text).binned]


def put(store: Store, record: type[Spot] | type[Need] | type[Worker], id: str) -> None:
    with store.write() as session:
        records.delete(session, record, id)


def test_what_was_deleted_last_comes_first_with_who_and_when(make_store: MakeStore, clock: FakeClock) -> None:
    here, there = make_store(author=1), make_store(author=2)
    spot, need = saved(here, Spot(name="Plein")), saved(here, Need(title="Bank"))
    exchange(here, there)
    put(here, Spot, spot)
    clock.tick(DAY)
    put(there, Need, need)
    exchange(here, there)

    with here.read() as session:
        found = in_bin.binned(session)
        page = in_bin.binned(session, start=1, limit=1)

    assert [(one.title, one.author) for one in found.binned] == [("Bank", 2), ("Plein", 1)]
    assert found.binned[0].at - found.binned[1].at == DAY
    assert [one.title for one in page.binned] == ["Plein"]
    assert page.total == 2
    assert titles(here, "pleIn") == ["Plein"]
    assert titles(here, "need") == ["Bank"]


def test_what_hangs_on_a_deleted_round_is_not_listed_and_comes_back_with_it(store: Store) -> None:
    walked = Round(date=date(2026, 11, 19))
    visit = Visit(round=walked.id)
    encounter = Encounter(visit=visit.id, deleted=True)
    with store.write() as session:
        session.add_all([walked, visit, encounter])
    alone = kinds(store)
    with store.write() as session:
        records.delete(session, Round, walked.id)
    with_round = kinds(store)
    with store.write() as session:
        in_bin.restore(session, [(Round, walked.id)])

    with store.read() as session:
        assert session.scalars(select(Visit.deleted)).all() == [False]
    assert alone == [Encounter]
    assert with_round == [Round]
    assert kinds(store) == [Encounter]


def kinds(store: Store) -> list[type]:
    with store.read() as session:
        return [one.record for one in in_bin.binned(session).binned]


def test_a_coordinator_is_asked_after_ninety_days_and_nothing_goes_by_itself(
    store: Store, clock: FakeClock
) -> None:
    spot, worker = saved(store, Spot(name="Plein")), saved(store, Worker(name="Sam"))
    put(store, Spot, spot)
    put(store, Worker, worker)
    on = clock.today() + timedelta(days=in_bin.KEPT_DAYS)

    with store.read() as session:
        early = retention.expired(session, on - timedelta(days=1))
        found = retention.expired(session, on)

    assert early.in_bin == 0
    assert found.binned == {Spot: [spot]}, "a colleague's name stays, as older rounds say it"
    assert (found.in_bin, found.total) == (1, 1)
    assert early.token != found.token
    assert sorted(titles(store)) == ["Plein", "Sam"]
