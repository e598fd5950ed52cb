"""Dates and times in one field each, typed as people say them: 'gisteren', 'do', '19/11', '1930'."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from outreach_app.domain.typed import typed_date, typed_time
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, day
from outreach_app.ui.theme import restyle

PATTERN = "EEE d MMM yyyy"


class _Typed(QLineEdit):
    """A line whose text is understood when it is left; what is not understood stays as typed."""

    changed = QtSignal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.error: OutreachError | None = None
        """Why the text is not understood."""
        self.textEdited.connect(self._edited)

    def set_wrong(self, wrong: bool) -> None:
        self.setProperty("wrong", wrong)
        restyle(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._tidy()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        by = steps.get(Qt.Key(event.key()))
        if by is not None and not event.modifiers():
            self._step(by)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tidy()
        super().keyPressEvent(event)

    def _edited(self) -> None:
        self.changed.emit()

    def _tidy(self) -> None:
        raise NotImplementedError

    def _step(self, by: int) -> None:
        raise NotImplementedError


class DateField(_Typed):
    """A day. Up and down move by one day; `past` keeps a year-less day from being one to come, `ahead` makes it
    one."""

    def __init__(
        self, name: str, today: Callable[[], date] = date.today, *, past: bool = False, ahead: bool = False
    ) -> None:
        super().__init__(name)
        self._today, self._past, self._ahead = today, past, ahead
        to_come, gone = _("for example 15/12, tomorrow or thu"), _("for example 19/11, yesterday or thu")
        self.setPlaceholderText(to_come if ahead else gone)

    def value(self) -> date | None:
        """None where nothing or nothing understandable is typed: `error` tells which."""
        self.error = None
        text = self.text().strip()
        if not text:
            return None
        try:
            return typed_date(text, self._today(), past=self._past, ahead=self._ahead)
        except OutreachError as error:
            self.error = error
            return None

    def set_value(self, value: date | None) -> None:
        """Silently."""
        self.setText(day(value, PATTERN))
        self.setCursorPosition(0)

    def _tidy(self) -> None:
        value = self.value()
        if value is not None:
            self.set_value(value)

    def _step(self, by: int) -> None:
        value = self.value()
        self.set_value(self._today() if value is None else value + timedelta(days=by))
        self.changed.emit()


class TimeField(_Typed):
    """A time of day as 19:30. Up and down move by a quarter of an hour."""

    STEP = 15

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setPlaceholderText(_("19:30"))

    def value(self) -> str:
        """Empty where nothing or nothing understandable is typed: `error` tells which."""
        self.error = None
        try:
            return typed_time(self.text())
        except OutreachError as error:
            self.error = error
            return ""

    def set_value(self, value: str) -> None:
        """Silently."""
        self.setText(value)

    def _tidy(self) -> None:
        value = self.value()
        if value:
            self.set_value(value)

    def _step(self, by: int) -> None:
        hour, minute = map(int, (self.value() or "19:00").split(":"))
        minutes = ((hour * 60 + minute) // self.STEP + by) * self.STEP % (24 * 60)
        self.set_value(f"{minutes // 60:02d}:{minutes % 60:02d}")
        self.changed.emit()
