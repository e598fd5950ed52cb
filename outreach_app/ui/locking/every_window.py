"""Sees what reaches any window of the program, dialogs and open menus too."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow


class EveryWindow(QObject):
    """Watches native windows rather than every widget: each touch passes there once, and costs next to nothing.

    A window is watched from its first focus on; native dialogs of the system are not ours to see.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.watch)
        self.watch(app.focusWindow())

    def watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once: Qt takes an earlier one away first

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return self.saw(event)

    def saw(self, event: QEvent) -> bool:
        """Whether the event goes no further."""
        raise NotImplementedError
