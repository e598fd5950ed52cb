"""Linux: systemd-logind tells of sleep and of `loginctl lock-session`, the desktop's screen saver of its own lock.

Before the laptop sleeps logind waits for us, a few seconds at most: a delay lock is held as long as the vault is
open. Without it the memory could be frozen with the keys in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

from outreach_app.ui.session_watch import SessionWatch

LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"
MANAGER = f"{LOGIN}.Manager"
DESKTOPS = ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
PATIENCE_MS = 2000


class LinuxWatch(SessionWatch):
    """The buses are the user's own unless others are handed in. One that is not there is not waited for."""

    def __init__(
        self, parent: QObject, system: QDBusConnection | None = None, session: QDBusConnection | None = None
    ) -> None:
        super().__init__(parent)
        self._system = system or QDBusConnection.systemBus()
        self._session = session or QDBusConnection.sessionBus()
        self._delay = -1
        """A file that logind gave: the laptop sleeps once it is closed."""
        self._hear(self._system, LOGIN, LOGIN_PATH, MANAGER, "PrepareForSleep")
        for name in DESKTOPS:
            self._hear(self._session, "", "", f"org.{name}.ScreenSaver", "ActiveChanged")
        self._ask("GetSession", ["auto"], self._hear_own_session)

    def begin(self) -> None:
        super().begin()
        if self._delay < 0:
            why = ["sleep", "Vindplaats", "close the vault", "delay"]
            self._ask("Inhibit", why, self._hold)

    def end(self) -> None:
        super().end()
        if self._delay >= 0:
            os.close(self._delay)
            self._delay = -1

    @Slot(QDBusMessage)
    def heard(self, message: QDBusMessage) -> None:
        """True is going away, False is coming back; logind's Lock says neither."""
        if message.arguments() != [False]:
            self.tell()

    def _hear(self, bus: QDBusConnection, service: str, path: str, interface: str, signal: str) -> None:
        if bus.isConnected():
            slot: Any = SLOT("heard(QDBusMessage)")  # text, whatever its declaration says
            bus.connect(service, path, interface, signal, self, slot)

    def _hear_own_session(self, path: Any) -> None:
        if isinstance(path, QDBusObjectPath):
            self._hear(self._system, LOGIN, path.path(), f"{LOGIN}.Session", "Lock")

    def _hold(self, given: Any) -> None:
        if isinstance(given, QDBusUnixFileDescriptor) and given.isValid():
            self._delay = os.dup(given.fileDescriptor())
            if not self._on:  # locked before the answer came
                self.end()

    def _ask(self, method: str, arguments: list[Any], done: Callable[[Any], None]) -> None:
        """Of logind, without waiting; where there is none, nothing comes of it."""
        if not self._system.isConnected():
            return
        call = QDBusMessage.createMethodCall(LOGIN, LOGIN_PATH, MANAGER, method)
        call.setArguments(arguments)
        waiting = QDBusPendingCallWatcher(self._system.asyncCall(call, PATIENCE_MS), self)

        def answered() -> None:
            if not waiting.isError():
                done(waiting.reply().arguments()[0])
            waiting.deleteLater()

        waiting.finished.connect(answered)
