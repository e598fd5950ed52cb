"""Why something is done: a sentence that is kept with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLines


class ReasonDialog(Dialog):
    """`go_on` is called with what was said, which is never nothing."""

    def __init__(self, parent: QWidget, title: str, go_on: Callable[[str], object]) -> None:
        super().__init__(parent, title, "", title, self._act)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._go_on = go_on
        self.reason = TextLines(_("Reason"), 2)
        self._line = Field(_("Reason"), self.reason, required=True)
        self.body.addWidget(self._line)
        self.reason.setFocus()

    def _act(self) -> None:
        said = self.reason.toPlainText().strip()
        self._line.set_error("" if said else _("Fill this in."))
        if said:
            self.accept()
            self._go_on(said)
