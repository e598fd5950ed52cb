"""What was tried, noted in one line: a talk, a service asked, a meeting. Enter keeps it: it was tried then."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Organisation, Record, Step
from outreach_app.i18n import _
from outreach_app.store import records
from outreach_app.store.sheets import Choice, Sheet, choices
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.discretion import Watch
from outreach_app.ui.locking.typed import type_again, typed_in
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.chips import ChipRow
from outreach_app.ui.widgets.dates import DateField
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FIRST = "informal"
FEW = (FIRST, "service", "jwo", "leisure_network")
"""The routes that are steps between two meetings; all others stand in the form."""


class QuickStep(QWidget):
    """For one signal. The rest of it shows once something is typed."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        super().__init__()
        self._desk, self.signal = desk, sheet.record.id
        self._saving = False
        self._brought: Mapping[str, Any] = {}
        self.summary = TextLine(_("What was tried"), _("What was tried? Enter keeps it."))
        self._line = Field("", self.summary)
        Watch(self._line, self.summary)
        self.date = DateField(_("Date"), desk.today, past=True)
        self.date.set_value(desk.today())
        self._dated = Field("", self.date)
        self.organisation = Picker(_("Organisation"), _("With whom"))
        routes = (choice for choice in sheet.terms.choices("route") if choice.code in FEW and not choice.retired)
        self.route = ChipRow([Option(choice.code, choice.label) for choice in routes], _("Route"), single=True)
        self.route.choose([FIRST])
        save = Button(_("Note the step"), "secondary", "check", self.save)
        self._more = QWidget()
        when = row(self._dated, self.organisation, gap=8)
        self._more.setLayout(column(when, self.route, row(None, save), gap=8))
        self._more.hide()
        self.setLayout(column(self._line, self._more, gap=8))
        self.summary.textChanged.connect(self._typed)
        for line in (self.summary, self.date, self.organisation):
            line.returnPressed.connect(self.save)
        desk.background.read(_organisations, owner=self, done=self._offer)

    @property
    def begun(self) -> bool:
        """Whether something was typed that is not kept."""
        return bool(self.summary.text().strip())

    def kept(self) -> dict[str, Any]:
        """What stands here and where the focus is, for `bring_back`; empty for nothing."""
        if self._brought:
            return dict(self._brought)
        typed = typed_in(self)
        return {**typed, "begun": self.begun} if self.begun or "focus" in typed else {}

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        """Once it has its place: focus that is put on what is not seen is lost."""
        self._brought = kept
        QTimer.singleShot(0, self, self._type_again)

    def save(self) -> None:
        """What is wrong is said below its field, and nothing is lost."""
        day = self.date.value()
        self._line.set_error("" if self.begun else _("Say in a few words what was done."))
        self._dated.set_error("" if day or not self.date.error else str(self.date.error))
        if self._saving or not self.begun or self.date.error:
            return
        self._saving = True
        desk, today = self._desk, self._desk.today()
        values = {
            "signal": self.signal,
            "date": day.isoformat() if day else "",
            "route": next(iter(self.route.chosen()), ""),
            "organisation": self.organisation.chosen(),
            "summary": self.summary.text().strip(),
        }

        def work(session: "Session") -> Record:
            return records.add(session, Step, {k: v for k, v in values.items() if v}, desk.actor, today=today)

        desk.background.run(
            lambda session: watched(session, work), owner=self, done=self._saved, failed=self._refused
        )

    def _saved(self, written: tuple[Record, Change]) -> None:
        self._saving = False
        self.summary.clear()
        self.organisation.choose("")
        self._line.set_error()
        self._desk.did(_("The step is noted: it is among what was tried."), written[1])

    def _refused(self, error: Any) -> None:
        self._saving = False
        self._desk.refuse(error)

    def _type_again(self) -> None:
        kept, self._brought = self._brought, {}
        type_again(self, kept)

    def _typed(self) -> None:
        if self.begun:
            self._line.set_error()
        self._more.setVisible(self.begun)

    def _offer(self, found: Sequence[Choice]) -> None:
        self.organisation.offer(Option(choice.id, choice.name, choice.detail) for choice in found)


class StepsBegun:
    """What was begun, by signal, while panes are shown anew and others are looked at."""

    def __init__(self) -> None:
        self._begun: dict[Id, dict[str, Any]] = {}
        self._shown: QuickStep | None = None

    def shown(self, step: QuickStep) -> QuickStep:
        """In the place of the one before, with what stood there."""
        self.look()
        self._shown = step
        if typed := self._begun.pop(step.signal, None):
            step.bring_back(typed)
        return step

    def kept(self) -> dict[str, Any]:
        """What is unfinished, by the id of its signal."""
        return {str(id): typed for id, typed in self.look().items() if typed.get("begun")}

    def look(self) -> dict[Id, dict[str, Any]]:
        """What stands where by now."""
        if self._shown is not None and shiboken6.isValid(self._shown):
            self._begun.pop(self._shown.signal, None)
            if typed := self._shown.kept():
                self._begun[self._shown.signal] = typed
        return self._begun

    def put_back(self, begun: Mapping[str, Any]) -> None:
        self._shown = None  # what stands there by itself is older
        self._begun |= {Id(id): dict(typed) for id, typed in begun.items() if id}


def _organisations(session: "Session") -> Sequence[Choice]:
    return choices(session, Organisation)
