"""Areas merge without losing a spot: what they held is found, counted and figured in their successor."""

import gzip
import json
from datetime import date

import pytest

from outreach_app.domain.areas import REGION_SIZE
from outreach_app.domain.fields import Id
from outreach_app.domain.merging_areas import (
    AlreadyMerged,
    HoldsMerged,
    LevelsDiffer,
    Merger,
    WouldOrphan,
    claimed,
)
from outreach_app.domain.records import (
    Area,
    Convenant,
    Encounter,
    Exchange,
    JointService,
    Need,
    Round,
    Signal,
    Spot,
    Visit,
)
from outreach_app.paths import RESOURCES
from outreach_app.store import erasing, records, search
from outreach_app.store.areas import areas_of, exchanges, joint_services, rolled_up
from outreach_app.store.database import Store
from outreach_app.store.figures import registration
from outreach_app.store.merging_areas import known_mergers, merge_areas, offered
from outreach_app.store.refusals import BadValue
from outreach_app.store.undoing import take_back, watched

DAY = date(2025, 1, 1)


@pytest.fixture
def towns(store: Store) -> dict[str, Id]:
    """Two municipalities of a region, each with a spot, and a need that came up in both."""
    with store.write() as session:
        region = Area(name="Westrand", level="youth_region")
        one = Area(name="Tielt", level="municipality", parent=region.id)
        other = Area(name="Meulebeke", level="municipality", parent=region.id)
        need = Need(title="Geen plek om te zitten")
        walked = Round(date=date(2024, 5, 3))
        session.add_all([region, one, other, need, walked])
        for area in (one, other):
            spot = Spot(name=f"Plein {area.name}", area=area.id)
            visit = Visit(round=walked.id, spot=spot.id, area=area.id)
            session.add_all([spot, visit, Encounter(visit=visit.id, group_size=3, needs=[need.id])])
        session.add(Signal(title="Banken", needs=[need.id]))
    return {area.name: area.id for area in (region, one, other)}


def counts(store: Store, level: str, area: Id | None) -> dict[str, int]:
    with store.read() as session:
        return {name: len(one.of(area)) for name, one in rolled_up(session, level)[1].items()}


def test_what_came_up_twice_counts_once_above(store: Store, towns: dict[str, Id]) -> None:
    each = {"spots": 1, "needs": 1, "signals": 1}
    assert (
        counts(store, "municipality", towns["Tielt"]) == counts(store, "municipality", towns["Meulebeke"]) == each
    )
    assert counts(store, "youth_region", towns["Westrand"]) == {"spots": 2, "needs": 1, "signals": 1}
    assert counts(store, "reference_region", None) == {"spots": 2, "needs": 1, "signals": 1}


def test_a_merger_keeps_every_spot_and_readers_follow_it(store: Store, towns: dict[str, Id]) -> None:
    with store.write() as session:
        [known] = offered(areas_of(session), date(2026, 12, 1))
        assert known.known.into == "Tielt" and known.merger.into == towns["Tielt"]
        made, change = watched(session, lambda inner: merge_areas(inner, known.merger))
        assert made.id == towns["Tielt"]
    assert counts(store, "municipality", towns["Tielt"]) == {"spots": 2, "needs": 1, "signals": 1}
    with store.read() as session:
        old = records.get(session, Area, "Meulebeke")
        assert (old.successor, old.valid_to, old.deleted) == (towns["Tielt"], DAY, False)
        assert {spot.area for spot in records.listed(session, Spot)} == {towns["Tielt"], towns["Meulebeke"]}
        assert len(registration(session).inside([towns["Tielt"]]).encounters) == 2
        assert not offered(areas_of(session), date(2026, 12, 1))
    with store.write() as session, pytest.raises(HoldsMerged):
        records.delete(session, Area, "Tielt")
    with store.write() as session:
        take_back(session, change)
    assert counts(store, "municipality", towns["Meulebeke"])["spots"] == 1


