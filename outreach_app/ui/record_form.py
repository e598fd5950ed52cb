"""A form for records of any class: one editor for each described field, wrong ones said in words beside them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Field, Kind, fields_of
from outreach_app.domain.records import Record
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.discretion import Watch, watch_field
from outreach_app.ui.editors import Editor, Offered, editor_for
from outreach_app.ui.locking.typed import type_again, typed_in
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field as Labelled
from outreach_app.ui.widgets.scroll import Scroll


def form_fields(record: type[Record], hidden: Sequence[str] = ()) -> list[Field]:
    """What people fill in: not what a move or the program sets."""
    return [
        field
        for field in fields_of(record)
        if not field.by_move and field.kind != Kind.FROZEN and field.name not in hidden
    ]


def defaults_of(record: type[Record]) -> dict[str, Any]:
    """What a new record has before anything is typed."""
    return {
        field.name: column.default.arg
        for field in fields_of(record)
        if (column := record.__table__.c[field.name]).default is not None and not callable(column.default.arg)
    }


class RecordForm(QWidget):
    """Edits a record of any class. Knows what was changed; saving is its page's."""

    dirty_changed = QtSignal(bool)

    def __init__(
        self, record: type[Record], offered: Offered, *, hidden: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.record = record
        self._today = offered.today
        self._editors: dict[str, Editor] = {}
        self._rows: dict[str, Labelled] = {}
        self._watches: list[Watch] = []
        self._shown: dict[str, str] = {}
        self._dirty = False
        rows = column(gap=16)
        for field in form_fields(record, hidden):
            editor = self._editors[field.name] = editor_for(field, offered)
            editor.changed.connect(self._note_change)
            labelled = self._rows[field.name] = _row(field, editor)
            rows.addWidget(labelled)
            watch = watch_field(record, field, labelled, editor.widget)
            self._watches += [watch] if watch else []
        rows.addStretch(1)
        self.setLayout(rows)
        self._remember()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._dirty

    def editor(self, name: str) -> QWidget:
        return self._editors[name].widget

    def show_values(self, values: Mapping[str, Any], names: Mapping[Any, str] | None = None) -> None:
        """Puts stored values there; nothing is dirty afterwards."""
        for name, editor in self._editors.items():
            editor.show(values.get(name), names or {})
            self._rows[name].set_error()
        for watch in self._watches:
            watch.look()
        self._remember()

    def changed_values(self) -> dict[str, str]:
        """What differs from what was shown, as the store reads it."""
        return {
            name: text
            for name, editor in self._editors.items()
            if (text := editor.text()) != self._shown.get(name, "")
        }

    def kept(self) -> dict[str, Any]:
        """What was changed and where the focus is, for `type_again`; what was not changed follows the store."""
        changed = self.changed_values().keys() | {name for name, each in self._editors.items() if each.complaint()}
        return {
            name: typed if name in changed else {"focus": typed["focus"]}
            for name, editor in self._editors.items()
            if (typed := typed_in(editor.widget)) and (name in changed or "focus" in typed)
        }

    def type_again(self, kept: Mapping[str, Any]) -> None:
        """What was typed over these values before a lock."""
        focused = [type_again(self._editors[name].widget, kept[name]) for name in kept if name in self._editors]
        if not any(focused):
            self.focus_first()
        self._look_for_changes()

    def complain(self) -> bool:
        """Says beside each field what is wrong with it and goes to the first; False when all is well."""
        wrong = [name for name, editor in self._editors.items() if self._complain(name, editor.complaint())]
        if wrong:
            self._editors[wrong[0]].widget.setFocus()
        return bool(wrong)

    def show_error(self, error: OutreachError) -> bool:
        """An error of the store beside its field; False if it belongs to none of them."""
        name, reason = getattr(error, "field", error.values.get("field", "")), getattr(error, "reason", "")
        if name not in self._editors:
            return False
        self._complain(name, reason or str(error))
        self._editors[name].widget.setFocus()
        return True

    def focus_first(self) -> None:
        for editor in self._editors.values():
            editor.widget.setFocus()
            return

    def fix(self, name: str, why: str) -> None:
        """A field that is chosen once: shown, not editable."""
        self._editors[name].widget.setEnabled(False)
        self._rows[name].set_hint(why)

    def _complain(self, name: str, words: str) -> bool:
        self._rows[name].set_error(words)
        return bool(words)

    def _remember(self) -> None:
        self._shown = {name: editor.text() for name, editor in self._editors.items()}
        self._set_dirty(False)

    def _note_change(self) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            name = editor.field.name
            if self._rows[name].error():
                self._complain(name, editor.complaint())
            if editor.field.ahead:  # it may be meant, and is worth a word all the same
                gone = bool(editor.text()) and date.fromisoformat(editor.text()) < self._today()
                self._rows[name].set_hint(_("This day has passed already.") if gone else _(editor.field.hint))
        self._look_for_changes()

    def _look_for_changes(self) -> None:
        unreadable = any(each.complaint() for each in self._editors.values() if not each.field.required)
        self._set_dirty(unreadable or bool(self.changed_values()))

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)


def framed(form: RecordForm, title: str, *, cancel: Callable[[], object], save: Callable[[], object]) -> QWidget:
    """A form below its title, scrolling, with its verbs at the foot."""
    button = Button(_("Save"), "primary", "check", save)
    button.setToolTip(_("Ctrl+Enter"))
    foot = row(Button(_("Cancel"), "quiet", pressed=cancel), None, button)
    head = column(Text(title, "title", wraps=True), margins=(20, 18, 20, 12))
    body = Scroll(form, margins=(20, 2, 20, 12))
    whole = QWidget()
    whole.setLayout(column(head, body, Rule(), column(foot, margins=(12, 10, 20, 12)), gap=0))
    return whole


def _row(field: Field, editor: Editor) -> Labelled:
    """A tick carries its own label."""
    label = "" if field.kind == Kind.FLAG else _(field.label)
    return Labelled(label, editor.widget, required=field.required, hint=_(field.hint))
