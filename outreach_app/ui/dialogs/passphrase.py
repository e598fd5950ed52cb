"""Another passphrase for the open vault. The recovery code stays the same."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.passphrase.choosing import ChoosePassphrase
from outreach_app.workspace import Workspace


class PassphraseDialog(Dialog):
    def __init__(
        self, parent: QWidget, workspace: Workspace, background: Background, done: Callable[[], object]
    ) -> None:
        words = _("The recovery code on paper stays valid. Other laptops of the team have their own passphrases.")
        super().__init__(parent, _("Change the passphrase"), words, _("Change passphrase"), self.change)
        self._workspace, self._background, self._done = workspace, background, done
        self.choosing = ChoosePassphrase(
            _("New passphrase"),
            _("New passphrase once more"),
            lambda: (workspace.team_name, workspace.worker_name),
        )
        self.chosen, self.again = self.choosing.chosen, self.choosing.again
        self.body.addWidget(self.choosing)
        self.again.returnPressed.connect(self.change)
        self.chosen.setFocus()

    def change(self) -> None:
        if not self.choosing.complete():
            return
        new = self.chosen.text()
        self._background.run_outside(
            lambda: self._workspace.change_passphrase(new),
            owner=self,
            done=self._changed,
            failed=self.choosing.show_error,
            busy=self,
        )

    def _changed(self, _nothing: None) -> None:
        self.choosing.forget()
        self.accept()
        self._done()
