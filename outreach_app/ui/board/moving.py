"""A card that is put elsewhere: the same questions and refusals as in the pane of its record."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.domain.board import Lane, beside, dropped_into
from outreach_app.domain.fields import Id
from outreach_app.domain.moves import Move
from outreach_app.domain.records import Need, Record, Signal
from outreach_app.domain.states import OPEN_NEEDS, need_move, need_moves, signal_move, signal_moves
from outreach_app.errors import OutreachError
from outreach_app.store.sheets import Sheet, sheet
from outreach_app.ui.desk import Desk
from outreach_app.ui.moves import Moves

Target = Callable[[str], str]
"""From the state in which a record is to the one that is asked for; empty for none."""


class Mover(QWidget):
    """Reads the record anew before it asks anything: what the board shows may be older. Never seen itself.

    `promote` opens the way into a signal, which is no move that a need makes by itself.
    """

    def __init__(
        self, desk: Desk, kind: type[Record], parent: QWidget, promote: Callable[[Need], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._promote = desk, kind, promote
        self._asking: Moves | None = None
        self.hide()

    def step(self, id: str, by: int) -> None:
        """One state further, or back."""
        self._go(id, lambda state: beside(state, by))

    def put(self, id: str, lane: Lane) -> None:
        """Into a column."""
        moves = need_moves if self._kind is Need else signal_moves
        self._go(id, lambda state: dropped_into(lane, state, (move.to for move in moves(state))))

    def _go(self, id: str, target: Target) -> None:
        self._desk.background.read(
            lambda session: sheet(session, self._kind, Id(id)),
            owner=self,
            done=lambda found: self._start(found, target),
        )

    def _start(self, found: Sheet | None, target: Target) -> None:
        record = found.record if found is not None else None
        if found is None or not isinstance(record, Need | Signal) or not (to := target(record.state)):
            return
        if (
            isinstance(record, Need)
            and to == "in_signal"
            and self._promote is not None
            and record.state in OPEN_NEEDS
        ):
            self._promote(record)
            return
        try:
            move = self._move(record, to)
        except OutreachError as error:
            self._desk.refuse(error)
            return
        if self._asking is not None:
            self._asking.deleteLater()
        self._asking = Moves(self._desk, found)
        self._asking.setParent(self)
        self._asking.start(move)

    def _move(self, record: Need | Signal, to: str) -> Move:
        if isinstance(record, Need):
            return need_move(record.state, to)
        return signal_move(record.state, to, self._desk.actor, record.lead)
