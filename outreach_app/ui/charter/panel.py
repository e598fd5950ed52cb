"""The compass: how a year's work spreads over the principles of the charter, and the path that led to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.charts import Chart, Series
from outreach_app.domain.records import Milestone, Record, Term
from outreach_app.i18n import _, day, gettext, ngettext, number
from outreach_app.store.charter import COUNTED, UNTAGGED, Moment, Spread, spread
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, empty, row
from outreach_app.ui.widgets.beside import Beside
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.charts.view import ChartView
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.row_button import RowButton
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.text_table import TextTable

WATCHED: set[type[Record]] = {*COUNTED, Milestone, Term}
TABLE_HEIGHT = 400


class CharterPanel(Following):
    milestone_wanted = QtSignal(str)
    """One by its id; empty for all of them."""
    new_wanted = QtSignal()
    """A first milestone."""
    principles_wanted = QtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WATCHED)
        self.spread: Spread | None = None
        self.year = desk.today().year
        self._title = Text(str(self.year), "title")
        self._told = Text("", "body", "text2", wraps=True)
        self.chart = ChartView(opens=False)
        self.table = TextTable(_("Work by principle"))
        self.table.setMinimumHeight(TABLE_HEIGHT)
        self._path = column(gap=2)
        self._stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.chart)
        self.reload()

    def reload(self) -> None:
        year = self.year
        self.desk.background.read(lambda session: spread(session, year), owner=self, done=self._show)

    def _turn(self, by: int) -> None:
        self.year += by
        self._title.setText(str(self.year))
        self.reload()

    def _show(self, found: Spread) -> None:
        self.spread = found
        self._stack.setCurrentIndex(0 if found.total or found.path else 1)
        without = found.sum(UNTAGGED)
        said = ngettext("{n} piece of work in this year", "{n} pieces of work in this year", found.total)
        bare = ngettext("{n} without a principle", "{n} without a principle", without)
        self._told.setText(f"{said}, {bare}." if without else f"{said}.")
        self.chart.show_chart(chart_of(found))
        kinds = [gettext(kind.plural) for kind in COUNTED]
        titles = [_("Principle"), _("Together"), *kinds]
        self.table.show_texts(titles, [_line(found, one.code, one.label) for one in found.principles])
        empty(self._path)
        for moment in found.path:
            self._path.addWidget(self._moment(moment))
        if not found.path:
            words = _("The path that partners went together stands here, milestone by milestone.")
            self._path.addWidget(Text(words, "body", "text2", wraps=True))

    def _moment(self, moment: Moment) -> QWidget:
        when = day(moment.date, "d MMM yyyy") if moment.date else _("no day yet")
        detail = f"{when} · {moment.outcome}" if moment.outcome else when
        ahead = moment.date is not None and moment.date > self.desk.today()
        icon = "calendar" if ahead or moment.date is None else "flag"
        return RowButton(moment.title, detail, icon, pressed=partial(self.milestone_wanted.emit, moment.id))

    def _lay_out(self) -> None:
        head = row(
            IconButton("chevron-left", _("The year before"), partial(self._turn, -1)),
            self._title,
            IconButton("chevron-right", _("The year after"), partial(self._turn, 1)),
            Space.M,
            gap=4,
        )
        head.addWidget(self._told, 1)
        head.addWidget(Button(_("Principles …"), "secondary", "type", self.principles_wanted.emit))
        spread_card, path_card, table_card = QFrame(), QFrame(), QFrame()
        for card in (spread_card, path_card, table_card):
            card.setProperty("look", "card")
        margins = (18, 14, 18, 14)
        words = Text(_("Work with two principles counts in both."), "small", "text3")
        spread_card.setLayout(
            column(SectionTitle(_("Work by principle")), self.chart, words, gap=10, margins=margins)
        )
        more = Button(_("All milestones"), "quiet", "list", partial(self.milestone_wanted.emit, ""))
        path_card.setLayout(
            column(SectionTitle(_("The path")), self._path, row(more, None), None, gap=10, margins=margins)
        )
        table_card.setLayout(column(self.table, margins=(1, 1, 1, 8)))
        inner = QWidget()
        beside = Beside(column(spread_card, None), column(path_card, None), (3, 2))
        inner.setLayout(column(beside, table_card, None, gap=Space.M))
        add = None if self.desk.readonly else (_("New milestone"), self.new_wanted.emit)
        told = _("As soon as work bears a principle of the charter, this shows how a year spreads over them.")
        self._stack.addWidget(Scroll(inner))
        self._stack.addWidget(EmptyState("scale", told, action=add))
        body = column(head, gap=Space.M)
        body.addWidget(self._stack, 1)
        self.setLayout(body)


def chart_of(found: Spread) -> Chart:
    """Exact: read inside the vault, and never leaving it."""
    return Chart(
        kind="bars",
        title=_("Work by principle"),
        labels=tuple(one.label for one in found.principles),
        series=(Series(_("Together"), tuple(float(found.sum(one.code)) for one in found.principles)),),
        keys=tuple(one.code for one in found.principles),
        about=_("Principle"),
        exact=True,
    )


def _line(found: Spread, code: str, label: str) -> list[str]:
    counts = found.counts.get(code, {})
    own = [counts.get(slug, 0) for slug in (kind.slug for kind in COUNTED)]
    return [label, number(sum(own)), *(number(n) for n in own)]
