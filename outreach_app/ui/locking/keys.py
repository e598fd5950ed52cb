"""Ctrl+L locks, the panic keys lock and hide: anywhere, in dialogs too."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QKeySequence

from outreach_app.ui.locking.every_window import EveryWindow

LOCK = "Ctrl+L"
PANIC = "Ctrl+Shift+L"
PANIC_TOO = "Pause"
"""Where the keyboard has it: one key, at the edge."""


class LockKeys(EveryWindow):
    lock_wanted = QtSignal()
    panic_wanted = QtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._does = {LOCK: self.lock_wanted, PANIC: self.panic_wanted, PANIC_TOO: self.panic_wanted}

    def saw(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        typed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        wanted = self._does.get(typed)
        if wanted is None:
            return False
        wanted.emit()
        return True
