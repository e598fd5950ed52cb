"""Marks stretches of a text in the field where it is typed: a wave below them and a soft ground behind them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from outreach_app.ui.theme import theme

Span = tuple[int, int]
"""From the first character to just behind the last, counted as Python counts."""
WAVE = 2.0
"""Half the height of a wave, in pixels."""


def in_qt(text: str, at: int) -> int:
    """The same place as Qt counts, for whom an emoji is two characters."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


class Underline(QWidget):
    """The marks of one editor: painted over a line; a text of several lines paints its own."""

    def __init__(self, editor: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._spans: list[Span] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        theme().changed.connect(self._mark_lines)
        if isinstance(editor, QLineEdit):
            editor.cursorPositionChanged.connect(self.update)

    def show_spans(self, text: str, spans: Sequence[Span]) -> None:
        """In this text, which stands in the editor now."""
        plain = text.isascii() or max(text) <= "\uffff"
        self._spans = [(a, b) if plain else (in_qt(text, a), in_qt(text, b)) for a, b in spans]
        self._mark_lines()
        if isinstance(self._editor, QLineEdit):
            self.setGeometry(self._editor.rect())
            self.setVisible(bool(spans))
            self.update()

    def spans(self) -> list[Span]:
        """As Qt counts."""
        return list(self._spans)

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self._editor
        if not isinstance(line, QLineEdit):
            return
        self.setGeometry(line.rect())
        laid_out = QTextLayout(line.text(), line.font())  # knows where right-to-left text stands
        laid_out.beginLayout()
        text = laid_out.createLine()
        laid_out.endLayout()
        caret = line.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        begin = QRectF(caret).center().x() - _x(text, line.cursorPosition())
        bottom = (self.height() + line.fontMetrics().height()) / 2 - WAVE
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.rect().adjusted(4, 0, -4, 0))
        painter.setPen(QPen(QColor(theme().tokens.amber), 1.6))
        for start, end in self._spans:
            left, right = sorted((begin + _x(text, start), begin + _x(text, end)))
            painter.drawPolyline(_wave(left, right, bottom))

    def _mark_lines(self) -> None:
        if not isinstance(self._editor, QPlainTextEdit):
            return
        if not self._spans and not self._editor.extraSelections():
            return
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(QColor(theme().tokens.amber))
        look.setBackground(QColor(theme().tokens.amber_soft))
        self._editor.setExtraSelections([self._selection(span, look) for span in self._spans])

    def _selection(self, span: Span, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        assert isinstance(self._editor, QPlainTextEdit)
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, look
        return selection


def _x(line: QTextLine, at: int) -> float:
    x: float = line.cursorToX(at)[0]  # type: ignore[index]
    return x


def _wave(left: float, right: float, bottom: float) -> QPolygonF:
    steps = max(2, round((right - left) / (2 * WAVE)))
    points = ((left + n * (right - left) / steps, bottom + (WAVE if n % 2 else 0)) for n in range(steps + 1))
    return QPolygonF([QPointF(x, y) for x, y in points])
