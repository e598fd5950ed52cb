"""From the lock screen, where the vault cannot be opened: to a backup of it, and what was sent."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.backups.listed import BackupList
from outreach_app.ui.backups.restoring import RestoreDialog
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import Text
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.workspace import Workspace
from outreach_app.workspace.backup_file import ENDING, Backup
from outreach_app.workspace.errors import NoBackup
from outreach_app.workspace.rescue import backups_beside, look_into, rescue
from outreach_app.workspace.restoring import Preview

LINE_HEIGHT = 56
LIST_HEIGHT = 5 * LINE_HEIGHT


class WayBack(Dialog):
    """Lists what is there; calls `opened` with the workspace that came back."""

    def __init__(
        self,
        parent: QWidget,
        vault: Path,
        passphrase: str,
        background: Background,
        opened: Callable[[Workspace], object],
    ) -> None:
        words = _(
            "Restore the newest backup. What you sent to your team after it comes back with the next sync. What "
            "never leaves this computer does not: local notes, drafts and sensitive spots are as the backup has "
            "them."
        )
        super().__init__(parent, _("Back from a backup"), words, _("Another file …"), self._choose_file)
        self._vault, self._passphrase, self._background, self._done = vault, passphrase, background, opened
        self.list = BackupList(lambda backup: self.look_into(backup.path))
        self._scroll = Scroll(self.list)
        self.body.addWidget(self._scroll)
        self._working = Text("", "small", "text2", wraps=True)
        self._working.hide()
        self.body.addWidget(self._working)
        background.run_outside(
            lambda: backups_beside(vault), owner=self, done=self._show, failed=lambda error: self._show([], error)
        )

    def look_into(self, file: Path) -> None:
        """Opens a backup with the passphrase that was typed, and says what is in it."""
        vault, passphrase = self._vault, self._passphrase
        self._work(_("Looking into the backup …"))
        self._background.run_outside(
            lambda: look_into(vault, file, passphrase),
            owner=self,
            done=lambda preview: self._ask(preview, file),
            failed=self._refused,
            busy=self.list,
        )

    def restore(self, file: Path) -> None:
        vault, passphrase = self._vault, self._passphrase
        self._work(_("Restoring the backup …"))
        self._background.run_outside(
            lambda: rescue(vault, file, passphrase),
            owner=self,
            done=self._opened,
            failed=self._refused,
            busy=self.list,
        )

    def _ask(self, preview: Preview, file: Path) -> None:
        self._working.hide()
        RestoreDialog(self, preview, lambda: self.restore(file), aside=True).open()

    def _opened(self, workspace: Workspace) -> None:
        self.accept()
        self._done(workspace)

    def _show(self, backups: list[Backup], error: OutreachError | None = None) -> None:
        none = error or NoBackup(folder=self._vault)
        self.list.show_backups(backups, f"{none} {none.what_now}")
        self._scroll.setFixedHeight(theme().px(min(max(len(backups), 2) * LINE_HEIGHT, LIST_HEIGHT)))

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Restore a backup"), "", f"*{ENDING}")
        if chosen:
            self.look_into(Path(chosen))

    def _work(self, words: str) -> None:
        self.messages.hide()
        self._working.setText(words)
        self._working.show()

    def _refused(self, error: OutreachError) -> None:
        self._working.hide()
        self.messages.say_error(error)
