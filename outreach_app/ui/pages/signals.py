"""Signals: from a draft to a decision, with all that supports them; and the notes about them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QMenu, QWidget

from outreach_app.domain.board import SIGNAL_LANES
from outreach_app.domain.records import (
    Agreement,
    Encounter,
    Evidence,
    Feedback,
    Need,
    Quote,
    Record,
    Signal,
    SignalNote,
    Step,
)
from outreach_app.domain.states import SIGNAL_PATH, UNSUBMITTED
from outreach_app.i18n import _, ngettext
from outreach_app.store.board import signal_cards
from outreach_app.store.sheets import Sheet
from outreach_app.ui.agreements import agreements_of
from outreach_app.ui.board.board_list import BoardList, Dealing
from outreach_app.ui.board.faces import signal_face
from outreach_app.ui.board.possible import Possible
from outreach_app.ui.course.on_its_way import OnItsWay
from outreach_app.ui.course.owed import OwedFeedback
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.copy_up import ask_copy_up
from outreach_app.ui.moves import Moves
from outreach_app.ui.origins import Origins
from outreach_app.ui.pages.records import Invitation, RecordList
from outreach_app.ui.pages.single import BoardPage, RecordPage
from outreach_app.ui.quick_step import QuickStep, StepsBegun
from outreach_app.ui.record_pane import RecordPane
from outreach_app.ui.related import Related
from outreach_app.ui.ripeness_list import Ripeness
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.buttons import Button


class SignalList(BoardList):
    def __init__(self, desk: Desk) -> None:
        invitation = Invitation(
            "flag", _("Signals appear here once a need asks for a structural answer."), _("New signal")
        )
        also = (Need, Step, Evidence, Quote, Feedback, SignalNote, Agreement, Encounter)
        hint = _("Drag a card, or use Ctrl + ← →. What a move needs is asked first.")
        dealing = Dealing(SIGNAL_LANES, "signal_state", signal_cards, signal_face, hint)
        self._possible: Possible | None = None
        self._begun = StepsBegun()
        super().__init__(desk, Signal, invitation, dealing, above=self._steps, extras=self._extras, also=also)
        self._possible = Possible(desk, self)
        self._possible.changed.connect(self._show_possible)
        self._possible.opened.connect(self.show_id)
        self._to_possible = Button("", "secondary", "sparkles", self._offer_possible)
        self.over_list.addWidget(self._to_possible)
        self.over_list.addStretch(1)
        self._to_possible.hide()

    @Slot()
    def _loaded(self) -> None:
        super()._loaded()
        self._show_board_for_patterns()

    @Slot()
    def _show_possible(self) -> None:
        assert self._possible is not None
        self.board.columns[SIGNAL_LANES[0].name].put_below(self._possible.cards())
        n = len(self._possible.proposals)
        self._to_possible.set_text(ngettext("{n} possible pattern", "{n} possible patterns", n))
        self._to_possible.setVisible(bool(n))
        self._show_board_for_patterns()

    def _show_board_for_patterns(self) -> None:
        """Where there is no signal yet, a pattern is what to begin with."""
        if self._possible is not None and self._possible.proposals and self._stack.currentWidget() is self._empty:
            self._stack.setCurrentWidget(self._filled)

    def _offer_possible(self) -> None:
        assert self._possible is not None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self._possible.proposals:
            name = self._possible.title(one).replace("&", "&&")
            menu.addAction(name, partial(self._possible.look, one))
        menu.popup(self._to_possible.mapToGlobal(self._to_possible.rect().bottomLeft()))

    def _steps(self, sheet: Sheet) -> list[QWidget]:
        id = sheet.record.id
        note = Button(_("Open the note"), "secondary", "file-text", lambda: self.desk.go("note", id))
        steps = QWidget()
        whole = column(note, Moves(self.desk, sheet), gap=10)
        if not self.desk.readonly:
            ask = partial(ask_copy_up, self.desk, id, self.window())
            up = Button(_("Copy upward …"), "quiet", "trending-up", ask)
            whole.addLayout(row(up, None))
            whole.addWidget(self._begun.shown(QuickStep(self.desk, sheet)))
        steps.setLayout(whole)
        return [steps]

    def kept(self) -> dict[str, Any]:
        kept = super().kept()
        begun = self._begun.kept()
        return {**kept, "steps": begun, "unfinished": kept["unfinished"] or bool(begun)}

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        self._begun.put_back(kept.get("steps") or {})
        super().bring_back(kept)

    def _extras(self, sheet: Sheet) -> list[QWidget]:
        desk, signal = self.desk, sheet.record
        assert isinstance(signal, Signal)
        tie = {"signal": signal.id}
        parts: list[QWidget] = []
        if signal.state in UNSUBMITTED:
            parts.append(Ripeness(desk, sheet))
        parts += [Origins(desk, sheet), OnItsWay(desk, signal.id)]
        answered = [OwedFeedback(desk, signal.id), agreements_of(desk, tie)]
        first, last = (answered, []) if signal.state in SIGNAL_PATH[5:] else ([], answered)
        return [
            *parts,
            *first,
            Related(desk, Step, tie, icon="footprints", details=("date", "organisation")),
            Related(desk, Quote, tie, icon="quote", details=("permission",)),
            Related(desk, Evidence, tie, icon="layers", details=("kind", "source")),
            *last,
        ]


class SignalsPage(BoardPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Signals"), lambda: SignalList(desk), _("New signal"))


class NotePane(RecordPane):
    """A note to read; writing happens on the note page, beside what it will look like."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(SignalNote, desk, above=self._buttons, extras=self._agreed)

    def may_change(self, record: Record) -> bool:
        """What was submitted stays as it is; what the session adds is written on the note page."""
        return super().may_change(record) and isinstance(record, SignalNote) and not record.version

    def caption(self, record: SignalNote) -> str:  # type: ignore[override]  # this pane shows notes alone
        return record.number or _("Not submitted yet")

    def _buttons(self, sheet: Sheet) -> list[QWidget]:
        note = sheet.record
        assert isinstance(note, SignalNote)
        return [
            Button(_("Write and print"), "secondary", "file-text", lambda: self.desk.go("note", note.signal)),
            Button(_("To the signal"), "secondary", "flag", lambda: self.desk.go("signals", note.signal)),
        ]

    def _agreed(self, sheet: Sheet) -> list[QWidget]:
        """What came of it, once somebody has it on the table."""
        note = sheet.record
        assert isinstance(note, SignalNote)
        return [agreements_of(self.desk, {"signal_note": note.id})] if note.version else []


class NotesPage(RecordPage):
    def __init__(self, desk: Desk) -> None:
        invitation = Invitation(
            "file-text", _("Signal notes appear here once you write one for a signal."), _("New signal note")
        )
        super().__init__(
            desk,
            _("Signal notes"),
            lambda: RecordList(desk, SignalNote, invitation, pane=NotePane(desk), also=(Signal,)),
            _("New signal note"),
        )
