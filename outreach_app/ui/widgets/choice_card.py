"""A choice large enough to explain itself; one of several, taken with a click, Space or the arrows."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius


class ChoiceCard(QAbstractButton):
    """Icon, title, a sentence, and a ring that fills. Cards of one parent exclude each other."""

    def __init__(self, icon: str, title: str, detail: str) -> None:
        super().__init__()
        self._icon, self._detail = icon, detail
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px = theme().px
        room = QRect(0, 0, max(width - px(62) - px(52), 80), 10_000)
        lines = QFontMetrics(theme().font("small")).boundingRect(room, Qt.TextFlag.TextWordWrap, self._detail)
        return px(18) + QFontMetrics(theme().font("strong")).height() + px(3) + lines.height() + px(18)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Nothing may squeeze the sentence: layouts within layouts forget what height a width needs."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(420), self.heightForWidth(theme().px(600)))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px = theme().tokens, theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        on = self.isChecked()
        drawn = theme().pixmap(self._icon, "primary_text" if on else "text2", 22, self.devicePixelRatioF())
        painter.drawPixmap(px(20), (self.height() - px(22)) // 2, drawn)
        ring = theme().pixmap(
            "circle-check" if on else "circle", "primary" if on else "control_line", 18, self.devicePixelRatioF()
        )
        painter.drawPixmap(self.width() - px(38), (self.height() - px(18)) // 2, ring)
        room = self.rect().adjusted(px(62), px(18), -px(52), -px(14))
        painter.setFont(theme().font("strong"))
        painter.setPen(QColor(colours.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, self.text())
        room.setTop(room.top() + painter.fontMetrics().height() + px(3))
        painter.setFont(theme().font("small"))
        painter.setPen(QColor(colours.text2))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._detail)

    def _paint_ground(self, painter: QPainter) -> None:
        colours, on = theme().tokens, self.isChecked()
        edge, width = (colours.primary, 1.5) if on else (colours.line, 1.0)
        if self.hasFocus():
            edge, width = colours.focus, 2.0
        ground = colours.primary_soft if on else colours.hover if self.underMouse() else colours.surface
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground))
        inset = width / 2
        at = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(at, Radius.LARGE, Radius.LARGE)
