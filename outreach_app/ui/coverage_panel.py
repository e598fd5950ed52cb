"""Where young people are against where the team goes: a line for each neighbourhood, and what it means."""

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.records import Area, Encounter, Record, Round, Spot, Visit
from outreach_app.i18n import _, day, number, reading_order
from outreach_app.store.coverage import Coverage, Covered, coverage
from outreach_app.store.spot_map import PERIODS
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.map.scene_of import period_label, span_words
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.bar_table import BarCell, BarRow, BarTable
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tab_order import pass_focus_on
from outreach_app.ui.widgets.tabs import Segments

WATCHED: frozenset[type[Record]] = frozenset({Area, Spot, Round, Visit, Encounter})
LONG_AGO = 60
"""Days after which a neighbourhood is said to have waited long."""
FEW_VISITS = 3
"""Fewer say nothing about how many young people one meets there."""


class CoveragePanel(Following):
    open_wanted = QtSignal(str)
    """An area, by its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WATCHED)
        self.coverage: Coverage | None = None
        self.period = Segments([Option(each, period_label(each)) for each in PERIODS], _("Period"))
        self.period.choose("year")
        sorts = [
            Option("waiting", _("Longest ago")),
            Option("met", _("Contacts per visit")),
            Option("name", _("Name")),
        ]
        self.sort = Segments(sorts, _("Order"))
        self._span = Text("", "small", "text2")
        self._words = Text("", "body", wraps=True)
        self.table = BarTable(_("Coverage"), self._titles())
        card = QFrame()
        card.setProperty("look", "card")
        card.setLayout(column(self.table, margins=(1, 1, 1, 8)))
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        words = _("As soon as there are neighbourhoods and rounds, this shows where you go.")
        begin = None if desk.readonly else (_("New round"), lambda: desk.go("round", ""))
        self._stack.addWidget(EmptyState("footprints", words, action=begin))
        inside = Text(_("Exact numbers, for eyes inside the team only."), "small", "text3")
        order = QWidget()
        order.setLayout(row(Text(_("Order"), "small", "text2"), self.sort, gap=Space.S))
        tools = row(gap=Space.M)
        tools.addLayout(Flow(self.period, order, gap=Space.M), 1)
        tools.addWidget(self._span)
        whole = column(tools, self._words, gap=Space.M)
        whole.addWidget(self._stack, 1)
        whole.addWidget(inside)
        self.setLayout(whole)
        pass_focus_on(self, self.table)
        self.period.chosen.connect(lambda _code: self.reload())
        self.sort.chosen.connect(lambda _code: self._fill())
        self.table.opened.connect(self.open_wanted)
        self.reload()

    def reload(self) -> None:
        period = self.period.current()
        self.desk.background.read(lambda session: coverage(session, period), owner=self, done=self._show)

    def _titles(self) -> list[str]:
        return [
            _("Neighbourhood"),
            _("Spots"),
            _("Rounds"),
            _("Visits"),
            _("Contacts per visit"),
            _("Last visited"),
            _("Days since"),
        ]

    def _show(self, found: Coverage) -> None:
        self.coverage = found
        self._stack.setCurrentIndex(0 if found.areas else 1)
        self._span.setText(span_words(found.span))
        self._words.setText(" ".join(told(found, self.desk)))
        self._words.setVisible(bool(found.areas))
        self._fill()

    def _fill(self) -> None:
        found, today = self.coverage, self.desk.today()
        if found is None:
            return

        def order(one: Covered) -> tuple[float, tuple[str, str]]:
            since = one.days_since(today)
            rank = {
                "waiting": -float(since) if since is not None else float("-inf"),
                "met": -one.per_visit,
                "name": 0.0,
            }[self.sort.current()]
            return rank, reading_order(one.name)

        areas = sorted(found.areas, key=order)
        most_visits = max((one.visits for one in areas), default=0) or 1
        most_met = max((one.per_visit for one in areas), default=0) or 1
        longest = max((one.days_since(today) or 0 for one in areas), default=0) or 1
        self.table.show_rows([self._row(one, most_visits, most_met, longest) for one in areas])

    def _row(self, one: Covered, most_visits: int, most_met: float, longest: int) -> BarRow:
        since = one.days_since(self.desk.today())
        never = since is None
        return BarRow(
            one.area,
            [
                BarCell(one.name or _("Without an area")),
                BarCell(number(one.spots)),
                BarCell(number(one.rounds)),
                BarCell(number(one.visits), one.visits / most_visits),
                BarCell(
                    number(round(one.per_visit, 1)) if one.visits else "", one.per_visit / most_met, "series1"
                ),
                BarCell(day(one.last, "d MMM yyyy") if one.last else _("never"), tone="amber" if never else ""),
                BarCell(
                    "" if since is None else number(since),
                    0.0 if since is None else since / longest,
                    "amber",
                ),
            ],
        )


def told(found: Coverage, desk: Desk) -> list[str]:
    """What the table means, as far as it means something: at most four sentences."""
    today, sentences = desk.today(), []
    never = sorted(one.name for one in found.areas if one.last is None)
    if never:
        words = _("Never visited: {names}.")
        sentences.append(words.format(names=_listed(never)))
    seen = [one for one in found.areas if one.visits >= FEW_VISITS]
    if len(seen) > 1:
        sentences += _uneven(seen)
    since = sorted((one.days_since(today) or 0, one.name) for one in found.areas if one.last)
    if len(since) > 1 and since[-1][0] >= max(LONG_AGO, 2 * since[len(since) // 2 - 1][0]):
        words = _("{name} has waited longest: {n} days.")
        sentences.append(words.format(name=since[-1][1], n=number(since[-1][0])))
    return sentences or [_("Every neighbourhood was visited lately.")]


def _uneven(seen: list[Covered]) -> list[str]:
    """Where more is met than elsewhere and fewer visits go, and the other way round."""
    visits = sum(one.visits for one in seen) / len(seen)
    met = sum(one.contacts for one in seen) / sum(one.visits for one in seen)
    busy = [one for one in seen if one.per_visit > met and one.visits < visits]
    calm = [one for one in seen if one.per_visit < met and one.visits > visits]
    sentences = []
    if busy:
        one = max(busy, key=lambda each: each.per_visit)
        words = _("In {name} you meet more young people than average ({n} a visit), and you go there less often.")
        sentences.append(words.format(name=one.name, n=number(round(one.per_visit, 1))))
    if calm:
        one = min(calm, key=lambda each: each.per_visit)
        words = _("{name} gets more visits than average, and fewer young people are met there ({n} a visit).")
        sentences.append(words.format(name=one.name, n=number(round(one.per_visit, 1))))
    return sentences


def _listed(names: list[str], most: int = 6) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} …" if len(names) > most else shown
