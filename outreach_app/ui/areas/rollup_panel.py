"""Needs and signals over the areas of a level: each counted once in a line, and once in the whole."""

from collections.abc import Mapping

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QStackedWidget

from outreach_app.domain.areas import LEVELS, Areas
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Need, Record, Signal, Spot, Visit
from outreach_app.domain.rollup import Rollup
from outreach_app.i18n import _, gettext, ngettext, number, reading_order
from outreach_app.store.areas import rolled_up
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.bar_table import BarCell, BarRow, BarTable
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tab_order import pass_focus_on
from outreach_app.ui.widgets.tabs import Segments

WATCHED: frozenset[type[Record]] = frozenset({Area, Spot, Visit, Encounter, Need, Signal})
COLUMNS = ("spots", "needs", "signals")


class RollupPanel(Following):
    open_wanted = QtSignal(str)
    """An area, by its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WATCHED)
        names = BUILT_IN["area_level"]
        self.level = Segments([Option(each, gettext(names[each])) for each in LEVELS], _("Level"))
        self.level.choose("municipality")
        self.table = BarTable(_("Roll-up"), [_("Area"), _("Spots"), _("Needs"), _("Signals")])
        self._words = Text("", "body", wraps=True)
        card = QFrame()
        card.setProperty("look", "card")
        card.setLayout(column(self.table, margins=(1, 1, 1, 8)))
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        begin = None if desk.readonly else (_("To the areas"), lambda: self.open_wanted.emit(""))
        words = _("No area has this level yet, and nothing lies anywhere.")
        self._stack.addWidget(EmptyState("layers", words, action=begin))
        tools = row(gap=Space.M)
        tools.addLayout(Flow(self.level, gap=Space.M), 1)
        whole = column(tools, self._words, gap=Space.M)
        whole.addWidget(self._stack, 1)
        how = _(
            "What came up in two areas counts in both, and once in the whole. An area that merged counts in what "
            "it became. Needs that were dropped and signals that went into another are left out."
        )
        whole.addWidget(Text(how, "small", "text3", wraps=True))
        self.setLayout(whole)
        pass_focus_on(self, self.table)
        self.level.chosen.connect(lambda _code: self.reload())
        self.table.opened.connect(self._open)
        self.reload()

    def reload(self) -> None:
        level = self.level.current()
        self.desk.background.read(
            lambda session: rolled_up(session, level), owner=self, done=lambda found: self._show(*found)
        )

    def _open(self, key: str) -> None:
        if key:
            self.open_wanted.emit(key)

    def _show(self, areas: Areas, found: Mapping[str, Rollup]) -> None:
        listed = dict.fromkeys(line.area for one in found.values() for line in one.lines)
        self._stack.setCurrentIndex(0 if listed else 1)
        whole = {name: found[name].total for name in COLUMNS}
        words = _("In the whole {spots}, {needs} and {signals}, each counted once.").format(
            spots=ngettext("{n} spot", "{n} spots", whole["spots"]),
            needs=ngettext("{n} need", "{n} needs", whole["needs"]),
            signals=ngettext("{n} signal", "{n} signals", whole["signals"]),
        )
        self._words.setText(words)
        self._words.setVisible(bool(listed))
        most = {name: max((len(line.items) for line in found[name].lines), default=0) or 1 for name in COLUMNS}
        by_name = sorted(listed, key=lambda id: (id is None, reading_order(areas.nodes[id].name if id else "")))
        self.table.show_rows([self._row(areas, id, found, most) for id in by_name])

    def _row(self, areas: Areas, id: Id | None, found: Mapping[str, Rollup], most: Mapping[str, int]) -> BarRow:
        counts = {name: len(found[name].of(id)) for name in COLUMNS}
        cells = (BarCell(number(count), count / most[name]) for name, count in counts.items())
        return BarRow(id or "", [BarCell(areas.nodes[id].name if id else _("In none of them")), *cells])
