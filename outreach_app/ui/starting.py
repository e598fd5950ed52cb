"""The first start in its window: how it begins, goes on in another language, and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from outreach_app.ui.window import Window
    from outreach_app.ui.wizard.making import Answers, Finished, Made
    from outreach_app.ui.wizard.wizard import Wizard
    from outreach_app.workspace import Workspace


class Starting(QObject):
    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._wizard: Wizard | None = None

    @property
    def wizard(self) -> Wizard | None:
        """The one that is shown."""
        return self._wizard if self._wizard is self._window.shown else None

    def show(self, answers: Answers | None = None, made: Made | None = None) -> None:
        """Over answers that were given, and a vault that was made, where there are."""
        from outreach_app.ui.wizard.wizard import Wizard

        window = self._window
        wizard = self._wizard = Wizard(window.vault, window.vaults, window.build_demo, answers, made)
        wizard.finished.connect(self._finished)
        wizard.vault_chosen.connect(window.choose_vault)
        wizard.given_up.connect(window.start)
        wizard.language_wanted.connect(window.speak)
        window.show_screen(wizard)

    def go_on_with(self, workspace: Workspace) -> None:
        """A vault that got no team, because the program ended on the way."""
        from outreach_app.ui.wizard.making import Made

        self.show(made=Made(workspace))

    def say_again(self) -> None:
        """In the language that the window speaks by now."""
        if self.wizard is not None:
            self.show(self.wizard.answers, self.wizard.made)

    @Slot(object, str)
    def _finished(self, finished: Finished, place: str) -> None:
        window = self._window
        window.show_workspace(finished.workspace)
        shell = window.shell
        if shell is None:
            return
        if place:
            shell.go(place)
        if finished.told:
            shell.toast(finished.told)
        if finished.error is not None:
            shell.refuse(finished.error)
