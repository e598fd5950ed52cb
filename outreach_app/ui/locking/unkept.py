"""What the disk did not take when a vault was closed waits in this window, sealed, until it is open again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.closing import close
from outreach_app.ui.locking.forgetting import forget

if TYPE_CHECKING:
    from outreach_app.ui.lock import LockScreen
    from outreach_app.ui.shell import Shell
    from outreach_app.ui.window import Window


class Unkept:
    """Of each vault that was closed so. Only the key of that vault opens it, and that is not here."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._sealed: dict[Path, bytes] = {}
        self.cut_short = False
        """Whether the lock broke off long work that somebody had asked for."""

    def hold(self, vault: Path, sealed: bytes | None) -> None:
        if sealed is not None:
            self._sealed[vault] = sealed
            self.say_on(self._window.shown)

    def take(self, vault: Path) -> bytes | None:
        return self._sealed.pop(vault, None)

    def tell(self, shell: Shell) -> None:
        """After unlocking."""
        if self.cut_short:
            shell.toast(_("Locking stopped what was being written or read in. Begin it again."))
        self.cut_short = False

    def lets_go(self, shell: Shell | None) -> bool:
        """The window is closed, so the vault is. Whether it may: else that is locked, and the window stays."""
        from outreach_app.workspace.share import PARTING

        window = self._window
        if shell is not None:
            window.hide()
            sealed = close(shell, PARTING)
            if sealed is not None:
                window.show_lock()
                window.show()
                self.hold(window.vault, sealed)
                forget(shell, window.vaults)
        return not self.say_on(window.shown)

    def say_on(self, screen: QWidget | None) -> bool:
        """On the lock screen; it names nothing. Whether there is anything that closing the window would lose."""
        if not self._sealed or not hasattr(screen, "messages"):
            return bool(self._sealed)
        lock: LockScreen = screen  # type: ignore[assignment]
        lock.messages.say(
            _("The disk did not take what you were typing."),
            _("It waits here, encrypted. Make room on the disk and unlock before you close this window."),
            "warning",
            (_("Close without it"), self._let_go),
        )
        return True

    def _let_go(self) -> None:
        self._sealed.clear()
        self._window.close()
