"""Today: what waits, how it goes, and what young people talk about; every figure leads to the rounds behind it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from outreach_app.domain.behind import Behind
from outreach_app.domain.charts import Chart
from outreach_app.domain.records import Encounter, Record, Round, Term, Visit
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, ngettext, number
from outreach_app.store.listing import vocabularies
from outreach_app.store.recent import Recent, recent_figures
from outreach_app.ui.desk import Desk
from outreach_app.ui.icons_of import DOMAIN_ICONS
from outreach_app.ui.pages.page import Page
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.today import charts
from outreach_app.ui.today.figure_card import FigureCard
from outreach_app.ui.today.greeting import fact, greeting
from outreach_app.ui.today.lookout import Lookout
from outreach_app.ui.today.tasks_card import TasksCard
from outreach_app.ui.widgets.basics import Card, SectionTitle, column, row
from outreach_app.ui.widgets.charts import ChartView
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.workspace import Workspace

COUNTED: set[type[Record]] = {Encounter, Round, Term, Visit}
AFTER_MS = 600
"""After something was written: a merge writes many times in a row."""
LOW = 170
"""Of the line chart, so that the whole page is seen on a small laptop."""


class TodayPage(Page):
    def __init__(self, desk: Desk, workspace: Workspace, lookout: Lookout) -> None:
        super().__init__(desk, "")
        self._workspace, self._lookout = workspace, lookout
        self._found: Recent | None = None
        self._stale = True
        self._unasked: QWidget | None = None
        """Has the focus only because there was nothing to do yet."""
        self.unit = Segments(
            [
                Option("week", _("Week")),
                Option("month", _("Month")),
                Option("quarter", _("Quarter")),
                Option("year", _("Year")),
            ],
            _("Period"),
        )
        self.unit.choose("month")
        self.unit.chosen.connect(lambda _unit: self.reload())
        self.add_action(self.unit)
        self.tasks = TasksCard(desk.go)
        self.figures = [FigureCard(self._open_period) for _n in range(4)]
        self.trend, self.topics, self.met = (_Charted() for _n in range(3))
        self._empty = _invitation(desk)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_MS)
        self._soon.timeout.connect(self._reload_if_seen)
        self._lay_out()
        self._connect()
        self._greet()

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        self._greet()
        self.tasks.show_tasks(self._lookout.tasks)
        self._reload_if_seen()
        if not self.tasks.focus():
            self.unit.focus()
            self._unasked = self.window().focusWidget()

    def reload(self) -> None:
        """Counts anew; what is shown stays until the answer is here."""
        self._stale = False
        unit, today = self.unit.current(), self.desk.today()

        def read(session: Session) -> tuple[Recent, Vocabularies]:
            return recent_figures(session, unit, today), vocabularies(session)

        self.desk.background.read(read, owner=self, done=lambda found: self._show(*found))

    def _lay_out(self) -> None:
        figures = row(gap=Space.L)
        for card in self.figures:
            figures.addWidget(card, 1)
        cards = QGridLayout()
        cards.setSpacing(Space.L)
        cards.setContentsMargins(0, 0, 0, 0)
        places: tuple[tuple[QWidget, int, int, int], ...] = (
            (self.tasks, 0, 0, 9),
            (self.trend, 0, 9, 11),
            (self.topics, 1, 0, 11),
            (self.met, 1, 11, 9),
        )
        for widget, line, first, wide in places:
            cards.addWidget(widget, line, first, 1, wide)
        for place in range(20):
            cards.setColumnStretch(place, 1)
        cards.setRowStretch(0, 1)
        cards.setRowStretch(1, 0)
        self._filled = QWidget()
        self._filled.setLayout(column(figures, cards, gap=Space.L))
        self._filled.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self.tasks.setVisible(not self.desk.readonly)
        self._filled.hide()
        self._empty.hide()
        inner = QWidget()
        inner.setLayout(column(self._filled, self._empty, gap=0))
        self.body.addWidget(Scroll(inner), 1)

    def _connect(self) -> None:
        self._lookout.looked.connect(self._show_tasks)
        self.desk.background.records_changed.connect(self._reload_if_written)
        self.trend.chart.chosen.connect(self._open_week)
        self.topics.chart.chosen.connect(self._open_topic)
        self.met.chart.chosen.connect(self._open_moment)

    def _greet(self) -> None:
        said = greeting(self._workspace.worker_name, self._lookout.hour)
        self.set_title(said, fact(self.desk.today(), self._lookout.outing))

    @Slot()
    def _show_tasks(self) -> None:
        self._greet()
        self.tasks.show_tasks(self._lookout.tasks)
        if self._unasked is not None and self._unasked is self.window().focusWidget():
            self.tasks.focus()
        self._unasked = None

    def _show(self, found: Recent, terms: Vocabularies) -> None:
        self._found = found
        self._filled.setVisible(not found.empty)
        self._empty.setVisible(found.empty)
        self._show_figures(found)
        lately = charts.said_span(found.topics_span, self.desk.today())
        self.trend.show_chart(charts.trend(found), "")
        self.topics.show_chart(charts.topics(found, terms), lately, DOMAIN_ICONS)
        self.met.show_chart(charts.meetings(found, terms), lately)

    def _show_figures(self, found: Recent) -> None:
        days = charts.said_span(found.before, self.desk.today())
        titles = {
            "week": _("Contacts this week"),
            "month": _("Contacts this month"),
            "quarter": _("Contacts this quarter"),
            "year": _("Contacts this year"),
        }
        per_visit, empty = found.per_visit, found.without_contact
        each = _("{n} per visit").format(n=number(round(per_visit, 1))) if per_visit is not None else ""
        alone = ngettext("{n} without contact", "{n} without contact", empty) if empty else ""
        for card, label, figure, beside in zip(
            self.figures,
            (titles[self.unit.current()], _("Rounds"), _("Visits"), _("Active spots")),
            (found.contacts, found.rounds, found.visits, found.spots),
            (each, "", alone, ""),
            strict=True,
        ):
            card.show_figure(label, figure, days, beside)

    def _open_period(self) -> None:
        if self._found is not None:
            self._open(Behind(first=self._found.span.first, last=self._found.span.last))

    @Slot(str, str)
    def _open_week(self, monday: str, _series: str) -> None:
        first = date.fromisoformat(monday)
        self._open(Behind(first=first, last=first + timedelta(days=6)))

    @Slot(str, str)
    def _open_topic(self, domain: str, _series: str) -> None:
        if self._found is not None:
            span = self._found.topics_span
            self._open(Behind(first=span.first, last=span.last, domain=domain))

    @Slot(str, str)
    def _open_moment(self, weekday: str, daypart: str) -> None:
        if self._found is None:
            return
        if not self._found.met.get((int(weekday), daypart)):
            self.desk.toast(_("Nobody was met then."), None)
            return
        span = self._found.topics_span
        self._open(Behind(first=span.first, last=span.last, weekday=int(weekday), daypart=daypart))

    def _open(self, behind: Behind) -> None:
        self.desk.go("rounds", behind.target())

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if COUNTED & written:
            self._stale = True
            self._soon.start()

    @Slot()
    def _reload_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self.reload()


class _Charted(Card):
    """A heading, over what days, and a chart."""

    def __init__(self) -> None:
        self.title = SectionTitle("")
        self.chart = ChartView(least=LOW)
        super().__init__(self.title, self.chart, gap=Space.S, margins=Space.L)
        self.body.addStretch(1)
        self.body.setStretch(1, 20)

    def show_chart(self, chart: Chart, hint: str, icons: dict[str, str] | None = None) -> None:
        self.title.title.setText(chart.title)
        self.title.hint.setText(hint)
        if chart != self.chart.chart:
            self.chart.show_chart(chart, icons)


def _invitation(desk: Desk) -> EmptyState:
    """Of a team that has not been out yet."""
    begin = None if desk.readonly else (_("New round"), lambda: desk.go("round", ""))
    return EmptyState("footprints", _("Enter your first round: this page then shows how it goes."), action=begin)
