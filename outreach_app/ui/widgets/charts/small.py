"""Small drawings for a card: how it went of late, and how it changed."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach_app.domain.charts import Change
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import Elided, row
from outreach_app.ui.widgets.charts.ink import Ink
from outreach_app.ui.widgets.marks import Mark

_TREND = {"up": ("trending-up", "green"), "down": ("trending-down", "amber"), "same": ("minus", "text3")}


class Sparks(QWidget):
    """The last few figures as bars, the newest one full; the figures stand elsewhere, in words."""

    def __init__(self, values: Sequence[float | None] = ()) -> None:
        super().__init__()
        self._values = tuple(values)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_values(self, values: Sequence[float | None], words: str = "") -> None:
        """`words` say the same as the drawing."""
        self._values = tuple(values)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(88), theme().px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, painter = Ink.in_force(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = max((value for value in self._values if value is not None), default=0) or 1
        step = self.width() / max(len(self._values), 1)
        for n, value in enumerate(self._values):
            high = ink.px(3) if not value else max(self.height() * value / top, ink.px(3))
            at = QRectF(n * step, self.height() - high, step - ink.px(2.5), high)
            if value is None:
                ink.hatch(painter, at.adjusted(0, -ink.px(8), 0, 0), 2)
            else:
                newest = n == len(self._values) - 1
                ink.fill(painter, at, ink.colour("primary") if newest else ink.step(0.3)[0], ink.px(2))
        painter.end()


class TrendMark(QWidget):
    """An arrow and words: how a figure changed against what it is compared with."""

    def __init__(self) -> None:
        super().__init__()
        self._arrow = Mark("minus", "text3", 16)
        self.words = Elided("", "small", "text2")
        line = row(self._arrow, self.words, gap=6)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_change(self, change: Change | None, against: str) -> None:
        """`against` says with what: than the month before. Without a change only that is said."""
        name, tone = _TREND[change.direction] if change else _TREND["same"]
        self._arrow.show_icon(name, tone)
        self._arrow.setVisible(change is not None)
        said = f"{change.words} {against}".strip() if change else against
        self.words.setText(said)
        self.setAccessibleName(said)
