"""Notices that nobody touched keyboard or mouse for a while, so that an open vault is not left alone."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QWindow

MINUTES = 15

_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(QObject):
    """Says `left_alone` once, after `minutes` without a touch of the window; then waits for `begin`."""

    left_alone = QtSignal()

    def __init__(self, parent: QObject, minutes: float = MINUTES) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.left_alone)
        self._watched: QWindow | None = None

    def begin(self, window: QWindow | None) -> None:
        # The native window, not every widget: each touch passes here once, and costs nothing to speak of.
        if window is not None and window is not self._watched:
            window.installEventFilter(self)
            self._watched = window
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED and self._timer.isActive():
            self._timer.start()
        return False
