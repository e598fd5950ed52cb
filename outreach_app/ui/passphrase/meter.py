"""How strong what is typed is: four bars, and the same in words with what would make it better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import Text, column

if TYPE_CHECKING:
    from outreach_app.vault.strength import Estimate

REST_MS = 120
_BARS = {"REFUSED": (1, "red"), "WEAK": (2, "amber"), "FAIR": (3, "blue"), "STRONG": (4, "green")}


class StrengthMeter(QWidget):
    """Follows a line; hidden while nothing is typed. `known` are names that whoever guesses knows too."""

    def __init__(self, line: QLineEdit, known: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._line, self._known = line, known
        self._bars = _Bars()
        self._words, self._hints = Text("", "small", wraps=True), Text("", "small", "text2", wraps=True)
        self.setLayout(column(self._bars, self._words, self._hints, gap=4))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.judge)
        line.textChanged.connect(self._typed)
        self.hide()

    def judge(self) -> Estimate | None:
        """What is typed now; None for nothing."""
        from outreach_app.vault.strength import estimate  # its dictionaries wait until somebody types

        self._rest.stop()
        typed = self._line.text()
        if not typed:
            self.hide()
            return None
        found = estimate(typed, self._known())
        filled, colour = _BARS[found.level.name]
        self._bars.fill(filled, colour)
        self._words.setText(found.words)
        self._hints.setText(found.hints)
        self._hints.setVisible(bool(found.hints))
        self._line.setAccessibleDescription(f"{found.words} {found.hints}".strip())
        self.show()
        return found

    def _typed(self, text: str) -> None:
        if text:
            self._rest.start()
        else:
            self._rest.stop()
            self.hide()


class _Bars(QWidget):
    """The picture of it; the words beside say the same."""

    OF = 4

    def __init__(self) -> None:
        super().__init__()
        self._filled, self._colour = 0, "red"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, filled: int, colour: str) -> None:
        self._filled, self._colour = filled, colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 4
        wide = (self.width() - gap * (self.OF - 1)) / self.OF
        for place in range(self.OF):
            name = self._colour if place < self._filled else "line"
            painter.setBrush(QColor(theme().colour(name)))
            painter.drawRoundedRect(QRectF(place * (wide + gap), 0, wide, 5), 2.5, 2.5)
