"""The ground behind the lock screen: streets of nowhere, drawn, so that it needs no picture and tells nothing."""

import random

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from outreach_app.ui.theme import theme

STEP = 132.0
"""Between two corners, in pixels."""


class Backdrop(QWidget):
    """Borders of imagined neighbourhoods in hairlines; always the same ones."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().colour("bg")))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().colour("line")), 1))
        painter.drawPath(_borders(self.width(), self.height()))


def _borders(width: int, height: int) -> QPainterPath:
    """Corners on a shaken grid, joined by lines as crooked as borders are."""
    chance = random.Random(7)  # noqa: S311  a drawing, not a secret
    corners = {(x, y): _shaken(x, y, chance) for x in range(40) for y in range(30)}
    path = QPainterPath()
    for (x, y), start in corners.items():
        for end in (corners.get((x + 1, y)), corners.get((x, y + 1))):
            points = _crooked(start, end, chance) if end is not None else []
            if start.x() < width + STEP and start.y() < height + STEP:
                path.moveTo(start)
                for point in points:
                    path.lineTo(point)
    return path


def _shaken(x: int, y: int, chance: random.Random) -> QPointF:
    shift = 0.5 if y % 2 else 0.0  # half a step in every other row, as bricks: corners of three, not of four
    return QPointF(
        (x - 1 + shift + chance.uniform(-0.3, 0.3)) * STEP, (y - 0.6 + chance.uniform(-0.34, 0.34)) * STEP
    )


def _crooked(start: QPointF, end: QPointF, chance: random.Random, depth: int = 4) -> list[QPointF]:
    """From start (left out) to end, displaced in the middle, and each half likewise."""
    if not depth:
        return [end]
    across = QPointF(start.y() - end.y(), end.x() - start.x())
    middle = (start + end) / 2 + across * chance.uniform(-0.14, 0.14)
    return _crooked(start, middle, chance, depth - 1) + _crooked(middle, end, chance, depth - 1)
