"""The cards of Today: side by side where there is room; else below each other, and what waits comes first."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.domain.charts import Chart
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.today.figure_card import FigureCard
from outreach_app.ui.today.tasks_card import TasksCard
from outreach_app.ui.widgets.basics import Card, Elided, Text, column, keep_if, row
from outreach_app.ui.widgets.charts import ChartView

NARROW = 900
LOW = 126
"""Of the line chart, so that the whole page is seen on a small laptop."""
_COLUMNS = 20
_WIDE = ((0, 0, 9), (0, 9, 11), (1, 0, 11), (1, 11, 9))
"""Line, first column and columns of each card."""


class ChartCard(Card):
    """A heading, over what days, and a chart."""

    def __init__(self) -> None:
        self._title, self._hint = Text("", "heading"), Elided("", "small", "text3")
        self.chart = ChartView(least=LOW)
        head = row(self._title, self._hint, gap=Space.M)
        head.setStretch(1, 1)
        super().__init__(head, self.chart, gap=Space.S, margins=Space.L)
        self.body.addStretch(1)
        self.body.setStretch(1, 20)

    def show_chart(self, chart: Chart, hint: str, icons: Mapping[str, str] | None = None) -> None:
        """The same chart again leaves the mark where one stands."""
        self._title.setText(chart.title)
        self._hint.setText(hint)
        if chart != self.chart.chart:
            self.chart.show_chart(chart, icons)


class Board(QWidget):
    def __init__(
        self, go: Callable[[str, str], object], figure_pressed: Callable[[], object], *, tasks: bool = True
    ) -> None:
        """Without `tasks` where nothing can be done: a vault that is only looked at."""
        super().__init__()
        self._with_tasks = tasks
        self.tasks = TasksCard(go)
        keep_if(tasks, self.tasks)
        self.figures = [FigureCard(figure_pressed) for _n in range(4)]
        self.trend, self.topics, self.met = (ChartCard() for _n in range(3))
        self._narrow: bool | None = None
        self._upper, self._lower = _grid(), _grid()
        for place in range(_COLUMNS):
            self._lower.setColumnStretch(place, 1)
        self._whole = column(self._upper, self._lower, gap=Space.L)
        self.setLayout(self._whole)
        self._arrange(narrow=False)
        theme().changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._arrange(narrow=self.width() < theme().px(NARROW))

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        across = 2 if narrow else 4
        for n, figure in enumerate(self.figures):
            self._upper.addWidget(figure, n // across, n % across)
            self._upper.setColumnStretch(n, int(n < across))
        cards: list[QWidget] = [self.tasks, self.trend, self.topics, self.met]
        for n, card in enumerate(cards):
            alone = narrow or (card is self.trend and not self._with_tasks)
            line, first, columns = (n if narrow else 0, 0, _COLUMNS) if alone else _WIDE[n]
            self._lower.addWidget(card, line, first, 1, columns)
        if narrow:
            self._whole.insertWidget(0, self.tasks)
        self._whole.setStretchFactor(self._lower, 1)
        self._lower.setRowStretch(0, 0 if narrow else 1)
        self.tasks.show_whole(narrow)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(Space.L)
    grid.setContentsMargins(0, 0, 0, 0)
    return grid
