"""Today: what waits, how it goes, and what young people talk about; every figure leads to the rounds behind it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from outreach_app.domain.behind import Behind
from outreach_app.domain.records import Encounter, Record, Round, Term, Visit
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, ngettext, number
from outreach_app.store.listing import vocabularies
from outreach_app.store.recent import Recent, recent_figures
from outreach_app.ui.desk import Desk
from outreach_app.ui.icons_of import DOMAIN_ICONS
from outreach_app.ui.pages.page import Page
from outreach_app.ui.today import charts
from outreach_app.ui.today.board import Board
from outreach_app.ui.today.greeting import fact, greeting
from outreach_app.ui.today.lookout import Lookout
from outreach_app.ui.widgets.basics import column
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.workspace import Workspace

COUNTED: set[type[Record]] = {Encounter, Round, Term, Visit}
_WIDER = {"month": "quarter", "quarter": "year"}
AFTER_MS = 600
"""After something was written: a merge writes many times in a row."""


class TodayPage(Page):
    def __init__(self, desk: Desk, workspace: Workspace, lookout: Lookout) -> None:
        super().__init__(desk, "")
        self._workspace, self._lookout = workspace, lookout
        self._found: Recent | None = None
        self._stale = True
        self._day = desk.today()
        """On which the figures were counted."""
        self._may_widen = True
        """Nobody chose a period yet."""
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
        self.unit.chosen.connect(self._choose_unit)
        self.add_action(self.unit)
        self.board = Board(desk.go, self._open_period, tasks=not desk.readonly)
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
        self.board.tasks.show_tasks(self._lookout.tasks)
        self._lookout.look_again()
        self._stale = self._stale or self._day != self.desk.today()
        self._reload_if_seen()
        if not self.board.tasks.focus():
            self.unit.focus()
            self._unasked = self.window().focusWidget()

    def reload(self) -> None:
        """Counts anew; what is shown stays until the answer is here."""
        self._stale = False
        unit, today = self.unit.current(), self.desk.today()
        self._day = today

        def read(session: Session) -> tuple[Recent, Vocabularies]:
            return recent_figures(session, unit, today), vocabularies(session)

        self.desk.background.read(read, owner=self, done=lambda found: self._show(*found))

    def _lay_out(self) -> None:
        self.board.hide()
        self._empty.hide()
        inner = QWidget()
        inner.setLayout(column(self.board, self._empty, gap=0))
        self.body.addWidget(Scroll(inner), 1)

    def _connect(self) -> None:
        self._lookout.looked.connect(self._show_tasks)
        self.desk.background.records_changed.connect(self._reload_if_written)
        self.board.trend.chart.chosen.connect(self._open_week)
        self.board.topics.chart.chosen.connect(self._open_topic)
        self.board.met.chart.chosen.connect(self._open_moment)

    def _greet(self) -> None:
        said = greeting(self._workspace.worker_name, self._lookout.hour)
        self.set_title(said, fact(self.desk.today(), self._lookout.outing))

    @Slot()
    def _show_tasks(self) -> None:
        self._greet()
        self.board.tasks.show_tasks(self._lookout.tasks)
        if self._unasked is not None and self._unasked is self.window().focusWidget():
            self.board.tasks.focus()
        self._unasked = None

    def _choose_unit(self, _unit: str) -> None:
        self._may_widen = False
        self.reload()

    def _show(self, found: Recent, terms: Vocabularies) -> None:
        wider = _WIDER.get(self.unit.current())
        if self._may_widen and wider and not found.empty and not found.rounds.change.now:
            self.unit.choose(wider)  # a month that began yesterday has nothing to tell
            self.reload()
            return
        self._found = found
        self.board.setVisible(not found.empty)
        self._empty.setVisible(found.empty)
        self._show_figures(found)
        lately = charts.said_span(found.topics_span, self.desk.today())
        self.board.trend.show_chart(charts.trend(found), "" if found.trend else _("from the first whole week on"))
        self.board.topics.show_chart(charts.topics(found, terms), lately, DOMAIN_ICONS)
        self.board.met.show_chart(charts.meetings(found, terms), lately)

    def _show_figures(self, found: Recent) -> None:
        days = charts.said_span(found.before, self.desk.today()) if found.compared else ""
        per_visit, empty = found.per_visit, found.without_contact
        each = _("{n} per visit").format(n=number(round(per_visit, 1))) if per_visit is not None else ""
        alone = ngettext("{n} without contact", "{n} without contact", empty) if empty else ""
        for card, label, figure, beside in zip(
            self.board.figures,
            (_("Contacts"), _("Rounds"), _("Visits"), _("Active spots")),
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


def _invitation(desk: Desk) -> EmptyState:
    """Of a team that has not been out yet."""
    begin = None if desk.readonly else (_("New round"), lambda: desk.go("round", ""))
    return EmptyState("footprints", _("Enter your first round: this page then shows how it goes."), action=begin)
