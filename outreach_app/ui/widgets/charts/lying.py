"""Bars over names, each with its figure and how it changed: no scale needed."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from outreach_app.domain.charts import Chart, Series, mark
from outreach_app.ui.widgets.charts.ink import RIGHT, Ink
from outreach_app.ui.widgets.charts.plot import LEGEND, Place, Plot

ROW = 34
_THICK, _THIN, _GAP = 12, 10, 5
_LABELS_AT_MOST = 0.4


class Lying(Plot):
    @classmethod
    def height(cls, chart: Chart, ink: Ink) -> float:
        legend = ink.px(LEGEND) if cls.has_legend(chart) else 0
        return legend + cls._row(chart, ink) * len(chart.labels)

    @staticmethod
    def _row(chart: Chart, ink: Ink) -> float:
        several = len(chart.main)
        return ink.px(ROW) if several < 2 else ink.px(several * (_THIN + _GAP) + 2 * _GAP + 4)

    def lay_out(self) -> None:
        chart, ink = self.chart, self.ink
        self._high = self._row(chart, ink)
        icons = ink.px(26) if self.icons else 0
        words = max((ink.wide(label, "label") for label in chart.labels), default=0)
        marks = (ink.wide(mark(value), "label", strong=True) for one in chart.main for value in one.values)
        remarks = max((ink.wide(remark) for remark in chart.remarks), default=0)
        self._left = self.area.left() + min(words + ink.px(16) + icons, self.area.width() * _LABELS_AT_MOST)
        self._remarks = self.area.right() - (remarks + ink.px(12) if remarks else 0)
        self._right_end = self.area.right()
        self._right = self._remarks - max(marks, default=0) - ink.px(10)
        each = self._high / max(len(chart.main), 1)
        for label in range(len(chart.labels)):
            for series in range(len(chart.main)):
                top = self.area.top() + label * self._high + series * each
                self.places[Place(label, series)] = QRectF(self.area.left(), top, self.area.width(), each)

    def ring(self, place: Place) -> QRectF:
        row = self.places[place]
        return QRectF(self._left - 5, row.top() + 1, self._right_end - self._left + 8, row.height() - 2)

    def walked(self, place: Place, key: Qt.Key) -> Place:
        """All bars lie below each other: every arrow goes to the next one or back."""
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return super().walked(place, key)
        order = list(self.places)
        step = 1 if key in (Qt.Key.Key_Down, Qt.Key.Key_Right) else -1
        return order[min(max(order.index(place) + step, 0), len(order) - 1)]

    def draw(self, painter: QPainter, lit: Place | None) -> None:
        ink, chart = self.ink, self.chart
        compared = [one for one in chart.series if one.compared]
        for n, label in enumerate(chart.labels):
            row = QRectF(self.area.left(), self.area.top() + n * self._high, self.area.width(), self._high)
            x = self._icon(painter, row, n)
            at = QRectF(x, row.top(), self._left - x - ink.px(10), self._high)
            ink.wrap(painter, at, label)
            for place, series in enumerate(chart.main):
                self._bar(painter, Place(n, place), series, compared, lit)
            if chart.remarks:
                at = QRectF(self._remarks, row.top(), self.area.right() - self._remarks, self._high)
                ink.write(painter, at, chart.remarks[n], RIGHT)

    def _icon(self, painter: QPainter, row: QRectF, label: int) -> float:
        """Draws what stands for the term; where its name begins."""
        if not self.icons:
            return row.left()
        name = self.icons.get(self.chart.key(label))
        if name:
            drawn = self.ink.icon(name, "text2", 18, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(row.left(), row.center().y() - self.ink.px(9)), drawn)
        return row.left() + self.ink.px(26)

    def _bar(
        self, painter: QPainter, place: Place, series: Series, compared: list[Series], lit: Place | None
    ) -> None:
        ink, value = self.ink, series.values[place.label]
        row = self.places[place]
        several = len(self.chart.main) > 1
        thick = ink.px(_THIN if several else _THICK)
        track = QRectF(self._left, row.center().y() - thick / 2, self._right - self._left, thick)
        top = self.chart.ticks[-1] or 1
        if value is None:
            ink.hatch(painter, track, thick / 2)
        else:
            ink.fill(painter, track, ink.colour("hover" if lit == place else "sunken"), ink.px(4))
            length = max(track.width() * value / top, ink.px(3) if value else 0)
            colour = ink.colour("primary_hover") if lit == place and not several else ink.of_series(place.series)
            ink.fill(painter, QRectF(track.left(), track.top(), length, thick), colour, ink.px(4))
        for one in compared:
            before = one.values[place.label]
            if before is not None:
                x, over = track.left() + track.width() * before / top, ink.px(4)
                start, end = QPointF(x, track.top() - over), QPointF(x, track.bottom() + over)
                ink.stroke(painter, start, end, ink.colour("text2"))
        at = QRectF(self._right, row.top(), self._remarks - self._right, row.height())
        ink.write(
            painter, at, mark(value), RIGHT, look="label", colour="text3" if value is None else "text", strong=True
        )
