"""A record list that is a board as well: columns by state, the table as its twin, one search and one pane."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QSettings, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from outreach_app.domain.board import Lane, lane_of
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need, Record
from outreach_app.i18n import _, gettext
from outreach_app.store.board import Dealt, OnCard
from outreach_app.store.confining import areas_within
from outreach_app.ui.board.moving import Mover
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.records import Invitation, RecordList
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.board.board import Board
from outreach_app.ui.widgets.board.column import Head
from outreach_app.ui.widgets.board.face import Face
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.marks import STATES, Mark
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.orm import Session

BOARD, LIST = "board", "list"
MOST_CARDS = 150
"""In one column; the rest is found in the list, or by searching."""


class Dealing(NamedTuple):
    """How the board of one kind of record comes about."""

    lanes: Sequence[Lane]
    vocabulary: str
    """Of its states."""
    read: "Callable[[Session, date, Collection[Id] | None], Dealt]"
    face: Callable[[OnCard, Dealt], Face]
    hint: str
    """Above the columns: what the team agreed, and how cards are moved."""


class BoardList(RecordList):
    """`switch` chooses between the two, for the head of the page; the choice is remembered."""

    def __init__(
        self,
        desk: Desk,
        record: type[Record],
        invitation: Invitation,
        dealing: Dealing,
        *,
        promote: Callable[[Need], object] | None = None,
        **options: Any,
    ) -> None:
        self._dealing = dealing
        self._turn = 0
        super().__init__(desk, record, invitation, **options)
        self._mover = Mover(desk, record, self, promote)
        self.switch = Segments(
            [Option(BOARD, _("Board"), icon="square-kanban"), Option(LIST, _("List"), icon="list")], _("View")
        )
        self.switch.chosen.connect(self._choose_view)
        self.board.opened.connect(self._open_card)
        self.board.moved.connect(lambda id, code: self._mover.put(id, lane_of(dealing.lanes, code)))
        self.board.stepped.connect(self._mover.step)
        self.board.left.connect(self.close_pane)
        self.pane.closed.connect(self.close_pane)
        self.pane.emptied.connect(self.close_pane)
        kept = str(_settings().value(self._kept_as, BOARD))
        self.show_view_as(kept if kept in (BOARD, LIST) else BOARD)

    @property
    def on_board(self) -> bool:
        return self._rows.currentWidget() is self._whole_board

    def beside(self, table: QWidget) -> QLayout:
        """The board or the table, and the record: beside the board only while somebody looks at it."""
        heads = [self._head(lane) for lane in self._dealing.lanes]
        readonly = self.desk.readonly
        self.board = Board(heads, _(self.record.plural), movable=not readonly, add=self.new)
        hint = row(Mark("info", "blue", 16), Text(self._dealing.hint, "small", "text2", wraps=True), gap=9)
        hint.setStretch(1, 1)
        self._whole_board = QWidget()
        whole = column(gap=Space.M)
        if not readonly:
            whole.addLayout(hint)
        whole.addWidget(self.board, 1)
        self._whole_board.setLayout(whole)
        self.over_list = row(gap=Space.S)
        """Above the table: what has a place of its own on the board."""
        listed = column(self.over_list, gap=Space.S)
        listed.addWidget(table, 1)
        whole_list = QWidget()
        whole_list.setLayout(listed)
        self._rows = QStackedWidget()
        for part in (self._whole_board, whole_list):
            self._rows.addWidget(part)
        self._close = IconButton("x", _("Close"), self.close_pane)
        self._side = QWidget()
        closing = row(None, self._close)
        side = column(closing, gap=0)
        side.addWidget(self.pane, 1)
        self._side.setLayout(side)
        body = row(self._rows, self._side, gap=Space.L)
        body.setStretch(0, 1)
        return body

    def enter(self) -> None:
        if self.on_board:
            self.board.focus()
        else:
            super().enter()

    def show_view_as(self, view: str) -> None:
        """As a board, or as a list; nobody is asked."""
        self.switch.choose(view)
        on_board = view == BOARD
        self._rows.setCurrentIndex(0 if on_board else 1)
        self.choose_columns.setVisible(not on_board)
        self._close.setVisible(on_board)
        self._side.setVisible(not on_board)
        if on_board and self._ready:
            self._deal()

    @Slot()
    def close_pane(self) -> None:
        """Asks what becomes of what was typed, then leaves the board the whole room."""
        if self.on_board:
            self.pane.leave(self._close_side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.on_board and not self._side.isHidden():
            self.close_pane()
        else:
            super().keyPressEvent(event)

    def kept(self) -> dict[str, Any]:
        return {**super().kept(), "beside": not self._side.isHidden()}

    def _take_up(self) -> None:
        if self._brought.get("beside"):
            self._show_side()
        super()._take_up()
        self.board.choose(self._wanted or self.pane.id)

    def _choose_view(self, view: str) -> None:
        def change() -> None:
            _settings().setValue(self._kept_as, view)
            self.show_view_as(view)
            self.enter()

        self.pane.leave(change, lambda: self.switch.choose(BOARD if self.on_board else LIST))

    def _open_card(self, id: str) -> None:
        def show() -> None:
            self._show_side()
            self.board.choose(id)
            self.board.reveal(id)
            self.pane.show_record(id)
            self.table.go_to(id)

        self.pane.leave(show)

    def _show_side(self) -> None:
        self._side.show()

    def _close_side(self) -> None:
        self.pane.drop_form()
        self._side.hide()
        self.board.choose("")
        self.board.focus()

    def _new(self) -> None:
        super()._new()
        self._show_side()
        self.board.choose("")

    def _show_wanted(self) -> None:
        id = self._wanted
        super()._show_wanted()
        if id and self.on_board:
            self._show_side()
            self.board.choose(id)
            self.board.reveal(id)

    def _after_saving(self, id: str) -> None:
        super()._after_saving(id)
        self.board.choose(id)

    @Slot()
    def _loaded(self) -> None:
        super()._loaded()
        if self.on_board:
            self._deal()

    def _deal(self) -> None:
        """Reads the cards of what is searched for and narrowed to."""
        self._turn += 1
        turn, asked, ids_of, today = self._turn, self.model.asked, self.model.ids, self.desk.today()
        read = self._dealing.read

        def work(session: "Session") -> Dealt:
            confined = areas_within(session) is not None
            narrowed = bool(asked.text or asked.conditions or confined) and ids_of is not None
            return read(session, today, {Id(id) for id in ids_of(session, asked)} if narrowed and ids_of else None)

        self.desk.background.read(work, owner=self, done=lambda dealt: self._show_cards(dealt, turn))

    def _show_cards(self, dealt: Dealt, turn: int) -> None:
        if turn != self._turn:
            return  # the answer to an earlier question
        faces: dict[str, list[Face]] = {lane.name: [] for lane in self._dealing.lanes}
        more: dict[str, int] = dict.fromkeys(faces, 0)
        for card in dealt.cards:
            lane = lane_of(self._dealing.lanes, card.state).name
            if len(faces[lane]) < MOST_CARDS:
                faces[lane].append(self._dealing.face(card, dealt))
            else:
                more[lane] += 1
        self.board.deal(faces, more)

    def _head(self, lane: Lane) -> Head:
        icon, tone = STATES.get(lane.name, ("circle", "text2"))
        label = gettext(BUILT_IN[self._dealing.vocabulary][lane.name])
        first = lane is self._dealing.lanes[0]
        add = _("New: {kind}").format(kind=_(self.record.singular)) if first else ""
        return Head(lane.name, label, icon, "text2" if tone == "plain" else tone, lane.aside, add)

    @property
    def _kept_as(self) -> str:
        return f"view/{self.record.slug}"


def _settings() -> QSettings:
    """Outside the vault: whether somebody likes boards says nothing about anyone."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "vindplaats", "window")
