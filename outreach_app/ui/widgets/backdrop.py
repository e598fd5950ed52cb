"""The ground behind the lock screen: streets of nowhere, drawn, so that it needs no picture and tells nothing."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from outreach_app.ui.theme import theme

STEP = 150.0
"""Between two corners, in pixels."""


class Backdrop(QWidget):
    """Borders of imagined neighbourhoods in hairlines; always the same ones."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._picture = QPixmap()
        self._ready = False
        theme().changed.connect(self._forget)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._draw)  # after the first picture: what is typed in comes first

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._ready:
            painter.fillRect(event.rect(), QColor(theme().colour("bg")))
            return
        if self._picture.isNull():
            self._picture = self._drawn()
        painter.drawPixmap(0, 0, self._picture)

    def _drawn(self) -> QPixmap:
        """Kept, because a progress bar that moves on it has it painted again and again."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(theme().colour("bg")))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().colour("line")), 1))
        painter.drawPath(_borders(self.width(), self.height()))
        painter.end()
        return picture

    def _draw(self) -> None:
        self._ready = True
        self.update()

    def _forget(self) -> None:
        self._picture = QPixmap()


@lru_cache(maxsize=2)
def _borders(width: int, height: int) -> QPainterPath:
    """Corners on a shaken grid, joined by lines as crooked as borders are. Always the same ones."""
    path = QPainterPath()
    for x in range(int(width / STEP) + 3):
        for y in range(int(height / STEP) + 3):
            start = _corner(x, y)
            for side, end in enumerate((_corner(x + 1, y), _corner(x, y + 1))):
                path.moveTo(start)
                for point in _crooked(start, end, (x * 400 + y * 4 + side) * 16 + 1):
                    path.lineTo(point)
    return path


def _corner(x: int, y: int) -> QPointF:
    shift = 0.5 if y % 2 else 0.0  # half a step in every other row, as bricks: corners of three, not of four
    place = (x * 400 + y * 4 + 2) * 16
    return QPointF((x - 1 + shift + 0.3 * _noise(place)) * STEP, (y - 0.6 + 0.34 * _noise(place + 1)) * STEP)


def _crooked(start: QPointF, end: QPointF, seed: int, depth: int = 3) -> list[QPointF]:
    """From start (left out) to end, displaced in the middle, and each half likewise."""
    if not depth:
        return [end]
    across = QPointF(start.y() - end.y(), end.x() - start.x())
    middle = (start + end) / 2 + across * (0.14 * _noise(seed))
    return _crooked(start, middle, seed * 2, depth - 1) + _crooked(middle, end, seed * 2 + 1, depth - 1)


def _noise(seed: int) -> float:
    """From -1 to 1, always the same for a seed. The module random would cost more than the whole drawing."""
    mixed = (seed ^ 0x5BD1E995) * 0x9E3779B1 & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 15) * 0x85EBCA77 & 0xFFFFFFFF
    return ((mixed ^ mixed >> 13) & 0xFFFF) / 0x7FFF - 1
