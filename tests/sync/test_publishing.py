"""Two coordinators who could not see each other: closings and ledgers meet at the next sync."""

from datetime import date

import pytest

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Round, Spot, Visit
from outreach_app.store import ledger, publishing, quarters
from tests.sync.conftest import FaultyFolder, Laptop

LEAD = Actor(Id("c" * 32), True)
AFTER, Q1 = date(2026, 4, 30), "2026-Q1"


def meet(*laptops: Laptop, folder: FaultyFolder) -> None:
    for _turn in range(2):
        for laptop in laptops:
            laptop.sync(folder)


@pytest.fixture
def street(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> tuple[Area, Area]:
    """Two neighbourhoods of which the second was hardly met: both together are 12 contacts, the first alone 10."""
    town = Area(name="Lindervoorde")
    mill, flax = Area(name="Molenkouter", parent=town.id), Area(name="Vlasakker", parent=town.id)
    with noor.store.write() as session:
        session.add_all([town, mill, flax])
        for place, sizes in ((mill, (2, 2, 2, 2, 2)), (flax, (2,))):
            outing, spot = Round(date=date(2026, 2, 10)), Spot(name=f"Plein {place.name}", area=place.id)
            visit = Visit(round=outing.id, area=place.id, spot=spot.id)
            session.add_all([outing, spot, visit, *(Encounter(visit=visit.id, group_size=size) for size in sizes)])
    meet(noor, sam, folder=folder)
    return mill, flax


def publish(laptop: Laptop, *areas: Area) -> list[int | None]:
    with laptop.store.write() as session:
        made = publishing.figures(session, ["quarter"], None, None, [area.id for area in areas], LEAD, AFTER)
    return [cell.contacts for cell in made.table.cells]


def test_two_ledgers_that_meet_are_one_and_what_they_give_away_is_found(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, street: tuple[Area, Area]
) -> None:
    with noor.store.write() as session:
        quarters.close(session, Q1, LEAD, AFTER)
    meet(noor, sam, folder=folder)
    assert publish(noor) == [10] and publish(sam, street[0]) == [10]  # 12 and 10, each alone harmless
    for laptop in (noor, sam):
        with laptop.store.read() as session:
            assert ledger.audit(session).narrow == ()

    meet(noor, sam, folder=folder)

    for laptop in (noor, sam):
        with laptop.store.read() as session:
            (found,) = ledger.audit(session).narrow
            assert (found.lower, found.upper, found.measure) == (0, 4, "contacts")


def test_of_two_closings_that_meet_the_earlier_counts_everywhere(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, street: tuple[Area, Area]
) -> None:
    made = []
    for laptop in (noor, sam):
        with laptop.store.write() as session:
            made.append(quarters.close(session, Q1, LEAD, AFTER))
    meet(noor, sam, folder=folder)

    earlier = min(made, key=lambda one: (one.stamp, one.author, one.id))
    for laptop in (noor, sam):
        with laptop.store.read() as session:
            assert quarters.closings(session)[Q1].id == earlier.id
