"""What a card says, and how it is measured and painted."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.marks import badge_width, paint_avatar, paint_badge

MOST_LINES = 4
"""Of a title; the whole of it is in the tooltip and what a screen reader says."""


@dataclass(frozen=True, slots=True)
class Face:
    """One card, in words. `name` is all of it for a screen reader."""

    id: str
    title: str
    name: str = ""
    icon: str = ""
    over: str = ""
    """Above the title, behind the icon."""
    person: str = ""
    place: str = ""
    """Below the title."""
    figure: str = ""
    """What counts most, set off."""
    also: str = ""
    """More figures, below it."""
    bars: tuple[int, ...] = ()
    """How often of late, the newest last."""
    badge: str = ""
    badge_icon: str = ""
    tone: str = "plain"
    foot: str = ""
    foot_icon: str = ""
    foot_tone: str = "text2"
    """A colour token."""


class Painted:
    """A face in a room that is `wide`: measured first, then painted by the same steps."""

    def __init__(self, face: Face, wide: int) -> None:
        px = theme().px
        self.face, self.wide = face, wide
        self._side, self._gap = px(12), px(6)
        self._room = max(wide - 2 * self._side, px(40))
        self._lines: dict[str, list[str]] = {}
        self.height = self._walk(None, 1.0)

    def paint(self, painter: QPainter, ratio: float) -> None:
        self._walk(painter, ratio)

    def _walk(self, painter: QPainter | None, ratio: float) -> int:
        y = theme().px(12)
        for step in (self._over, self._title, self._place, self._figures, self._badge, self._foot):
            taken = step(painter, y, ratio)
            y += taken + (self._gap if taken else 0)
        return y - self._gap + theme().px(12)

    def _over(self, painter: QPainter | None, y: int, ratio: float) -> int:
        face, px = self.face, theme().px
        side = px(24)
        if not (face.over or face.person):
            return 0
        left, right = self._side, self._side + self._room
        if face.person:
            right -= side
            if painter:
                paint_avatar(painter, QRectF(right, y, side, side), face.person)
        if face.over and face.icon:
            if painter:
                drawn = theme().pixmap(face.icon, "text2", 15, ratio)
                painter.drawPixmap(QPointF(left, y + (side - px(15)) / 2), drawn)
            left += px(21)
        small = theme().font("small")
        top = y + (side - QFontMetrics(small).lineSpacing()) // 2
        high = self._wrapped(painter, left, top, right - left - px(4), face.over, small, "text2", 2)
        return max(side, high + top - y)

    def _title(self, painter: QPainter | None, y: int, ratio: float) -> int:
        font = theme().font("label")
        font.setWeight(QFont.Weight.DemiBold)
        return self._wrapped(painter, self._side, y, self._room, self.face.title, font, "text", MOST_LINES)

    def _place(self, painter: QPainter | None, y: int, ratio: float) -> int:
        if not self.face.place:
            return 0
        px = theme().px
        if painter:
            painter.drawPixmap(QPointF(self._side, y + px(2)), theme().pixmap("map-pin", "text3", 13, ratio))
        left = self._side + px(19)
        font = theme().font("small")
        return self._wrapped(painter, left, y, self._room - px(19), self.face.place, font, "text2", 1)

    def _figures(self, painter: QPainter | None, y: int, ratio: float) -> int:
        face, px = self.face, theme().px
        if not face.figure:
            return 0
        bars = any(face.bars)
        wide = self._room - (px(8) + self._bars_wide() if bars else 0)
        strong, small = theme().font("label"), theme().font("small")
        strong.setWeight(QFont.Weight.DemiBold)
        upper = self._wrapped(painter, self._side, y, self._room, face.figure, strong, "text", 2)
        lower = self._wrapped(painter, self._side, y + upper + 1, wide, face.also, small, "text2", 3)
        high = upper + (1 + max(lower, px(22) if bars else 0) if lower or bars else 0)
        if painter and bars:
            self._paint_bars(painter, y + high)
        return high

    def _bars_wide(self) -> int:
        return theme().px(8) * len(self.face.bars) - theme().px(2)

    def _paint_bars(self, painter: QPainter, bottom: int) -> None:
        """The newest stands out; heights are relative to the highest."""
        px, most = theme().px, max(self.face.bars)
        left = self._side + self._room - self._bars_wide()
        painter.setPen(Qt.PenStyle.NoPen)
        for n, count in enumerate(self.face.bars):
            newest = n == len(self.face.bars) - 1
            painter.setBrush(QColor(theme().colour("amber" if newest else "control_line")))
            high = max(round(px(22) * count / most), px(2))
            painter.drawRoundedRect(QRectF(left + n * px(8), bottom - high, px(6), high), 1.5, 1.5)

    def _badge(self, painter: QPainter | None, y: int, ratio: float) -> int:
        face, high = self.face, theme().px(24)
        if not face.badge:
            return 0
        if painter:
            wide = min(badge_width(face.badge, face.badge_icon), self._room)
            paint_badge(painter, QRectF(self._side, y, wide, high), face.badge, face.tone, face.badge_icon)
        return high

    def _foot(self, painter: QPainter | None, y: int, ratio: float) -> int:
        face, px = self.face, theme().px
        if not face.foot:
            return 0
        if painter:
            painter.setPen(QPen(QColor(theme().colour("line")), 1))
            painter.drawLine(QPointF(self._side, y + 0.5), QPointF(self._side + self._room, y + 0.5))
            painter.drawPixmap(
                QPointF(self._side, y + px(9)), theme().pixmap(face.foot_icon, face.foot_tone, 14, ratio)
            )
        left = self._side + px(21)
        small = theme().font("small")
        high = self._wrapped(painter, left, y + px(8), self._room - px(21), face.foot, small, face.foot_tone, 4)
        return high + px(8)

    def _wrapped(
        self, painter: QPainter | None, x: int, y: int, wide: int, text: str, font: QFont, ink: str, most: int
    ) -> int:
        """Words in as many lines as they need, up to `most`; how high they are."""
        if not text:
            return 0
        if text not in self._lines:
            self._lines[text] = broken(text, font, wide, most)
        high = QFontMetrics(font).lineSpacing()
        if painter:
            painter.setFont(font)
            painter.setPen(QColor(theme().colour(ink)))
            for n, line in enumerate(self._lines[text]):
                painter.drawText(QRect(x, y + n * high, wide, high), Qt.AlignmentFlag.AlignVCenter, line)
        return high * len(self._lines[text])


def broken(text: str, font: QFont, wide: int, most: int) -> list[str]:
    """A text in lines, between words where it can be; what does not fit into the last ends in an ellipsis."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(re.sub(r"[ \t\n]+", " ", text), font)  # what may not part stays together
    layout.setTextOption(option)
    plain, ends = layout.text(), []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(wide)
        ends.append(line.textStart())
    layout.endLayout()
    lines = [plain[start:end].strip() for start, end in zip(ends, [*ends[1:], len(plain)], strict=True)]
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, wide)]
