"""Something to be done once it was quiet for a while."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Rest(QTimer):
    """Every `start` puts it off again."""

    def __init__(self, owner: QObject, milliseconds: int, then: Callable[[], object]) -> None:
        super().__init__(owner)
        self.setSingleShot(True)
        self.setInterval(milliseconds)
        self.timeout.connect(then)
