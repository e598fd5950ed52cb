"""Garbage is collected in the main thread while others work.

Python collects in whichever thread happens to make an object, and what it finds may be a widget: destroyed in a
worker thread, that holds a lock of Qt and waits for the interpreter, while the main thread has the interpreter and
waits for the lock. Neither would ever go on.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 1_000
"""Between two collections while somebody works."""

_at_work: list[QObject] = []
"""One entry for each job under way: the lane it runs in. Touched by the main thread alone."""


class Collecting(QObject):
    """Of one set of lanes: told of every job that begins and that came home."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(lambda: gc.collect(1))
        self.destroyed.connect(lambda: forget(self))

    def begin(self) -> None:
        _at_work.append(self)
        gc.disable()
        if not self._timer.isActive():
            self._timer.start()

    def end(self) -> None:
        if self in _at_work:
            _at_work.remove(self)
        if self not in _at_work:
            self._timer.stop()
        _go_on()


def forget(lane: QObject) -> None:
    """What never comes home, as its window is gone."""
    _at_work[:] = [each for each in _at_work if each is not lane]
    _go_on()


def _go_on() -> None:
    if not _at_work:
        gc.enable()
