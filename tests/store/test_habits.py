"""What earlier rounds propose for a new one, and which visits may be there twice."""

from datetime import date, timedelta

import pytest

from outreach_app.domain.drafts import EncounterDraft, Pick, RoundDraft, VisitDraft
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Round, Spot, Worker
from outreach_app.store.database import Store
from outreach_app.store.habits import Double, Habits, habits, likely_doubles
from outreach_app.store.records import delete
from outreach_app.store.rounds import save_round

MONDAY = date(2026, 11, 30)


@pytest.fixture
def noor(store: Store) -> Id:
    with store.write() as session:
        worker = Worker(name="Noor")
        session.add(worker)
        return worker.id


def walk(
    store: Store, noor: Id, day: date, *spots: str, start: str = "19:00", workers: tuple[str, ...] = ()
) -> Id:
    visits = [VisitDraft(spot=Pick(name), encounters=[EncounterDraft(group_size=2)]) for name in spots]
    team = [Pick("Noor", noor), *map(Pick, workers)] if "Noor" not in workers else []
    with store.write() as session:
        return save_round(session, RoundDraft(date=day, start=start, workers=team, visits=visits), noor).id


def asked(store: Store, noor: Id, day: date = MONDAY) -> Habits:
    with store.read() as session:
        return habits(session, RoundDraft(date=day, workers=[Pick("Noor", noor)]), noor)


def names(picks: object) -> list[str]:
    assert isinstance(picks, list | tuple)
    return [pick.name for pick in picks]


def test_the_usual_route_is_that_of_the_weekday(store: Store, noor: Id) -> None:
    for week in (1, 2, 3):
        walk(store, noor, MONDAY - timedelta(weeks=week), "Markt", "Station", *(["Park"] if week == 3 else []))
    walk(store, noor, MONDAY - timedelta(days=3), "Skatepark", workers=("Ilyas",))

    found = asked(store, noor)

    assert (names(found.usual.spots), found.usual.rounds) == (["Markt", "Station"], 3)
    assert (names(found.last.spots), found.last.day) == (["Skatepark"], MONDAY - timedelta(days=3))
    assert sorted(names(found.last.workers)) == ["Ilyas", "Noor"]


def test_where_there_is_no_habit_nothing_is_proposed(store: Store, noor: Id) -> None:
    assert asked(store, noor) == Habits()
    walk(store, noor, MONDAY - timedelta(weeks=60), "Markt")
    walk(store, noor, MONDAY + timedelta(weeks=1), "Markt")
    assert asked(store, noor) == Habits()


def test_a_spot_that_was_left_is_not_proposed(store: Store, noor: Id) -> None:
    for week in (1, 2):
        walk(store, noor, MONDAY - timedelta(weeks=week), "Markt", "Station")
    with store.write() as session:
        (spot,) = session.query(Spot).filter(Spot.name == "Markt")
        spot.state = "left"

    found = asked(store, noor)

    assert names(found.usual.spots) == names(found.last.spots) == ["Station"]


def doubles(store: Store, draft: RoundDraft) -> dict[Id, Double]:
    with store.read() as session:
        return likely_doubles(session, draft)


def test_the_same_spot_on_the_same_evening_may_be_there_twice(store: Store, noor: Id) -> None:
    there = walk(store, noor, MONDAY, "Markt")
    with store.read() as session:
        (spot,) = session.query(Spot)
        ilyas = Pick("Ilyas")
    visit = VisitDraft(spot=Pick("Markt", spot.id), start="20:00")

    (found,) = doubles(store, RoundDraft(date=MONDAY, workers=[ilyas], visits=[visit])).values()
    assert found == Double(there, "19:00", ("Noor",), 2)

    visit.start = "10:00"
    assert doubles(store, RoundDraft(date=MONDAY, workers=[ilyas], visits=[visit])) == {}
    assert doubles(store, RoundDraft(date=MONDAY, workers=[Pick("Noor", noor)], visits=[visit])) != {}
    assert doubles(store, RoundDraft(date=MONDAY - timedelta(days=1), visits=[visit])) == {}
    assert doubles(store, RoundDraft(date=MONDAY, id=there, visits=[visit])) == {}

    with store.write() as session:
        delete(session, Round, there)
    assert doubles(store, RoundDraft(date=MONDAY, workers=[Pick("Noor", noor)], visits=[visit])) == {}
