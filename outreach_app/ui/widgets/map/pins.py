"""Pins: a drop with a drawing in it, its tip where the place is."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from outreach_app.ui.theme import icons
from outreach_app.ui.widgets.map.inks import Inks
from outreach_app.ui.widgets.map.scene import Pin

RADIUS, TIP = 13.0, 13.0
"""Of the drop, in pixels at 100 %: its round part, and how far the tip is below it."""
_TONES = {"quiet": "control_line", "private": "violet"}


def scale_of(font: QFont) -> float:
    """Pins grow with the text."""
    return max(font.pixelSize(), 11) / 12


def box_of_pin(tip: QPointF, font: QFont) -> QRectF:
    """The room a pin takes: for clicks, and for names that keep off."""
    r, down = RADIUS * scale_of(font), TIP * scale_of(font)
    return QRectF(tip.x() - r, tip.y() - down - 2 * r + 4, 2 * r, 2 * r + down - 4)


def paint_pin(
    painter: QPainter,
    pin: Pin,
    tip: QPointF,
    inks: Inks,
    font: QFont,
    *,
    chosen: bool,
    focused: bool,
    ratio: float,
) -> None:
    """The chosen one is larger, in another colour, and says its name beside it."""
    size = scale_of(font) * (1.2 if chosen else 1.0)
    r = RADIUS * size
    middle = QPointF(tip.x(), tip.y() - TIP * size - r + 4)
    drop = _drop(tip, middle, r)
    colour = inks.chosen if chosen else _colour(pin, inks)
    painter.setPen(QPen(inks.pin_edge, 2))
    painter.setBrush(colour)
    painter.drawPath(drop)
    if chosen and focused:
        painter.setPen(QPen(QColor(inks.tokens.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, r + 4, r + 4)
    side = 15 * size
    drawn = icons.pixmap(pin.icon, _ink(pin, inks, chosen=chosen), round(side), ratio)
    painter.drawPixmap(
        QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), drawn, QRectF(drawn.rect())
    )
    if chosen:
        _paint_name(painter, pin.name, middle, r, inks, font)


def _drop(tip: QPointF, middle: QPointF, r: float) -> QPainterPath:
    drop = QPainterPath(tip)
    drop.cubicTo(
        QPointF(tip.x() - r * 0.3, tip.y() - r * 0.55),
        QPointF(middle.x() - r, middle.y() + r * 0.75),
        QPointF(middle.x() - r, middle.y()),
    )
    drop.arcTo(QRectF(middle.x() - r, middle.y() - r, 2 * r, 2 * r), 180, -180)
    drop.cubicTo(
        QPointF(middle.x() + r, middle.y() + r * 0.75),
        QPointF(tip.x() + r * 0.3, tip.y() - r * 0.55),
        tip,
    )
    drop.closeSubpath()
    return drop


def _colour(pin: Pin, inks: Inks) -> QColor:
    token = _TONES.get(pin.tone)
    return QColor(getattr(inks.tokens, token)) if token else inks.pin


def _ink(pin: Pin, inks: Inks, *, chosen: bool) -> str:
    return inks.tokens.surface if chosen or pin.tone != "plain" else inks.pin_ink


def _paint_name(painter: QPainter, name: str, middle: QPointF, r: float, inks: Inks, font: QFont) -> None:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(strong)
    room = QSizeF(metrics.horizontalAdvance(name) + 20, metrics.height() + 10)
    box = QRectF(QPointF(middle.x() + r + 7, middle.y() - room.height() / 2), room)
    if box.right() > painter.window().width() - 4:
        box.moveRight(middle.x() - r - 7)
    painter.setPen(QPen(QColor(inks.tokens.line), 1))
    painter.setBrush(QColor(inks.tokens.surface))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(inks.text)
    painter.setFont(strong)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
