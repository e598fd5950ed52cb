"""Areas and their spots as they lie in each other, and beside them what is chosen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Exchange, JointService, Need, Record, Signal, Spot, Visit
from outreach_app.i18n import _, day
from outreach_app.store.area_tree import AreaTree, area_tree
from outreach_app.store.merging_areas import Offered
from outreach_app.store.sheets import Sheet
from outreach_app.ui.areas.context import ContextOut
from outreach_app.ui.areas.merging import ask_merge
from outreach_app.ui.areas.rows import SPOT, tree_rows
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.record_pane import RecordPane
from outreach_app.ui.related import Related
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.messages import EmptyState, MessageBar
from outreach_app.ui.widgets.tab_order import pass_focus_on
from outreach_app.ui.widgets.tree import Tree

WATCHED: frozenset[type[Record]] = frozenset({Area, Spot, Visit, Encounter, Need, Signal})
PANE_WIDTH = 372
REGIONS = ("youth_region", "reference_region")


class TreePanel(Following):
    new_wanted = QtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WATCHED)
        self.found: AreaTree | None = None
        self._wanted = ""
        titles = [_("Area or spot"), _("Level"), _("Spots"), _("Needs"), _("Signals")]
        self.tree = Tree(_("Areas in each other"), titles)
        self.known = MessageBar()
        self.areas = RecordPane(Area, desk, above=self._above, extras=self._below)
        self.spots = RecordPane(Spot, desk)
        self._panes = QStackedWidget()
        self._panes.addWidget(self.areas)
        self._panes.addWidget(self.spots)
        self._panes.setFixedWidth(theme().px(PANE_WIDTH))
        card = QFrame()
        card.setProperty("look", "card")
        card.setLayout(column(self.tree, margins=1))
        words = _("Areas hold your spots together: neighbourhoods, towns, regions.")
        filled = QWidget()
        body = row(gap=Space.L)
        body.addWidget(card, 1)
        body.addWidget(self._panes)
        filled.setLayout(body)
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        begin = None if desk.readonly else (_("New area"), self.new_wanted.emit)
        self._stack.addWidget(EmptyState("layers", words, action=begin))
        whole = column(self.known, gap=Space.M)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        pass_focus_on(self, self.tree)
        self.tree.chosen.connect(self._chosen)
        self.tree.opened.connect(lambda _key: self.pane.edit())
        for pane in (self.areas, self.spots):
            pane.saved.connect(self.show_id)
        self.reload()

    @property
    def pane(self) -> RecordPane:
        """The one that is shown."""
        return cast("RecordPane", self._panes.currentWidget())

    @property
    def current(self) -> str:
        return self.tree.current_key()

    def show_id(self, id: str) -> None:
        self._wanted = id
        self._go()

    def leave(self, go_on: Callable[[], None]) -> None:
        self.pane.leave(go_on)

    def reload(self) -> None:
        today = self.desk.today()
        self.desk.background.read(lambda session: area_tree(session, today), owner=self, done=self._show)

    def _show(self, found: AreaTree) -> None:
        self.found = found
        rows = tree_rows(found)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.tree.show_rows(rows)
        self._go()
        self.areas.reload()
        self._offer(found.offered)

    def _go(self) -> None:
        if self._wanted and (self.tree.go_to(self._wanted) or self.tree.go_to(SPOT + self._wanted)):
            self._wanted = ""

    def _offer(self, offered: Sequence[Offered]) -> None:
        """One known merger at a time."""
        if not offered or self.desk.readonly:
            self.known.hide()
            return
        one = offered[0]
        words = _("{names} became {into} on {day}. Your areas do not say so yet.")
        names = " · ".join(name for name in one.known.names if name != one.known.into)
        self.known.say(
            words.format(names=names, into=one.known.into, day=day(one.known.day)),
            _("Nothing is moved: whoever reads finds their spots in what goes on."),
            "info",
            (_("Merge …"), partial(ask_merge, self.desk, self.window(), merger=one.merger)),
        )

    def _chosen(self, key: str) -> None:
        spot = key.startswith(SPOT)
        pane, id = (self.spots, key.removeprefix(SPOT)) if spot else (self.areas, key if len(key) == 32 else "")
        if pane is self.pane and pane.id == id and id:
            return

        def show() -> None:
            self._panes.setCurrentWidget(pane)
            pane.show_record(id)

        def back() -> None:
            self.tree.blockSignals(True)
            self.tree.go_to(self.pane.id) or self.tree.go_to(SPOT + self.pane.id)
            self.tree.blockSignals(False)

        self.pane.leave(show, back)

    def _above(self, found: Sheet) -> list[QWidget]:
        """What should be looked at, and what can be done with an area."""
        area = found.record
        assert isinstance(area, Area)
        parts: list[QWidget] = []
        for words in self.found.warnings.get(area.id, ()) if self.found else ():
            line, said = QWidget(), Text(words, "small", wraps=True)
            said.setMinimumWidth(1)
            inner = row(Mark("triangle-alert", "amber", 16), said, gap=Space.S)
            inner.setStretch(1, 1)
            line.setLayout(inner)
            parts.append(line)
        flow = Flow(gap=Space.S)
        if not self.desk.readonly and not area.successor:
            ask = partial(ask_merge, self.desk, self.window(), olds=(area.id,))
            flow.addWidget(Button(_("Merge …"), "secondary", "git-merge", ask))
        flow.addWidget(ContextOut(self.desk, self, area.id).button)
        buttons = QWidget()
        buttons.setLayout(column(flow))
        return [*parts, buttons]

    def _below(self, found: Sheet) -> list[QWidget]:
        """What a region does together; of a smaller area only where there is something already."""
        area = found.record
        assert isinstance(area, Area)
        if area.level not in REGIONS:
            return []
        tie = {"area": Id(area.id)}
        return [
            Related(self.desk, JointService, tie, icon="handshake", details=("year", "state")),
            Related(self.desk, Exchange, tie, icon="messages-square", details=("held_on",)),
        ]
