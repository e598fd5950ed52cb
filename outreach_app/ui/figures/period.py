"""Which period the figures are about: a whole week, month, quarter or year to step through, or own days."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach_app.domain.periods import Span
from outreach_app.domain.recent import UNITS, around
from outreach_app.i18n import _
from outreach_app.notes import wording
from outreach_app.ui.desk import Desk
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, row
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.dates import DateField
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tabs import Segments

OWN = "own"
_FIELD = 150
_DAY = timedelta(days=1)


class PeriodBar(QWidget):
    changed = QtSignal()

    def __init__(self, desk: Desk, *beside: QWidget) -> None:
        """`beside` stands in the same line where there is room."""
        super().__init__()
        self._today = desk.today
        self.unit = "quarter"
        self._span = around(self.unit, desk.today())
        names = {"week": _("Week"), "month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}
        units = [Option(unit, names[unit]) for unit in UNITS]
        self.units = Segments([*units, Option(OWN, _("Own"), _("A period of your own"))], _("Period"))
        self.units.choose(self.unit)
        self.back = IconButton("chevron-left", _("The period before"), lambda: self._step(-1))
        self.on = IconButton("chevron-right", _("The period after"), lambda: self._step(1))
        self._words = Text("", "strong")
        self.first, self.last = (DateField(name, desk.today, past=True) for name in (_("From"), _("To")))
        self._stepper, self._days = QWidget(), QWidget()
        self._stepper.setLayout(row(self.back, self._words, self.on, gap=Space.XS))
        self._days.setLayout(row(Text(_("From"), "label"), self.first, Text(_("to"), "label"), self.last))
        self.setLayout(Flow(self.units, self._stepper, self._days, *beside, gap=Space.L))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.units.chosen.connect(self._choose_unit)
        for field in (self.first, self.last):
            field.editingFinished.connect(self._typed)
        theme().changed.connect(self._fit)
        self._fit()
        self._show()

    @property
    def whole(self) -> Span:
        return self._span

    @property
    def span(self) -> Span:
        """As far as it has come: no day to come is counted as one without contacts."""
        today = self._today()
        return Span(self._span.first, min(self._span.last, max(today, self._span.first)))

    def go_to(self, day: date) -> None:
        """Silently, to the period of this kind in which a day lies."""
        if self.unit != OWN:
            self._span = around(self.unit, day)
        self._show()

    def show_around(self, day: date) -> None:
        """To the period in which a day lies; from days of one's own to its quarter."""
        if self.unit == OWN:
            self.unit = "quarter"
            self.units.choose(self.unit)
        self.go_to(day)
        self.changed.emit()

    def kept(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "first": self._span.first.isoformat(),
            "last": self._span.last.isoformat(),
        }

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        """Silently."""
        self.unit = str(kept["unit"])
        self._span = Span(date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"]))
        self.units.choose(self.unit)
        self._show()

    def _choose_unit(self, unit: str) -> None:
        """Another length of period: the one in which this one ends, or goes on today."""
        self.unit = unit
        if unit != OWN:
            self._span = around(unit, min(self._span.last, max(self._today(), self._span.first)))
        self._show()
        self.changed.emit()
        if unit == OWN:
            self.first.setFocus()

    def _step(self, by: int) -> None:
        self._span = around(self.unit, self._span.first - _DAY if by < 0 else self._span.last + _DAY)
        self._show()
        self.changed.emit()

    def _typed(self) -> None:
        """Days of one's own; what is not understood, or ends before it begins, is marked and changes nothing."""
        first, last = self.first.value(), self.last.value()
        for field, value in ((self.first, first), (self.last, last)):
            field.set_wrong(value is None)
        if first is None or last is None:
            return
        self.last.set_wrong(last < first)
        found = Span(first, last)
        if first <= last and found != self._span:
            self._span = found
            self.changed.emit()

    def _fit(self) -> None:
        for field in (self.first, self.last):
            field.setFixedWidth(theme().px(_FIELD))

    def _show(self) -> None:
        own = self.unit == OWN
        self._stepper.setVisible(not own)
        self._days.setVisible(own)
        self._words.setText(wording.days(self._span))
        self._stepper.updateGeometry()
        self.on.setEnabled(self._span.last < self._today())
        for field, value in ((self.first, self._span.first), (self.last, self._span.last)):
            field.set_value(value)
            field.set_wrong(False)


def before_words(unit: str) -> str:
    """What a period is compared with, as it ends a sentence."""
    return {
        "week": _("in the week before"),
        "month": _("in the month before"),
        "quarter": _("in the quarter before"),
        "year": _("in the year before"),
        OWN: _("in as many days before"),
    }[unit]
