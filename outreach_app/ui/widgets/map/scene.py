"""What a map shows, in degrees and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath, QPolygonF

from outreach_app.domain.geo.projection import Flat
from outreach_app.domain.geo.shapes import Point, Polygon, heart

FLAT = Flat()

SHADES = 5
"""Steps from least to most; 0 is the least."""
STRETCH = 40
"""Corners of an outline that are drawn in one go."""
WITHHELD, TOGETHER = -1, -2
"""Shades of what is not shown, and of what is shown for several areas at once only."""


@dataclass(frozen=True, slots=True)
class Region:
    """An outline. `shade` is None where nothing is told of it; `figure` stands below its name."""

    key: str
    name: str
    shape: Sequence[Polygon]
    layer: str = "area"
    shade: int | None = None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place with a name; `said` is what a screen reader adds. A quiet one is grey, a private one violet."""

    key: str
    name: str
    at: Point
    icon: str = "map-pin"
    said: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    at: Point
    rank: int = 0
    """Of two that collide the lower one stays."""


@dataclass(frozen=True)
class Ground:
    """The country beneath: drawn the same whatever is shown on it."""

    country: Sequence[Polygon] = ()
    districts: Sequence[Sequence[Polygon]] = ()
    parts: Sequence[Sequence[Polygon]] = ()
    labels: Sequence[Label] = ()


@dataclass(frozen=True)
class Legend:
    """What the colours mean, in words; empty for none."""

    title: str = ""
    less: str = ""
    more: str = ""
    marks: Sequence[tuple[int, str]] = ()
    """A shade (WITHHELD, TOGETHER) and what it says."""


@dataclass(frozen=True)
class Scene:
    regions: Sequence[Region] = ()
    pins: Sequence[Pin] = ()
    ground: Ground = field(default_factory=Ground)
    legend: Legend = field(default_factory=Legend)
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A region as a path in the flat, and where its name goes."""

    region: Region
    path: QPainterPath
    heart: QPointF
    box: QRectF


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an outline: what lies far from where one looks need not be drawn."""

    path: QPainterPath
    box: QRectF


class Paths:
    """The outlines of a scene in the flat, made once; the ground is kept as long as it is the same."""

    def __init__(self) -> None:
        self._ground: Ground | None = None
        self.country = QPainterPath()
        self.border: list[Stretch] = []
        self.districts: list[Stretch] = []
        self.parts: list[Stretch] = []
        self.regions: list[Drawn] = []

    def take(self, scene: Scene) -> None:
        if scene.ground is not self._ground:
            self._ground = scene.ground
            self.country = path_of(scene.ground.country)
            self.border = stretches([scene.ground.country])
            self.districts = stretches(scene.ground.districts)
            self.parts = stretches(scene.ground.parts)
        self.regions = [_drawn(region) for region in scene.regions]
        self.regions.sort(key=lambda drawn: (drawn.region.layer == "area", -_room(drawn)))

    def box(self, pins: Iterable[Pin]) -> QRectF:
        """All regions and these pins; nothing where there are none."""
        box = QRectF()
        for drawn in self.regions:
            box = box.united(drawn.box)
        for pin in pins:
            box = box.united(QRectF(flat(pin.at) - QPointF(300, 300), QSizeF(600, 600)))
        return box


def stretches(shapes: Iterable[Sequence[Polygon]]) -> list[Stretch]:
    """The outlines of shapes, cut into pieces."""
    found = []
    for ring in (ring for shape in shapes for polygon in shape for ring in polygon):
        points = [QPointF(*FLAT.to(at)) for at in ring]
        for start in range(0, len(points) - 1, STRETCH):
            path = QPainterPath()
            path.addPolygon(QPolygonF(points[start : start + STRETCH + 1]))
            found.append(Stretch(path, path.boundingRect().adjusted(-1, -1, 1, 1)))
    return found


def path_of(shape: Sequence[Polygon]) -> QPainterPath:
    path = QPainterPath()
    for polygon in shape:
        for ring in polygon:
            path.addPolygon(QPolygonF([QPointF(*FLAT.to(at)) for at in ring]))
            path.closeSubpath()
    return path


def flat(at: Point) -> QPointF:
    return QPointF(*FLAT.to(at))


def _drawn(region: Region) -> Drawn:
    path = path_of(region.shape)
    middle = heart(region.shape)
    return Drawn(region, path, flat(middle) if middle else path.boundingRect().center(), path.boundingRect())


def _room(drawn: Drawn) -> float:
    return drawn.box.width() * drawn.box.height()
