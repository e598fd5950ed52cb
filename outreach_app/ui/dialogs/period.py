"""From which day to which: for a filter that no named period fits."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from outreach_app.domain.periods import Span
from outreach_app.i18n import _
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.dates import DateField
from outreach_app.ui.widgets.field import Field


class PeriodDialog(Dialog):
    """`choose` is called with two days that can be."""

    def __init__(self, parent: QWidget, today: Callable[[], date], choose: Callable[[Span], object]) -> None:
        super().__init__(parent, _("Between two days"), "", _("Show these days"), self._act)
        self._choose = choose
        self.first = DateField(_("First day"), today)
        self.last = DateField(_("Last day"), today)
        self.last.set_value(today())
        self._fields = {self.first: Field(_("First day"), self.first), self.last: Field(_("Last day"), self.last)}
        for field in self._fields.values():
            self.body.addWidget(field)
        self.first.setFocus()

    def _act(self) -> None:
        first, last = self.first.value(), self.last.value()
        for line, field in self._fields.items():
            field.set_error("" if line.value() else str(line.error or _("Type a day.")))
        if first is None or last is None:
            return
        if last < first:
            self._fields[self.last].set_error(_("The last day lies before the first."))
            return
        self.accept()
        self._choose(Span(first, last))
