"""One version of a field, in full, with who wrote it; one of several, taken with a click, Space or the arrows."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius

SHORT = 60
"""Characters up to which a value is set in bold: prose is easier to read without."""


class VersionCard(QAbstractButton):
    """Put those of one field into one exclusive button group."""

    kept = QtSignal()
    """Enter: all is chosen."""

    def __init__(self, text: str, signed: str, *, prose: bool = False) -> None:
        super().__init__()
        self._signed, self._prose = signed, prose
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(signed)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px = theme().px
        room = QRect(0, 0, max(width - px(36) - px(12), px(60)), 100_000)
        said, by = (
            metrics.boundingRect(room, _flow(metrics, text, room), text).height()
            for metrics, text in self._lines()
        )
        return px(10) + said + px(6) + by + px(10)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(220), self.heightForWidth(theme().px(220)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(52))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.kept.emit()
        else:
            super().keyPressEvent(event)

    def _font(self) -> QFont:
        font = theme().font("label")
        font.setWeight(QFont.Weight.Normal if self._prose else QFont.Weight.DemiBold)
        return font

    def _lines(self) -> tuple[tuple[QFontMetrics, str], tuple[QFontMetrics, str]]:
        small = QFontMetrics(theme().font("small"))
        return (QFontMetrics(self._font()), self.text()), (small, self._signed)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px, on = theme().tokens, theme().px, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, width = (colours.primary, 1.5) if on else (colours.control_line, 1.0)
        if self.hasFocus():
            edge, width = colours.focus, 2.0
        hovered = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(colours.primary_soft if on else colours.hover if hovered else colours.surface))
        inset = width / 2
        at = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(at, Radius.MEDIUM, Radius.MEDIUM)
        ring = "circle-check" if on else "circle"
        drawn = theme().pixmap(ring, "primary" if on else "control_line", 18, self.devicePixelRatioF())
        painter.drawPixmap(px(10), px(10), drawn)
        room = self.rect().adjusted(px(36), px(10), -px(12), -px(10))
        (said, text), (small, signed) = self._lines()
        painter.setFont(self._font())
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.text3))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | _flow(said, text, room), text)
        painter.setFont(theme().font("small"))
        painter.setPen(QColor(colours.text2))
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | _flow(small, signed, room), signed)


def _flow(metrics: QFontMetrics, text: str, room: QRect) -> Qt.TextFlag:
    """Between words; anywhere where one of them is wider than the card."""
    widest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0)
    return Qt.TextFlag.TextWordWrap if widest <= room.width() else Qt.TextFlag.TextWrapAnywhere
