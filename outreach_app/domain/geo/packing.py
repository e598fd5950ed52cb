"""Shapes as short text: whole steps of a fixed grid, each told from the one before (the encoded polyline format).

A neighbourhood of three hundred corners is some 1,200 characters, so that it travels in one patch like any field.
"""

from collections.abc import Iterable, Iterator, Sequence

from outreach_app.domain.geo.shapes import Line, Point, Polygon, Shape

FINE = 100_000
"""Steps to a degree: about a metre."""

_SHIFT = 63
_RING, _POLYGON = ",", ";"
"""Between the rings of a polygon, and between polygons; no number is written with either."""


class Unpackable(ValueError):
    """A text that is no packed shape: a newer program wrote it, or nobody did."""


def pack_line(points: Iterable[Point], steps: int = FINE) -> str:
    text: list[str] = []
    before = (0, 0)
    for longitude, latitude in points:
        here = (round(latitude * steps), round(longitude * steps))
        text += [_number(here[0] - before[0]), _number(here[1] - before[1])]
        before = here
    return "".join(text)


def unpack_line(text: str, steps: int = FINE) -> Line:
    """Raises Unpackable."""
    numbers = list(_numbers(text))
    if len(numbers) % 2:
        raise Unpackable(len(numbers))
    line, latitude, longitude = [], 0, 0
    for down, along in zip(numbers[::2], numbers[1::2], strict=True):
        latitude, longitude = latitude + down, longitude + along
        line.append((longitude / steps, latitude / steps))
    return line


def pack(shape: Sequence[Polygon], steps: int = FINE) -> str:
    return _POLYGON.join(_RING.join(pack_line(ring, steps) for ring in polygon) for polygon in shape)


def unpack(text: str, steps: int = FINE) -> Shape:
    """Raises Unpackable."""
    if not text:
        return []
    return [[unpack_line(ring, steps) for ring in polygon.split(_RING)] for polygon in text.split(_POLYGON)]


def _number(value: int) -> str:
    rest = value << 1 if value >= 0 else ~(value << 1)
    text = []
    while rest >= 0x20:
        text.append(chr((0x20 | (rest & 0x1F)) + _SHIFT))
        rest >>= 5
    text.append(chr(rest + _SHIFT))
    return "".join(text)


def _numbers(text: str) -> Iterator[int]:
    value = shift = 0
    for character in text:
        part = ord(character) - _SHIFT
        if not 0 <= part < 0x40 or shift > 40:
            raise Unpackable(character)
        value |= (part & 0x1F) << shift
        if part & 0x20:
            shift += 5
            continue
        yield ~(value >> 1) if value & 1 else value >> 1
        value = shift = 0
    if shift:
        raise Unpackable(text[-1:])
