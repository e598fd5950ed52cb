"""A new computer after one that was lost or died: what comes back from where, and a backup to begin with."""

from pathlib import Path

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import Passphrase, TextLine
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.wizard.making import Answers
from outreach_app.ui.wizard.step import Step


class ComingBack(Step):
    join_wanted = QtSignal()
    """There is no backup: the laptop joins its team like a new one."""

    def __init__(self) -> None:
        super().__init__(
            _("What comes back, and from where"),
            _("Tell a coordinator that the old computer is gone, so that it is taken out of the team."),
        )
        self.body.addWidget(_sources())
        self.file, self.passphrase = TextLine(_("Backup file")), Passphrase(_("Passphrase of the backup"))
        browse = Button(_("Browse …"), "secondary", "folder-open", self._browse)
        line = QWidget()
        line.setLayout(row(self.file, browse))
        line.setFocusProxy(self.file)
        self.file_field = Field(_("Backup file"), line)
        self.passphrase_field = Field(
            _("Passphrase of the backup"),
            self.passphrase,
            aside=self.passphrase.caps,
            hint=_("The one you had on the day it was made."),
        )
        self.without = Button(_("I have no backup: join my team"), "link", "user-plus", self.join_wanted.emit)
        for part in (self.file_field, self.passphrase_field):
            self.body.addWidget(part)
        self.body.addLayout(row(self.without, None))

    def answer(self, answers: Answers) -> bool:
        text, secret = self.file.text().strip(), self.passphrase.text()
        self.file_field.set_error("" if text else _("Name the backup file, on a stick for instance."))
        self.passphrase_field.set_error("" if secret else _("Type the passphrase of the backup."))
        if not (text and secret):
            (self.passphrase if text else self.file).setFocus()
            return False
        answers.backup, answers.passphrase = Path(text), secret
        return True

    def show_error(self, error: OutreachError) -> None:
        field = self.passphrase_field if type(error).__name__ == "BackupLocked" else self.file_field
        field.set_error(f"{error} {error.what_now}")
        field.editor.setFocus()

    def first(self) -> QWidget:
        return self.file

    def forget(self) -> None:
        self.passphrase.clear()
        self.passphrase.hide_text()

    def _browse(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Backup file"), "", "*.vpbackup")
        if chosen:
            self.file.setText(chosen)


def _sources() -> QWidget:
    return Card(
        _source(
            "folder-sync",
            _("From your team's shared folder"),
            _("Everything that was sent: rounds, encounters, spots, needs, signals and their notes."),
        ),
        _source(
            "archive",
            _("Only from a backup"),
            _("Local notes, drafts, sensitive spots, and what was not sent yet. Without one they are gone."),
        ),
        gap=Space.M,
        margins=16,
    )


def _source(icon: str, title: str, words: str) -> QWidget:
    said = QWidget()
    line = row(Mark(icon, "text2", 22), gap=14)
    line.addLayout(column(Text(title, "label"), Text(words, "small", "text2", wraps=True), gap=2), 1)
    said.setLayout(line)
    return said
