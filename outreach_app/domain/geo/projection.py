"""From the ways in which Belgian files give positions to longitude and latitude (WGS84), and to a flat drawing.

Lambert 72 (EPSG:31370) stands on the ellipsoid of Hayford and a datum of its own; Lambert 2008 (EPSG:3812) on
GRS80, which is WGS84 for our purposes. Formulas: IOGP 373-7-2, methods 9802 (Lambert conic conformal with two
parallels) and 9607 (coordinate frame rotation). Tested against PROJ to half a metre.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from outreach_app.domain.geo.shapes import Bounds, Point

BELGIUM = Bounds(2.35, 49.45, 6.45, 51.55)
"""In degrees, with some room around."""

_Vector = tuple[float, float, float]


@dataclass(frozen=True)
class Ellipsoid:
    axis: float
    """Half of the longer axis, in metres."""
    flattening: float

    @property
    def e2(self) -> float:
        return self.flattening * (2 - self.flattening)

    def to_space(self, longitude: float, latitude: float) -> _Vector:
        """Radians to metres from the middle of the earth, at height 0."""
        n = self.axis / math.sqrt(1 - self.e2 * math.sin(latitude) ** 2)
        return (
            n * math.cos(latitude) * math.cos(longitude),
            n * math.cos(latitude) * math.sin(longitude),
            n * (1 - self.e2) * math.sin(latitude),
        )

    def from_space(self, at: _Vector) -> Point:
        x, y, z = at
        flat = math.hypot(x, y)
        latitude = math.atan2(z, flat * (1 - self.e2))
        for _turn in range(6):
            n = self.axis / math.sqrt(1 - self.e2 * math.sin(latitude) ** 2)
            latitude = math.atan2(z + self.e2 * n * math.sin(latitude), flat)
        return math.atan2(y, x), latitude


WGS84 = Ellipsoid(6_378_137.0, 1 / 298.257223563)
GRS80 = Ellipsoid(6_378_137.0, 1 / 298.257222101)
HAYFORD = Ellipsoid(6_378_388.0, 1 / 297.0)


@dataclass(frozen=True)
class Datum:
    """How an ellipsoid lies to WGS84: metres along the axes, seconds around them, parts per million."""

    shift: _Vector = (0.0, 0.0, 0.0)
    turn: _Vector = (0.0, 0.0, 0.0)
    scale: float = 0.0

    def to_wgs84(self, at: _Vector) -> _Vector:
        rx, ry, rz = (math.radians(seconds / 3600) for seconds in self.turn)
        factor, (x, y, z), (dx, dy, dz) = 1 + self.scale / 1e6, at, self.shift
        return (
            dx + factor * (x + rz * y - ry * z),
            dy + factor * (-rz * x + y + rx * z),
            dz + factor * (ry * x - rx * y + z),
        )

    def from_wgs84(self, at: _Vector) -> _Vector:
        """By going back what is too much, which is a millimetre after a few turns."""
        guess = at
        for _turn in range(4):
            there = self.to_wgs84(guess)
            guess = (
                guess[0] + at[0] - there[0],
                guess[1] + at[1] - there[1],
                guess[2] + at[2] - there[2],
            )
        return guess


@dataclass(frozen=True)
class Lambert:
    """A Lambert conformal conic projection with two standard parallels, in degrees and metres."""

    ellipsoid: Ellipsoid
    datum: Datum
    parallels: tuple[float, float]
    origin: Point
    false: Point

    def to_wgs84(self, east: float, north: float) -> Point:
        """Metres to degrees."""
        n, r0, factor = self._constants
        dx, dy = east - self.false[0], r0 - (north - self.false[1])
        r = math.copysign(math.hypot(dx, dy), n)
        t = (r / (self.ellipsoid.axis * factor)) ** (1 / n)
        longitude = math.atan2(dx, dy) / n + math.radians(self.origin[0])
        latitude = self._latitude(t)
        space = self.datum.to_wgs84(self.ellipsoid.to_space(longitude, latitude))
        longitude, latitude = WGS84.from_space(space)
        return math.degrees(longitude), math.degrees(latitude)

    def from_wgs84(self, longitude: float, latitude: float) -> Point:
        """Degrees to metres."""
        space = self.datum.from_wgs84(WGS84.to_space(math.radians(longitude), math.radians(latitude)))
        lam, phi = self.ellipsoid.from_space(space)
        n, r0, factor = self._constants
        r = self.ellipsoid.axis * factor * self._t(phi) ** n
        theta = n * (lam - math.radians(self.origin[0]))
        return self.false[0] + r * math.sin(theta), self.false[1] + r0 - r * math.cos(theta)

    @cached_property
    def _constants(self) -> tuple[float, float, float]:
        one, two = (math.radians(parallel) for parallel in self.parallels)
        m1, m2 = self._m(one), self._m(two)
        t1, t2 = self._t(one), self._t(two)
        n = (math.log(m1) - math.log(m2)) / (math.log(t1) - math.log(t2))
        factor = m1 / (n * t1**n)
        origin = math.radians(self.origin[1])
        r0 = 0.0 if math.isclose(origin, math.pi / 2) else self.ellipsoid.axis * factor * self._t(origin) ** n
        return n, r0, factor

    def _m(self, phi: float) -> float:
        return math.cos(phi) / math.sqrt(1 - self.ellipsoid.e2 * math.sin(phi) ** 2)

    def _t(self, phi: float) -> float:
        e = math.sqrt(self.ellipsoid.e2)
        sine = e * math.sin(phi)
        return math.tan(math.pi / 4 - phi / 2) / math.pow((1 - sine) / (1 + sine), e / 2)

    def _latitude(self, t: float) -> float:
        e = math.sqrt(self.ellipsoid.e2)
        phi = math.pi / 2 - 2 * math.atan(t)
        for _turn in range(8):
            sine = e * math.sin(phi)
            phi = math.pi / 2 - 2 * math.atan(t * ((1 - sine) / (1 + sine)) ** (e / 2))
        return phi


LAMBERT_72 = Lambert(
    HAYFORD,
    Datum((-106.8686, 52.2978, -103.7239), (-0.3366, 0.457, -1.8422), -1.2747),
    (51.166667233333335, 49.83333390000001),
    (4.367486666666666, 90.0),
    (150_000.013, 5_400_088.438),
)
LAMBERT_2008 = Lambert(
    GRS80,
    Datum(),
    (49.833333333333336, 51.166666666666664),
    (4.359215833333333, 50.797815),
    (649_328.0, 665_262.0),
)

_RADIUS = 6_378_137.0


def from_web_mercator(east: float, north: float) -> Point:
    """EPSG:3857, which web maps export."""
    latitude = 2 * math.atan(math.exp(north / _RADIUS)) - math.pi / 2
    return math.degrees(east / _RADIUS), math.degrees(latitude)


def to_web_mercator(longitude: float, latitude: float) -> Point:
    north = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return _RADIUS * math.radians(longitude), _RADIUS * north


def _same(x: float, y: float) -> Point:
    return x, y


TO_WGS84: dict[str, Callable[[float, float], Point]] = {
    "wgs84": _same,
    "lambert72": LAMBERT_72.to_wgs84,
    "lambert2008": LAMBERT_2008.to_wgs84,
    "mercator": from_web_mercator,
}
"""What a boundary file may be in."""

_RANGES: dict[str, Bounds] = {
    "lambert72": Bounds(15_000, 15_000, 300_000, 255_000),
    "lambert2008": Bounds(515_000, 515_000, 800_000, 755_000),
    "mercator": Bounds(255_000, 6_300_000, 725_000, 6_725_000),
}
"""Where Belgium lies in each, in metres. They do not overlap."""


def recognised(at: Point) -> str:
    """In what a position in Belgium is given: a key of TO_WGS84, `swapped` for latitude first, else empty."""
    if BELGIUM.holds(at):
        return "wgs84"
    if BELGIUM.holds((at[1], at[0])):
        return "swapped"
    return next((name for name, bounds in _RANGES.items() if bounds.holds(at)), "")


class Flat:
    """The drawing of a map: Mercator in metres, true to scale where `latitude` says; north is up.

    y grows downward, as on a screen.
    """

    def __init__(self, latitude: float = 50.85) -> None:
        self._scale = math.cos(math.radians(latitude))

    def to(self, at: Point) -> Point:
        x, y = to_web_mercator(*at)
        return x * self._scale, -y * self._scale

    def back(self, at: Point) -> Point:
        return from_web_mercator(at[0] / self._scale, -at[1] / self._scale)
