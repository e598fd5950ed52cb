"""Notices that nobody touched keyboard or mouse for a while, so that an open vault is not left alone."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from outreach_app.ui.locking.every_window import EveryWindow

_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(EveryWindow):
    """Says `left_alone` once, after some minutes without a touch of any window; then waits for `begin`.

    Time that the laptop slept counts: Qt's timers stand still meanwhile, so the first touch after it looks at the
    clock.
    """

    left_alone = QtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.left_alone)
        self._touched = 0.0

    def begin(self, minutes: float) -> None:
        self._timer.setInterval(round(minutes * 60_000))
        self._touched = _seconds()
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()

    def saw(self, event: QEvent) -> bool:
        if event.type() not in _TOUCHED or not self._timer.isActive():
            return False
        now = _seconds()
        if now - self._touched > self._timer.interval() / 1000:
            self._timer.stop()
            self.left_alone.emit()
            return True
        self._touched = now
        self._timer.start()
        return False


def _seconds() -> float:
    """A clock that goes on while the laptop sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.time()
