"""The quarters: which are closed, which can be, and whether all that was published still keeps its secrets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.domain.records import ClosedQuarter
from outreach_app.guard import TableUnproven
from outreach_app.i18n import _, day, ngettext
from outreach_app.store import ledger, quarters
from outreach_app.store.quarters import QuarterState
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Badge
from outreach_app.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class _Found:
    states: list[QuarterState]
    alarm: bool
    """Whether what was published tells too much together, or cannot be proven not to."""


class QuartersDialog(Dialog):
    """Every quarter since the first round, newest first; a coordinator closes one after a word."""

    WIDTH = 720

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        words = _(
            "Only closed quarters are published. Closing freezes what is counted, from 30 days after the end; "
            "what is entered, changed or erased later does not alter it."
        )
        super().__init__(parent, _("Quarters"), words, _("Done"), self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.hide()
        self._desk = desk
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.S)
        inner = QWidget()
        inner.setLayout(column(self._lines, None))
        scroll = Scroll(inner)
        scroll.setFixedHeight(theme().px(300))
        scroll.walk_as(_("Quarters"))
        self.body.addWidget(scroll)
        self.reload()

    def reload(self) -> None:
        today = self._desk.today()

        def read(session: "Session") -> _Found:
            try:
                state = ledger.audit(session)
                alarm = bool(state.narrow or state.unproven)
            except TableUnproven:
                alarm = True
            return _Found(quarters.states(session, today), alarm)

        self._desk.background.read(read, owner=self, done=self._show)

    def _show(self, found: _Found) -> None:
        empty(self._lines)
        for position, one in enumerate(found.states):
            if position:
                self._lines.addWidget(Rule())
            self._lines.addWidget(self._line(one, self._desk.today()))
        if not found.states:
            self._lines.addWidget(Text(_("Quarters appear here as soon as a round is saved."), "body", "text2"))
        if found.alarm:
            self.messages.say(
                _("What was published tells too much together, or it cannot be proven that it does not."),
                _("Publish nothing more about these quarters, and talk to the other coordinator."),
                "warning",
                closable=False,
            )

    def _line(self, one: QuarterState, today: date) -> QWidget:
        line = QWidget()
        title = Text(one.quarter, "label")
        title.setFixedWidth(theme().px(84))
        inside = row(title, _badge(one, today), Text(counted(one), "small", "text2", wraps=True), gap=12)
        inside.setStretch(2, 1)
        if one.state(today) == "due" and self._desk.actor.coordinator:
            close = Button(_("Close …"), "secondary", "lock", lambda: self._ask(one))
            close.setAccessibleDescription(one.quarter)
            close.setEnabled(not self._desk.readonly)
            inside.addWidget(close)
        line.setLayout(inside)
        return line

    def _ask(self, one: QuarterState) -> None:
        CloseDialog(self, one, lambda: self._close(one.quarter)).open()

    def _close(self, quarter: str) -> None:
        desk = self._desk

        def closed(made: ClosedQuarter) -> None:
            desk.toast(_("{quarter} is closed.").format(quarter=made.quarter), None)
            self.reload()

        desk.background.run(
            lambda session: quarters.close(session, quarter, desk.actor, desk.today()),
            owner=self,
            done=closed,
            failed=self.messages.say_error,
            busy=self,
        )


class CloseDialog(Dialog):
    """What is frozen, and that there is no way back."""

    def __init__(self, parent: QWidget, one: QuarterState, act: Callable[[], object]) -> None:
        words = _("{counted}: that is what publications will count. There is no reopening.")
        super().__init__(
            parent,
            _("Close {quarter}").format(quarter=one.quarter),
            words.format(counted=counted(one)),
            _("Close the quarter"),
            self._act,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._then = act
        later = _("Ask colleagues to enter and synchronise their rounds first. What comes later counts nowhere.")
        self.body.addWidget(Text(later, "body", "text2", wraps=True))

    def _act(self) -> None:
        self.accept()
        self._then()


def counted(one: QuarterState) -> str:
    """Exact, for eyes inside the team: encounters, contacts and places; and what came too late."""
    encounters = ngettext("{n} encounter", "{n} encounters", one.encounters)
    contacts = ngettext("{n} contact", "{n} contacts", one.contacts)
    places = ngettext("{n} place", "{n} places", one.places)
    later = ngettext("{n} came later", "{n} came later", one.came_later) if one.came_later else ""
    return " · ".join(part for part in (encounters, contacts, places, later) if part)


def _badge(one: QuarterState, today: date) -> Badge:
    match one.state(today):
        case "closed":
            return Badge(_("closed on {day}").format(day=day(one.closed_on)), "green", "lock")
        case "due":
            return Badge(_("can be closed"), "blue", "clock")
    return Badge(_("open until {day}").format(day=day(one.closable_from)), "plain", "calendar")
