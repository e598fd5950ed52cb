"""Moving what has states: buttons for what is possible, a question for what a move needs."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QMenu, QWidget

from outreach_app.domain.agreements import AGREEMENT_PATH, agreement_moves
from outreach_app.domain.fields import Field, Id, field_of
from outreach_app.domain.meetings import MEETING_PATH, meeting_moves
from outreach_app.domain.moves import Move
from outreach_app.domain.records import BY_SLUG, Agreement, Meeting, Need, Record, Signal
from outreach_app.domain.states import NEED_PATH, SIGNAL_PATH, may, need_moves, signal_moves
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.store.agreements import move_agreement
from outreach_app.store.course import decide
from outreach_app.store.meetings import move_meeting
from outreach_app.store.sheets import Sheet, sheet
from outreach_app.store.signals import asked, current_note, move_need, move_signal
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.course.deciding import DecisionDialog
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.locking.typed import type_again
from outreach_app.ui.offers import read_offered
from outreach_app.ui.widgets.basics import column
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.ui.editors import Offered


class _Ways(NamedTuple):
    """How the records of a kind move: `do` takes what `move_need` takes."""

    vocabulary: str
    path: Sequence[str]
    moves: Callable[[str], Sequence[Move]]
    do: Callable[..., Record]


WAYS: Mapping[type[Record], _Ways] = {
    Need: _Ways("need_state", NEED_PATH, need_moves, move_need),
    Signal: _Ways("signal_state", SIGNAL_PATH, signal_moves, move_signal),
    Agreement: _Ways("agreement_state", AGREEMENT_PATH, agreement_moves, move_agreement),
    Meeting: _Ways("meeting_state", MEETING_PATH, meeting_moves, move_meeting),
}


class Moves(QWidget):
    """The next step as a button, the others in a menu behind it."""

    def __init__(self, desk: Desk, shown: Sheet) -> None:
        super().__init__()
        self._desk, self._record = desk, shown.record
        self._kind: type[Record] = type(shown.record)
        self._terms = shown.terms
        self._ways = WAYS[self._kind]
        state: str = getattr(shown.record, "state")  # noqa: B009  all of these kinds have one
        moves, path = self._ways.moves(state), self._ways.path
        flow = Flow(gap=8)
        later: list[Move] = []
        for move in moves:
            ahead = state in path and move.to in path and path.index(move.to) > path.index(state)
            if ahead and move.to != "in_signal":
                words = _("Move to {state}").format(state=self._label(move.to))
                button = Button(words, "secondary", "arrow-right", partial(self.start, move))
                button.setEnabled(self._allowed(move))
                flow.addWidget(button)
            else:
                later.append(move)
        if later:
            flow.addWidget(self._more(later))
        self.setLayout(column(flow))
        if not moves or desk.readonly:
            self.hide()

    def start(self, move: Move) -> None:
        """Moves at once where nothing has to be asked, else asks."""
        fields = self._asked(move.to)
        if move.reason or fields:
            self._ask(move, fields)
        else:
            self._go(move, {}, "", partial(self._ask, move, fields))

    def _more(self, moves: Sequence[Move]) -> Button:
        menu = QMenu(self)
        for move in moves:
            action = menu.addAction(_("Move to {state}").format(state=self._label(move.to)).replace("&", "&&"))
            action.setEnabled(self._allowed(move))
            action.triggered.connect(lambda _on, move=move: self.start(move))
        button = Button(_("Other moves"), "quiet", "ellipsis")
        button.clicked.connect(lambda _on: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def start_again(self, to: str, typed: Mapping[str, Any]) -> None:
        """The question as it stood before a lock."""
        moves = self._ways.moves(getattr(self._record, "state"))  # noqa: B009
        move = next((move for move in moves if move.to == to), None)
        if move is not None and self._allowed(move):
            self._ask(move, self._asked(to), typed=typed)

    def _ask(
        self,
        move: Move,
        fields: Sequence[Field],
        error: OutreachError | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        """Reads what is known already and opens the question."""
        record = self._record

        def read(session: "Session") -> tuple["Offered", dict[str, Any]]:
            deciding = isinstance(record, Signal) and move.to == "decided"
            offered = read_offered(session, Agreement if deciding else self._kind, self._desk.today)
            return offered, self._known(session, move, fields)

        def show(found: tuple["Offered", dict[str, Any]]) -> None:
            title = _("Move to {state}").format(state=self._label(move.to))
            about = {"record": self._kind.slug, "id": record.id, "to": move.to}
            make = DecisionDialog if self._kind is Signal and move.to == "decided" else MoveDialog
            dialog = make(
                title, fields, found[0], found[1], self.window(), reason_required=move.reason, about=about
            )
            if error is not None:
                dialog.say(error)
            if typed is not None and isinstance(dialog, DecisionDialog):
                dialog.make_room(typed)
            if typed is not None:
                type_again(dialog, typed)
            dialog.answered.connect(lambda: self._go(move, dialog.values(), dialog.reason(), dialog.say, dialog))
            dialog.open()

        self._desk.background.read(read, owner=self, done=show)

    def _known(self, session: "Session", move: Move, fields: Sequence[Field]) -> dict[str, Any]:
        """What stands there already: of the record, of a signal's note, of the session that decided."""
        record = self._record
        known: dict[str, Any] = {field.name: getattr(record, field.name, None) for field in fields}
        if not isinstance(record, Signal):
            return known
        if move.to == "fed_back":
            return {"audience": "youth", "date": self._desk.today()}
        note = current_note(session, record)
        known |= {field.name: getattr(note, field.name) for field in fields if hasattr(note, field.name)}
        if move.to == "decided" and note is not None:
            known["decided_on"] = note.decided_on or note.session_date
        return known

    def _go(
        self,
        move: Move,
        values: Mapping[str, str],
        reason: str,
        failed: Callable[[OutreachError], object],
        dialog: MoveDialog | None = None,
    ) -> None:
        id, actor, today, do = self._record.id, self._desk.actor, self._desk.today(), self._ways.do
        desk, name = self._desk, self._record.caption
        if isinstance(dialog, DecisionDialog):
            do = partial(decide, agreements=dialog.agreements())

        def work(session: "Session") -> Record:
            return do(session, id, move.to, actor, today, reason, **values)

        def done(written: tuple[Record, Change]) -> None:
            if dialog is not None:
                dialog.accept()
            told = _("“{name}” is moved to {state}.").format(name=name, state=self._label(move.to))
            desk.did(told, written[1])

        # Not owned by this widget: the page shows the moved record anew before the word about it is said.
        owner = dialog or self.window()
        self._desk.background.run(
            lambda session: watched(session, work), owner=owner, done=done, failed=failed, busy=dialog or self
        )

    def _asked(self, to: str) -> list[Field]:
        """What goes along; on the way to ripe only what is not there yet."""
        if self._kind is Signal and to == "ripe":
            return [field for field in asked(to) if not getattr(self._record, field.name)]
        if self._kind is Signal:
            return asked(to)
        confirmed = field_of(Need, "confirmed_on")
        return [confirmed] if self._kind is Need and to == "verified" and confirmed else []

    def _allowed(self, move: Move) -> bool:
        return may(self._desk.actor, move, getattr(self._record, "lead", None))

    def _label(self, state: str) -> str:
        return self._terms.label(self._ways.vocabulary, state)


def reopen(desk: Desk, parent: QWidget, kept: Mapping[str, Any]) -> None:
    """After a lock; not where the record is gone or was moved meanwhile."""
    kind = BY_SLUG[kept["record"]]

    def found(read: Sheet | None) -> None:
        if read is not None:
            moves = Moves(desk, read)
            moves.setParent(parent)
            moves.hide()
            moves.start_again(kept["to"], kept["typed"])

    if kept["id"]:
        desk.background.read(lambda session: sheet(session, kind, Id(kept["id"])), owner=parent, done=found)
