"""The map: drawn anew while one zooms, and from memory while a pin is chosen, against an empty widget."""

from collections.abc import Iterator
from math import cos, pi, sin

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import Row, Scale, compare, in_words
from outreach_app.domain.geo.shapes import Polygon
from outreach_app.ui.map.ground import base_map
from outreach_app.ui.widgets.map.canvas import MapCanvas
from outreach_app.ui.widgets.map.scene import Pin, Region, Scene

SIZE = (770, 606)
"""What the map gets of a window of 1366 by 768."""
FRAME = 0.016
"""Seconds: sixty pictures a second."""
REDRAW = 0.06
REGIONS, PINS = 60, 60


def rows(scale: Scale) -> Iterator[Row]:
    app = QApplication.instance() or QApplication([])
    canvas, empty = MapCanvas("Map"), QWidget()
    for widget in (canvas, empty):
        widget.resize(*SIZE)
        widget.show()
    canvas.show_scene(_scene())
    image = QImage(*SIZE, QImage.Format.Format_RGB32)

    def floor() -> None:
        empty.render(image, QPoint())

    def kept() -> None:
        canvas.render(image, QPoint())

    def anew() -> None:
        canvas.zoom(True)
        canvas.zoom(False)
        canvas.render(image, QPoint())

    for name, ours, limit in (("map, a pin is chosen", kept, FRAME), ("map, drawn anew", anew, REDRAW)):
        kept()
        pair = compare(lambda ours=ours: ours, lambda: floor, scale.often)  # type: ignore[misc]
        missed = "" if pair.ours < limit else in_words(pair.ours)
        words = f"under {in_words(limit)}"
        yield Row(
            name, in_words(pair.ours), f"empty widget {in_words(pair.floor)}", pair.ratio, None, missed, words
        )
    canvas.close()
    empty.close()
    app.processEvents()


def _scene() -> Scene:
    """A city of sixty neighbourhoods with as many spots, over the base map."""
    regions = [Region(str(n), f"Wijk {n}", [_ring(n)], "area", n % 7 - 2, str(n * 5)) for n in range(REGIONS)]
    pins = [Pin(str(n), f"Plek {n}", _at(n), "trees") for n in range(PINS)]
    return Scene(regions, pins, base_map().ground, attribution="Kantons: © NGI")


def _at(n: int) -> tuple[float, float]:
    return 3.70 + n % 10 * 0.012, 51.00 + n // 10 * 0.010


def _ring(n: int) -> Polygon:
    x, y = _at(n)
    corners = [(x + 0.006 * cos(2 * pi * k / 80), y + 0.005 * sin(2 * pi * k / 80)) for k in range(80)]
    return [[*corners, corners[0]]]
