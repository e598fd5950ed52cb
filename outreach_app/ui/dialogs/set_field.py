"""One field of many records: a value for all of them, or nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Field
from outreach_app.i18n import _
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.editors import Offered, editor_for
from outreach_app.ui.widgets.field import Field as Labelled


class SetFieldDialog(Dialog):
    """`put` is called with what was chosen, as the store reads it; empty for nothing."""

    def __init__(
        self, parent: QWidget, title: str, field: Field, offered: Offered, put: Callable[[str], object]
    ) -> None:
        words = "" if field.required else _("Leave it empty to take away what stands there.")
        super().__init__(parent, title, words, _("Set"), self._act)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._put = put
        self._editor = editor_for(field, offered)
        self._line = Labelled(_(field.label), self._editor.widget, required=field.required, hint=_(field.hint))
        self.body.addWidget(self._line)
        self._editor.changed.connect(self._changed)
        self._changed()
        self._editor.widget.setFocus()

    def _changed(self) -> None:
        self._line.set_error()
        empty = not self._editor.text().strip() and not self._editor.field.required
        self.button.set_text(_("Empty it") if empty else _("Set"))
        self.button.setDefault(not empty)  # Enter alone takes nothing away

    def _act(self) -> None:
        wrong = self._editor.complaint()
        self._line.set_error(wrong)
        if wrong:
            self._editor.widget.setFocus()
            return
        self.accept()
        self._put(self._editor.text())
