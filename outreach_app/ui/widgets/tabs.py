"""Views of one page, chosen beside each other; Left and Right walk through them, Tab goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import CONTROL_HEIGHT, Radius
from outreach_app.ui.widgets.basics import row
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.option import Option

SIDE, NARROW_SIDE, BESIDE = 13, 8, 7
"""Pixels at each side, and between icon and words: no more for large letters, whose words need the room."""
LARGE = 130
"""Per cent, from which the sides are narrow."""


def _side() -> int:
    return NARROW_SIDE if theme().scale > LARGE else SIDE


class _Segment(QAbstractButton):
    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self.setText(option.label)
        self.setAccessibleName(option.detail or option.label)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # told as one of several
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        px = theme().px
        wide = QFontMetrics(_font(strong=True)).horizontalAdvance(self.text()) + 2 * _side()
        return QSize(wide + (px(16) + BESIDE if self.option.icon else 0), px(CONTROL_HEIGHT) - 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px, on = theme().tokens, theme().px, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.focus if self.hasFocus() else colours.control_line if on else ""
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(edge), width) if edge else Qt.PenStyle.NoPen)
        ground = colours.surface if on else colours.hover if self.underMouse() else ""
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        inset = width / 2
        at = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(at, Radius.SMALL, Radius.SMALL)
        ink = "primary_text" if on else "text2"
        room = self.rect().adjusted(_side(), 0, 0, 0)
        if self.option.icon:
            drawn = theme().pixmap(self.option.icon, ink, 16, self.devicePixelRatioF())
            painter.drawPixmap(room.left(), (self.height() - px(16)) // 2, drawn)
            room.setLeft(room.left() + px(16) + BESIDE)
        painter.setFont(_font(strong=on))
        painter.setPen(QColor(theme().colour(ink)))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())


class Segments(QFrame):
    """One of a few, side by side in a frame."""

    chosen = QtSignal(str)
    """The code of what a person took."""

    def __init__(self, options: Sequence[Option], name: str, *, wraps: bool = False) -> None:
        """Those that `wraps` go on in a next line where there is no room, instead of asking for more."""
        super().__init__()
        self.setProperty("look", "segments")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._segments = {option.code: _Segment(option) for option in options}
        for segment in self._segments.values():
            self._group.addButton(segment)
            segment.clicked.connect(lambda _on, code=segment.option.code: self.chosen.emit(code))
        if options:
            self._segments[options[0].code].setChecked(True)
        if wraps:
            flow = Flow(*self._segments.values(), gap=2)
            flow.setContentsMargins(2, 2, 2, 2)
            self.setLayout(flow)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._tighten()
            theme().changed.connect(self._tighten)
        else:
            self.setLayout(row(*self._segments.values(), gap=2, margins=2))
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _tighten(self) -> None:
        """No wider than all in one line."""
        self.setMaximumWidth(sum(one.sizeHint().width() + 2 for one in self._segments.values()) + 4)

    def choose(self, code: str) -> None:
        """Silently."""
        if code in self._segments:
            self._segments[code].setChecked(True)

    def focus(self) -> None:
        """On the one that is chosen."""
        if self.current():
            self._segments[self.current()].setFocus()

    def current(self) -> str:
        return next((code for code, segment in self._segments.items() if segment.isChecked()), "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.line), 1))
        painter.setBrush(QColor(theme().tokens.sunken))
        at = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(at, Radius.MEDIUM, Radius.MEDIUM)


def _font(*, strong: bool) -> QFont:
    font = theme().font("label")
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Medium)
    return font
