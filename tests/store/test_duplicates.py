"""Records that two people made of one thing: found, made one without losing a word, or remembered as two."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from outreach_app.domain.fields import Id, Kind, fields_of
from outreach_app.domain.records import (
    RECORDS,
    Area,
    Encounter,
    Need,
    Organisation,
    Pair,
    Record,
    Round,
    Signal,
    Spot,
    Visit,
    Worker,
)
from outreach_app.store.alike import Alike, alike
from outreach_app.store.collisions import WrittenMeanwhile, collisions
from outreach_app.store.database import Store
from outreach_app.store.differences import throughout
from outreach_app.store.folding import ChooseFirst, Folded, fold, keep_apart
from outreach_app.store.likeness import CannotBeOne, Comparison, compare, found
from outreach_app.store.undoing import take_back, watched
from tests.conftest import FakeClock, MakeStore
from tests.store.teamwork import NAMES, edit, exchange, saved, value

DAY = date(2026, 11, 17)
SPOTS = [Id(f"{n:02x}" * 16) for n in (0x51, 0x52, 0x53)]

Stop = tuple[int, str, list[int]]
"""Which spot, when, and the sizes of the groups met."""


@pytest.fixture
def noor(make_store: MakeStore) -> Store:
    return make_store(1, clock=FakeClock())


@pytest.fixture
def sam(make_store: MakeStore) -> Store:
    return make_store(2, clock=FakeClock(FakeClock().now + 60_000))


def walk(store: Store, *stops: Stop, start: str = "", day: date = DAY, workers: Sequence[Id] = ()) -> Id:
    with store.write() as session:
        walked = Round(date=day, start=start, workers=list(workers))
        session.add(walked)
        for position, (spot, at, sizes) in enumerate(stops):
            visit = Visit(round=walked.id, position=position, spot=SPOTS[spot], start=at, no_contact=not sizes)
            session.add(visit)
            for size in sizes:
                session.add(Encounter(visit=visit.id, group_size=size, daypart="evening", local_note="kladje"))
    return walked.id


def offered(store: Store) -> list[Alike]:
    with store.read() as session:
        return alike(session)


def look(store: Store, pair: Alike) -> Comparison:
    with store.read() as session:
        return compare(session, pair, NAMES)


def make_one(store: Store, pair: Alike, taken: str = "") -> Folded:
    seen = look(store, pair)
    with store.write() as session:
        return fold(session, seen, throughout(seen.differences, taken) if taken and seen.differences else {})


def live(store: Store, record: type[Record]) -> list[Any]:
    with store.read() as session:
        return list(session.scalars(select(record).where(~record.deleted).order_by(record.id)))


def contents(store: Store) -> dict[Id, dict[str, Any]]:
    """Every record but what was decided about pairs, as people see it."""
    return {
        row.id: {field.name: getattr(row, field.name) for field in fields_of(record)}
        for record in RECORDS
        if record is not Pair
        for row in live(store, record)
    }


def dangling(store: Store) -> list[Id]:
    """Live records that point at what is in the bin."""
    with store.read() as session:
        binned = {id for record in RECORDS for id in session.scalars(select(record.id).where(record.deleted))}
    named = {
        row.id: ids
        for record in RECORDS
        for field in fields_of(record)
        if field.kind in (Kind.REFERENCE, Kind.REFERENCES)
        for row in live(store, record)
        if (ids := getattr(row, field.name))
    }
    return [id for id, ids in named.items() if binned & set(ids if isinstance(ids, list) else [ids])]


def test_a_round_that_two_people_typed_is_found_and_nothing_else(noor: Store, sam: Store) -> None:
    twice = walk(noor, (0, "", [3]), (1, "", []), start="19:30"), walk(sam, (0, "20:00", [3]))
    walk(noor, (0, "", [3]), start="10:00")  # another part of the day
    walk(sam, (2, "", [3]), start="19:30")  # another spot
    walk(noor, (0, "", [3]), day=date(2026, 11, 18))
    for _time in range(2):  # one laptop meant two rounds
        walk(noor, (2, "", [1]), day=date(2026, 11, 19))
    exchange(noor, sam)

    assert offered(noor) == offered(sam) == [Alike(Round, *twice)]


def test_names_that_two_people_gave_are_found_where_they_may_be_one(noor: Store, sam: Store) -> None:
    hood, town = (
        saved(noor, Area(name="Kouter", level="neighbourhood")),
        saved(sam, Area(name="KOUTER ", level="municipality")),
    )
    need = saved(noor, Need(title="Geen plek  om te zitten")), saved(sam, Need(title="geen plek om te zitten"))
    spot = saved(noor, Spot(name="Markt", area=hood)), saved(sam, Spot(name="markt"))
    saved(sam, Spot(name="Station", area=hood)), saved(noor, Spot(name="Station", area=town))
    saved(noor, Spot(name="Achter de trap", sensitive=True)), saved(noor, Spot(name="Achter de trap"))
    worker = saved(noor, Worker(name="Lien")), saved(sam, Worker(name="lien", devices=["12345 67890"]))
    saved(noor, Worker(name="Sam", devices=["1"])), saved(sam, Worker(name="Sam", devices=["2"]))
    saved(noor, Organisation(name="Café Ça va")), saved(sam, Organisation(name="Cafe Ça va"))
    exchange(noor, sam)

    assert set(offered(noor)) == {Alike(Need, *need), Alike(Spot, *spot), Alike(Worker, *worker[::-1])}
    assert offered(noor) == offered(sam)


STOPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(("", "10:00", "20:00")), st.lists(st.integers(1, 9), max_size=2)),
    max_size=3,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ours=STOPS,
    theirs=STOPS,
    takes=st.tuples(*[st.sampled_from(("A", "B", ""))] * 2),
    starts=st.tuples(*[st.sampled_from(("", "19:00", "20:00"))] * 2),
)
def test_two_rounds_become_one_without_losing_an_encounter(
    noor: Store, sam: Store, ours: list[Stop], theirs: list[Stop], takes: tuple[str, str], starts: tuple[str, str]
) -> None:
    one = walk(noor, *ours, start=starts[0], workers=[SPOTS[0]])
    other = walk(sam, *theirs, start=starts[1], workers=[SPOTS[1]])
    exchange(noor, sam)
    before = contents(noor)
    pair = Alike(Round, one, other)

    waited, seen = offered(noor), look(noor, pair)
    taken = throughout(seen.differences, takes[0]) if takes[0] and seen.differences else {}
    with noor.write() as session:
        _done, change = watched(session, lambda session: fold(session, seen, taken))
    assert not dangling(noor)
    told = {row.id: row.group_size for row in live(noor, Encounter)}
    assert told == {id: row["group_size"] for id, row in before.items() if "group_size" in row}
    visits = [visit for visit in live(noor, Visit) if visit.round == one]
    assert {visit.spot for visit in visits} == {SPOTS[spot] for spot, _at, _sizes in (*ours, *theirs)}
    assert not any(
        visit.no_contact for visit in visits if any(met.visit == visit.id for met in live(noor, Encounter))
    )

    with noor.write() as session:
        take_back(session, change)
    assert contents(noor) == before
    assert offered(noor) == waited, "they are asked about again, where they were"

    make_one(noor, pair, takes[0])
    make_one(sam, pair, takes[1])  # at once, on both laptops
    exchange(noor, sam)
    assert shared(contents(noor)) == shared(contents(sam))
    with noor.read() as session:
        waiting = {difference.name for each in collisions(session, NAMES) for difference in each.differences}
    # Whether two stops were one follows from the start that was taken.
    assert waiting <= ({"start", "workers", "deleted"} if takes[0] != takes[1] else set())
    clear(noor, sam)


def shared(rows: dict[Id, dict[str, Any]]) -> dict[Id, dict[str, Any]]:
    return {id: {name: each for name, each in row.items() if name != "local_note"} for id, row in rows.items()}


def clear(*stores: Store) -> None:
    """Everything into the bin, on all laptops, for the next example."""
    for store in stores:
        with store.write() as session:
            for record in (Round, Visit, Encounter, Pair):
                for row in session.scalars(select(record).where(~record.deleted)):
                    row.deleted = True
        exchange(*stores)


def test_double_encounters_are_asked_about_once_their_visits_are_one(noor: Store, sam: Store) -> None:
    pair = Alike(Round, walk(noor, (0, "", [3, 5])), walk(sam, (0, "", [5, 4])))
    exchange(noor, sam)
    assert offered(noor) == [pair]

    make_one(noor, pair)
    [double] = offered(noor)
    assert double.record is Encounter and value(noor, Encounter, double.one, "group_size") == 5
    edit(noor, Encounter, double.other, local_note="Sam zag dit ook")
    make_one(noor, double)

    assert sorted(row.group_size for row in live(noor, Encounter)) == [3, 4, 5]
    assert value(noor, Encounter, double.one, "local_note") == "kladje\nSam zag dit ook"
    assert offered(noor) == []


def test_what_pointed_at_the_one_points_at_the_other_and_its_values_are_chosen(noor: Store, sam: Store) -> None:
    ours = saved(noor, Need(title="Banken", domains=["work"], description="Er is geen bank te zien."))
    theirs = saved(sam, Need(title="banken", domains=["home"], kind="missing"))
    met = saved(sam, Encounter(visit=SPOTS[0], needs=[theirs, ours], group_size=2))
    signal = saved(sam, Signal(title="Zitten", needs=[theirs]))
    exchange(noor, sam)
    [pair] = offered(noor)
    seen = look(noor, pair)

    assert [one.name for one in seen.differences] == ["title", "domains", "kind", "description"]
    assert [one.suggested for one in seen.differences] == ["A", "merged", "B", "A"]
    assert seen.holding == ("Encounters: 1", "Encounters: 1\nSignals: 1")
    done = make_one(noor, pair)

    assert (done.kept, done.gone, done.moved) == (ours, theirs, 2)
    assert value(noor, Encounter, met, "needs") == [ours] and value(noor, Signal, signal, "needs") == [ours]
    assert value(noor, Need, ours, "domains") == ["work", "home"]
    assert value(noor, Need, theirs, "deleted") and offered(noor) == []


def test_what_is_used_by_who_did_not_know_of_the_merge_is_offered_again(noor: Store, sam: Store) -> None:
    ours, theirs, third = (
        saved(noor, Spot(name="Markt")),
        saved(sam, Spot(name="markt")),
        saved(sam, Spot(name="MARKT")),
    )
    exchange(noor, sam)
    visit = saved(sam, Visit(round=SPOTS[0], spot=third))
    for _spot in range(2):
        make_one(noor, offered(noor)[0])
    assert offered(noor) == []
    exchange(noor, sam)

    again = offered(noor)
    assert again == offered(sam) == [Alike(Spot, ours, third, again=True)] and theirs
    make_one(sam, again[0])
    exchange(noor, sam)

    assert value(noor, Visit, visit, "spot") == ours and not dangling(noor)
    assert offered(noor) == offered(sam) == []


def test_what_is_not_the_same_is_never_asked_again_anywhere(noor: Store, sam: Store) -> None:
    saved(noor, Organisation(name="Jong")), saved(sam, Organisation(name="jong"))
    exchange(noor, sam)
    [pair] = offered(noor)
    for store in (noor, sam):  # both say so at once
        with store.write() as session:
            keep_apart(session, pair)
    exchange(noor, sam)

    assert offered(noor) == offered(sam) == []
    with noor.read() as session:
        assert not collisions(session, NAMES)


def test_what_was_changed_since_or_waits_for_a_choice_is_not_merged(noor: Store, sam: Store) -> None:
    ours, theirs = saved(noor, Need(title="Banken")), saved(sam, Need(title="banken"))
    exchange(noor, sam)
    [pair] = offered(noor)
    seen = look(noor, pair)
    edit(noor, Need, ours, scope="spot")
    with pytest.raises(WrittenMeanwhile), noor.write() as session:
        fold(session, seen, {})
    edit(sam, Need, ours, scope="municipality")
    exchange(noor, sam)
    with pytest.raises(ChooseFirst):
        make_one(noor, pair)
    assert len(live(noor, Need)) == 2 and theirs


def test_only_two_of_a_kind_can_be_one(noor: Store) -> None:
    public, hidden = saved(noor, Spot(name="Markt")), saved(noor, Spot(name="Trap", sensitive=True))
    need, gone = saved(noor, Need(title="Banken")), saved(noor, Need(title="Licht", deleted=True))
    with noor.read() as session:
        for one, other in ((public, hidden), (need, gone), (public, need), (need, need), (need, "onzin")):
            with pytest.raises(CannotBeOne):
                found(session, one, other)
