"""The answer: what is seen in a sentence, then the chart or its table, and below how it reads and came about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QStackedWidget, QWidget

from outreach_app.domain.comparing import MEASURES, Answer, Measure
from outreach_app.domain.registration import Registration
from outreach_app.i18n import _
from outreach_app.notes import answers, wording
from outreach_app.ui.figures.table import FiguresTable
from outreach_app.ui.help.topics import GUARD, TOPIC
from outreach_app.ui.icons_of import DOMAIN_ICONS, SPOT_ICONS
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, Text, column, row
from outreach_app.ui.widgets.charts import ChartView
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.tabs import Segments

CHART, TABLE = "chart", "table"
_ICONS = {"domain": DOMAIN_ICONS, "spot_kind": SPOT_ICONS}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the card shows: an answer, and what is needed to tell it."""

    answer: Answer
    registration: Registration
    against: str
    """The other period in words: in the quarter before."""
    team: str


class AnswerCard(Card):
    chosen = QtSignal(object, str)
    """A row of the answer, and the id of an area where it stands for one: what lies behind is asked."""

    def __init__(self, to_last: Callable[[], object]) -> None:
        super().__init__(gap=0, margins=1)
        self._shown: Shown | None = None
        self._told: answers.Told | None = None
        self._said = Text("", "title", wraps=True)
        self._more = Text("", "body", "text2", wraps=True)
        self.views = Segments(
            [Option(CHART, _("Chart"), icon="chart-column"), Option(TABLE, _("Table"), icon="table-2")], _("View")
        )
        self.chart, self.table = ChartView(), FiguresTable()
        self.chart.setAccessibleName(_("Chart"))
        self.table.setAccessibleName(_("Table"))
        self._empty = EmptyState(
            "calendar", _("Nothing was registered in this period."), action=(_("To the last rounds"), to_last)
        )
        self._summary = Text("", "small", "text2", wraps=True)
        self._method = Text("", "small", "text3", wraps=True)
        self._stack = QStackedWidget()
        self._drawn = column(self.chart)
        holder = QWidget()
        holder.setLayout(self._drawn)
        for part in (holder, self.table, self._empty):
            self._stack.addWidget(part)
        short = {"per_visit": _("Per visit")}
        self.measures = Segments(
            [Option(one, short.get(one, answers.measured(one)), answers.measured(one)) for one in MEASURES],
            _("Measure"),
        )
        inner = QWidget()
        said = column(self._said, self._more, gap=Space.XS)
        body = column(said, row(self.measures, None), gap=Space.M)
        body.addWidget(self._stack, 1)
        body.addLayout(column(self._summary, self._method, gap=Space.XS))
        inner.setLayout(body)
        self.body.addWidget(Scroll(inner, margins=(Space.XL, 20, Space.XL, 20)))
        self._listen()

    @property
    def measure(self) -> Measure:
        return cast("Measure", self.measures.current())

    @property
    def shown(self) -> Shown | None:
        return self._shown

    def show_answer(self, shown: Shown) -> None:
        self._shown = shown
        answer = shown.answer
        self.measures.setVisible(not answer.empty)
        self.views.setVisible(not answer.empty)
        if answer.empty:
            self._told = None
            for text in (self._said, self._more, self._summary, self._method):
                text.hide()
            self._stack.setCurrentIndex(2)
            return
        said = answers.sentences(answer, shown.against, shown.registration)
        self._said.setText("\n".join(said))
        self._said.show()
        self._put(self._more, answers.beneath(answer, shown.against))
        self._put(self._method, self._method_of(shown))
        self._tell(shown)

    def kept(self) -> dict[str, Any]:
        return {"measure": self.measures.current(), "view": self.views.current()}

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        """Silently."""
        self.measures.choose(kept["measure"])
        self.views.choose(kept["view"])

    def focus(self) -> None:
        (self.table if self.views.current() == TABLE else self.chart).setFocus()

    def _listen(self) -> None:
        self.measures.chosen.connect(lambda _code: self._again())
        self.views.chosen.connect(lambda _code: self._turn())
        self.chart.chosen.connect(lambda key, area: self._choose(int(key), area))
        self.table.chosen.connect(lambda row: self._choose(row, ""))

    def _again(self) -> None:
        if self._shown is not None and not self._shown.answer.empty:
            self._tell(self._shown)

    def _tell(self, shown: Shown) -> None:
        answer = shown.answer
        told = self._told = answers.tell(answer, self.measure, shown.registration)
        self.chart.opens = not answer.question.guarded
        self.setProperty(TOPIC, GUARD if answer.question.guarded else "")
        self.chart.show_chart(told.chart, self._icons(answer, told.rows))
        lying = told.chart.kind == "bars"
        self._drawn.setAlignment(self.chart, Qt.AlignmentFlag.AlignTop if lying else Qt.AlignmentFlag(0))
        self.table.show_chart(told.whole)
        hidden = len(told.whole.labels) - len(told.chart.labels)
        more = _("The table shows {n} more.").format(n=hidden) if hidden else ""
        self._put(self._summary, " ".join(part for part in (told.chart.summary, more) if part))
        self._turn()

    def _icons(self, answer: Answer, rows: Sequence[answers.Row]) -> Mapping[str, str]:
        """By the key of a label."""
        icons = _ICONS.get(answer.axis, {})
        found = {str(n): icons.get("".join(row.holds.get(answer.axis, ())), "") for n, row in enumerate(rows)}
        return {key: icon for key, icon in found.items() if icon}

    def _turn(self) -> None:
        if self._told is not None:
            self._stack.setCurrentIndex(1 if self.views.current() == TABLE else 0)

    def _choose(self, place: int, area: str) -> None:
        told, shown = self._told, self._shown
        if told is None or shown is None or shown.answer.question.guarded:
            return
        if place < len(told.rows):
            self.chosen.emit(told.rows[place], area)

    @staticmethod
    def _method_of(shown: Shown) -> str:
        if shown.answer.question.guarded:
            return " ".join(answers.method(shown.answer, shown.team))
        return _("Exact figures of {period}, for eyes inside the team only.").format(
            period=wording.days(shown.answer.span)
        )

    @staticmethod
    def _put(text: Text, words: str) -> None:
        text.setText(words)
        text.setVisible(bool(words))
