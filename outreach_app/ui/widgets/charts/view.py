"""A chart to look at and to walk through: arrows go over its marks, Enter or a click asks what lies behind one."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from outreach_app.domain.charts import Chart
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import plain_tip
from outreach_app.ui.widgets.charts.heat import Heat
from outreach_app.ui.widgets.charts.ink import Ink
from outreach_app.ui.widgets.charts.lying import Lying
from outreach_app.ui.widgets.charts.plot import Place, Plot
from outreach_app.ui.widgets.charts.standing import Columns, Lines
from outreach_app.ui.widgets.told import told_as

PLOTS: dict[str, type[Plot]] = {"bars": Lying, "columns": Columns, "line": Lines, "heat": Heat}
_WALKING = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}
_EDGE = 4
"""Room around the plot for the ring of the focus."""


@told_as(QAccessible.Role.Chart)
class ChartView(QWidget):
    """Shows one chart. Its accessible name is what the chart says, its description the mark one stands on."""

    chosen = QtSignal(str, str)
    """The key of a label, and that of its series where it has one."""

    def __init__(self, *, opens: bool = True, least: int = 0) -> None:
        """`opens`: something lies behind the marks. `least`: how low a standing chart may become; with it, every
        kind takes the room there is."""
        super().__init__()
        self._least = least
        self.opens = opens
        self._chart: Chart | None = None
        self._icons: Mapping[str, str] = {}
        self._plot: Plot | None = None
        self._here: Place | None = None
        self._lit: Place | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme().changed.connect(self._measure)

    def show_chart(self, chart: Chart, icons: Mapping[str, str] | None = None) -> None:
        """`icons` by the key of a label."""
        self._chart, self._icons = chart, icons or {}
        self._here = self._lit = None
        self.setAccessibleName(f"{chart.title}. {chart.summary}".strip())
        self.setAccessibleDescription("")
        self._measure()

    @property
    def chart(self) -> Chart | None:
        return self._chart

    @property
    def here(self) -> str:
        """The mark one stands on, in words."""
        return self._chart.words(*self._here) if self._chart and self._here else ""

    def sizeHint(self) -> QSize:
        return QSize(round(theme().px(420)), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plot = Qt.Key(event.key()), self._ready()
        if plot is None or not plot.places or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _WALKING:
            self._stand(plot.walked(self._here, key) if self._here else next(iter(plot.places)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._here and self.opens:
            self._choose(self._here)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        plot = self._ready()
        if self._here is None and plot is not None and plot.places and event.reason() != _BY_MOUSE:
            self._stand(next(iter(plot.places)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._light(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._stand(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and self.opens and place and place == self._here:
            self._choose(place)

    def leaveEvent(self, event: QEvent) -> None:
        self._lit = None
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._under(QPointF(event.pos()))
            if place is None or self._chart is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self._chart.words(*place)), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plot = None

    def paintEvent(self, event: QPaintEvent) -> None:
        plot = self._ready()
        if plot is not None:
            painter = QPainter(self)
            plot.paint(painter, self._lit, self._here if self.hasFocus() else None)
            painter.end()

    def _measure(self) -> None:
        """Its height follows from the chart and the text size; standing charts take more where there is room."""
        self._plot = None
        if self._chart is not None:
            plot = PLOTS[self._chart.kind]
            upright = self._chart.kind in ("columns", "line")
            whole = plot.height(self._chart, Ink.in_force())
            needs = theme().px(self._least) if upright and self._least else whole
            self.setMinimumHeight(round(needs) + 2 * _EDGE)
            fixed, grows = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
            self.setSizePolicy(grows, grows if upright or self._least else fixed)
        self.updateGeometry()
        self.update()

    def _ready(self) -> Plot | None:
        if self._plot is None and self._chart is not None:
            area = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
            self._plot = PLOTS[self._chart.kind](self._chart, Ink.in_force(), area, self._icons)
        return self._plot

    def _under(self, at: QPointF) -> Place | None:
        plot = self._ready()
        return plot.at(at) if plot is not None else None

    def _light(self, at: QPointF) -> None:
        lit = self._under(at)
        if lit != self._lit:
            self._lit = lit
            pointing = Qt.CursorShape.PointingHandCursor if lit and self.opens else Qt.CursorShape.ArrowCursor
            self.setCursor(pointing)
            self.update()

    def _stand(self, place: Place) -> None:
        self._here = place
        self.setAccessibleDescription(self.here)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        if self.hasFocus():  # a screen reader says a description that changes only when it is asked
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.here))
        self.update()

    def _choose(self, place: Place) -> None:
        if self._chart is not None:
            self.chosen.emit(self._chart.key(place.label), self._chart.main[place.series].key)


_BY_MOUSE = Qt.FocusReason.MouseFocusReason