def test_a_new_area_lies_where_those_lay_that_became_it(store: Store, towns: dict[str, Id]) -> None:
    olds = towns["Tielt"], towns["Meulebeke"]
    with store.write() as session:
        made, change = watched(session, lambda inner: merge_areas(inner, Merger(olds, DAY, name=" Nieuwstad ")))
        assert (made.name, made.level, made.parent) == ("Nieuwstad", "municipality", towns["Westrand"])
        assert (made.valid_from, areas_of(session).parent(olds[0])) == (DAY, towns["Westrand"])
    with store.write() as session:
        take_back(session, change)
        assert records.get(session, Area, "Tielt").successor is None


def test_what_would_lose_spots_is_refused_in_words(store: Store, towns: dict[str, Id]) -> None:
    region, one, other = towns.values()
    with store.write() as session:
        with pytest.raises(LevelsDiffer):
            merge_areas(session, Merger((one,), DAY, region))
        wijk = Area(name="Wijk", parent=one)
        session.add(wijk)
        session.flush()
        with pytest.raises(WouldOrphan):
            merge_areas(session, Merger((one,), DAY, wijk.id))
        with pytest.raises(BadValue, match="lies in it"):
            records.edit(session, Area, one, {"successor": wijk.id})
        with pytest.raises(BadValue, match="cannot be part of itself"):
            records.edit(session, Area, one, {"parent": wijk.id})
        with pytest.raises(BadValue, match="cannot merge into itself"):
            records.edit(session, Area, one, {"successor": one})
        merge_areas(session, Merger((other,), DAY, one))
        with pytest.raises(AlreadyMerged):
            merge_areas(session, Merger((other,), DAY, region))


def test_two_regions_are_told_and_nothing_is_blocked(store: Store, towns: dict[str, Id]) -> None:
    with store.write() as session:
        east = Area(name="Oostrand", level="youth_region")
        far = Area(name="Ver", level="municipality", parent=east.id)
        session.add_all([east, far])
        session.flush()
        merge_areas(session, Merger((far.id,), DAY, towns["Tielt"]))
        claim = claimed(areas_of(session), towns["Tielt"])
        assert claim is not None and set(claim.regions) == {east.id, towns["Westrand"]}


def test_joint_services_and_exchanges_are_counted_by_year(store: Store, towns: dict[str, Id]) -> None:
    region = towns["Westrand"]
    with store.write() as session:
        today = date(2026, 5, 1)
        values = {"name": "Mobiele bus", "area": "Westrand", "state": "running"}
        assert records.add(session, JointService, values, today=today).year == 2026
        session.add(JointService(name="Nog niets", area=region, year=2026))
        session.add(Exchange(theme="Nachtlawaai", area=towns["Tielt"], held_on=date(2026, 3, 1)))
        session.flush()
        assert joint_services(session, region, 2026) == 1 and joint_services(session, region, 2025) == 0
        assert exchanges(session, region, 2026) == 1 and exchanges(session, region, 2025) == 0
        assert [hit.record for hit in search.search(session, "nachtlawaai")] == [Exchange]
        with pytest.raises(BadValue, match="ends before it begins"):
            records.add(session, Convenant, {"name": "Tielt", "starts_on": "2026-02-01", "ends_on": "2026-01-01"})


def test_an_area_that_is_erased_leaves_no_pointer(store: Store, towns: dict[str, Id]) -> None:
    with store.write() as session:
        kept = records.add(session, Convenant, {"name": "Tielt", "area": "Tielt"})
        erasing.release(session, {towns["Tielt"]})
        assert kept.area is None


def test_the_known_mergers_are_those_of_the_country_as_it_is() -> None:
    """The base map has the municipalities of today: what is gone is not among them, what it became is."""
    document = json.loads(gzip.decompress((RESOURCES / "map" / "belgium.json.gz").read_bytes()))
    here = {name for nl, fr, *_rest in document["places"] for name in (nl, fr)}
    mergers = known_mergers()
    assert [len([one for one in mergers if one.day.year == year]) for year in (2019, 2025)] == [7, 13]
    for one in mergers:
        assert one.into in here and not (set(one.names) - {one.into}) & here
    gone = sum(len(one.names) - 1 for one in mergers if one.day == DAY)
    assert 300 - gone == 285 and REGION_SIZE == (5, 15)
