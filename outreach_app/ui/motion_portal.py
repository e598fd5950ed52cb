"""Linux: what the desktop says of motion, over its portal; it tells of changes as well."""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

SERVICE, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
KEYS = {
    ("org.freedesktop.appearance", "reduced-motion"): bool,
    ("org.gnome.desktop.interface", "enable-animations"): lambda value: not value,
}
"""What each setting means for standing still."""
PATIENCE_MS = 2000


class Portal(QObject):
    """The session bus is the user's own unless another is handed in. Where nothing answers, nothing is told."""

    told = QtSignal(bool)

    def __init__(self, parent: QObject | None = None, session: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._session = session or QDBusConnection.sessionBus()
        self._says: dict[tuple[str, str], bool] = {}

    def ask(self) -> None:
        if not self._session.isConnected():
            return
        slot: Any = SLOT("heard(QDBusMessage)")  # text, whatever its declaration says
        self._session.connect(SERVICE, PATH, SETTINGS, "SettingChanged", self, slot)
        for key in KEYS:
            call = QDBusMessage.createMethodCall(SERVICE, PATH, SETTINGS, "Read")
            call.setArguments(list(key))
            self._await(QDBusPendingCallWatcher(self._session.asyncCall(call, PATIENCE_MS), self), key)

    def _await(self, waiting: QDBusPendingCallWatcher, key: tuple[str, str]) -> None:
        def answered() -> None:
            if not waiting.isError():
                self._take(key, waiting.reply().arguments()[0])
            waiting.deleteLater()

        waiting.finished.connect(answered)

    @Slot(QDBusMessage)
    def heard(self, message: QDBusMessage) -> None:
        space, name, value = message.arguments()
        if (space, name) in KEYS:
            self._take((space, name), value)

    def _take(self, key: tuple[str, str], value: Any) -> None:
        while isinstance(value, QDBusVariant):  # the portal wraps an answer once more
            value = value.variant()
        self._says[key] = KEYS[key](value)
        self.told.emit(any(self._says.values()))
