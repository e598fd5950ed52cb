"""A chart as a picture that leaves: title, period and method stand in it, so that it says alone what it shows.

Always light and of one size, whoever makes it; guarded figures only, in what is drawn and in what describes it.
"""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from outreach_app.domain.charts import Chart
from outreach_app.ui.widgets.charts.ink import Ink
from outreach_app.ui.widgets.charts.view import PLOTS

WIDTH = 960
_EDGE, _GAP = 28, 10
_RATIO = 2
"""Dots of a PNG for each logical one."""
_WRAPS = Qt.TextFlag.TextWordWrap


class Picture:
    def __init__(self, chart: Chart, said: str, method: str) -> None:
        self._chart, self._ink = chart, Ink.of_pictures()
        self._texts = (("title", "text", chart.title), ("body", "text2", said))
        self._method = ("small", "text3", method)
        heights = [self._height(look, text) for look, _colour, text in (*self._texts, self._method)]
        self._plot = PLOTS[chart.kind].height(chart, self._ink)
        self._high = round(2 * _EDGE + sum(heights) + len(heights) * _GAP + 2 * _GAP + self._plot)

    def png(self) -> bytes:
        image = QImage(WIDTH * _RATIO, self._high * _RATIO, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_RATIO)
        image.setText("Title", self._chart.title)
        image.setText("Description", self._chart.summary)
        self._paint(QPainter(image))
        return _bytes(lambda device: QImageWriter(device, QByteArray(b"png")).write(image))

    def svg(self) -> bytes:
        def draw(device: QIODevice) -> None:
            made = QSvgGenerator()
            made.setOutputDevice(device)
            made.setSize(QSize(WIDTH, self._high))
            made.setViewBox(QRectF(0, 0, WIDTH, self._high))
            made.setTitle(self._chart.title)
            made.setDescription(self._chart.summary)
            self._paint(QPainter(made))

        return _bytes(draw)

    def _paint(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, WIDTH, self._high), QColor(self._ink.tokens.surface))
        y = float(_EDGE)
        for look, colour, text in self._texts:
            y = self._write(painter, y, look, colour, text)
        y += _GAP
        area = QRectF(_EDGE, y, WIDTH - 2 * _EDGE, self._plot)
        PLOTS[self._chart.kind](self._chart, self._ink, area).paint(painter)
        self._write(painter, area.bottom() + _GAP, *self._method)
        painter.end()

    def _write(self, painter: QPainter, y: float, look: str, colour: str, text: str) -> float:
        high = self._height(look, text)
        painter.setFont(self._ink.font(look))
        painter.setPen(self._ink.colour(colour))
        painter.drawText(QRectF(_EDGE, y, WIDTH - 2 * _EDGE, high), _WRAPS, text)
        return y + high + _GAP

    def _height(self, look: str, text: str) -> float:
        room = QRectF(0, 0, WIDTH - 2 * _EDGE, 10_000)
        return QFontMetricsF(self._ink.font(look)).boundingRect(room, _WRAPS, text).height() + 1


def _bytes(write: Callable[[QIODevice], object]) -> bytes:
    held = QByteArray()
    device = QBuffer(held)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    write(device)
    device.close()
    return bytes(held.data())
