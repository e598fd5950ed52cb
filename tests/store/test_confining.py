"""Lists that are limited to a convenant: only what lies there, on this laptop alone; what is written never is."""

from datetime import date

import pytest

from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.merging_areas import Merger
from outreach_app.domain.paging import FIRST
from outreach_app.domain.records import (
    Area,
    Convenant,
    Encounter,
    Need,
    Organisation,
    Record,
    Round,
    Signal,
    Spot,
    Visit,
)
from outreach_app.store import records, settings
from outreach_app.store.confining import CONVENANT, Confined, confined_to, convenants
from outreach_app.store.database import Store
from outreach_app.store.encounter_lists import encounters_counted
from outreach_app.store.listing import Query, counted, page
from outreach_app.store.merging_areas import merge_areas
from outreach_app.store.round_lists import rounds_counted, rounds_listed
from outreach_app.store.round_questions import WantedRounds


@pytest.fixture
def towns(store: Store) -> dict[str, Id]:
    """A neighbourhood of Oost, and West: a spot, a round and a need in each; a convenant with Oost."""
    with store.write() as session:
        east, west = Area(name="Oost", level="municipality"), Area(name="West", level="municipality")
        part = Area(name="Wijk", parent=east.id)
        session.add_all(
            [east, west, part, Organisation(name="Overal"), Organisation(name="Club", areas=[part.id])]
        )
        for n, area in enumerate((part, west)):
            need = Need(title=f"Nood {area.name}")
            spot = Spot(name=f"Plein {area.name}", area=area.id)
            walked = Round(date=date(2026, 3, 1 + n))
            visit = Visit(round=walked.id, spot=spot.id, area=area.id)
            met = Encounter(visit=visit.id, group_size=3, needs=[need.id])
            session.add_all(
                [need, spot, walked, visit, met, Signal(title=f"Signaal {area.name}", needs=[need.id])]
            )
        made = Convenant(name="Convenant Oost", area=east.id)
        session.add(made)
        settings.put(session, CONVENANT, made.id)
    return {"east": east.id, "west": west.id, "part": part.id, "convenant": made.id}


def listed(store: Store, record: type[Record], **where: str) -> list[str]:
    with store.read() as session:
        found = page(session, Query(record, record.named_by, where=where))
        assert where or counted(session, Query(record)) == len(found.records)
        return [one.caption for one in found.records]


def test_lists_show_what_lies_there_and_what_lies_in_it(store: Store, towns: dict[str, Id]) -> None:
    assert listed(store, Spot) == ["Plein Wijk"] and listed(store, Area) == ["Oost", "Wijk"]
    assert listed(store, Need) == ["Nood Wijk"] and listed(store, Signal) == ["Signaal Wijk"]
    assert listed(store, Organisation) == ["Club"]
    with store.read() as session:
        assert [line.date.day for line in rounds_listed(session, FIRST)] == [1]
        assert rounds_counted(session) == encounters_counted(session) == 1
        assert rounds_counted(session, WantedRounds(Behind(areas=(towns["west"],)))) == 0


def test_what_hangs_on_a_record_is_shown_with_it_wherever_it_lies(store: Store, towns: dict[str, Id]) -> None:
    assert listed(store, Spot, area=towns["west"]) == ["Plein West"]


def test_nothing_else_is_limited(store: Store, towns: dict[str, Id]) -> None:
    with store.read() as session:
        assert len(records.listed(session, Spot)) == 2
    with store.read(own=True) as session:
        assert counted(session, Query(Spot)) == 2
    with store.write() as session:
        assert counted(session, Query(Spot)) == 2


def test_everything_comes_back_and_what_merges_into_it_comes_along(store: Store, towns: dict[str, Id]) -> None:
    with store.write() as session:
        merge_areas(session, Merger((towns["west"],), date(2026, 6, 1), towns["east"]))
    assert listed(store, Spot) == ["Plein West", "Plein Wijk"]
    with store.write() as session:
        settings.put(session, CONVENANT, None)
    assert len(listed(store, Organisation)) == 2


def test_a_convenant_that_is_gone_limits_nothing(store: Store, towns: dict[str, Id]) -> None:
    with store.read() as session:
        assert convenants(session) == [Confined(towns["convenant"], "Convenant Oost", towns["east"])]
    with store.write() as session:
        records.delete(session, Convenant, towns["convenant"])
    with store.read() as session:
        assert confined_to(session) is None
    assert len(listed(store, Spot)) == 2
