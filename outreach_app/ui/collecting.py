"""Garbage is collected between two events, and at no other moment.

Python collects wherever it happens to make an object, and what it finds may be a widget. In a worker thread that
waits for the interpreter with a lock of Qt in its hand, while the main thread has the interpreter and waits for
the lock. In the main thread it may come while Qt itself destroys something and asks Python a question: then one
object is destroyed within another, under a lock that Qt holds already. Both were seen, and nothing ever went on.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 1_000
"""Between two looks."""


class Collecting(QObject):
    """From now on, as long as `parent` is there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(PAUSE_MS)
        timer.timeout.connect(collect_due)
        timer.start()


def collect_due() -> None:
    """What Python would have collected by itself: the oldest generation whose time has come."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = [age for age, (count, limit) in enumerate(zip(counts, limits, strict=True)) if count > limit]
    if due:
        gc.collect(due[-1])
