"""One geometry of a GeoJSON file: its rings checked, converted to degrees, thinned until a patch carries them."""

from collections.abc import Sequence
from typing import Any

from outreach_app.domain.geo.packing import pack
from outreach_app.domain.geo.projection import BELGIUM, TO_WGS84
from outreach_app.domain.geo.refusals import BROKEN, CROSSING, EMPTY, FAR, NOT_AREA, NOT_CLOSED, TOO_FINE
from outreach_app.domain.geo.shapes import (
    RING_LEAST,
    Effort,
    Line,
    Point,
    Polygon,
    Shape,
    TooIntricate,
    crosses_itself,
    simplified,
    size,
)

CORNERS_AT_MOST = 200_000
"""Of one feature, as it stands in the file."""
CORNERS_COMPARED = 20_000
"""Of one ring, to be held against each other as they are."""
PACKED_AT_MOST = 9_000
"""Characters of a shape in the vault: some 2,000 corners, well within what one patch carries."""
FARTHEST = 1e8
"""Degrees or metres: no system has a position beyond, and projections are not asked about one."""
TOLERANCE = 5e-5
"""Degrees: the first simplification takes what nobody sees, some five metres."""


def first_position(geometry: Any) -> Point | None:
    """The first position of an area; None of anything else."""
    for polygon in _polygons(geometry):
        for ring in polygon if isinstance(polygon, list) else ():
            for at in ring if isinstance(ring, list) else ():
                if (point := _point(at)) is not None:
                    return point
    return None


def _polygons(geometry: Any) -> list[Any]:
    if not isinstance(geometry, dict):
        return []
    coordinates = geometry.get("coordinates")
    match geometry.get("type"):
        case "Polygon" if isinstance(coordinates, list) and coordinates:
            return [coordinates]
        case "MultiPolygon" if isinstance(coordinates, list):
            return coordinates
        case "GeometryCollection" if isinstance(geometry.get("geometries"), list):
            return [polygon for each in geometry["geometries"] for polygon in _polygons(each)]
    return []


def _point(at: Any) -> Point | None:
    numbers = at[:2] if isinstance(at, list) else []
    if len(numbers) < 2 or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        return None
    return (float(numbers[0]), float(numbers[1])) if all(abs(n) <= FARTHEST for n in numbers) else None


def shape_of(geometry: Any, system: str) -> Shape | str:
    """The shape in degrees, simplified as far as the vault asks; else why there is none."""
    if not isinstance(geometry, dict) or not geometry.get("coordinates", geometry.get("geometries")):
        return EMPTY
    polygons = _polygons(geometry)
    if not polygons:
        return NOT_AREA
    rings = (ring for polygon in polygons if isinstance(polygon, list) for ring in polygon)
    if sum(len(ring) for ring in rings if isinstance(ring, list)) > CORNERS_AT_MOST:
        return TOO_FINE
    try:
        return _checked(polygons, system, Effort())
    except TooIntricate:
        return TOO_FINE


def _checked(polygons: Sequence[Any], system: str, effort: Effort) -> Shape | str:
    shape: Shape = []
    for polygon in polygons:
        made = _polygon(polygon, system, effort)
        if isinstance(made, str):
            return made
        shape.append(made)
    return _bounded(shape, effort)


def _polygon(rings: Any, system: str, effort: Effort) -> Polygon | str:
    if not isinstance(rings, list) or not rings:
        return BROKEN
    polygon: Polygon = []
    for ring in rings:
        made = _ring(ring, system, effort)
        if isinstance(made, str):
            return made
        if size([made]) or not polygon:
            polygon.append(made)
    return polygon


def _ring(ring: Any, system: str, effort: Effort) -> Line | str:
    points = [_point(at) for at in ring] if isinstance(ring, list) else []
    if not points or None in points:
        return BROKEN
    given = [at for at in points if at is not None]
    if len(given) < RING_LEAST or given[0] != given[-1]:
        return NOT_CLOSED
    to_degrees = TO_WGS84[system]
    degrees = [to_degrees(*at) for at in given]
    if not all(BELGIUM.holds(at) for at in degrees):
        return FAR
    whole = [degrees] if len(degrees) <= CORNERS_COMPARED else []
    for line in (
        simplified(degrees, TOLERANCE, effort),
        *whole,
    ):  # fewer corners may cross where all of them do not
        if size([line]) and not crosses_itself(_apart(line), effort):
            return line
    return CROSSING


def _apart(ring: Sequence[Point]) -> Line:
    """Without corners that repeat the one before: two of them are no crossing."""
    return [at for n, at in enumerate(ring) if n == 0 or at != ring[n - 1]]


def _bounded(shape: Shape, effort: Effort) -> Shape | str:
    """Simplified until it fits; a shape that does not fit at a hundred metres is no neighbourhood."""
    tolerance = TOLERANCE
    while len(pack(shape)) > PACKED_AT_MOST:
        tolerance *= 2
        if tolerance > TOLERANCE * 20:
            return TOO_FINE
        shape = [
            [ring for ring in (simplified(ring, tolerance, effort) for ring in polygon) if len(ring) >= RING_LEAST]
            for polygon in shape
        ]
        if any(crosses_itself(_apart(ring), effort) for polygon in shape for ring in polygon):
            return TOO_FINE
    return shape
