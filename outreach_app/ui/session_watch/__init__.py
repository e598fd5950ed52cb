"""Hears that the desktop was locked or that the laptop goes to sleep: one interface, three systems.

Only Linux was tried. Windows and macOS are written after their documentation; where a system tells us nothing, the
vault still locks by itself, and time slept counts (see idle.py).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget


class SessionWatch(QObject):
    """Says `left` when whoever works here left the screen. Silent until `begin`, and again from `end` on."""

    left = QtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._on = False

    def begin(self) -> None:
        """The vault is open."""
        self._on = True

    def end(self) -> None:
        """The vault is closed: a laptop that waited for it may sleep now."""
        self._on = False

    def tell(self) -> None:
        """For the system's part: the screen was left."""
        if self._on:
            self.left.emit()


def session_watch(window: QWidget) -> SessionWatch:
    """The one of this system; a mute one where there is none. Imports what it needs only here."""
    if sys.platform == "win32":
        from outreach_app.ui.session_watch.windows import WindowsWatch

        return WindowsWatch(window)
    if sys.platform == "darwin":
        from outreach_app.ui.session_watch.macos import MacWatch

        return MacWatch(window)
    from outreach_app.ui.session_watch.linux import LinuxWatch

    return LinuxWatch(window)
