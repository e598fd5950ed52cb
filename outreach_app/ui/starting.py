"""The first start in its window: how it begins, goes on in another language, and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from outreach_app.paths import default_vault
from outreach_app.ui.locking.forgetting import forget

if TYPE_CHECKING:
    from outreach_app.errors import OutreachError
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

    @Slot()
    def remove_demo(self) -> None:
        """Closes the demo's vault, deletes all of the demo, and shows what there was without it."""
        from outreach_app.ui.closing import close
        from outreach_app.workspace import demonstration

        window = self._window
        shell = window.put_away()
        if shell is None:
            return
        demo = demonstration.found(shell.workspace.vault.folder)
        folder = demo.folder if demo is not None else shell.workspace.vault.folder
        inside = window.own_vault.is_relative_to(folder)
        window.vault = window.own_vault = default_vault() if inside else window.own_vault

        def removed() -> None:
            close(shell, 0)
            demonstration.remove(folder)

        def gone(_nothing: None) -> None:
            forget(shell, window.vaults)
            if not window.own_vault.exists():
                window.preferences.forget()
            window.start()

        def refused(error: OutreachError) -> None:
            forget(shell, window.vaults)
            window.choose_vault(shell.workspace.vault.folder).messages.say_error(error)

        screen = window.choose_vault(shell.workspace.vault.folder)
        window.vaults.run_outside(removed, owner=window, done=gone, failed=refused, busy=screen)

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
