"""Where a team ranks its neighbourhoods by hand, beside what it knows of each and what a weighting says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QStackedWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    Area,
    AreaFigure,
    Encounter,
    Need,
    Priority,
    Record,
    Round,
    Signal,
    Spot,
    Team,
    Visit,
)
from outreach_app.i18n import _, gettext
from outreach_app.store import priorities
from outreach_app.store.priorities import Line, Ranking
from outreach_app.store.undoing import watched
from outreach_app.ui import shortcuts
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.reason import ReasonDialog
from outreach_app.ui.following import Following
from outreach_app.ui.priorities.weights_dialog import ask_weights
from outreach_app.ui.priorities.wording import COLUMNS, details, row_of, weights_told
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.bar_table import BarTable
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.tab_order import pass_focus_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WATCHED: set[type[Record]] = {
    Area,
    AreaFigure,
    Encounter,
    Need,
    Priority,
    Round,
    Signal,
    Spot,
    Team,
    Visit,
}
SHARES = (50, 32, 31, 33, 37, 43, 35)
"""Of the columns: each has room for its heading at the largest text, in every language."""


class RankingPanel(Following):
    new_wanted = QtSignal()
    """A first area."""
    open_wanted = QtSignal(str)
    """An area, by its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WATCHED)
        self.ranking: Ranking | None = None
        self.year = desk.today().year
        self._title = Text(str(self.year), "title")
        self._earlier = IconButton("chevron-left", _("The year before"), partial(self._turn, -1))
        self._later = IconButton("chevron-right", _("The year after"), partial(self._turn, 1))
        self._weights = Text("", "body", "text2", wraps=True)
        self.table = BarTable(_("Ranking"), [gettext(title) for title in COLUMNS], SHARES)
        self.up = IconButton("arrow-up", _("One place higher (Alt+Up)"), partial(self.move_row, -1))
        self.down = IconButton("arrow-down", _("One place lower (Alt+Down)"), partial(self.move_row, 1))
        self.why = Button(_("Reason …"), "secondary", "pencil", self._ask_reason)
        self._name, self._details = Text("", "strong"), Text("", "body", "text2", wraps=True)
        self._stack = QStackedWidget()
        self._lay_out()
        for keys, by in zip(shortcuts.MOVE_ROW.keys, (-1, 1), strict=True):
            shortcuts.bind_one(self.table, shortcuts.MOVE_ROW, keys, partial(self.move_row, by))
        self.table.opened.connect(lambda _area: self._ask_reason())
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._tell())
        self.table.bars.modelReset.connect(self._tell)
        pass_focus_on(self, self.table)
        self.reload()

    def reload(self) -> None:
        year = self.year
        self.desk.background.read(lambda session: priorities.ranking(session, year), owner=self, done=self._show)

    @property
    def line(self) -> Line | None:
        """The one that is chosen."""
        at = self.table.currentIndex().row()
        lines = self.ranking.lines if self.ranking else ()
        return lines[at] if 0 <= at < len(lines) else None

    def move_row(self, by: int) -> None:
        """The chosen area one place up or down; the others make room, and the order is kept at once."""
        line, at = self.line, self.table.currentIndex().row()
        if line is None or self.ranking is None or self.desk.readonly:
            return
        order = [one.area for one in self.ranking.lines]
        if 0 <= at + by < len(order):
            order.insert(at + by, order.pop(at))
            told = _("{name} stands at place {n}.").format(name=line.name, n=at + by + 1)
            self._write(lambda session: self._rank(session, order), told)

    def _rank(self, session: Session, order: Sequence[Id]) -> None:
        priorities.rank(session, self.year, order, self.desk.today())

    def _as_weighed(self) -> None:
        if self.ranking is not None:
            lines = sorted(self.ranking.lines, key=lambda line: line.weighed.place)
            order = [line.area for line in lines]
            self._write(lambda session: self._rank(session, order), _("Ranked as the weighting says."))

    def _ask_reason(self) -> None:
        line = self.line
        if line is None or self.desk.readonly:
            return
        year, today = self.year, self.desk.today()

        def put(said: str) -> None:
            def work(session: Session) -> None:
                priorities.give_reason(session, year, line.area, said, today)

            self._write(work, _("The reason is kept."))

        dialog = ReasonDialog(self, _("Why does {name} stand there?").format(name=line.name), put)
        dialog.reason.setPlainText(line.reason)
        dialog.open()

    def _write(self, work: Callable[[Session], None], told: str) -> None:
        desk = self.desk
        desk.background.run(
            lambda session: watched(session, work)[1],
            owner=self,
            done=lambda change: self._written(told, change),
            failed=desk.refuse,
        )

    def _written(self, told: str, change: object) -> None:
        self.desk.did(told, change)  # type: ignore[arg-type]
        self.reload()

    def _turn(self, by: int) -> None:
        self.year += by
        self._title.setText(str(self.year))
        self.reload()

    def _show(self, found: Ranking) -> None:
        self.ranking = found
        self._stack.setCurrentIndex(0 if found.lines else 1)
        self._weights.setText(weights_told(found.weights))
        self.table.show_rows([row_of(line, found.lines) for line in found.lines])

    def _tell(self) -> None:
        line, at = self.line, self.table.currentIndex().row()
        last = len(self.ranking.lines) - 1 if self.ranking else 0
        self._name.setText(line.name if line else "")
        self._details.setText(" ".join(details(line, self.year)) if line else "")
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < last)
        self.why.setEnabled(line is not None)

    def _lay_out(self) -> None:
        head = row(self._earlier, self._title, self._later, Space.M, gap=4)
        head.addWidget(self._weights, 1)
        if self.desk.actor.coordinator and not self.desk.readonly:
            head.addWidget(Button(_("Weights …"), "secondary", "scale", lambda: ask_weights(self, self.desk)))
        if not self.desk.readonly:
            head.addWidget(Button(_("As the weighting says"), "quiet", pressed=self._as_weighed))
        card, chosen = QFrame(), QFrame()
        for each in (card, chosen):
            each.setProperty("look", "card")
        card.setLayout(column(self.table, margins=(1, 1, 1, 8)))
        to_area = Button(_("To the area"), "quiet", "landmark", self._open)
        own = () if self.desk.readonly else (self.up, self.down, self.why)
        chosen.setLayout(
            column(row(self._name, None, *own, to_area), self._details, gap=6, margins=(18, 12, 18, 12))
        )
        filled = QFrame()
        inner = column(gap=Space.M)
        inner.addWidget(card, 1)
        inner.addWidget(chosen)
        inner.addWidget(Text(_("Exact numbers, for eyes inside the team only."), "small", "text3"))
        filled.setLayout(inner)
        words = _("Once there are neighbourhoods, they are ranked here, with what figures and signals say.")
        self._stack.addWidget(filled)
        add = None if self.desk.readonly else (_("New area"), self.new_wanted.emit)
        self._stack.addWidget(EmptyState("list", words, action=add))
        body = column(head, gap=Space.M)
        body.addWidget(self._stack, 1)
        self.setLayout(body)

    def _open(self) -> None:
        if self.line is not None:
            self.open_wanted.emit(self.line.area)
