"""Two coordinators publish without seeing each other: what each may say alone can be too much together."""

from datetime import date

import pytest

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Record, Round, Visit
from outreach_app.store import ledger, publishing, quarters
from outreach_app.store.database import Store
from tests.conftest import FakeClock, MakeStore
from tests.store.teamwork import exchange

NOOR, SAM = Actor(Id("a" * 32), True), Actor(Id("b" * 32), True)
TODAY = date(2026, 5, 20)


@pytest.fixture
def stores(make_store: MakeStore) -> tuple[Store, Store]:
    """Nine young people in the Vlasakker, three in the centre, in a quarter that is closed on both laptops."""
    noor, sam = make_store(1), make_store(2, clock=FakeClock(FakeClock().now + 60_000))
    town = Area(name="Lindervoorde", level="municipality")
    flax, centre = Area(name="Vlasakker", parent=town.id), Area(name="Centrum", parent=town.id)
    season: list[Record] = [town, flax, centre]
    for day in range(1, 4):
        outing = Round(date=date(2026, 2, day))
        season.append(outing)
        for area, heads in ((flax, 3), (centre, 1)):
            visit = Visit(round=outing.id, area=area.id)
            season += [visit, Encounter(visit=visit.id, group_size=heads)]
    with noor.write() as session:
        session.add_all(season)
        session.flush()
        quarters.close(session, "2026-Q1", NOOR, TODAY)
    exchange(noor, sam)
    return noor, sam


def publish(store: Store, name: str, actor: Actor) -> None:
    with store.write() as session:
        area = session.query(Area).filter(Area.name == name).one()
        told = publishing.figures(session, ["quarter"], None, None, [area.id], actor, TODAY)
        assert not told.withheld, "alone it may be said"


def alarm(store: Store) -> bool:
    with store.read() as session:
        return ledger.alarm(session)


def test_ledgers_that_meet_are_judged_as_one(stores: tuple[Store, Store]) -> None:
    noor, sam = stores
    publish(noor, "Lindervoorde", NOOR)
    publish(sam, "Vlasakker", SAM)
    assert not alarm(noor) and not alarm(sam)
    exchange(noor, sam)
    assert alarm(noor) and alarm(sam), "all less the Vlasakker are the three of the centre"


def test_ledgers_that_tell_nothing_together_are_quiet(stores: tuple[Store, Store]) -> None:
    noor, sam = stores
    publish(noor, "Lindervoorde", NOOR)
    publish(sam, "Lindervoorde", SAM)
    exchange(noor, sam)
    assert not alarm(noor) and not alarm(sam)
