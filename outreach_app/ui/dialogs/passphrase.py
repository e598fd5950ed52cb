"""Another passphrase for the open vault. The recovery code stays the same."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import Passphrase
from outreach_app.workspace import Workspace


class PassphraseDialog(Dialog):
    def __init__(
        self, parent: QWidget, workspace: Workspace, background: Background, done: Callable[[], object]
    ) -> None:
        words = _("The recovery code on paper stays valid. Other laptops of the team have their own passphrases.")
        super().__init__(parent, _("Change the passphrase"), words, _("Change passphrase"), self.change)
        self._workspace, self._background, self._done = workspace, background, done
        self.chosen, self.again = Passphrase(_("New passphrase")), Passphrase(_("New passphrase once more"))
        self.chosen_field = Field(_("New passphrase"), self.chosen, required=True, aside=self.chosen.caps)
        self.again_field = Field(_("New passphrase once more"), self.again, required=True)
        self.body.addWidget(self.chosen_field)
        self.body.addWidget(self.again_field)
        self.again.returnPressed.connect(self.change)
        self.chosen.setFocus()

    def change(self) -> None:
        new = self.chosen.text()
        self.chosen_field.set_error("" if new else _("Choose a passphrase."))
        self.again_field.set_error("" if new == self.again.text() else _("These two are not the same."))
        if self.chosen_field.error() or self.again_field.error():
            return
        self._background.run_outside(
            lambda: self._workspace.change_passphrase(new),
            owner=self,
            done=self._changed,
            failed=self._refused,
            busy=self,
        )

    def _changed(self, _nothing: None) -> None:
        self.accept()
        self._done()

    def _refused(self, error: OutreachError) -> None:
        self.chosen_field.set_error(f"{error} {error.what_now}")
        self.chosen.setFocus()
