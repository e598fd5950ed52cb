"""Columns or lines over moments, with a scale at the left."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from outreach_app.domain.charts import WITHHELD, Chart, Series, mark
from outreach_app.ui.widgets.charts.ink import CENTRE, RIGHT, Ink
from outreach_app.ui.widgets.charts.plot import LEGEND, Place, Plot

HEIGHT = 236
_UNDER = 26
_OVER = 20


class Standing(Plot):
    """The ground of both: scale, grid, and the names of the moments."""

    @classmethod
    def height(cls, chart: Chart, ink: Ink) -> float:
        return ink.px(HEIGHT) + (ink.px(LEGEND) if cls.has_legend(chart) else 0)

    def lay_out(self) -> None:
        ink, chart = self.ink, self.chart
        self._scale = chart.ticks
        left = max(ink.wide(mark(tick)) for tick in self._scale) + ink.px(10)
        self._field = self.area.adjusted(left, ink.px(_OVER), 0, -ink.px(_UNDER))
        self._step = self._field.width() / max(len(chart.labels), 1)
        for label in range(len(chart.labels)):
            for series in range(len(chart.main)):
                self.places[Place(label, series)] = self._room(label, series)

    def _room(self, label: int, series: int) -> QRectF:
        field = self._field
        return QRectF(field.left() + label * self._step, field.top() - 4, self._step, field.height() + 8)

    def _centre(self, label: int) -> float:
        return self._field.left() + (label + 0.5) * self._step

    def _level(self, value: float) -> float:
        return self._field.bottom() - self._field.height() * value / self._scale[-1]

    def draw(self, painter: QPainter, lit: Place | None) -> None:
        ink, field = self.ink, self._field
        for tick in self._scale:
            y = self._level(tick)
            ink.line(painter, QPointF(field.left(), y), QPointF(field.right(), y), ink.colour("line"))
            at = QRectF(self.area.left(), y - ink.px(10), field.left() - self.area.left() - ink.px(8), ink.px(20))
            ink.write(painter, at, mark(tick), RIGHT, colour="text3")
        if lit is not None:
            shade = ink.colour("hover")
            shade.setAlpha(150)
            ink.fill(painter, self.places[lit], shade, 4)
        self._write_labels(painter)
        self._draw_series(painter)

    def _draw_series(self, painter: QPainter) -> None:
        raise NotImplementedError

    def _write_labels(self, painter: QPainter) -> None:
        """Below the base; where they would touch, only every second, third, … one."""
        ink, labels = self.ink, self.chart.labels
        widest = max((ink.wide(label) for label in labels), default=0)
        every = max(1, int((widest + ink.px(8)) / self._step) + (1 if widest + ink.px(8) > self._step else 0))
        for n in range(0, len(labels), every):
            wide = max(self._step * every, min(widest + 2, self._step * every))
            x = min(self._centre(n) - wide / 2, self.area.right() - wide)
            at = QRectF(max(x, self.area.left()), self._field.bottom() + ink.px(4), wide, ink.px(20))
            ink.write(painter, at, labels[n], CENTRE)


class Columns(Standing):
    def _room(self, label: int, series: int) -> QRectF:
        room, several = super()._room(label, series), len(self.chart.main)
        each = room.width() / several
        return QRectF(room.left() + series * each, room.top(), each, room.height())

    def _draw_series(self, painter: QPainter) -> None:
        for n, series in enumerate(self.chart.main):
            for label, value in enumerate(series.values):
                self._column(painter, Place(label, n), value)
        for series in self.chart.series:
            if series.compared:
                self._before(painter, series)

    def _column(self, painter: QPainter, place: Place, value: float | None) -> None:
        ink, room = self.ink, self.places[place]
        wide = min(room.width() * 0.64, ink.px(46))
        low = self._field.bottom()
        top = low - ink.px(16) if value is None else self._level(value)
        at = QRectF(room.center().x() - wide / 2, top, wide, low - top)
        if value is None:
            ink.hatch(painter, at, 3)
        else:
            ink.fill(painter, at, ink.of_series(place.series), min(ink.px(4), at.height() / 2))
        if ink.wide(mark(value), strong=True) <= room.width():
            over = self._over(place.label, top) - ink.px(19)
            above = QRectF(room.left() - 4, over, room.width() + 8, ink.px(18))
            ink.write(painter, above, mark(value), CENTRE, colour="text", strong=True)

    def _over(self, label: int, top: float) -> float:
        """Above the column, and above a line that it is held against where that runs just over it."""
        lines = [self._level(one.values[label] or 0) for one in self.chart.series if one.compared]
        return min([top, *(y - 2 for y in lines if top - self.ink.px(21) < y < top)])

    def _before(self, painter: QPainter, series: Series) -> None:
        ink, half = self.ink, min(self._step * 0.42, self.ink.px(30))
        for label, value in enumerate(series.values):
            if value is not None:
                x, y = self._centre(label), self._level(value)
                ink.stroke(painter, QPointF(x - half, y), QPointF(x + half, y), ink.colour("text2"))


class Lines(Standing):
    """Neighbours are joined; beside a gap nothing is, so that no line runs through what is withheld."""

    def _draw_series(self, painter: QPainter) -> None:
        several = len(self.chart.main) > 1
        for series in self.chart.series:
            if series.compared:
                self._line(painter, series, self.ink.colour("text2"), dashed=True)
        for n, series in enumerate(self.chart.main):
            colour = self.ink.of_series(n)
            if not several:
                self._ground(painter, series, colour)
            self._line(painter, series, colour)
            self._ends(painter, series, colour)

    def _runs(self, series: Series) -> Iterator[list[QPointF]]:
        """Stretches without a gap."""
        run: list[QPointF] = []
        for label, value in enumerate(series.values):
            if value is None:
                if run:
                    yield run
                run = []
            else:
                run.append(QPointF(self._centre(label), self._level(value)))
        if run:
            yield run

    def _line(self, painter: QPainter, series: Series, colour: QColor, *, dashed: bool = False) -> None:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        pen = QPen(colour, self.ink.px(1.4 if dashed else 2.2), style, Qt.PenCapStyle.RoundCap)
        for run in self._runs(series):
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_smooth(run))

    def _ground(self, painter: QPainter, series: Series, colour: QColor) -> None:
        fade = QLinearGradient(0, self._field.top(), 0, self._field.bottom())
        for at, alpha in ((0.0, 60), (1.0, 4)):
            shade = QColor(colour)
            shade.setAlpha(alpha)
            fade.setColorAt(at, shade)
        for run in self._runs(series):
            path = _smooth(run)
            path.lineTo(run[-1].x(), self._field.bottom())
            path.lineTo(run[0].x(), self._field.bottom())
            path.closeSubpath()
            painter.fillPath(path, fade)

    def _ends(self, painter: QPainter, series: Series, colour: QColor) -> None:
        """A point where no neighbour is joined, a ring at the end, and the mark where nothing may be shown."""
        ink = self.ink
        runs = list(self._runs(series))
        for run in runs:
            if len(run) == 1:
                ink.fill(painter, _round(run[0], ink.px(3)), colour, ink.px(3))
        if runs:
            painter.setPen(QPen(colour, ink.px(2)))
            painter.setBrush(ink.colour("surface"))
            painter.drawEllipse(runs[-1][-1], ink.px(4), ink.px(4))
        for label, value in enumerate(series.values):
            if value is None:
                at = _round(QPointF(self._centre(label), self._field.bottom() - ink.px(10)), ink.px(8))
                ink.write(painter, at, WITHHELD, CENTRE, colour="text3", strong=True)


def _round(at: QPointF, radius: float) -> QRectF:
    return QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)


def _smooth(points: Sequence[QPointF]) -> QPainterPath:
    """Through all points, rising and falling only where they do: a bend must not invent a peak."""
    path = QPainterPath(points[0])
    if len(points) < 2:
        return path
    slopes = [(b.y() - a.y()) / (b.x() - a.x()) for a, b in pairwise(points)]
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(slopes)]
    tangents = [slopes[0], *inner, slopes[-1]]
    for n, (a, b) in enumerate(pairwise(points)):
        third = (b.x() - a.x()) / 3
        path.cubicTo(
            QPointF(a.x() + third, a.y() + third * tangents[n]),
            QPointF(b.x() - third, b.y() - third * tangents[n + 1]),
            b,
        )
    return path
