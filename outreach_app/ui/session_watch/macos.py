"""macOS: notifications of the screen's lock and of the screen saver, and the power manager's word before sleep.

Through the C interfaces of CoreFoundation and IOKit, so that no further package is needed; their callbacks come in
the main thread, whose run loop is Qt's. Written after Apple's documentation; never run there by us.
"""

from __future__ import annotations

import ctypes
from typing import Any

from PySide6.QtWidgets import QWidget

from outreach_app.ui.session_watch import SessionWatch

FRAMEWORKS = "/System/Library/Frameworks"
LEFT = ("com.apple.screenIsLocked", "com.apple.screensaver.didstart")
UTF8 = 0x08000100
AT_ONCE = 4
"""CFNotificationSuspensionBehaviorDeliverImmediately."""
CAN_SLEEP, WILL_SLEEP = 0xE0000270, 0xE0000280

_Heard = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)
_Power = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)


class MacWatch(SessionWatch):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._foundation = _library("CoreFoundation")
        self._kit = _library("IOKit")
        self._heard = _Heard(lambda *_said: self.tell())
        self._power = _Power(self._going)  # both kept: the system holds no reference of its own
        self._port = 0
        self._watch_screen()
        self._watch_power()

    def _watch_screen(self) -> None:
        foundation = self._foundation
        centre = _call(foundation.CFNotificationCenterGetDistributedCenter, ctypes.c_void_p)
        for name in LEFT:
            text = _call(foundation.CFStringCreateWithCString, ctypes.c_void_p, None, name.encode(), UTF8)
            add = foundation.CFNotificationCenterAddObserver
            pointer = ctypes.c_void_p
            _call(add, None, pointer(centre), None, self._heard, pointer(text), None, ctypes.c_long(AT_ONCE))

    def _watch_power(self) -> None:
        kit, foundation, pointer = self._kit, self._foundation, ctypes.c_void_p
        port, notifier = pointer(), ctypes.c_uint32()
        asked = (None, ctypes.byref(port), self._power, ctypes.byref(notifier))
        self._port = _call(kit.IORegisterForSystemPower, ctypes.c_uint32, *asked)
        if self._port:
            source = _call(kit.IONotificationPortGetRunLoopSource, pointer, port)
            loop = _call(foundation.CFRunLoopGetMain, pointer)
            common = pointer.in_dll(foundation, "kCFRunLoopCommonModes")
            _call(foundation.CFRunLoopAddSource, None, pointer(loop), pointer(source), common)

    def _going(self, _mine: Any, _service: int, message: int, about: Any) -> None:
        """Sleep waits for our word, some seconds at most."""
        if message == WILL_SLEEP:
            self.tell()
        if message in (CAN_SLEEP, WILL_SLEEP):
            _call(self._kit.IOAllowPowerChange, ctypes.c_int, ctypes.c_uint32(self._port), ctypes.c_void_p(about))


def _library(name: str) -> ctypes.CDLL:
    return ctypes.CDLL(f"{FRAMEWORKS}/{name}.framework/{name}")


def _call(function: Any, gives: Any, *arguments: Any) -> Any:
    function.restype = gives
    return function(*arguments)
