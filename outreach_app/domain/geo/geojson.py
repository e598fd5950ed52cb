"""GeoJSON in: areas, each checked, converted and made small; what is wrong is said, never drawn wrong."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach_app.domain.geo.geometry import first_position, shape_of
from outreach_app.domain.geo.packing import pack
from outreach_app.domain.geo.projection import BELGIUM, TO_WGS84, recognised
from outreach_app.domain.geo.refusals import (
    EMPTY,
    NOT_AREA,
    NoAreasInFile,
    NoGeoJson,
    OutsideBelgium,
    ProjectionUnknown,
    ProjectionUnsure,
    Swapped,
    TooMuchInFile,
)
from outreach_app.domain.geo.shapes import (
    Point,
    Shape,
)

BYTES_AT_MOST = 60_000_000
FEATURES_AT_MOST = 3_000

_CRS = {
    "31370": "lambert72",
    "31300": "lambert72",
    "3812": "lambert2008",
    "3857": "mercator",
    "900913": "mercator",
    "4326": "wgs84",
    "4258": "wgs84",
    "CRS84": "wgs84",
}
"""The last part of a coordinate system's name, and what it is here. 31300 is the old code of Lambert 72."""


@dataclass(frozen=True, slots=True)
class Found:
    """One feature that can be drawn. `properties` are what the file says of it, as text."""

    number: int
    properties: Mapping[str, str]
    shape: Shape
    corners: int

    @property
    def packed(self) -> str:
        return pack(self.shape)


@dataclass(frozen=True, slots=True)
class Fault:
    """One feature that cannot: its place in the file (from 1), what the file says of it, why (a source text)."""

    number: int
    properties: Mapping[str, str]
    reason: str


@dataclass(frozen=True)
class BoundaryFile:
    """What a file holds."""

    name: str
    system: str
    found: list[Found] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def properties(self) -> list[str]:
        """What features can be named by: properties that differ from one to the next first."""
        values: dict[str, Counter[str]] = {}
        listed = [each.properties for each in self.found] + [each.properties for each in self.faults]
        for properties in listed:
            for key, value in properties.items():
                if value:
                    values.setdefault(key, Counter())[value] += 1
        return sorted(values, key=lambda key: (-_likely(key, values[key]), list(values).index(key)))


def read(data: bytes, name: str, system: str = "") -> BoundaryFile:
    """The areas of a GeoJSON file. `system` (a key of TO_WGS84) is what a person said the numbers are.

    Raises NoGeoJson, NoAreasInFile, TooMuchInFile, ProjectionUnsure, ProjectionUnknown, Swapped, OutsideBelgium.
    """
    document = _document(data, name)
    features = list(_features(document, name))
    if len(features) > FEATURES_AT_MOST:
        raise TooMuchInFile(name=name, found=len(features), most=FEATURES_AT_MOST)
    chosen = system or _declared(document, name)
    first = next((at for each in features if (at := first_position(each.get("geometry"))) is not None), None)
    if first is None:
        raise NoAreasInFile(name=name)
    chosen = _settled(chosen, first, name)
    read_ = BoundaryFile(name, chosen)
    for number, feature in enumerate(features, 1):
        properties = _properties(feature)
        made = shape_of(feature.get("geometry"), chosen)
        if isinstance(made, str):
            read_.faults.append(Fault(number, properties, made))
        else:
            corners = sum(len(ring) for polygon in made for ring in polygon)
            read_.found.append(Found(number, properties, made, corners))
    if not read_.found and all(fault.reason in (EMPTY, NOT_AREA) for fault in read_.faults):
        raise NoAreasInFile(name=name)
    return read_


def _document(data: bytes, name: str) -> dict[str, Any]:
    if len(data) > BYTES_AT_MOST:
        raise TooMuchInFile(
            name=name, found=f"{len(data) // 1_000_000} MB", most=f"{BYTES_AT_MOST // 1_000_000} MB"
        )
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NoGeoJson(name=name, reason=type(error).__name__) from error
    if not isinstance(document, dict):
        raise NoGeoJson(name=name, reason=type(document).__name__)
    return document


def _features(document: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    kind = document.get("type")
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        yield from (each for each in document["features"] if isinstance(each, dict))
    elif kind == "Feature":
        yield document
    elif kind in ("Polygon", "MultiPolygon", "GeometryCollection"):
        yield {"geometry": document, "properties": {}}
    else:
        raise NoGeoJson(name=name, reason=f"type: {str(kind)[:40]}")


def _declared(document: dict[str, Any], name: str) -> str:
    """What the old `crs` member says; a file without one says nothing."""
    crs = document.get("crs")
    if not isinstance(crs, dict):
        return ""
    properties = crs.get("properties")
    called = str(properties.get("name", "") if isinstance(properties, dict) else "")
    known = _CRS.get(called.replace("/", ":").rpartition(":")[2])
    if known is None:
        raise ProjectionUnknown(name=name, system=called[:60] or "?")
    return known


def _settled(system: str, first: Point, name: str) -> str:
    """The system to read by, held against the first position."""
    looks = recognised(first)
    if system and system != "wgs84":
        if not BELGIUM.holds(TO_WGS84[system](*first)):
            raise OutsideBelgium(name=name, first=_said(first))
        return system
    if looks == "wgs84":
        return looks
    if looks == "swapped":
        raise Swapped(name=name)
    if looks:
        raise ProjectionUnsure(name, looks)
    raise OutsideBelgium(name=name, first=_said(first))


def _said(at: Point) -> str:
    return f"[{at[0]:g}, {at[1]:g}]"


def _properties(feature: Mapping[str, Any]) -> dict[str, str]:
    given = feature.get("properties")
    if not isinstance(given, dict):
        return {}
    return {str(key)[:80]: _words(value) for key, value in list(given.items())[:60]}


def _words(value: Any) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return " ".join(str(value).split())[:200]


def _likely(key: str, values: Counter[str]) -> int:
    """How much a property looks like a name: words, each its own, under a key that says so."""
    worded = sum(any(letter.isalpha() for letter in value) for value in values)
    called = any(part in key.casefold() for part in ("naam", "name", "nom", "wijk", "label"))
    return (4 if called else 0) + (2 if worded * 2 > len(values) else 0) + (len(values) == values.total())
