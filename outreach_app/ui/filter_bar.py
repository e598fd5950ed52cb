"""What a list is narrowed to: a button that offers its fields, and a chip for each condition."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QMenu, QWidget

from outreach_app.domain.fields import Kind
from outreach_app.domain.filters import Condition, Filter
from outreach_app.domain.periods import Span
from outreach_app.domain.records import Record
from outreach_app.domain.spans import named_spans
from outreach_app.i18n import _
from outreach_app.store.filters import Offer, offers, words_of
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.period import PeriodDialog
from outreach_app.ui.widgets.basics import empty
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.chips import removable
from outreach_app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Narrowing(NamedTuple):
    """How a list is narrowed: by what, and what conditions are called."""

    offers: "Callable[[Session], list[Offer]]"
    words: "Callable[[Session, Filter], list[str]]"
    single: bool = False
    """Whether one value of a field replaces another."""


def narrowing_of(record: type[Record], hidden: Sequence[str] = ()) -> Narrowing:
    """By the described fields of a record."""

    def words(session: "Session", conditions: Filter) -> list[str]:
        return words_of(offers(session, record, hidden), conditions)

    return Narrowing(lambda session: offers(session, record, hidden), words)


class FilterBar(QWidget):
    """The chips; `button` stands wherever the list wants it."""

    changed = QtSignal()
    """Somebody chose or removed a condition."""

    def __init__(self, desk: Desk, narrowing: Narrowing) -> None:
        super().__init__()
        self._desk, self._narrowing = desk, narrowing
        self.conditions: Filter = ()
        self.button = Button(_("Filter"), "secondary", "list-filter", self._ask)
        self._flow = Flow(gap=6)
        self.setLayout(self._flow)
        self.setAccessibleName(_("Filters"))
        self.hide()

    def choose(self, conditions: Filter) -> None:
        """Silently."""
        self.conditions = conditions
        self._desk.background.read(
            lambda session: self.words(session, conditions),
            owner=self,
            done=lambda words: self._show(words) if conditions == self.conditions else None,
        )

    def words(self, session: "Session", conditions: Filter) -> list[str]:
        """What conditions are called."""
        return self._narrowing.words(session, conditions)

    def clear(self) -> None:
        self._change(())

    def _ask(self) -> None:
        self._desk.background.read(self._narrowing.offers, owner=self, done=self._open)

    def _open(self, offered: Sequence[Offer]) -> None:
        menu = QMenu(self.button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("Filter by"))
        for offer in offered:
            part = menu.addMenu(_literal(offer.label))
            if offer.kind is Kind.DATE:
                self._offer_days(part, offer)
            for value, label in offer.choices:
                self._offer_value(part, Condition(offer.name, value), label)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _offer_value(self, menu: QMenu, condition: Condition, label: str) -> None:
        action = menu.addAction(_literal(label))
        action.setCheckable(True)
        action.setChecked(condition in self.conditions)
        action.toggled.connect(lambda _on: self._toggle(condition))

    def _offer_days(self, menu: QMenu, offer: Offer) -> None:
        for label, span in named_spans(self._desk.today()):
            self._offer_value(menu, Condition(offer.name, _days(span)), _(label))

        def take(span: Span) -> None:
            self._toggle(Condition(offer.name, _days(span)))

        menu.addAction(_("Between two days …")).triggered.connect(
            lambda _on: PeriodDialog(self.window(), self._desk.today, take).open()
        )
        menu.addSeparator()

    def _toggle(self, condition: Condition) -> None:
        if condition in self.conditions:
            self._remove(condition)
            return
        one_only = self._narrowing.single or "/" in condition.value
        kept = (one for one in self.conditions if not (one_only and one.name == condition.name))
        self._change((*kept, condition))

    def _remove(self, condition: Condition) -> None:
        self._change(tuple(one for one in self.conditions if one != condition))
        self.button.setFocus()

    def _change(self, conditions: Filter) -> None:
        self.choose(conditions)
        self.changed.emit()

    def _show(self, words: Sequence[str]) -> None:
        empty(self._flow)
        before: QWidget = self.button
        for condition, label in zip(self.conditions, words, strict=True):
            chip = removable(label, partial(self._remove, condition))
            self._flow.addWidget(chip)
            QWidget.setTabOrder(before, chip)
            before = chip
        if len(self.conditions) > 1:
            everything = Button(_("Clear the filters"), "link", pressed=self.clear)
            self._flow.addWidget(everything)
            QWidget.setTabOrder(before, everything)
        self.setVisible(bool(self.conditions))
        self.updateGeometry()


def _days(span: Span) -> str:
    return f"{span.first.isoformat()}/{span.last.isoformat()}"


def _literal(text: str) -> str:
    return text.replace("&", "&&")
