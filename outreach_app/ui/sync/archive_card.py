"""The snapshot that new laptops start from, and what still stands in the folder that it stands for."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.i18n import _, ngettext
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.tasks import run_long
from outreach_app.ui.team.people_card import when
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, empty, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.workspace import Workspace
from outreach_app.workspace.archive import Tidied


class ArchiveCard(Card):
    """For coordinators, whose laptops tidy up."""

    def __init__(self, desk: Desk, workspace: Workspace) -> None:
        super().__init__(gap=12)
        self._desk, self._archive = desk, workspace.archive
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.tidy = Button(_("Tidy up the folder …"), "secondary", "archive", self.ask_to_tidy)
        self.body.addWidget(SectionTitle(_("Snapshot")))
        self.body.addLayout(self._lines)
        self.body.addLayout(row(self.tidy, None))
        self.hide()

    def reload(self) -> None:
        self.setVisible(self._desk.actor.coordinator)
        if self._desk.actor.coordinator:
            self._desk.background.run_outside(self._archive.look, owner=self, done=self.show_tidied)

    def show_tidied(self, tidied: Tidied) -> None:
        empty(self._lines)
        for words in said(tidied):
            self._lines.addWidget(Text(words, "small", "text2", wraps=True))

    def ask_to_tidy(self) -> None:
        Question(
            self,
            _("Tidy up the shared folder?"),
            _(
                "Files go that the newest snapshot stands for, once every laptop of the team has said that it has"
                " read them and a week has passed. Nothing that anyone lacks is deleted."
            ),
            _("Tidy up"),
            self.do_tidy,
        ).open()

    def do_tidy(self) -> None:
        run_long(
            self._desk,
            _("The shared folder is tidied up …"),
            lambda _task: self._archive.compact(),
            owner=self,
            done=self._done,
            busy=self,
        )

    def ask_to_rebuild(self) -> None:
        Question(
            self,
            _("Build this laptop's records anew?"),
            _(
                "A backup is made first. Then the records are put together again from what the team has; what was"
                " written here and is not sent yet is kept, and so is what stays on this laptop alone."
            ),
            _("Build anew"),
            self.do_rebuild,
        ).open()

    def do_rebuild(self) -> None:
        built = _("The records are built anew.")
        run_long(
            self._desk,
            _("The records are built anew …"),
            lambda _task: self._archive.rebuild(),
            owner=self,
            done=lambda _nothing: self._desk.toast(built, None),
            busy=self,
        )

    def _done(self, tidied: Tidied) -> None:
        self.show_tidied(tidied)
        gone = ngettext("{n} file was deleted.", "{n} files were deleted.", tidied.files)
        self._desk.toast(gone if tidied.files else _("There is nothing to tidy up now."), None)


class Question(Dialog):
    """Closes as soon as it is answered."""

    def __init__(self, parent: QWidget, title: str, words: str, verb: str, act: Callable[[], object]) -> None:
        super().__init__(parent.window(), title, words, verb, self.accept)
        self.accepted.connect(act)


def said(tidied: Tidied) -> Iterator[str]:
    """How it stands, and what is waited for."""
    if not tidied.taken_at:
        yield _("None yet: one is made by itself once there is much to read. New laptops then start from it.")
        return
    yield _("Made on {day}. New laptops start from it.").format(day=when(tidied.taken_at))
    for member in tidied.waits_for:
        yield _("Tidying up waits until {name} has synced.").format(name=member.name or member.fingerprint)
    if tidied.days:
        yield ngettext(
            "Tidying up waits {n} day more, for what may be on its way.",
            "Tidying up waits {n} days more, for what may be on its way.",
            tidied.days,
        )
    if tidied.keys:
        yield ngettext(
            "{n} earlier key is destroyed once nothing that it opens is needed any more.",
            "{n} earlier keys are destroyed once nothing that they open is needed any more.",
            tidied.keys,
        )
    if tidied.not_in_folder:
        yield _("The snapshot is not whole in the folder, or the folder cannot be written: nothing is deleted.")
    if tidied.clock_doubtful:
        yield _("The clock of this computer may be wrong: nothing is deleted.")
