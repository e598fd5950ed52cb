"""One record beside its table: read it, edit it, make a new one, put it in the bin."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.fields import Id, fields_of
from outreach_app.domain.records import Addressee, Record, Spot, Term
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.store.sheets import Sheet, sheet
from outreach_app.ui import record_deeds
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.unsaved import ask_unsaved
from outreach_app.ui.erasing import action
from outreach_app.ui.offers import read_offered
from outreach_app.ui.reading import reading
from outreach_app.ui.record_form import RecordForm, defaults_of, framed
from outreach_app.ui.shortcuts import SAVE, bind
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column
from outreach_app.ui.widgets.buttons import Button, IconButton

if TYPE_CHECKING:
    from outreach_app.ui.editors import Offered

Extras = Callable[[Sheet], Sequence[QWidget]]

CHOSEN_ONCE: dict[type[Record], tuple[str, ...]] = {
    Spot: ("sensitive",),
    Term: ("code", "vocabulary"),
    Addressee: ("kind",),
}
"""Fields that are chosen when a record is made, by record."""


class RecordPane(QFrame):
    """Shows one record of a class; `above` and `extras` make what a page adds before and after its fields."""

    saved = QtSignal(str)
    """The id of what was just written."""
    closed = QtSignal()
    """A new record was given up."""
    emptied = QtSignal()
    """The record shown was put in the bin."""

    def __init__(
        self,
        record: type[Record],
        desk: Desk,
        *,
        fixed: Mapping[str, str] | None = None,
        hidden: Sequence[str] = (),
        above: Extras | None = None,
        extras: Extras | None = None,
    ) -> None:
        super().__init__()
        self.record = record
        self.desk = desk
        self.form: RecordForm | None = None
        self._fixed = dict(fixed or {})
        self._hidden = (*self._fixed, *hidden)
        self._above, self._extras = above, extras
        self._id = Id("")
        self._asked = Id("")
        self._brought: Mapping[str, Any] | None = None
        self.opening = False
        """Whether a form is on its way back."""
        self.sheet: Sheet | None = None
        self.setProperty("look", "card")
        self._stack = QStackedWidget()
        self._blank = QWidget()
        self._blank.setLayout(
            column(None, Text(_("Choose a row to see more."), "small", "text3"), None, margins=Space.XL)
        )
        self._stack.addWidget(self._blank)
        self.setLayout(column(self._stack))
        self._save_keys = bind(self, SAVE, self.save)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the form, once nothing in it wants the key (an open list of suggestions does)."""
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.cancel()
        else:
            super().keyPressEvent(event)

    @property
    def dirty(self) -> bool:
        return self.form is not None and self.form.dirty

    @property
    def id(self) -> Id:
        """Of the record shown; empty for none or a new one."""
        return self._id

    @property
    def hidden(self) -> Sequence[str]:
        """Fields that are not filled in here."""
        return self._hidden

    def caption(self, record: Record) -> str:
        """What a record is called here."""
        return record.caption or _(record.singular)

    def named(self, record: Record) -> str:
        """What a record is called in a sentence."""
        return _("“{name}”").format(name=self.caption(record))

    def may_change(self, record: Record) -> bool:
        """Whether whoever works here may edit and delete this record."""
        return not self.desk.readonly and (self.desk.actor.coordinator or not isinstance(record, Addressee | Term))

    def leave(self, go_on: Callable[[], object], stay: Callable[[], object] = lambda: None) -> None:
        """Goes on at once, or after asking what becomes of what was typed."""
        if not self.dirty:
            go_on()
            return

        def discard() -> None:
            self.drop_form()
            go_on()

        ask_unsaved(self, lambda: self.save(go_on), discard, stay)

    def show_record(self, id: str) -> None:
        """Reads and shows a record; empty for none. A form that stands open is dropped: ask `leave` first."""
        self._asked = Id(id)
        if not id:
            self._id, self.sheet = Id(""), None
            self.drop_form()
            self._show(self._blank)
            return
        self.desk.background.read(
            lambda session: sheet(session, self.record, Id(id)),
            owner=self,
            done=lambda found: self._show_sheet(found, Id(id)),
        )

    def reload(self) -> None:
        """The same record again, since something was written; an open form is left alone."""
        if self.form is None and self._id:
            self.show_record(self._id)

    def edit(self) -> None:
        """Opens the form on what is shown."""
        if self.sheet is not None and self.may_change(self.sheet.record):
            record, names = self.sheet.record, self.sheet.names
            values = {field.name: getattr(record, field.name) for field in fields_of(self.record)}
            self._open_form(record.caption, lambda form: self._fill(form, values, names))

    def new(self, values: Mapping[str, Any] | None = None) -> None:
        """Opens an empty form."""
        self._id, self._asked, self.sheet = Id(""), Id(""), None
        title = _("New: {kind}").format(kind=_(self.record.singular))
        self._open_form(title, lambda form: form.show_values({**defaults_of(self.record), **(values or {})}))

    def cancel(self) -> None:
        """Closes the form; asks if something was typed."""
        if self.form is not None:
            self.leave(self._close_form)

    def save(self, then: Callable[[], object] = lambda: None) -> None:
        """Writes what was typed; what is wrong is said beside its field, and nothing is lost."""
        form = self.form
        if form is None or not form.isEnabled() or form.complain():
            return
        if self._id and not form.dirty:
            self._close_form()
            then()
            return
        values, id = {**({} if self._id else self._fixed), **form.changed_values()}, self._id
        record_deeds.write(self, form, id, values, then)

    def kept(self) -> dict[str, Any]:
        """The form that stands open, see Page.kept; empty for none."""
        if self.form is None:
            return {}
        seen = self.sheet.record.revision if self.sheet is not None else 0
        return {"id": self._id, "seen": seen, "typed": self.form.kept(), "unfinished": self.form.dirty}

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        """Opens the form again; of a record that is gone meanwhile, as a new one: what was typed is not lost."""
        id = self._asked = Id(kept["id"])
        self._brought = kept["typed"]
        self.opening = True

        def found(sheet: Sheet | None) -> None:
            if sheet is not None and self.may_change(sheet.record):
                self._show_sheet(sheet, id)
                self.edit()
                if kept.get("unfinished") and sheet.record.revision != kept.get("seen", sheet.record.revision):
                    told = _("{what} was changed since you typed here. Look before you save.")
                    self.desk.toast(told.format(what=self.named(sheet.record)), None)
            else:
                self.new()

        self.desk.background.read(
            lambda session: sheet(session, self.record, id) if id else None, owner=self, done=found
        )

    def bring(self, id: Id) -> None:
        """Shows what was just written or came back, here and in the list."""
        self.show_record(id)
        self.saved.emit(id)

    def come_back(self, id: Id) -> None:
        """After an undo; a form that stands open meanwhile is left alone."""
        if self.form is None:
            self.bring(id)

    def refused(self, error: OutreachError) -> None:
        if self.form is None or not self.form.show_error(error):
            self.desk.refuse(error)

    def _fill(self, form: RecordForm, values: Mapping[str, Any], names: Mapping[Any, str]) -> None:
        form.show_values(values, names)
        for name in CHOSEN_ONCE.get(self.record, ()):
            form.fix(name, _("Chosen once, when it was made."))

    def _open_form(self, title: str, fill: Callable[[RecordForm], None]) -> None:
        self.desk.background.read(
            lambda session: read_offered(session, self.record, self.desk.today),
            owner=self,
            done=lambda offered: self._show_form(title, offered, fill),
        )

    def _show_form(self, title: str, offered: "Offered", fill: Callable[[RecordForm], None]) -> None:
        self.drop_form()
        form = self.form = RecordForm(self.record, offered, hidden=self._hidden)
        fill(form)
        self._show(framed(form, title, cancel=self.cancel, save=self.save))
        brought, self._brought, self.opening = self._brought, None, False
        if brought is None:
            form.focus_first()
        else:
            form.type_again(brought)

    def _close_form(self) -> None:
        new = not self._id
        self.drop_form()
        if new:
            self.show_record("")
            self.closed.emit()
        else:
            self.show_record(self._id)

    def drop_form(self) -> None:
        self.form = None

    def _show_sheet(self, found: Sheet | None, id: Id) -> None:
        if id != self._asked:
            return  # the answer to an earlier question
        self.drop_form()
        self.sheet, self._id = found, id if found else Id("")
        self._show(self._reading(found) if found else self._blank)

    def _reading(self, found: Sheet) -> QWidget:
        buttons = []
        if self.may_change(found.record):
            for icon, name, do in (("pencil", _("Edit"), self.edit), ("trash-2", _("Delete"), self.delete)):
                buttons.append(IconButton(icon, name, do))
            buttons += action.beside(self, found.record)
        above = [*action.above(self, found.record), *(self._above(found) if self._above else ())]
        below = self._extras(found) if self._extras else ()
        history = [] if self.desk.past is None else [Button(_("History"), "link", "history", self.show_history)]
        return reading(found, self.caption(found.record), buttons, above, below, self._hidden, history)

    def show_history(self) -> None:
        """Who changed what and when, in a window of its own."""
        if self.sheet is not None:
            record_deeds.show_history(self, self.sheet.record)

    def delete(self) -> None:
        """Puts it in the bin, with a way back."""
        if self.sheet is None or not self.may_change(self.sheet.record):
            return
        record_deeds.put_in_bin(self, self.sheet.record)
        self.show_record("")
        self.emptied.emit()

    def _show(self, widget: QWidget) -> None:
        """In place of what stood there."""
        old = self._stack.currentWidget()
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if old is not None and old not in (self._blank, widget):
            self._stack.removeWidget(old)
            old.deleteLater()
