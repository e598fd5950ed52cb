"""Texts, cards and distances: what every page is made of."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from outreach_app.ui.theme import restyle
from outreach_app.ui.theme.tokens import Space

Item = QWidget | QLayout | int | None
"""Of `column` and `row`: a widget, a layout, a distance in pixels, or None for a stretch."""


def column(*items: Item, gap: int = Space.S, margins: int | tuple[int, int, int, int] = 0) -> QVBoxLayout:
    """Items below each other."""
    return _fill(QVBoxLayout(), items, gap, margins)


def row(*items: Item, gap: int = Space.S, margins: int | tuple[int, int, int, int] = 0) -> QHBoxLayout:
    """Items beside each other."""
    return _fill(QHBoxLayout(), items, gap, margins)


L = TypeVar("L", bound=QBoxLayout)


def _fill(layout: L, items: Iterable[Item], gap: int, margins: int | tuple[int, int, int, int]) -> L:
    layout.setSpacing(gap)
    sides = (margins,) * 4 if isinstance(margins, int) else margins
    layout.setContentsMargins(*sides)
    for item in items:
        match item:
            case QWidget():
                layout.addWidget(item)
            case QLayout():
                layout.addLayout(item)
            case int():
                layout.addSpacing(item)
            case None:
                layout.addStretch(1)
    return layout


def empty(layout: QLayout) -> None:
    """Takes every widget out, for good."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def keep_if(wanted: bool, *widgets: QWidget) -> None:
    """Hides what is not wanted. `setVisible(True)` would open a window where a widget has no parent yet."""
    for widget in widgets:
        if not wanted:
            widget.hide()


class Text(QLabel):
    """A text as it is, never markup. `look` is a style of the type scale, `tone` a colour token.

    With `wraps` it takes the width it is given; without, it never shrinks below its words.
    """

    def __init__(self, text: str = "", look: str = "body", tone: str = "", *, wraps: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        if look == "overline":
            font = QFont(self.font())
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
            self.setFont(font)
        if tone:
            self.setProperty("tone", tone)
        self.setWordWrap(wraps)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class Elided(Text):
    """One line that ends in an ellipsis where it does not fit; the whole text is its tooltip."""

    def __init__(self, text: str = "", look: str = "body", tone: str = "") -> None:
        super().__init__(text, look, tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        self.setToolTip(plain_tip(self.text()) if shown != self.text() else "")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def plain_tip(text: str) -> str:
    """A text as a tooltip, which would otherwise take `<b>` for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>" if text else ""


class SectionTitle(QWidget):
    """A heading with, beside it, a quiet hint, and room at the right end."""

    def __init__(self, title: str, hint: str = "", *at_the_end: QWidget) -> None:
        super().__init__()
        self.title = Text(title, "heading")
        self.hint = Text(hint, "small", "text3", wraps=True)
        line = row(self.title, self.hint, *at_the_end, gap=Space.M)
        line.setStretch(1, 1)
        self.setLayout(line)


class Rule(QFrame):
    """A hairline between two parts."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "line")
        (self.setFixedWidth if upright else self.setFixedHeight)(1)


class Card(QFrame):
    """A surface that holds one thing. Add to `body`."""

    def __init__(self, *items: Item, gap: int = Space.M, margins: int = Space.XL, look: str = "card") -> None:
        super().__init__()
        self.setProperty("look", look)
        self.body = column(*items, gap=gap, margins=margins)
        self.setLayout(self.body)
