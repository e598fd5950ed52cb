"""What tells one series of a chart from another: a colour, and for black and white a hatching or a dash."""

from collections.abc import Iterator

from reportlab.graphics.shapes import Drawing, Line, Rect
from reportlab.lib.colors import Color, HexColor, white

from outreach_app.notes.style import accent

_COLOURS = ("#C9822B", "#4C72B0", "#8A6FB3", "#A04A45", "#6E7A74")
_HATCHED = ("", "/", "-", "\\", "|", "/\\")
_DASHES: tuple[list[float] | None, ...] = (None, [5, 2], [1.2, 1.8], [7, 2, 1.2, 2], [3, 3], [9, 3])
_APART = 4.5


def colour(n: int) -> Color:
    """Of the n-th series; the first has the colour of the house."""
    return HexColor(_COLOURS[(n - 1) % len(_COLOURS)]) if n else accent()


def dashes(n: int) -> list[float] | None:
    """Of a line."""
    return _DASHES[n % len(_DASHES)]


def fill(drawing: Drawing, x: float, y: float, width: float, height: float, n: int = 0) -> None:
    """A field in the colour of the n-th series, hatched in white from the second on."""
    ground = Rect(x, y, width, height)
    ground.fillColor, ground.strokeColor = colour(n), None
    drawing.add(ground)
    for direction in _HATCHED[n % len(_HATCHED)]:
        for x1, y1, x2, y2 in _strokes(direction, width, height):
            drawing.add(Line(x + x1, y + y1, x + x2, y + y2, strokeColor=white, strokeWidth=0.9))


def _strokes(direction: str, width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """From side to side of a field that begins at 0, 0."""
    if direction == "-":
        for n in range(1, int(height / _APART) + 1):
            yield 0, n * _APART, width, n * _APART
    elif direction == "|":
        for n in range(1, int(width / _APART) + 1):
            yield n * _APART, 0, n * _APART, height
    else:
        for n in range(1, int((width + height) / _APART) + 1):
            along = n * _APART
            x1, y1 = min(along, width), max(0.0, along - width)
            x2, y2 = max(0.0, along - height), min(along, height)
            yield (x1, y1, x2, y2) if direction == "\\" else (width - x1, y1, width - x2, y2)
