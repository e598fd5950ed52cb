"""Positions against PROJ's own figures, shapes against what was put in, and files that must not be believed."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain import shading
from outreach_app.domain.geo import geojson, refusals
from outreach_app.domain.geo.geojson import read
from outreach_app.domain.geo.geometry import PACKED_AT_MOST
from outreach_app.domain.geo.packing import FINE, Unpackable, pack, unpack
from outreach_app.domain.geo.projection import (
    LAMBERT_72,
    LAMBERT_2008,
    Flat,
    Lambert,
    from_web_mercator,
    recognised,
    to_web_mercator,
)
from outreach_app.domain.geo.refusals import (
    NoAreasInFile,
    NoGeoJson,
    OutsideBelgium,
    ProjectionUnknown,
    ProjectionUnsure,
    Swapped,
    TooMuchInFile,
)
from outreach_app.domain.geo.shapes import Effort, Point, TooIntricate, crosses_itself, heart, holds, simplified
from outreach_app.domain.geo.typed import NoPlace, PlaceAbroad, coarse, typed_place

PLACES = [(3.725, 51.0538), (4.3517, 50.8467), (2.58, 51.08), (6.35, 50.33), (5.7, 49.55), (3.431, 50.912)]
PROJ = {
    "31370": [
        (104863.305, 193933.476),
        (148799.082, 170699.688),
        (24662.740, 198161.554),
        (291048.408, 115108.004),
        (246336.315, 27331.887),
        (84051.443, 178379.486),
    ],
    "3812": [
        (604860.502, 693928.318),
        (648798.695, 670699.950),
        (524660.068, 698146.806),
        (791053.485, 615125.673),
        (746352.229, 527344.951),
        (584050.659, 678371.972),
    ],
    "3857": [
        (414665.103, 6630815.843),
        (484429.028, 6594221.395),
        (287204.286, 6635457.015),
        (706878.767, 6503623.388),
        (634521.098, 6368705.439),
        (381937.173, 6605742.279),
    ],
}
"""PLACES by PROJ 9.5.1 (pyproj), in metres."""

SQUARE = [[3.42, 50.91], [3.43, 50.91], [3.43, 50.92], [3.42, 50.92], [3.42, 50.91]]


def collection(*rings: Any, crs: str = "", **properties: Any) -> bytes:
    document: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"naam": f"Wijk {n}", **properties},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
            for n, ring in enumerate(rings, 1)
        ],
    }
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(document).encode()


@pytest.mark.parametrize(("lambert", "code"), [(LAMBERT_72, "31370"), (LAMBERT_2008, "3812")])
def test_lambert_agrees_with_proj_there_and_back(lambert: Lambert, code: str) -> None:
    for place, (east, north) in zip(PLACES, PROJ[code], strict=True):
        assert lambert.from_wgs84(*place) == pytest.approx((east, north), abs=0.01)
        assert lambert.to_wgs84(east, north) == pytest.approx(place, abs=1e-7)


def test_web_mercator_agrees_with_proj_and_every_system_is_recognised() -> None:
    for place, metres in zip(PLACES, PROJ["3857"], strict=True):
        assert to_web_mercator(*place) == pytest.approx(metres, abs=0.01)
        assert from_web_mercator(*metres) == pytest.approx(place, abs=1e-7)
        assert Flat().back(Flat().to(place)) == pytest.approx(place, abs=1e-9)
    names = {"31370": "lambert72", "3812": "lambert2008", "3857": "mercator"}
    assert all(recognised(at) == names[code] for code, found in PROJ.items() for at in found)
    assert {recognised(at) for at in PLACES} == {"wgs84"}
    assert recognised((50.91, 3.42)) == "swapped" and recognised((-74.0, 40.7)) == ""


@given(st.lists(st.lists(st.tuples(st.integers(-500, 500), st.integers(-500, 500)), min_size=1), min_size=1))
def test_what_is_packed_comes_back(rings: list[list[tuple[int, int]]]) -> None:
    shape = [[[(x / FINE, y / FINE) for x, y in ring] for ring in rings]]

    assert unpack(pack(shape)) == shape


@pytest.mark.parametrize("text", ["?", "\x01", "abc", "~" * 30])
def test_what_nobody_packed_is_refused(text: str) -> None:
    with pytest.raises(Unpackable):
        unpack(text)


@given(st.integers(5, 60), st.floats(0.001, 0.2))
def test_a_simplified_ring_stays_closed_near_and_smaller(corners: int, tolerance: float) -> None:
    ring = [_on_circle(n / corners) for n in range(corners)]
    ring.append(ring[0])

    thin = simplified(ring, tolerance)

    assert thin[0] == thin[-1] and 4 <= len(thin) <= len(ring)
    assert not crosses_itself(thin)
    middle = heart([[thin]])
    assert middle is not None and holds([[thin]], middle)


def _on_circle(part: float) -> Point:
    return math.cos(2 * math.pi * part), math.sin(2 * math.pi * part)


def test_the_name_of_an_area_with_a_hole_stands_in_the_area() -> None:
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    hole = [(1.0, 3.0), (8.0, 3.0), (8.0, 7.0), (1.0, 7.0), (1.0, 3.0)]

    middle = heart([[ring, hole]])

    assert middle is not None and holds([[ring, hole]], middle)


def test_a_good_file_gives_areas_and_what_they_can_be_named_by() -> None:
    found = read(collection(SQUARE, SQUARE, jaar=2026), "wijken.geojson")

    assert [each.properties["naam"] for each in found.found] == ["Wijk 1", "Wijk 2"]
    assert found.properties()[0] == "naam" and found.system == "wgs84" and not found.faults


@pytest.mark.parametrize(
    ("system", "crs"),
    [("lambert72", "urn:ogc:def:crs:EPSG::31370"), ("lambert2008", "EPSG:3812"), ("mercator", "EPSG:3857")],
)
def test_metres_are_converted_when_the_file_or_a_person_says_so_and_never_by_guess(system: str, crs: str) -> None:
    away = {
        "lambert72": LAMBERT_72.from_wgs84,
        "lambert2008": LAMBERT_2008.from_wgs84,
        "mercator": to_web_mercator,
    }
    metres = [list(away[system](*at)) for at in SQUARE]

    declared = read(collection(metres, crs=crs), "wijken.geojson")
    with pytest.raises(ProjectionUnsure) as refused:
        read(collection(metres), "wijken.geojson")
    confirmed = read(collection(metres), "wijken.geojson", refused.value.guess)

    assert refused.value.guess == system
    for made in (declared, confirmed):
        for corner, meant in zip(made.found[0].shape[0][0], SQUARE, strict=True):
            assert corner == pytest.approx(meant, abs=1e-6)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"naam;wijk\n", NoGeoJson),
        (b"[" * 100_000, NoGeoJson),
        (b"\xff\xfe{", NoGeoJson),
        (b"[1, 2]", NoGeoJson),
        (b'{"type": "Topology"}', NoGeoJson),
        (b'{"type": "FeatureCollection", "features": []}', NoAreasInFile),
        (b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [3.4, 50.9]}}', NoAreasInFile),
        (b'{"type": "Feature", "geometry": null}', NoAreasInFile),
        (collection([[lat, lon] for lon, lat in SQUARE]), Swapped),
        (collection([[lon - 78, lat - 10] for lon, lat in SQUARE]), OutsideBelgium),
        (collection(SQUARE, crs="EPSG:2056"), ProjectionUnknown),
        (collection(SQUARE, crs="EPSG:31370"), OutsideBelgium),
        (collection(*[SQUARE] * (geojson.FEATURES_AT_MOST + 1)), TooMuchInFile),
    ],
)
def test_what_cannot_be_drawn_is_said(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as refused:
        read(data, "wijken.geojson")
    assert "wijken.geojson" in str(refused.value)


BOWTIE = [[3.42, 50.91], [3.43, 50.92], [3.43, 50.91], [3.42, 50.92], [3.42, 50.91]]


@pytest.mark.parametrize(
    ("ring", "reason"),
    [
        (SQUARE[:-1], refusals.NOT_CLOSED),
        (BOWTIE, refusals.CROSSING),
        ([[3.42, 50.91], [3.43, 50.91], [3.42, 50.91]], refusals.NOT_CLOSED),
        ([[3.42, 50.91], [3.43, 50.91], [3.42, 50.91], [3.42, 50.91]], refusals.CROSSING),
        ([*SQUARE[:2], [7.5, 50.92], *SQUARE[3:]], refusals.FAR),
        ([*SQUARE[:2], ["3.4", 50.92], *SQUARE[3:]], refusals.BROKEN),
        ([*SQUARE[:2], None, *SQUARE[3:]], refusals.BROKEN),
    ],
)
def test_a_broken_ring_is_listed_and_the_others_are_kept(ring: Any, reason: str) -> None:
    found = read(collection(SQUARE, ring), "wijken.geojson")

    assert [each.number for each in found.found] == [1]
    assert [(fault.number, fault.reason) for fault in found.faults] == [(2, reason)]


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [
        ("Polygon", [3.7, 51.0]),
        ("MultiPolygon", [[5]]),
        ("Polygon", [[[10**400, 51], [3.8, 51], [3.8, 51.1], [10**400, 51]]]),
        ("Polygon", [[[1e308, -1e200], [3.8, 51], [3.8, 51.1], [1e308, -1e200]]]),
    ],
)
@pytest.mark.parametrize("system", ["", "lambert72", "lambert2008", "mercator"])
def test_coordinates_that_nobody_can_mean_are_listed_in_whatever_system(
    kind: str, coordinates: Any, system: str
) -> None:
    corner = LAMBERTS.get(system, (3.7, 51.0))
    step = 0.01 if not system else 500
    ring = [[corner[0] + x * step, corner[1] + y * step] for x, y in ((0, 0), (1, 0), (1, 1), (0, 0))]
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": coordinates}},
    ]
    found = read(json.dumps({"type": "FeatureCollection", "features": features}).encode(), "map.geojson", system)
    assert [fault.reason for fault in found.faults] == [refusals.BROKEN]
    assert [each.number for each in found.found] == [1]


LAMBERTS = {"lambert72": (104863, 193933), "lambert2008": (604863, 693933), "mercator": (412000, 6621000)}


def test_a_comb_is_given_up_before_anyone_waits_for_it() -> None:
    teeth = [at for n in range(200) for at in ((3.9, 50.9 + n / 1000), (3.71, 50.9 + (n + 0.3) / 1000))]
    ring = [(3.7, 50.9), *teeth, (3.7, 51.2), (3.7, 50.9)]
    assert not crosses_itself(ring)
    with pytest.raises(TooIntricate):
        crosses_itself(ring, Effort(10_000))
    with pytest.raises(TooIntricate):
        simplified(ring, 1e-5, Effort(10_000))


def test_a_shape_of_many_corners_is_made_small_enough_for_a_patch() -> None:
    corners = 60_000
    ring = [[3.7 + 0.05 * x, 51.0 + 0.03 * y] for x, y in (_on_circle(n / corners) for n in range(corners))]

    found = read(collection([*ring, ring[0]]), "wijken.geojson").found[0]

    assert len(found.packed) <= PACKED_AT_MOST and found.corners < corners


@pytest.mark.parametrize(
    "text",
    ["51.05, 3.72", "51,05 3,72", "51,05; 3,72", "51,05, 3,72", "3.72 51.05", "51.05,3.72", "N 51.05 E 3.72"],
)
def test_a_typed_place_is_understood_however_it_is_written(text: str) -> None:
    assert typed_place(text) == (3.72, 51.05)


def test_a_place_typed_in_lambert_is_converted_and_kept_coarse() -> None:
    assert coarse(typed_place("104863 193933")) == (3.725, 51.054)


@pytest.mark.parametrize(
    ("text", "error"),
    [("9000", NoPlace), ("", NoPlace), ("Gent 51.05 3.72", NoPlace), ("40.7, -74.0", PlaceAbroad)],
)
def test_what_is_no_place_is_said(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        typed_place(text)


@given(st.lists(st.integers(0, 100_000), min_size=1))
def test_shades_rise_with_the_figure_and_nothing_has_none(values: list[int]) -> None:
    top = shading.ceiling(values)
    shades = [shading.shade(value, top) for value in sorted(values)]

    told = [each for each in shades if each is not None]
    assert told == sorted(told) and all(0 <= each < shading.STEPS for each in told)
    assert len(told) == sum(value > 0 for value in values)
    assert max(values) <= top and (top <= 2 * max(values) or top <= shading.STEPS)
