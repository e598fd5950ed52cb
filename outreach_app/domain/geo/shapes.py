"""Polygons, and what a map asks of them: their bounds, where their name goes, what lies within, fewer corners."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

Point = tuple[float, float]
"""Longitude and latitude in degrees, or metres to the east and to the north."""
Line = list[Point]
Polygon = list[Line]
"""The outer ring, then the holes in it; a ring ends where it began."""
Shape = list[Polygon]

RING_LEAST = 4
"""Points of the smallest ring: a triangle, closed."""
EFFORT = 10_000_000
"""Corners held against each other for one shape: seconds, where a comb of 6,000 corners would take minutes."""


class TooIntricate(ValueError):
    """Looking on would take longer than anyone waits."""


class Effort:
    """What may still be spent on one shape."""

    def __init__(self, left: int = EFFORT) -> None:
        self._left = left

    def spend(self, comparisons: int) -> None:
        """Raises TooIntricate."""
        self._left -= comparisons
        if self._left < 0:
            raise TooIntricate


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest upright rectangle around something."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> Point:
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def holds(self, point: Point) -> bool:
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north


def bounds_of(points: Iterable[Point]) -> Bounds | None:
    """None of no points."""
    found = list(points)
    if not found:
        return None
    xs, ys = [x for x, _y in found], [y for _x, y in found]
    return Bounds(min(xs), min(ys), max(xs), max(ys))


def shape_bounds(shape: Sequence[Polygon]) -> Bounds | None:
    return bounds_of(point for polygon in shape for ring in polygon[:1] for point in ring)


def signed_area(ring: Sequence[Point]) -> float:
    """Positive where it runs against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def size(polygon: Polygon) -> float:
    return abs(signed_area(polygon[0])) - sum(abs(signed_area(hole)) for hole in polygon[1:])


def inside(polygon: Polygon, point: Point) -> bool:
    """Whether a point lies in a polygon and in none of its holes (even-odd, as it is drawn)."""
    x, y = point
    within = False
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                within = not within
    return within


def holds(shape: Sequence[Polygon], point: Point) -> bool:
    return any(inside(polygon, point) for polygon in shape)


def heart(shape: Sequence[Polygon]) -> Point | None:
    """A point well within the largest polygon: the middle of its widest stretch, on one of a few level lines."""
    largest = max(shape, key=size, default=None)
    around = bounds_of(largest[0]) if largest else None
    if largest is None or around is None:
        return None
    best, widest = around.middle, 0.0
    for part in range(1, 12):
        y = around.south + (around.north - around.south) * part / 12
        crossings = sorted(
            (x2 - x1) * (y - y1) / (y2 - y1) + x1
            for ring in largest
            for (x1, y1), (x2, y2) in pairwise(ring)
            if (y1 > y) != (y2 > y)
        )
        central = 1 - abs(part - 6) / 12  # of two stretches alike the one in the middle
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if (right - left) * central > widest:
                best, widest = ((left + right) / 2, y), (right - left) * central
    return best


def simplified(ring: Line, tolerance: float, effort: Effort | None = None) -> Line:
    """The ring without corners that lie within `tolerance` of the line without them; never below a triangle.

    Raises TooIntricate.
    """
    effort = effort or Effort()
    if len(ring) <= RING_LEAST:
        return ring
    # A ring has no ends: it is cut where it began and at the corner farthest from there.
    far = max(range(len(ring)), key=lambda n: math.dist(ring[n], ring[0]))
    kept = [*_thinned(ring[: far + 1], tolerance, effort)[:-1], *_thinned(ring[far:], tolerance, effort)]
    return kept if len(kept) >= RING_LEAST else ring


def _thinned(line: Line, tolerance: float, effort: Effort) -> Line:
    """Douglas and Peucker, without recursion: a coast has more corners than Python has frames."""
    keep = {0, len(line) - 1}
    open_ = [(0, len(line) - 1)]
    while open_:
        first, last = open_.pop()
        effort.spend(last - first)
        worst, at = tolerance, 0
        for n in range(first + 1, last):
            away = _distance(line[n], line[first], line[last])
            if away > worst:
                worst, at = away, n
        if at:
            keep.add(at)
            open_ += [(first, at), (at, last)]
    return [line[n] for n in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    along, up = x2 - x1, y2 - y1
    length = along * along + up * up
    part = min(max(((x - x1) * along + (y - y1) * up) / length, 0), 1) if length else 0.0
    return math.hypot(x - x1 - part * along, y - y1 - part * up)


def crosses_itself(ring: Sequence[Point], effort: Effort | None = None) -> bool:
    """Whether two sides of a closed ring cross, or it passes twice through one corner.

    Sorted by where they begin, sides are held only against those that begin before they end. Raises TooIntricate.
    """
    effort = effort or Effort()
    sides = sorted(
        (min(a[0], b[0]), max(a[0], b[0]), n, a, b) for n, (a, b) in enumerate(pairwise(ring)) if a != b
    )
    last = max((side[2] for side in sides), default=0)
    for n, (_west, east, one, a, b) in enumerate(sides):
        beyond = bisect_right(sides, east, n + 1, key=itemgetter(0))
        effort.spend(beyond - n)
        for _other_west, _east, other, c, d in sides[n + 1 : beyond]:
            beside = abs(one - other) == 1 or {one, other} == {0, last}
            if not beside and _cross(a, b, c, d):
                return True
    return False


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    ends = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
    return ends[0] * ends[1] <= 0 and ends[2] * ends[3] <= 0
