"""Names on a map: each where it belongs, none over another."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

HALO = 3.2
KEPT = 500
"""Drawn names in memory, at most."""

Lines = Sequence[tuple[str, QFont, QColor]]
_DRAWN: dict[tuple[object, ...], QPixmap] = {}


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


def write(painter: QPainter, at: QPointF, lines: Lines, halo: QColor) -> None:
    """Centred lines with an edge in the colour of the ground, so that they can be read on any shade.

    On a screen from memory, as the same names come again with every step closer; on paper as outlines.
    """
    device = painter.device()
    if not isinstance(device, QPixmap):
        _write(painter, at, lines, halo)
        return
    ratio = device.devicePixelRatioF()
    key = (*((text, font.key(), colour.name()) for text, font, colour in lines), halo.name(), ratio)
    image = _DRAWN.get(key)
    if image is None:
        if len(_DRAWN) >= KEPT:
            _DRAWN.clear()
        image = _DRAWN[key] = _drawn(lines, halo, ratio)
    size = image.deviceIndependentSize()
    painter.drawPixmap(QPointF(at.x() - size.width() / 2, at.y() - size.height() / 2), image)


def forget() -> None:
    """Drops the names that were drawn: the map is gone, perhaps because the vault was locked."""
    _DRAWN.clear()


def _drawn(lines: Lines, halo: QColor, ratio: float) -> QPixmap:
    size = size_of(lines).size() + QSizeF(2 * HALO, 2 * HALO)
    image = QPixmap(round(size.width() * ratio) + 1, round(size.height() * ratio) + 1)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = image.deviceIndependentSize() / 2
    _write(painter, QPointF(middle.width(), middle.height()), lines, halo)
    painter.end()
    return image


def _write(painter: QPainter, at: QPointF, lines: Lines, halo: QColor) -> None:
    top = at.y() - size_of(lines).height() / 2
    for text, font, colour in lines:
        metrics = QFontMetricsF(font)
        path = QPainterPath()
        path.addText(at.x() - metrics.horizontalAdvance(text) / 2, top + metrics.ascent(), font, text)
        edge = QPen(halo, HALO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, edge)
        painter.fillPath(path, colour)
        top += metrics.height()


def size_of(lines: Lines) -> QRectF:
    wide = max((QFontMetricsF(font).horizontalAdvance(text) for text, font, _colour in lines), default=0.0)
    return QRectF(0, 0, wide, sum(QFontMetricsF(font).height() for _text, font, _colour in lines))


def box_of(at: QPointF, lines: Lines) -> QRectF:
    box = size_of(lines)
    box.moveCenter(at)
    return box.adjusted(-4, -1, 4, 1)
