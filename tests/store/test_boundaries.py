"""Outlines loaded, loaded again, taken back, and met on another laptop."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from outreach_app.domain.fields import Id, new_id
from outreach_app.domain.geo.geojson import BoundaryFile, read
from outreach_app.domain.records import Area, Boundary, Spot, Visit
from outreach_app.store import boundaries
from outreach_app.store.boundaries import NEIGHBOURHOODS
from outreach_app.store.database import Store
from outreach_app.store.undoing import TooLateToUndo
from tests.conftest import MakeStore


def square(at: float = 0.0) -> list[list[float]]:
    return [[3.4 + x + at, 50.9 + y] for x, y in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01), (0, 0))]


def wijken(**rings: Any) -> BoundaryFile:
    features = [
        {"properties": {"WIJK": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in rings.items()
    ]
    return read(json.dumps({"type": "FeatureCollection", "features": features}).encode(), "wijken.geojson")


def loaded(store: Store, file: BoundaryFile, layer: str = NEIGHBOURHOODS) -> boundaries.Loaded:
    with store.write() as session:
        return boundaries.load(session, boundaries.plan(session, file, "WIJK", layer), layer, "Stad Lindervoorde")


def drawn(store: Store) -> dict[str, float]:
    """West of every outline by name."""
    with store.read() as session:
        return {each.name: each.shape[0][0][0][0] for each in boundaries.outlines(session)}


def areas(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(Area.name).where(~Area.deleted).order_by(Area.name)))


def test_outlines_find_their_areas_whatever_the_case_and_make_the_others(store: Store) -> None:
    with store.write() as session:
        session.add(Area(name="Lindervoorde", level="municipality"))
        session.add(Area(name="Vlasakker", level="neighbourhood"))

    loaded(store, wijken(VLASAKKER=square(), Molenveld=square(0.02)))

    assert areas(store) == ["Lindervoorde", "Molenveld", "Vlasakker"]
    with store.read() as session:
        rows = session.scalars(select(Area)).all()
        town = next(each.id for each in rows if each.name == "Lindervoorde")
        assert next(each for each in rows if each.name == "Molenveld").parent == town
        ids = {each.name.casefold(): each.id for each in rows}
        of = {each.name.casefold(): each.area for each in boundaries.outlines(session)}
        assert of == {name: ids[name] for name in ("vlasakker", "molenveld")}


def test_loading_again_replaces_and_taking_back_restores(store: Store) -> None:
    first = loaded(store, wijken(Vlasakker=square()))
    again = loaded(store, wijken(Vlasakker=square(0.05), Centrum=square(0.02)))
    assert drawn(store) == {"Vlasakker": 3.45, "Centrum": 3.42}

    with store.write() as session:
        boundaries.take_back(session, again)
    assert drawn(store) == {"Vlasakker": 3.4} and areas(store) == ["Vlasakker"]
    with store.write() as session:
        boundaries.take_back(session, first)
    assert not drawn(store) and not areas(store)


def test_an_area_that_is_used_by_now_stays_when_its_outline_is_taken_back(store: Store) -> None:
    first = loaded(store, wijken(Vlasakker=square()))
    with store.write() as session:
        session.add(Spot(name="Plein", area=first.areas[0]))
        session.flush()
        boundaries.take_back(session, first)

    assert areas(store) == ["Vlasakker"] and not drawn(store)


def test_two_laptops_that_load_one_file_meet_in_one_record(make_store: MakeStore) -> None:
    made: list[set[Id]] = []
    for author in (1, 2):
        store = make_store(author=author)
        loaded(store, wijken(Vlasakker=square()))
        with store.read() as session:
            made.append({*session.scalars(select(Boundary.id)), *session.scalars(select(Area.id))})

    assert made[0] == made[1] and len(made[0]) == 2


def test_water_belongs_to_no_area_and_faults_are_planned_with_their_reason(store: Store) -> None:
    file = wijken(Leie=square(), Vijver=square()[:-1])

    loaded(store, file, "water")

    assert drawn(store) == {"Leie": 3.4} and not areas(store)
    with store.read() as session:
        planned = {each.name: each.reason for each in boundaries.plan(session, file, "WIJK", "water")}
    assert not planned["Leie"] and "not closed" in planned["Vijver"]


def test_features_of_one_name_are_one_outline(store: Store) -> None:
    file = wijken(Vlasakker=square(), vlasakker=square(0.02))

    loaded(store, file)

    with store.read() as session:
        (outline,) = boundaries.outlines(session)
    assert len(outline.shape) == 2


def test_loading_is_not_taken_back_over_what_a_colleague_loaded_since(store: Store) -> None:
    first = loaded(store, wijken(Molenveld=square()))
    loaded(store, wijken(Molenveld=square(0.1)))

    with pytest.raises(TooLateToUndo), store.write() as session:
        boundaries.take_back(session, first)

    assert drawn(store) == {"Molenveld": 3.5}


def test_an_area_that_a_visit_names_by_now_outlives_its_outline(store: Store) -> None:
    first = loaded(store, wijken(Molenveld=square(), Vlasakker=square(0.1)))
    with store.write() as session:
        area = session.scalars(select(Area.id).where(Area.name == "Molenveld")).one()
        session.add(Visit(round=new_id(), area=area))

    with store.write() as session:
        boundaries.take_back(session, first)

    assert areas(store) == ["Molenveld"] and not drawn(store)
