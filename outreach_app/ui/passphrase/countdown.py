"""The wait after wrong passphrases, told second by second."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton

from outreach_app.errors import OutreachError
from outreach_app.ui.widgets.field import Field


class Countdown(QObject):
    """Says beside a field how long to wait still; the button comes back when it is over."""

    SECOND_MS = 1000

    def __init__(self, field: Field, button: QAbstractButton, parent: QObject) -> None:
        super().__init__(parent)
        self._field, self._button = field, button
        self._error: OutreachError | None = None
        self._left = 0
        self._second = QTimer(self)
        self._second.setInterval(self.SECOND_MS)
        self._second.timeout.connect(self._tick)

    def begin(self, error: OutreachError) -> None:
        """`error` is a TooSoon."""
        self._error, self._left = error, int(error.values["seconds"])
        self._button.setEnabled(False)
        self._second.start()
        self._show()

    def _tick(self) -> None:
        self._left -= 1
        self._show()

    def _show(self) -> None:
        error = self._error
        if error is None or self._left <= 0:
            self._second.stop()
            self._field.set_error()
            self._button.setEnabled(True)
            self._field.editor.setFocus()
            return
        error.values["seconds"] = self._left
        self._field.set_error(f"{error} {error.what_now}")
