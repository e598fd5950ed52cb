"""A veil over something that works: says what it does, how far it is, and lets it be stopped."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from outreach_app.i18n import _
from outreach_app.ui.motion import endless
from outreach_app.ui.pace import Pace, said
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import Card, Text, row
from outreach_app.ui.widgets.buttons import Button


class BusyOverlay(QWidget):
    """Covers `over` while shown. `progress(done, of)` with `of` 0 means: no idea how long."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._words = Text("", "heading", wraps=True)
        self._detail = Text("", "small", "text2", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel: Callable[[], object] | None = None
        self._pace = Pace()
        self._button = Button(_("Cancel"), "secondary", pressed=self._stop)
        self._card = Card(self._words, self._bar, self._detail, row(None, self._button), gap=12, margins=24)
        self._card.setParent(self)
        self._card.setFixedWidth(380)
        over.installEventFilter(self)
        self.hide()

    def begin(self, words: str, cancel: Callable[[], object] | None = None) -> None:
        self._words.setText(words)
        self._detail.hide()
        self._cancel, self._pace = cancel, Pace()
        self._button.setVisible(cancel is not None)
        self._button.setEnabled(True)
        endless(self._bar)
        self._bar.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()

    def progress(self, done: int, of: int, words: str = "") -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        told = " · ".join(part for part in (words, said(self._pace.remaining(done, of))) if part)
        if told:
            self._detail.setText(told)
            self._detail.show()
            self._place()

    def end(self) -> None:
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(theme().colour("bg"))
        veil.setAlpha(190)
        QPainter(self).fillRect(self.rect(), veil)

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        self._card.adjustSize()
        at = self.rect().center() - self._card.rect().center()
        self._card.move(at)

    def _stop(self) -> None:
        self._button.setEnabled(False)
        self._detail.setText(_("Stopping …"))
        self._detail.show()
        if self._cancel is not None:
            self._cancel()
