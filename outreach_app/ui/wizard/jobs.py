"""The work of the first start, in a worker thread, under a veil that says what is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.widgets.busy import BusyOverlay
from outreach_app.ui.wizard.making import JOIN, Answers, Made, finish, free_folder, make_vault, put_back

if TYPE_CHECKING:
    from outreach_app.workspace import Workspace

Done = Callable[[Any], object]
BuildDemo = Callable[[Callable[[int, int], None]], Any]


class Jobs(QObject):
    """One at a time. `refused` gets what stopped one; `busy` is disabled meanwhile."""

    _progressed = QtSignal(int, int)

    def __init__(
        self, over: QWidget, busy: QWidget, background: Background, refused: Callable[[OutreachError], object]
    ) -> None:
        super().__init__(over)
        self._busy, self._background, self._refused = busy, background, refused
        self._veil = BusyOverlay(over)
        self._progressed.connect(self._veil.progress)

    def make(self, vault: Path, passphrase: str, done: Done) -> None:
        folder = free_folder(vault)
        self._begin(_("Making your vault …"), lambda: make_vault(folder, passphrase), done)

    def change_passphrase(self, made: Made, passphrase: str, done: Done) -> None:
        def changed() -> Made:
            made.workspace.change_passphrase(passphrase)
            return made

        self._begin(_("Changing the passphrase …"), changed, done)

    def finish(self, made: Made, answers: Answers, done: Done) -> None:
        words = _("Leaving your request …") if answers.kind == JOIN else _("Making your team …")
        self._begin(words, lambda: finish(made, answers), done)

    def put_back(self, vault: Path, answers: Answers, done: Done) -> None:
        folder = free_folder(vault)
        self._begin(_("Restoring the backup …"), lambda: put_back(folder, answers), done)

    def build_demo(self, build: BuildDemo, done: Done) -> None:
        self._begin(_("A season of rounds is being walked …"), lambda: build(self._progressed.emit), done)

    def open(self, vault: Path, passphrase: str, done: Done) -> None:
        self._begin(_("Opening the vault …"), lambda: _open(vault, passphrase), done)

    def _begin(self, words: str, work: Callable[[], Any], done: Done) -> None:
        self._veil.begin(words)

        def came(result: Any) -> None:
            self._veil.end()
            done(result)

        def stopped(error: OutreachError) -> None:
            self._veil.end()
            self._refused(error)

        self._background.run_outside(work, owner=self, done=came, failed=stopped, busy=self._busy)


def _open(vault: Path, passphrase: str) -> Workspace:
    from outreach_app.workspace import Workspace

    return Workspace.open(vault, passphrase)
