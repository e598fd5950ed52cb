"""A field for every pair of a row and a column, the deeper the more; its figure stands in it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from outreach_app.domain.charts import Chart, mark
from outreach_app.ui.widgets.charts.ink import CENTRE, LEFT, Ink
from outreach_app.ui.widgets.charts.plot import Place, Plot

_ROW, _ROW_AT_MOST, _HEAD, _GAP = 36, 52, 24, 3


class Heat(Plot):
    @classmethod
    def height(cls, chart: Chart, ink: Ink) -> float:
        return ink.px(_HEAD) + ink.px(_ROW) * len(chart.series)

    def lay_out(self) -> None:
        ink, chart = self.ink, self.chart
        words = max((ink.wide(one.name) for one in chart.series), default=0) + ink.px(12)
        self._left = self.area.left() + min(words, self.area.width() * 0.36)
        wide = (self.area.right() - self._left) / max(len(chart.labels), 1)
        room = (self.area.height() - ink.px(_HEAD)) / max(len(chart.series), 1)
        high = min(max(ink.px(_ROW), room), ink.px(_ROW_AT_MOST))
        for series in range(len(chart.series)):
            for label in range(len(chart.labels)):
                top = self.area.top() + ink.px(_HEAD) + series * high
                self.places[Place(label, series)] = QRectF(self._left + label * wide, top, wide, high)

    def draw(self, painter: QPainter, lit: Place | None) -> None:
        ink, chart = self.ink, self.chart
        top = max((value for one in chart.series for value in one.values if value is not None), default=0)
        for n, series in enumerate(chart.series):
            first = self.places.get(Place(0, n))
            if first is not None:
                at = QRectF(
                    self.area.left(), first.top(), self._left - self.area.left() - ink.px(8), first.height()
                )
                ink.write(painter, at, series.name, LEFT)
        for place, field in self.places.items():
            if place.series == 0:
                at = QRectF(field.left(), self.area.top(), field.width(), ink.px(_HEAD) - 4)
                ink.write(painter, at, chart.labels[place.label], CENTRE)
            self._field(painter, place, field, top)
            if place == lit:
                painter.setPen(QPen(ink.colour("text2"), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(field.adjusted(2, 2, -2, -2), 5, 5)

    def _field(self, painter: QPainter, place: Place, field: QRectF, top: float) -> None:
        ink, value = self.ink, self.chart.series[place.series].values[place.label]
        inner = field.adjusted(_GAP / 2, _GAP / 2, -_GAP / 2, -_GAP / 2)
        colour = "text3"
        if value is None:
            ink.hatch(painter, inner, 5)
            middle = QRectF(0, 0, ink.px(18), ink.px(16))
            middle.moveCenter(inner.center())
            ink.fill(painter, middle, ink.colour("surface"), 5)
        elif not value:
            ink.fill(painter, inner, ink.colour("sunken"), 5)
        else:
            ground, colour = ink.step((value / top) * 0.999)
            ink.fill(painter, inner, ground, 5)
        if value or value is None:
            ink.write(painter, inner, mark(value), CENTRE, colour=colour, strong=value is None)
