"""Hatching drawn line by line: a pattern brush would turn grey on paper."""

from math import ceil, floor

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

STEP = 7


def hatch(
    painter: QPainter,
    path: QPainterPath,
    within: QRectF,
    ink: QColor,
    *,
    falling: bool = False,
    step: int = STEP,
) -> None:
    """Slanting lines over a shape, as far as it lies within; lines of neighbours go on in each other."""
    box = path.boundingRect().intersected(within)
    if box.isEmpty():
        return
    high = box.height()
    lines = []
    if falling:
        first, last = floor((box.left() - box.bottom()) / step), ceil((box.right() - box.top()) / step)
        for n in range(first, last + 1):
            x = n * step + box.top()
            lines.append(QLineF(x, box.top(), x + high, box.bottom()))
    else:
        first, last = floor((box.left() + box.top()) / step), ceil((box.right() + box.bottom()) / step)
        for n in range(first, last + 1):
            x = n * step - box.top()
            lines.append(QLineF(x, box.top(), x - high, box.bottom()))
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink, 1))
    painter.drawLines(lines)
    painter.restore()
