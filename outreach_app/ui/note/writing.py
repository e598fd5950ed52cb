"""One section of a note to write: its texts, and the records that belong to it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedWidget, QWidget

from outreach_app.domain.fields import Field, field_of
from outreach_app.domain.records import Evidence, Feedback, Quote, Record, Step
from outreach_app.i18n import _, ngettext
from outreach_app.ui.desk import Desk
from outreach_app.ui.discretion import watch_field
from outreach_app.ui.editors import Editor, editor_for
from outreach_app.ui.locking.typed import type_again, typed_in
from outreach_app.ui.note.grounds_card import GroundsCard
from outreach_app.ui.note.sections import STILL_OPEN, Section, owner_of
from outreach_app.ui.note.state import NoteState
from outreach_app.ui.related import Related
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.field import Field as Labelled
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.scroll import Scroll

Key = tuple[type[Record], str]

_RELATED: dict[type[Record], tuple[str, tuple[str, ...]]] = {
    Step: ("footprints", ("date", "organisation")),
    Quote: ("quote", ("permission",)),
    Evidence: ("layers", ("kind", "source")),
    Feedback: ("message-square", ("audience", "date")),
}
TALL = 9
"""Rows of a section that is one text."""


class Writing(QFrame):
    changed = QtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._editors: dict[Key, Editor] = {}
        self._rows: dict[Key, Labelled] = {}
        self._shown: dict[Key, str] = {}
        self.setProperty("look", "card")
        self._stack = QStackedWidget()
        self.setLayout(column(self._stack, margins=1))

    def show_section(self, section: Section, state: NoteState) -> None:
        """From now on this one is written."""
        self._editors, self._rows = {}, {}
        body = column(Text(section.title, "title", wraps=True), gap=Space.L)
        names = (*section.signal, *section.note)
        for name in names:
            key = (owner_of(section, name), name)
            described = field_of(*key)
            if described is not None:
                alone = len(names) == 1
                body.addWidget(self._row(key, described, state, alone=alone))
        if section.related is not None:
            icon, details = _RELATED[section.related]
            tie = {"signal": state.signal.id}
            body.addWidget(Related(self._desk, section.related, tie, icon=icon, details=details))
        if section.name == "figures":
            body.addWidget(Text(_explained(), "small", "text2", wraps=True))
            body.addWidget(GroundsCard(self._desk, state.signal.id))
        if section.name == "quotes" and state.pointing:
            body.addWidget(_pointing(state.pointing))
        body.addStretch(1)
        inner = QWidget()
        inner.setLayout(body)
        self._replace(Scroll(inner, margins=20))
        self._shown = {key: editor.text() for key, editor in self._editors.items()}
        if self._editors:
            next(iter(self._editors.values())).widget.setFocus()

    def typed(self) -> Mapping[Key, str]:
        """What differs from what is stored, where it can be understood."""
        return {
            key: text
            for key, editor in self._editors.items()
            if not editor.complaint() and (text := editor.text()) != self._shown[key]
        }

    def kept(self) -> dict[str, Any]:
        """What is not stored, understood or not, and what was stored when it was typed."""
        return {
            f"{key[0].slug} {key[1]}": {"was": self._shown[key], "typed": typed_in(each.widget)}
            for key, each in self._editors.items()
            if each.complaint() or each.text() != self._shown[key]
        }

    def type_again(self, kept: Mapping[str, Any]) -> None:
        """Where something else is stored by now (these very words, or a colleague's), that stays."""
        for key, each in self._editors.items():
            held = kept.get(f"{key[0].slug} {key[1]}")
            if held and held["was"] == self._shown[key]:
                type_again(each.widget, held["typed"])

    def refresh(self, state: NoteState) -> None:
        """What a colleague wrote meanwhile, where nothing is being typed here."""
        for key, editor in self._editors.items():
            if editor.text() == self._shown[key]:
                editor.show(state.value(*key), state.names)
                self._shown[key] = editor.text()

    def mark_saved(self, values: Mapping[Key, str]) -> None:
        """These are stored now."""
        self._shown |= {key: text for key, text in values.items() if key in self._shown}

    def show_complaint(self, name: str, words: str) -> bool:
        for key, line in self._rows.items():
            if key[1] == name:
                line.set_error(words)
                return True
        return False

    def _row(self, key: Key, described: Field, state: NoteState, *, alone: bool) -> Labelled:
        editor = self._editors[key] = editor_for(described, state.offered)
        editor.show(state.value(*key), state.names)
        words = Text("", "small", "text3")
        lines = editor.widget if isinstance(editor.widget, QPlainTextEdit) else None
        if lines is not None and alone:
            lines.setMinimumHeight(lines.fontMetrics().lineSpacing() * TALL + 18)
        line = self._rows[key] = Labelled(
            "" if alone else _(described.label),
            editor.widget,
            hint=_(described.hint),
            aside=words,
            required=described.required,
        )
        closed = state.submitted and described.name not in STILL_OPEN
        editor.widget.setEnabled(not closed and not self._desk.readonly)

        def note_change() -> None:
            if line.error():
                line.set_error(editor.complaint())
            if lines is not None:
                words.setText(counted(lines.toPlainText()))
            self.changed.emit()

        editor.changed.connect(note_change)
        watch_field(key[0], described, line, editor.widget)
        if lines is not None:
            words.setText(counted(lines.toPlainText()))
        return line

    def _replace(self, widget: QWidget) -> None:
        old = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()


def counted(text: str) -> str:
    """How many words; readers of notes have little time."""
    words = len(text.split())
    return ngettext("{n} word", "{n} words", words) if words else ""


def _explained() -> str:
    return _(
        "Own registration is counted by the program: rounds, encounters and contacts, never unique young people. "
        "What others counted is added here, with its source. To count another period or other places, add "
        "evidence of the kind “own registration” that names them; then freeze."
    )


def _pointing(n: int) -> QWidget:
    words = ngettext(
        "{n} quote is not printed: age, place and month stand together in it, and point at someone.",
        "{n} quotes are not printed: age, place and month stand together in them, and point at someone.",
        n,
    )
    told = QWidget()
    line = row(Mark("triangle-alert", "amber", 16), gap=Space.S)
    line.addWidget(Text(words, "small", "amber", wraps=True), 1)
    told.setLayout(line)
    return told
