"""Lucide icons in the colours of the scheme, drawn in memory: nothing is written anywhere.

`QIcon.fromTheme` finds nothing on a bare system, so the drawings ship with the program (resources/icons).
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from outreach_app.paths import RESOURCES

STROKE = "1.8"
SIZE = 18


@cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, colour: str, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """One drawing in one colour (#RRGGBB), `size` logical pixels square, for a screen of `ratio` dots each."""
    svg = _drawing(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    dots = round(size * ratio)
    drawn = QPixmap(QSize(dots, dots))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, dots, dots))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def icon(name: str, colour: str, disabled: str, size: int = SIZE, room: int = 0) -> QIcon:
    """The drawing at 1x and 2x; `disabled` is its colour where nothing can be done with it.

    `room` is left empty behind it: Qt puts an icon closer to its text than the design does.
    """
    made = QIcon()
    for ratio in (1.0, 2.0):
        for each, mode in ((colour, QIcon.Mode.Normal), (disabled, QIcon.Mode.Disabled)):
            made.addPixmap(_with_room(pixmap(name, each, size, ratio), room, ratio), mode)
    return made


def _with_room(drawn: QPixmap, room: int, ratio: float) -> QPixmap:
    if not room:
        return drawn
    wider = QPixmap(drawn.width() + round(room * ratio), drawn.height())
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wider
