"""The panic key's second half: the locked window goes down to the task bar, under a name that says nothing."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QMainWindow

from outreach_app.i18n import _

_BACK = frozenset({QEvent.Type.WindowActivate, QEvent.Type.WindowStateChange})


class Hiding(QObject):
    """Hides one window, and gives it its name and icon back once it is brought up from the task bar.

    What the system knows of a running program (its name in a menu or a list of processes) stays what it is.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._title, self._icon = "", QIcon()
        self.hidden = False
        window.installEventFilter(self)

    def hide(self) -> None:
        """At once, and drawn before: a task bar shows what a window last looked like."""
        window = self._window
        if not self.hidden:
            self._title, self._icon = window.windowTitle(), window.windowIcon()
        blank = QPixmap(32, 32)
        blank.fill(Qt.GlobalColor.transparent)
        window.setWindowTitle(_("Untitled"))
        window.setWindowIcon(QIcon(blank))
        window.repaint()
        window.showMinimized()
        self.hidden = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.hidden and event.type() in _BACK and not self._window.isMinimized():
            self.hidden = False
            self._window.setWindowTitle(self._title)
            self._window.setWindowIcon(self._icon)
        return False
