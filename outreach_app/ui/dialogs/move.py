"""What a move needs: some fields, and a reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from outreach_app.domain.fields import Field
from outreach_app.domain.records import Record, Signal
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.dialogs.order import tab_through, verbs
from outreach_app.ui.discretion import watch_field
from outreach_app.ui.editors import Offered, editor_for
from outreach_app.ui.locking.typed import typed_in
from outreach_app.ui.shortcuts import SAVE, bind
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field as Labelled
from outreach_app.ui.widgets.inputs import TextLines
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.ui.widgets.scroll import Scroll

SHARE = 0.72
"""Of the height of the window: the rest is for the title and the buttons."""


class MoveDialog(QDialog):
    """Stays open until the move was made or given up."""

    answered = QtSignal()

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        offered: Offered,
        known: Mapping[str, Any],
        parent: QWidget,
        *,
        reason_required: bool,
        about: Mapping[str, str],
        of: type[Record] = Signal,
    ) -> None:
        """`about` says which move of which record, for the way back after a lock; `of` whose fields are asked."""
        super().__init__(parent)
        self.offered = offered
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._about = dict(about)
        self._message = MessageBar()
        self._editors = {field.name: editor_for(field, offered) for field in fields}
        self._rows = {
            field.name: Labelled(_(field.label), self._editors[field.name].widget, hint=_(field.hint))
            for field in fields
        }
        for field in fields:
            editor = self._editors[field.name]
            editor.show(known.get(field.name), {})
            watch_field(of, field, self._rows[field.name], editor.widget)
        self._shown = {name: editor.text() for name, editor in self._editors.items()}
        self._reason = TextLines(_("Reason"), 2)
        self._reason_row = Labelled(_("Reason"), self._reason, required=reason_required)
        self._lay_out(title)
        bind(self, SAVE, self._answer)
        (next(iter(self._editors.values())).widget if self._editors else self._reason).setFocus()

    def _lay_out(self, title: str) -> None:
        self._verb = Button(title, "primary", "check", self._answer)
        self._verb.setDefault(False)
        foot = verbs(self._verb, Button(_("Cancel"), "quiet", pressed=self.reject))
        head = Text(title, "title", wraps=True)
        parts: list[QWidget | QLayout] = [*self._rows.values(), *self._below(), self._reason_row]
        asked = QWidget()
        asked.setLayout(column(*parts, gap=Space.L))
        whole: list[QWidget | QLayout] = [head, *self._above(), self._message, self._room_for(asked), foot]
        self.setLayout(column(*whole, gap=Space.L, margins=Space.XL))
        tab_through(foot)
        self.setMinimumWidth(theme().px(460))

    def set_verb(self, words: str) -> None:
        """What the button says that answers."""
        self._verb.set_text(words)

    def _above(self) -> Sequence[QWidget]:
        """What is to be known before anything is asked."""
        return ()

    def _below(self) -> Sequence[QWidget]:
        """What is asked besides fields."""
        return ()

    def _room_for(self, asked: QWidget) -> QWidget:
        """As tall as what is asked, while the screen has room for it."""
        place = Scroll(asked, margins=(0, 0, Space.S, 0))
        layout = place.content.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addStretch(1)
        self._place, self._within = place, asked
        self.fit_place()
        return place

    def fit_place(self) -> None:
        """Anew, where more or less is asked than before."""
        inner, behind = self._within.layout(), self.parentWidget()
        assert inner is not None
        inner.activate()
        needed = inner.sizeHint().height() + Space.S
        most = round(behind.window().height() * SHARE) if behind else needed
        self._place.setMinimumHeight(min(needed, most))

    def values(self) -> dict[str, str]:
        """What was filled in, as the store reads it."""
        return {name: text for name, editor in self._editors.items() if (text := editor.text())}

    def reason(self) -> str:
        return self._reason.toPlainText().strip()

    def kept(self) -> dict[str, Any]:
        """See locking.keeping."""
        return {"dialog": "move", **self._about, "typed": typed_in(self)}

    def say(self, error: OutreachError) -> None:
        """What stands in the way, beside its field where it has one; everything typed stays."""
        name = getattr(error, "field", "")
        if name in self._rows:
            self._rows[name].set_error(getattr(error, "reason", str(error)))
        else:
            self._message.say(str(error), error.what_now, "warning", closable=False)

    def _answer(self) -> None:
        wrong = False
        for name, editor in self._editors.items():
            words = editor.complaint()
            self._rows[name].set_error(words)
            wrong = wrong or bool(words)
        if not wrong:
            self.answered.emit()
