"""A part of something, with its icon at the left and how far it is at the right."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from outreach_app.i18n import _, number
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius


class OutlineRow(QAbstractButton):
    def __init__(self, text: str, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._mark, self._colour = "", ""
        self._words, self._budget = 0, 0
        self._said = ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # told as one of several
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_mark(self, icon: str, colour: str, words: str) -> None:
        """`words` say what the mark means."""
        self._mark, self._colour, self._said = icon, colour, words
        self._tell()

    def show_budget(self, words: int, budget: int) -> None:
        """How many words of how many; nothing is said where there is no budget or no word yet."""
        self._words, self._budget = words, budget if words else 0
        self._tell()
        self.updateGeometry()

    def _tell(self) -> None:
        counted = budgeted(self._words, self._budget) if self._budget else ""
        said = ", ".join(part for part in (self._said, counted) if part)
        self.setAccessibleName(f"{self.text()}, {said}")
        self.setToolTip(f"{self.text()}: {said}")
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """A long name takes a second line."""
        px, font = theme().px, theme().font("label")
        font.setWeight(QFont.Weight.DemiBold)  # as high when it is not the chosen one: nothing moves
        room = QRect(0, 0, max(width - px(31) - px(28) - self._budget_room(), 60), 1000)
        lines = QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(px(33), lines.height() + px(14))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(180), self.heightForWidth(max(self.width(), theme().px(120))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(33))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px, on = theme().tokens, theme().px, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.primary_soft if on else colours.hover if self.underMouse() else ""
        painter.setPen(QPen(QColor(colours.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.SMALL, Radius.SMALL)
        ink = "primary_text" if on else "text"
        top = (self.height() - px(16)) // 2
        ratio = self.devicePixelRatioF()
        drawn = theme().pixmap(self._icon, ink if on else "text2", 16, ratio)
        painter.drawPixmap(px(8), top, drawn)
        room = self.rect().adjusted(px(31), 0, -px(28) - self._budget_room(), 0)
        if self._mark:
            painter.drawPixmap(self.width() - px(24), top, theme().pixmap(self._mark, self._colour, 16, ratio))
        painter.setFont(self._font())
        painter.setPen(QColor(theme().colour(ink)))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.text())
        if self._budget:
            self._paint_budget(painter)

    def _paint_budget(self, painter: QPainter) -> None:
        """At the right of the name; over budget by colour, weight and the numbers themselves."""
        over, px = self._words > self._budget, theme().px
        painter.setFont(theme().font("strong" if over else "small"))
        painter.setPen(QColor(theme().colour("amber" if over else "text3")))
        at = self.rect().adjusted(0, 0, -px(30), 0)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(at, side, f"{self._words}/{self._budget}")

    def _budget_room(self) -> int:
        wide = QFontMetrics(theme().font("strong")).horizontalAdvance(f"{self._words}/{self._budget}")
        return wide + theme().px(8) if self._budget else 0

    def _font(self) -> QFont:
        font = theme().font("label")
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium)
        return font


def budgeted(words: int, budget: int) -> str:
    """How many words of a budget, and that it is too much where it is."""
    said = _("{n} of {most} words").format(n=number(words), most=number(budget))
    return _("{words}, too many").format(words=said) if words > budget else said
