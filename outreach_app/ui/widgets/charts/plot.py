"""What every drawn chart has: its marks and where they lie, how one walks over them, and a legend."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from outreach_app.domain.charts import Chart
from outreach_app.ui.widgets.charts.ink import LEFT, Ink

LEGEND = 26


class Place(NamedTuple):
    """One mark of a chart: the number of its label, and of its series among those that are not compared."""

    label: int
    series: int = 0


class Plot(ABC):
    """One chart, laid out in one area; made anew when either changes."""

    def __init__(self, chart: Chart, ink: Ink, area: QRectF, icons: Mapping[str, str] | None = None) -> None:
        self.chart, self.ink, self.icons = chart, ink, icons or {}
        self.area = area.adjusted(0, ink.px(LEGEND) if self.has_legend(chart) else 0, 0, 0)
        self._whole = area
        self.places: dict[Place, QRectF] = {}
        self.lay_out()

    @staticmethod
    def has_legend(chart: Chart) -> bool:
        return chart.kind != "heat" and len(chart.series) > 1

    @classmethod
    @abstractmethod
    def height(cls, chart: Chart, ink: Ink) -> float:
        """The least it needs, legend included."""

    @abstractmethod
    def lay_out(self) -> None:
        """Fills `places`."""

    @abstractmethod
    def draw(self, painter: QPainter, lit: Place | None) -> None:
        """Everything but legend and focus; `lit` is under the pointer."""

    def paint(self, painter: QPainter, lit: Place | None = None, ringed: Place | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.has_legend(self.chart):
            self._legend(painter)
        self.draw(painter, lit)
        if ringed in self.places:
            self.ink.ring(painter, self.ring(ringed))

    def ring(self, place: Place) -> QRectF:
        """What the focus goes around."""
        return self.places[place].adjusted(1, 1, -1, -1)

    def at(self, point: QPointF) -> Place | None:
        return next((place for place, area in self.places.items() if area.contains(point)), None)

    def walked(self, place: Place, key: Qt.Key) -> Place:
        """Where an arrow leads; the same place at the edge."""
        labels, series = len(self.chart.labels) - 1, len(self.chart.main) - 1
        match key:
            case Qt.Key.Key_Home:
                return Place(0, place.series)
            case Qt.Key.Key_End:
                return Place(labels, place.series)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                step = 1 if key == Qt.Key.Key_Right else -1
                return Place(min(max(place.label + step, 0), labels), place.series)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                step = 1 if key == Qt.Key.Key_Down else -1
                return Place(place.label, min(max(place.series + step, 0), series))
        return place

    def _legend(self, painter: QPainter) -> None:
        """At the left above the chart: a field for what is drawn full, a stroke for what is compared."""
        ink, x = self.ink, self._whole.left()
        middle = self._whole.top() + ink.px(8)
        n = 0
        for series in self.chart.series:
            if series.compared:
                painter.setPen(QPen(ink.colour("text2"), ink.px(2), Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(x, middle), QPointF(x + ink.px(18), middle))
            else:
                ink.fill(painter, QRectF(x, middle - ink.px(5), ink.px(18), ink.px(10)), ink.of_series(n), 3)
                n += 1
            x += ink.px(25)
            wide = ink.wide(series.name) + 2
            at = QRectF(x, middle - ink.px(10), min(wide, self._whole.right() - x), ink.px(20))
            ink.write(painter, at, series.name, LEFT)
            x += wide + ink.px(18)
