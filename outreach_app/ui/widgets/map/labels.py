"""Names on a map: each where it belongs, none over another."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

HALO = 3.2


class Placing:
    """The room that is taken already."""

    def __init__(self, within: QRectF, taken: Iterable[QRectF] = ()) -> None:
        self._within = within
        self._taken = list(taken)

    def take(self, box: QRectF) -> bool:
        """Whether there is room for this; then it is taken."""
        if not self._within.contains(box) or any(box.intersects(other) for other in self._taken):
            return False
        self._taken.append(box)
        return True


def write(painter: QPainter, at: QPointF, lines: list[tuple[str, QFont, QColor]], halo: QColor) -> None:
    """Centred lines with an edge in the colour of the ground, so that they can be read on any shade."""
    top = at.y() - size_of(lines).height() / 2
    for text, font, colour in lines:
        metrics = QFontMetricsF(font)
        path = QPainterPath()
        path.addText(at.x() - metrics.horizontalAdvance(text) / 2, top + metrics.ascent(), font, text)
        painter.strokePath(
            path,
            QPen(halo, HALO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin),
        )
        painter.fillPath(path, colour)
        top += metrics.height()


def size_of(lines: list[tuple[str, QFont, QColor]]) -> QRectF:
    wide = max((QFontMetricsF(font).horizontalAdvance(text) for text, font, _colour in lines), default=0.0)
    return QRectF(0, 0, wide, sum(QFontMetricsF(font).height() for _text, font, _colour in lines))


def box_of(at: QPointF, lines: list[tuple[str, QFont, QColor]]) -> QRectF:
    box = size_of(lines)
    box.moveCenter(at)
    return box.adjusted(-4, -1, 4, 1)
