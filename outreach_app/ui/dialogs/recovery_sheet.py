"""A new recovery sheet: asks for the passphrase, makes a code, and shows it this once."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.leaving.recovery import SheetButtons
from outreach_app.ui.passphrase.code import CodeText
from outreach_app.ui.passphrase.countdown import Countdown
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import Passphrase
from outreach_app.vault.recovery import RecoverySheet
from outreach_app.workspace import Workspace
from outreach_app.workspace.recovery import new_sheet


class RecoverySheetDialog(Dialog):
    WIDTH = 560

    def __init__(
        self, parent: QWidget, workspace: Workspace, background: Background, say: Callable[[str], object]
    ) -> None:
        words = _("The code on the sheet you have now stops working as soon as the new one is made.")
        super().__init__(parent, _("A new recovery sheet"), words, _("Make a new code"), self.make)
        self._workspace, self._background = workspace, background
        self.passphrase = Passphrase(_("Your passphrase"))
        self.field = Field(_("Your passphrase"), self.passphrase, required=True, aside=self.passphrase.caps)
        self.passphrase.returnPressed.connect(self.make)
        self.code = CodeText()
        self.sheet = SheetButtons(background, say, self.messages.say_error)
        for part in (self.field, self.code, self.sheet):
            self.body.addWidget(part)
        self.code.hide()
        self.sheet.hide()
        self._waiting = Countdown(self.field, self.button, self)
        self.passphrase.setFocus()

    def make(self) -> None:
        typed, workspace = self.passphrase.text(), self._workspace
        self.field.set_error("" if typed else _("Type your passphrase."))
        if not typed:
            return

        def made() -> RecoverySheet:
            workspace.vault.check_passphrase(typed)
            return new_sheet(workspace)

        self._background.run_outside(made, owner=self, done=self._show, failed=self._refused, busy=self.field)

    def _show(self, sheet: RecoverySheet) -> None:
        self.passphrase.clear()
        self.field.hide()
        self.button.hide()
        self.cancel.set_text(_("Close"))
        self.sheet.show_sheet(self._workspace, sheet)
        self.code.show_groups(sheet.code.split("-"), 4)
        self.code.show()
        self.sheet.show()
        self.sheet.print.setFocus()

    def _refused(self, error: OutreachError) -> None:
        if "seconds" in error.values:
            self._waiting.begin(error)
        else:
            self.field.set_error(f"{error} {error.what_now}")
            self.passphrase.setFocus()
            self.passphrase.selectAll()
