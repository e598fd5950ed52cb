"""How many rows a list has; where it is narrowed, of how many."""

from PySide6.QtCore import Slot

from outreach_app.domain.records import Record
from outreach_app.i18n import _, number
from outreach_app.ui.widgets.basics import Text
from outreach_app.ui.widgets.paged_table import PagedModel


class ListCount(Text):
    def __init__(self, model: PagedModel, record: type[Record]) -> None:
        super().__init__("", "small", "text3")
        self._model, self._record = model, record
        self._all: int | None = None
        """Of the whole list, as far as it was counted since something was written."""
        model.loaded.connect(self._show)
        model.counted.connect(self._show)

    def count_again(self) -> None:
        """Something was written."""
        self._all = None

    @Slot()
    def _show(self) -> None:
        model = self._model
        narrowed = bool(model.asked.text or model.asked.conditions)
        if model.known and not narrowed:
            self._all = model.total
        if not model.known:
            self.setText("")
        elif not narrowed or self._all is None or self._all <= model.total:
            self.setText(f"{number(model.total)} {self._kind(model.total)}")
        else:
            self.setText(
                _("{n} of {all} {kind}").format(
                    n=number(model.total), all=number(self._all), kind=self._kind(self._all)
                )
            )
        if model.known and narrowed and self._all is None:
            model.count_all(self._told)

    def _told(self, total: int) -> None:
        if self._all is None:
            self._all = total
            self._show()

    def _kind(self, n: int) -> str:
        return _(self._record.singular if n == 1 else self._record.plural).lower()
