"""All norms on one page: what is asked, what there is, and what would satisfy them. Nothing here blocks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    Area,
    Consultation,
    Exchange,
    Feedback,
    JointService,
    Meeting,
    Record,
    Signal,
    SignalNote,
    Team,
)
from outreach_app.domain.table_norms import LABELS, Norm, Standing, named
from outreach_app.i18n import _, gettext, ngettext
from outreach_app.store import records, table_norms
from outreach_app.store.undoing import watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.offers import read_offered
from outreach_app.ui.tables.norms_dialog import NormsDialog
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.marks import Badge, Mark
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.ui.editors import Offered

LOOKS = {
    Standing.MET: ("circle-check", "green"),
    Standing.COMING: ("calendar", "blue"),
    Standing.SHORT: ("circle-alert", "amber"),
    Standing.MISSED: ("triangle-alert", "red"),
}
ICONS = {
    "meetings": "calendar",
    "alderman": "landmark",
    "exchanges": "messages-square",
    "joint_services": "handshake",
    "leads": "user",
    "municipalities": "layers",
    "feedback": "message-square",
}
_WATCHED: set[type[Record]] = {
    Consultation,
    Meeting,
    Area,
    Exchange,
    JointService,
    Feedback,
    Signal,
    SignalNote,
    Team,
}
NUMBER_WIDTH, STATE_WIDTH = 96, 128


class NormsPanel(Following):
    new_wanted = QtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _WATCHED)
        self.year = desk.today().year
        self._title = Text(str(self.year), "title")
        self._earlier = IconButton("chevron-left", _("The year before"), partial(self._turn, -1))
        self._later = IconButton("chevron-right", _("The year after"), partial(self._turn, 1))
        self._told = Text("", "body", "text2", wraps=True)
        change = Button(_("Change the norms …"), "secondary", "settings", self._ask)
        head = row(self._earlier, self._title, self._later, Space.M, gap=4)
        head.addWidget(self._told, 1)
        if desk.actor.coordinator and not desk.readonly:
            head.addWidget(change)
        self._list = column(gap=Space.M)
        inner = QWidget()
        inner.setLayout(column(self._list, None))
        add = None if desk.readonly else (_("New consultation"), self.new_wanted.emit)
        words = _("Once a table or a youth region is entered, this shows what is asked of it, and what there is.")
        self._stack = QStackedWidget()
        reading = Scroll(inner)
        reading.walk_as(_("Norms"))
        self._stack.addWidget(reading)
        self._stack.addWidget(EmptyState("scale", words, action=add))
        body = column(head, gap=Space.M)
        body.addWidget(self._stack, 1)
        self.setLayout(body)
        self.reload()

    def reload(self) -> None:
        year, today = self.year, self.desk.today()

        def read(session: Session) -> list[Norm]:
            return table_norms.norms_of(session, year, today)

        self.desk.background.read(read, owner=self, done=self._show)

    def _turn(self, by: int) -> None:
        self.year += by
        self._title.setText(str(self.year))
        self.reload()

    def _show(self, found: Sequence[Norm]) -> None:
        empty(self._list)
        self._stack.setCurrentIndex(0 if found else 1)
        met = sum(one.state is Standing.MET for one in found)
        said = _("Norms met: {met} of {n}.")
        self._told.setText(said.format(met=met, n=len(found)) if found else "")
        subjects: dict[tuple[str, str], list[Norm]] = {}
        for one in found:
            subjects.setdefault((one.subject, one.id), []).append(one)
        for (subject, _id), lines in subjects.items():
            self._list.addWidget(self._card(subject, lines))

    def _card(self, subject: str, lines: Sequence[Norm]) -> QWidget:
        card = QFrame()
        card.setProperty("look", "card")
        whole = column(Text(subject, "strong", wraps=True), gap=10, margins=(18, 14, 18, 14))
        for n, one in enumerate(lines):
            if n:
                whole.addWidget(Rule())
            whole.addWidget(self._line(one))
        may_plan = not self.desk.readonly and self.year == self.desk.today().year
        if may_plan and any(one.norm == "meetings" and one.state is Standing.SHORT for one in lines):
            plan = Button(_("Plan what is missing"), "secondary", "calendar", partial(self._plan, Id(lines[0].id)))
            plan.setAccessibleName(_("Plan what is missing: {name}").format(name=subject))
            whole.addLayout(row(plan, None))
        card.setLayout(whole)
        return card

    def _line(self, one: Norm) -> QWidget:
        """What is asked, what there is, how that stands, and what would satisfy it."""
        px, line = theme().px, QWidget()
        figure = Text(_("{actual} of {asked}").format(actual=one.actual, asked=one.asked), "label")
        figure.setFixedWidth(px(NUMBER_WIDTH))
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        icon, tone = LOOKS[one.state]
        state = QWidget()
        state.setLayout(row(Badge(gettext(LABELS[one.state]), tone, icon), None))
        state.setFixedWidth(px(STATE_WIDTH))
        coming = (
            ngettext("{n} planned", "{n} planned", one.planned) if one.planned and one.norm != "feedback" else ""
        )
        words = " · ".join(part for part in (coming, one.satisfy) if part)
        said = column(Text(named(one.norm), "body", wraps=True), gap=1)
        if words:
            said.addWidget(Text(words, "small", "text2", wraps=True))
        whole = row(Mark(ICONS[one.norm], "text2"), gap=Space.M)
        whole.addLayout(said, 1)
        whole.addWidget(figure)
        whole.addWidget(state)
        line.setLayout(whole)
        line.setAccessibleName(
            f"{named(one.norm)}: {figure.text()}, {gettext(LABELS[one.state])}. {words}".strip()
        )
        return line

    def _plan(self, table: Id) -> None:
        desk = self.desk
        today = desk.today()

        def work(session: Session) -> list[Meeting]:
            return table_norms.plan_missing(session, table, desk.actor, today)

        def done(written: tuple[list[Meeting], object]) -> None:
            made, change = written
            told = ngettext("{n} meeting is planned.", "{n} meetings are planned.", len(made))
            desk.did(told, change)  # type: ignore[arg-type]

        desk.background.run(
            lambda session: watched(session, work), owner=self, done=done, failed=desk.refuse, busy=self
        )

    def _ask(self) -> None:
        def read(session: Session) -> tuple[Offered, list[Team]]:
            return read_offered(session, Team, self.desk.today), records.listed(session, Team)

        def show(found: tuple[Offered, list[Team]]) -> None:
            offered, [team] = found
            NormsDialog(self, self.desk, offered, team).open()

        self.desk.background.read(read, owner=self, done=show)
