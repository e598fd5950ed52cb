"""The cards of a year: four figures, how far signals came, area by area, and what came of each need."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from outreach_app.domain.charts import Chart, Series
from outreach_app.domain.fields import Id
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.domain.yields import Realisation, Yield
from outreach_app.i18n import _, ngettext
from outreach_app.notes import results
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, column, empty
from outreach_app.ui.widgets.charts import ChartView
from outreach_app.ui.widgets.row_button import RowButton
from outreach_app.ui.widgets.text_table import ROW_HEIGHT, TextTable

NARROW, HEADER = 860, 54
TONES = {"accepted": "green", "partly": "amber"}


class _FigureCard(Card):
    def __init__(self) -> None:
        self._value, self._label = Text("", "display"), Text("", "small", "text2", wraps=True)
        super().__init__(self._value, self._label, None, gap=2, margins=Space.L)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_figure(self, label: str, value: str) -> None:
        self._value.setText(value)
        self._label.setText(label)


class Cards(QWidget):
    """`opened` is called with the id of a signal."""

    def __init__(self, opened: Callable[[str], object]) -> None:
        super().__init__()
        self._opened = opened
        self._narrow: bool | None = None
        self._figures = [_FigureCard() for _n in range(4)]
        self._states = ChartView(opens=False)
        self._areas = TextTable(_("By area"))
        self._areas.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._realised = column(gap=2)
        self._count = SectionTitle(_("What came of it, need by need"))
        self._far = Card(SectionTitle(_("How far they came")), self._states, None, gap=Space.M, margins=Space.L)
        self._where = Card(SectionTitle(_("By area")), self._areas, None, gap=Space.M, margins=Space.L)
        self._what = Card(self._count, self._realised, gap=Space.S, margins=Space.L)
        self._upper, self._middle = _grid(), _grid()
        self.setLayout(column(self._upper, self._middle, self._what, gap=Space.L))
        self._arrange(narrow=False)
        theme().changed.connect(self._fit)

    def show_yield(self, found: Yield, areas: Mapping[Id, str], terms: Vocabularies, *, by_area: bool) -> None:
        for card, (label, value) in zip(self._figures, results.cards(found.all, exact=True), strict=True):
            card.show_figure(label, value)
        self._states.show_chart(_chart(found, terms))
        self._where.setVisible(by_area and bool(found.areas))
        rows = results.rows(found, areas, exact=True)
        self._areas.show_texts(results.headings(), rows)
        self._areas.setFixedHeight(theme().px(ROW_HEIGHT) * len(rows) + theme().px(HEADER))
        self._show_realised(found, terms)

    def _show_realised(self, found: Yield, terms: Vocabularies) -> None:
        empty(self._realised)
        needs = len(found.realised)
        self._count.hint.setText(ngettext("{n} need", "{n} needs", needs) if needs else "")
        if not needs:
            self._realised.addWidget(Text(_("Nothing was realised yet."), "body", "text2"))
        for one in found.realised:
            outcome = terms.label("outcome", one.outcome)
            pressed = partial(self._opened, one.signal)
            tone = TONES.get(one.outcome, "plain")
            self._realised.addWidget(
                RowButton(one.need, _detail(one), "lightbulb", mark=outcome, tone=tone, pressed=pressed)
            )

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
        for n, figure in enumerate(self._figures):
            self._upper.addWidget(figure, n // across, n % across)
            self._upper.setColumnStretch(n, int(n < across))
        self._middle.addWidget(self._far, 0, 0, 1, 2 if narrow else 1)
        self._middle.addWidget(self._where, 1 if narrow else 0, 0 if narrow else 1, 1, 2 if narrow else 1)
        self._middle.setColumnStretch(0, 1)
        self._middle.setColumnStretch(1, 2)  # five columns of words have no room in half


def _chart(found: Yield, terms: Vocabularies) -> Chart:
    states = list(found.states.items())
    return Chart(
        kind="bars",
        title=_("Signals by state"),
        labels=tuple(terms.label("signal_state", state) for state, _n in states),
        series=(Series(_("Signals"), tuple(n for _state, n in states)),),
        keys=tuple(state for state, _n in states),
        about=_("State"),
    )


def _detail(one: Realisation) -> str:
    kept = ""
    if one.agreed:
        kept = _("Agreements kept: {kept} of {agreed}").format(kept=one.kept, agreed=one.agreed)
    return " · ".join(part for part in (kept, " ".join(one.decision.split())) if part)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(Space.L)
    grid.setContentsMargins(0, 0, 0, 0)
    return grid
