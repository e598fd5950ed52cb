"""What a chart is drawn with: the colours and sizes in force, or those of a picture that leaves."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from outreach_app.ui.theme import icons, theme, type_of
from outreach_app.ui.theme.tokens import LIGHT, Tokens, contrast

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Ink:
    tokens: Tokens
    scale: int

    @classmethod
    def in_force(cls) -> "Ink":
        return cls(theme().tokens, theme().scale)

    @classmethod
    def of_pictures(cls) -> "Ink":
        """Light and at its own size, whoever makes the picture."""
        return cls(LIGHT, 100)

    def px(self, size: float) -> float:
        return size * self.scale / 100

    def font(self, look: str, *, strong: bool = False) -> QFont:
        font = type_of(look, self.scale)
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def wide(self, text: str, look: str = "small", *, strong: bool = False) -> float:
        return QFontMetricsF(self.font(look, strong=strong)).horizontalAdvance(text)

    def colour(self, name: str) -> QColor:
        return QColor(str(getattr(self.tokens, name)))

    def of_series(self, place: int) -> QColor:
        return QColor(self.tokens.series[place % len(self.tokens.series)])

    def icon(self, name: str, colour: str, size: float, ratio: float) -> QPixmap:
        return icons.pixmap(name, str(getattr(self.tokens, colour)), round(self.px(size)), ratio)

    def write(
        self,
        painter: QPainter,
        at: QRectF,
        text: str,
        where: Qt.AlignmentFlag = LEFT,
        *,
        look: str = "small",
        colour: str = "text2",
        strong: bool = False,
    ) -> None:
        """One line, shortened where there is no room for it."""
        painter.setFont(self.font(look, strong=strong))
        painter.setPen(self.colour(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(at.width()) + 1)
        painter.drawText(at, where | Qt.TextFlag.TextSingleLine, shown)

    def wrap(self, painter: QPainter, at: QRectF, text: str, *, look: str = "label", colour: str = "text") -> None:
        """In two lines where one is too short and there is room for two."""
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        bounds = QFontMetricsF(self.font(look)).boundingRect(at, flags, text)
        if bounds.height() > at.height() or bounds.width() > at.width():
            self.write(painter, at, text, look=look, colour=colour)
            return
        painter.setFont(self.font(look))
        painter.setPen(self.colour(colour))
        painter.drawText(at, flags, text)

    def hatch(self, painter: QPainter, at: QRectF, radius: float) -> None:
        """What is withheld: a pattern, so that nobody takes it for a zero or for a pale value."""
        painter.setPen(QPen(self.colour("control_line"), 1, Qt.PenStyle.DotLine))
        painter.setBrush(QBrush(self.colour("control_line"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(at, radius, radius)

    def ring(self, painter: QPainter, at: QRectF, radius: float = 6) -> None:
        """Around what has the focus."""
        painter.setPen(QPen(self.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(at, radius, radius)

    def fill(self, painter: QPainter, at: QRectF, colour: QColor, radius: float = 0) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(at, radius, radius)

    def line(self, painter: QPainter, start: QPointF, end: QPointF, colour: QColor, width: float = 1) -> None:
        painter.setPen(QPen(colour, width))
        painter.drawLine(start, end)

    def stroke(self, painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
        """What a mark is held against: a line that reads on the mark and beside it."""
        self.line(painter, start, end, self.colour("surface"), self.px(6))
        self.line(painter, start, end, colour, self.px(2))

    def step(self, part: float) -> tuple[QColor, str]:
        """A ground between the surface and the first colour, in five steps, and the ink that reads on it."""
        share = (0.16, 0.34, 0.56, 0.8, 1.0)[min(4, int(part * 5))]
        pale, deep = QColor(self.tokens.surface), QColor(self.tokens.primary)
        red, green, blue = (
            round(low + (high - low) * share)
            for low, high in (
                (pale.red(), deep.red()),
                (pale.green(), deep.green()),
                (pale.blue(), deep.blue()),
            )
        )
        mixed = QColor(red, green, blue)
        return mixed, max(
            ("text", "on_primary"), key=lambda name: contrast(str(getattr(self.tokens, name)), mixed.name())
        )
