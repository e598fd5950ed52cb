"""Buttons: a verb on each, one primary action per screen, and all of them reached by Tab."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QSizePolicy, QToolButton

from outreach_app.ui.theme import set_icon, theme
from outreach_app.ui.theme.tokens import CONTROL_HEIGHT, Radius
from outreach_app.ui.widgets.marks import badge_width, paint_badge

_ICON_COLOURS = {
    "primary": "on_primary",
    "secondary": "text",
    "danger": "red",
    "link": "primary_text",
}


class Button(QPushButton):
    """`look`: primary, secondary, danger, quiet or link. Enter presses it as well as Space."""

    def __init__(
        self, text: str, look: str = "secondary", icon: str = "", pressed: Callable[[], object] | None = None
    ) -> None:
        super().__init__(_literal(text))
        self.setProperty("look", look)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if icon:
            self.set_icon(icon)
        if pressed is not None:
            self.clicked.connect(lambda _checked: pressed())

    def set_icon(self, icon: str) -> None:
        set_icon(self, icon, _ICON_COLOURS.get(str(self.property("look")), "text2"), 16, 4)

    def set_text(self, text: str) -> None:
        self.setText(_literal(text))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("look") == "primary":
            # The ring alone would drown in the accent: a line of the surface sets it off.
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme().colour("surface")), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.7, 2.7, -2.7, -2.7), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _click_on_enter(self, event):
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A button that is only an icon; `name` is its tooltip and what a screen reader says.

    An `inner` one lies within a field and is as large as it is made.
    """

    def __init__(
        self, icon: str, name: str, pressed: Callable[[], object] | None = None, *, inner: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("look", "inner" if inner else "icon")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_icon(self, icon, "text2")
        if pressed is not None:
            self.clicked.connect(lambda _checked: pressed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _click_on_enter(self, event):
            super().keyPressEvent(event)


class NavButton(QAbstractButton):
    """A place of the navigation: icon, name, and how much waits there."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__()
        self._icon = icon
        self._waiting = 0
        self._keys = ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_keys(self, keys: str) -> None:
        """Which keys go here."""
        self._keys = keys
        self.setToolTip(keys)

    def show_waiting(self, count: int, words: str = "") -> None:
        """A number at the right end; `words` say what it counts."""
        self._waiting = count
        self.setAccessibleDescription(words)
        self.setToolTip(f"{words} ({self._keys})" if words and self._keys else words or self._keys)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for its name when it is the chosen one, so that nothing moves when it is."""
        px, font = theme().px, theme().font("label")
        font.setWeight(font.Weight.DemiBold)
        counted = badge_width(str(self._waiting)) + px(8) if self._waiting else 0
        return QSize(
            px(38) + QFontMetrics(font).horizontalAdvance(self.text()) + px(10) + counted, px(CONTROL_HEIGHT)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _click_on_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px = theme().tokens, theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.primary_soft if self.isChecked() else colours.hover if self.underMouse() else ""
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(colours.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(edge, Radius.SMALL, Radius.SMALL)
        ink = "primary_text" if self.isChecked() else "text"
        drawn = theme().pixmap(self._icon, ink if self.isChecked() else "text2", 18, self.devicePixelRatioF())
        painter.drawPixmap(px(10), (self.height() - px(18)) // 2, drawn)
        font = theme().font("label")
        font.setWeight(font.Weight.DemiBold if self.isChecked() else font.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(theme().colour(ink)))
        room = self.rect().adjusted(px(38), 0, -px(8), 0)
        fitted = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, fitted)
        if self._waiting:
            count = str(self._waiting)
            wide, high = badge_width(count), px(22)
            at = QRectF(self.width() - wide - px(8), (self.height() - high) / 2, wide, high)
            paint_badge(painter, at, count, "amber")


class Tick(QCheckBox):
    """A check box that draws itself: a styled one would need image files."""

    SIDE = 18

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        side = theme().px(self.SIDE)
        wide = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(side + 14 + wide, max(side + 8, self.fontMetrics().height() + 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, side = theme().tokens, theme().px(self.SIDE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(3.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        filled = self.isChecked() and self.isEnabled()
        painter.setPen(QPen(QColor(colours.primary if filled else colours.control_line), 1))
        painter.setBrush(QColor(colours.primary if filled else colours.surface))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            ink = "on_primary" if filled else "text3"
            drawn = theme().pixmap("check", ink, 14, self.devicePixelRatioF())
            size = drawn.deviceIndependentSize()
            painter.drawPixmap(
                round(box.center().x() - size.width() / 2), round(box.center().y() - size.height() / 2), drawn
            )
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 6, 6)
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.text3))
        room = self.rect().adjusted(side + 12, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())


def _literal(text: str) -> str:
    """An ampersand that is one, not a mnemonic."""
    return text.replace("&", "&&")


def _click_on_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
        button.click()
        return True
    return False
