"""Backups of the vault, and a look at its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from outreach_app.i18n import _, ngettext
from outreach_app.store import integrity
from outreach_app.store.integrity import Check
from outreach_app.ui.backups.listed import BackupList
from outreach_app.ui.backups.restoring import RestoreDialog
from outreach_app.ui.motion import endless
from outreach_app.ui.settings.tab import SettingsTab
from outreach_app.ui.tasks import run_long
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.workspace.backup_file import ENDING, Backup

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell
    from outreach_app.workspace import Workspace


class BackupsTab(SettingsTab):
    _progressed = QtSignal(int, int)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._workspace, self._background = shell, shell.workspace, shell.background
        self._cancelled = False
        self.list = BackupList(lambda backup: self.look_into(backup.path))
        self._elsewhere = Text("", "small", "text2", wraps=True)
        self.body.addWidget(self._making())
        self.body.addWidget(self._checking())
        self.body.addWidget(Card(SectionTitle(_("Backups on this computer")), self.list, self._elsewhere))
        self._progressed.connect(self._show_progress)

    def arrive(self) -> None:
        backups = self._workspace.backups
        self._background.run_outside(
            lambda: (backups.all(), backups.elsewhere()), owner=self, done=lambda found: self._show(*found)
        )

    def make(self, folder: Path | None = None) -> None:
        run_long(
            self._shell.desk,
            _("A backup is made and verified …"),
            lambda _task: _make(self._workspace, folder),
            owner=self,
            done=self._made,
            failed=self._shell.refuse,
            busy=self._makers,
        )

    def look_into(self, file: Path) -> None:
        """Shows what a backup would change; from there it is put back."""
        self._background.run_outside(
            lambda: self._workspace.backups.preview(file),
            owner=self,
            done=lambda preview: RestoreDialog(
                self, preview, lambda: self._shell.restore_wanted.emit(file)
            ).open(),
            failed=self._shell.refuse,
            busy=self.list,
        )

    def check(self) -> None:
        self._cancelled = False
        self._result.hide()
        endless(self._progress)
        self._show_checking(True)
        store, stopping = self._workspace.store, self._background.stopping
        self._background.run_outside(
            lambda: integrity.check(
                store, progress=self._progressed.emit, cancelled=lambda: self._cancelled or stopping.is_set()
            ),
            owner=self,
            done=self._checked,
            failed=self._failed,
        )

    def _making(self) -> QWidget:
        self._makers = QWidget()
        self._makers.setLayout(
            Flow(
                Button(_("Make one now"), "primary", "archive", self.make),
                Button(_("Make one in a folder …"), "secondary", "folder-open", self._make_elsewhere),
                Button(_("Restore from a file …"), "secondary", "history", self._choose_file),
            )
        )
        words = _(
            "They make themselves once a day and before risky work, encrypted with your passphrase. Kept are "
            "seven daily ones, then weekly and monthly, none older than six months. One on a stick, kept "
            "elsewhere, helps when this computer is lost."
        )
        self._makers.setEnabled(not self._workspace.readonly)
        return Card(SectionTitle(_("Backups")), Text(words, "body", "text2", wraps=True), self._makers)

    def _checking(self) -> QWidget:
        self._start = Button(_("Check the vault now"), "secondary", "shield-check", self.check)
        self._stop = Button(_("Cancel"), "quiet", pressed=self._cancel)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Progress of the check"))
        self._result = MessageBar()
        self._show_checking(False)
        words = _("Parts of its file are looked at each time you unlock; this reads every page.")
        line = row(self._start, self._stop, None)
        return Card(
            SectionTitle(_("Is the file whole?")),
            Text(words, "body", "text2", wraps=True),
            line,
            self._progress,
            self._result,
        )

    def _show(self, backups: list[Backup], elsewhere: list[Path]) -> None:
        self.list.show_backups(backups, _("None yet. The first is made today."))
        self.list.setEnabled(not self._workspace.readonly)
        places = ", ".join(str(folder) for folder in elsewhere)
        self._elsewhere.setText(_("Made elsewhere too: {folders}").format(folders=places))
        self._elsewhere.setVisible(bool(places))

    def _made(self, backup: Backup) -> None:
        self._shell.toast(_("The backup is made and verified: {file}").format(file=backup.path.name))
        self.arrive()

    def _make_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the backup"))
        if chosen:
            self.make(Path(chosen))

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Restore a backup"), "", f"*{ENDING}")
        if chosen:
            self.look_into(Path(chosen))

    def _cancel(self) -> None:
        self._cancelled = True

    def _show_progress(self, done: int, of: int) -> None:
        self._progress.setRange(0, of)
        self._progress.setValue(done)

    def _show_checking(self, busy: bool) -> None:
        self._start.setEnabled(not busy)
        self._stop.setVisible(busy)
        self._progress.setVisible(busy)

    def _checked(self, found: Check) -> None:
        self._show_checking(False)
        if found.integrity != "ok":
            wrong = len(found.integrity.splitlines())
            said = ngettext("The vault is damaged in {n} place.", "The vault is damaged in {n} places.", wrong)
            advice = _("Restore the newest backup. What was sent since comes back from the team.")
            self._result.say(said, advice, "error", closable=False)
        elif self._cancelled:
            self._result.say(_("Stopped. Nothing wrong in what was read."))
        else:
            self._result.say(_("Every page is whole."), tone="good")

    def _failed(self, error: Exception) -> None:
        self._show_checking(False)
        self._result.say(str(error), tone="error")


def _make(workspace: Workspace, folder: Path | None) -> Backup:
    """One that leaves the vault's folder stands in the export register, its own copy of it too."""
    if folder is not None:
        workspace.exports.record("backup", folder.name, workspace.exports.holding())
    return workspace.backups.make(folder)
