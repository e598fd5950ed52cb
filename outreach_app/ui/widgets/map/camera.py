"""Which part of the flat is seen, and how large."""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

CLOSEST, FARTHEST = 0.6, 700.0
"""Metres to a pixel."""
STEP = 1.5
"""How much one key or one notch of the wheel changes."""
MARGIN = 0.06


class Camera:
    """Metres of the flat to pixels of a view, and back."""

    def __init__(self) -> None:
        self.middle = QPointF()
        self.scale = 100.0
        """Metres to a pixel."""
        self.size = QSizeF(1, 1)

    def copy(self, size: QSizeF) -> "Camera":
        """The same view for another sheet: as much of the flat as there was, at least."""
        other = Camera()
        other.middle, other.size = QPointF(self.middle), size
        other.scale = self.scale * max(self.size.width() / size.width(), self.size.height() / size.height())
        return other

    def fit(self, box: QRectF) -> None:
        """All of a part of the flat, with some room around."""
        if box.isNull() or not self.size.width() or not self.size.height():
            return
        across = max(box.width() / self.size.width(), box.height() / self.size.height())
        self.middle = box.center()
        self._set_scale(across * (1 + 2 * MARGIN))

    def pan(self, dx: float, dy: float) -> None:
        """The view moves by so many pixels."""
        self.middle = self.middle + QPointF(dx, dy) * self.scale

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Closer by a factor; the pixel `around` stays where it is."""
        at = around or QPointF(self.size.width() / 2, self.size.height() / 2)
        before = self.back(at)
        self._set_scale(self.scale / factor)
        self.middle = self.middle + before - self.back(at)

    def to(self, at: QPointF) -> QPointF:
        return (at - self.middle) / self.scale + QPointF(self.size.width() / 2, self.size.height() / 2)

    def back(self, at: QPointF) -> QPointF:
        return (at - QPointF(self.size.width() / 2, self.size.height() / 2)) * self.scale + self.middle

    @property
    def seen(self) -> QRectF:
        """The part of the flat that is seen."""
        wide, high = self.size.width() * self.scale, self.size.height() * self.scale
        return QRectF(self.middle.x() - wide / 2, self.middle.y() - high / 2, wide, high)

    @property
    def transform(self) -> QTransform:
        """From the flat to pixels."""
        factor = 1 / self.scale
        middle = self.to(QPointF(0, 0))
        return QTransform(factor, 0, 0, factor, middle.x(), middle.y())

    def _set_scale(self, scale: float) -> None:
        self.scale = min(max(scale, CLOSEST), FARTHEST)
