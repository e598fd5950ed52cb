"""Windows: the session says that it was locked or left, the power manager that the computer goes to sleep.

Written after https://learn.microsoft.com/windows/win32/termserv/wm-wtssession-change and
https://learn.microsoft.com/windows/win32/power/wm-powerbroadcast; never run there by us.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from outreach_app.ui.session_watch import SessionWatch

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x0004
AWAY = frozenset({2, 4, 6, 7})
"""WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK."""
NOTIFY_FOR_THIS_SESSION = 0


def means_away(message: int, parameter: int) -> bool:
    """Of a window message and its first parameter."""
    if message == WM_POWERBROADCAST:
        return parameter == PBT_APMSUSPEND
    return message == WM_WTSSESSION_CHANGE and parameter in AWAY


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        said = wintypes.MSG.from_address(int(message))
        if means_away(said.message, said.wParam):
            self._watch.tell()
        return False, 0


class WindowsWatch(SessionWatch):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.filter = _Filter(self)
        app = QCoreApplication.instance()
        if sys.platform == "win32" and app is not None:
            app.installNativeEventFilter(self.filter)
            handle = wintypes.HWND(window.winId())
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, NOTIFY_FOR_THIS_SESSION)
