"""The form for the printed code, and the thin line that moves while a vault is opened."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.passphrase.choosing import ChoosePassphrase, refused
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine


class Recovering(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.code = TextLine(_("Recovery code"), "XXXXX-XXXXX-XXXXX-…")
        self.code_field = Field(
            _("Recovery code"), self.code, hint=_("From the sheet you printed or wrote when this vault was made.")
        )
        self.choosing = ChoosePassphrase(_("New passphrase"), _("New passphrase once more"))
        self.chosen, self.again = self.choosing.chosen, self.choosing.again
        self.button = Button(_("Set passphrase and open"), "primary", "key-round")
        self.working = Working(_("Opening the vault …"))
        self.back = Button(_("Back"), "link", "arrow-left")
        head = column(
            Text(_("A new passphrase"), "display"),
            Text(
                _("The recovery code opens the vault once; then the new passphrase does."),
                "body",
                "text2",
                wraps=True,
            ),
            gap=4,
        )
        fields = (self.code_field, self.choosing)
        self.setLayout(column(head, *fields, 2, self.button, self.working, row(self.back, None), gap=10))
        self.again.returnPressed.connect(self.button.click)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.working.show_working(not self.isEnabled())

    def complete(self) -> bool:
        """Whether it can be tried; what is missing is said beside the field."""
        chosen = self.choosing.complete()
        self.code_field.set_error("" if self.code.text().strip() else _("Type the code from your sheet."))
        if self.code_field.error():
            self.code.setFocus()
        return chosen and not self.code_field.error()

    def show_error(self, error: OutreachError) -> None:
        if refused(error):
            self.choosing.show_error(error)
        else:
            self.code_field.set_error(f"{error} {error.what_now}")
            self.code.setFocus()

    def forget(self) -> None:
        self.code.clear()
        self.choosing.forget()


class Working(QProgressBar):
    """A thin line that moves while something works, and keeps its place when nothing does."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setAccessibleName(name)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_working(self, working: bool) -> None:
        self.setRange(0, 0 if working else 1)
        self.setVisible(working)
