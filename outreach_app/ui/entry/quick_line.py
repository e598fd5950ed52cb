"""A round typed in one line: what is understood stands below it piece by piece, to be answered or corrected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from outreach_app.domain.drafts import Pick
from outreach_app.domain.fields import new_id
from outreach_app.domain.quick_line import (
    AGE,
    DATE,
    LONGEST,
    NEED,
    NOBODY,
    TIME,
    WORDS,
    Known,
    Piece,
    chosen,
    understood,
)
from outreach_app.domain.quick_round import draft_of
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, number
from outreach_app.store.drafts import save_draft
from outreach_app.store.errors import ReadOnly
from outreach_app.store.round_lists import EntryChoices, entry_choices
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.discretion import Watch
from outreach_app.ui.entry.target import target_of_draft
from outreach_app.ui.widgets.basics import Text, empty
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.inputs import TextLine

ICONS = {
    DATE: "calendar",
    TIME: "clock",
    "spot": "map-pin",
    "people": "users",
    AGE: "users",
    NEED: "lightbulb",
    NOBODY: "footprints",
    WORDS: "circle-alert",
}


class QuickLine(Dialog):
    """Yields a draft, which opens in round entry: nothing is saved unseen."""

    WIDTH = 680

    def __init__(self, desk: Desk, parent: QWidget, back: Mapping[str, Any] | None = None) -> None:
        """`back` is what a lock took away, or what was put aside."""
        super().__init__(parent, _("A round in one line"), "", _("Open in round entry"), self.go_on)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._known, self._choices = Known(), EntryChoices((), (), (), (), Vocabularies())
        self._answers = _answers(back)
        self.pieces: list[Piece] = []
        self._too_long = False
        self.line = TextLine(_("The round"), _("yesterday 19:30 Market 6 boys 15-17, benches broken, 2 girls"))
        hint = _("Date, time, spot, whom you met and how old, what is missing; commas between.")
        field = Field(_("The round"), self.line, hint=hint)
        self._watch = Watch(field, self.line, hint)
        self._chips = QWidget()
        self._flow = Flow(gap=6)
        self._chips.setLayout(self._flow)
        self.line.setText(back["line"] if back else "")
        self._state = Text("", "small", "text2", wraps=True)
        for each in (field, self._chips, self._state):
            self.body.addWidget(each)
        self.line.textChanged.connect(self._read)
        self.button.setEnabled(False)
        desk.background.read(entry_choices, owner=self, done=self._offer)
        self.line.setFocus()

    def kept(self) -> dict[str, Any]:
        """See locking.keeping."""
        answers = [
            [kind, text, {"name": pick.name, "id": pick.id} if pick else None]
            for (kind, text), pick in self._answers.items()
        ]
        return {"dialog": "quick_line", "line": self.line.text(), "answers": answers}

    def reject(self) -> None:
        """What is typed is put aside until it is opened again, over a lock and a crash too."""
        desk, parent = self._desk, self.parentWidget()
        desk.aside.clear()
        if self.line.text().strip() and parent is not None:
            desk.aside.update(self.kept())
            window = parent.window()
            words = _("The line is put aside. It stands there again when you open it.")
            desk.toast(words, (_("Go on with it"), lambda: open_quick_line(desk, window)))
        super().reject()

    def go_on(self) -> None:
        """Keeps the round as a draft and opens it."""
        if not self.pieces:
            return
        draft = draft_of(self.line.text(), self.pieces, self._desk.today(), self._own())
        key, at = new_id(), self._desk.clock.milliseconds()
        self._desk.background.run(
            lambda session: save_draft(session, key, draft, at),
            owner=self,
            busy=self,
            done=lambda _none: self._opened(target_of_draft(key)),
        )

    def _opened(self, target: str) -> None:
        self._desk.aside.clear()
        self.accept()
        self._desk.go("round", target)

    def _own(self) -> Sequence[Pick]:
        return [pick for pick in self._choices.workers if pick.id == self._desk.actor.worker]

    def _offer(self, choices: EntryChoices) -> None:
        self._choices = choices
        self._known = Known([choice.pick for choice in choices.spots], list(choices.needs))
        self._read()

    def _read(self) -> None:
        line = self.line.text()
        self._too_long = len(line) > LONGEST
        pieces = [] if self._too_long else understood(line, self._known, self._desk.today(), self._answered)
        self.pieces = [self._answered(piece) for piece in pieces]  # what found no room may be a need
        self._show()

    def _answered(self, piece: Piece) -> Piece:
        key = (piece.kind, self.line.text()[piece.start : piece.end])
        if key not in self._answers:
            return piece
        pick = self._answers[key]
        if pick is None:
            return replace(piece, kind=WORDS, value=None)
        if piece.kind == WORDS:
            return replace(piece, kind=NEED, value=pick)
        return chosen(piece, pick) if pick in piece.choices else piece  # it was erased or renamed meanwhile

    def _show(self) -> None:
        empty(self._flow)
        before: QWidget = self.line
        for piece in self.pieces:
            chip = self._chip(piece)
            self._flow.addWidget(chip)
            QWidget.setTabOrder(before, chip)
            before = chip
        line, asked = self.line.text(), sum(piece.asks for piece in self.pieces)
        unknown = any(piece.kind == WORDS for piece in self.pieces)
        doubtful = any(visit.doubtful for visit in draft_of(line, self.pieces, self._desk.today()).visits)
        words = [_too_long(len(line))] if self._too_long else []
        words += [_("Choose where a question stands.")] if asked else []
        words += [_("What is not understood goes into the note of its spot.")] if unknown else []
        words += (
            [_("Where nobody was there is no note: what else you say of it is asked about.")] if doubtful else []
        )
        self._state.setText(" ".join(words))
        self.button.setEnabled(bool(self.pieces) and not asked and not self._desk.readonly)
        self.adjustSize()

    def _chip(self, piece: Piece) -> Button:
        text = self.line.text()[piece.start : piece.end]
        chip = Button(self._told(piece, text), "chip")
        chip.set_icon("circle-alert" if piece.asks else ICONS[piece.kind])
        chip.clicked.connect(lambda _checked: self._ask(chip, piece, text))
        return chip

    def _told(self, piece: Piece, text: str) -> str:
        value = piece.value
        if piece.kind == WORDS:
            return _("“{words}” is not understood").format(words=text)
        if piece.asks:
            return _("“{words}”: which one?").format(words=text)
        if isinstance(value, date):
            return day(value, "EEEE d MMMM")
        if piece.kind == TIME and isinstance(value, tuple):
            return "–".join(value)
        if piece.kind == AGE:
            return self._choices.terms.label("age", str(value))
        return value.name if isinstance(value, Pick) else text

    def _ask(self, chip: Button, piece: Piece, text: str) -> None:
        """What else it may be."""
        original = next(
            p for p in understood(self.line.text(), self._known, self._desk.today()) if p.start == piece.start
        )
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for pick in original.choices:
            menu.addAction(self._choice(original, pick).replace("&", "&&"), self._answer(original, text, pick))
        if original.kind == WORDS:
            menu.addAction(_("A new need"), self._answer(original, text, Pick(text)))
        menu.addAction(_("Words for the note"), self._answer(original, text, None))
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _choice(self, piece: Piece, pick: Pick) -> str:
        if piece.kind == NOBODY:
            return _("Nobody there")
        meant = chosen(piece, pick)
        return self._told(meant, pick.name) if piece.kind == AGE else pick.name

    def _answer(self, piece: Piece, text: str, pick: Pick | None) -> Callable[[], None]:
        def answer() -> None:
            self._answers[piece.kind, text] = pick
            self._read()
            self.line.setFocus()

        return answer


def _too_long(n: int) -> str:
    words = _("This is too long for one line: {n} characters, where {limit} is the most.")
    told = words.format(n=number(n), limit=number(LONGEST))
    return f"{told} {_('Shorten it, or enter the round spot by spot.')}"


def open_quick_line(desk: Desk, parent: QWidget) -> None:
    """From wherever one is."""
    if desk.readonly:
        desk.refuse(ReadOnly())
    else:
        QuickLine(desk, parent, desk.aside or None).open()


def reopen(desk: Desk, parent: QWidget, kept: Mapping[str, Any]) -> None:
    """After a lock, as it was typed."""
    QuickLine(desk, parent, kept).open()


def _answers(back: Mapping[str, Any] | None) -> dict[tuple[str, str], Pick | None]:
    kept = back["answers"] if back else ()
    return {(kind, text): Pick(pick["name"], pick["id"]) if pick else None for kind, text, pick in kept}
