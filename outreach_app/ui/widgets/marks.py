"""Small painted things that say a state, a count or a name: icon and words, never colour alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.told import told_as

TONES = ("plain", "primary", "amber", "red", "green", "blue", "violet")


def tone_colours(tone: str) -> tuple[str, str]:
    """Ground and ink of a tone, as token names."""
    if tone == "plain":
        return "hover", "text2"
    if tone == "raised":  # on a chosen row
        return "surface", "primary_text"
    return f"{tone}_soft", "primary_text" if tone == "primary" else tone


def paint_badge(painter: QPainter, at: QRectF, text: str, tone: str = "plain", icon: str = "") -> None:
    """A badge filling `at`; for delegates too. `badge_width` says how wide it wants to be."""
    ground, ink = tone_colours(tone)
    px = theme().px
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().colour(ground)))
    painter.drawRoundedRect(at, at.height() / 2, at.height() / 2)
    inner = at.adjusted(px(8), 0, -px(8), 0)
    if icon:
        drawn = theme().pixmap(icon, ink, 14, painter.device().devicePixelRatioF())
        top = inner.center().y() - drawn.deviceIndependentSize().height() / 2
        painter.drawPixmap(QPointF(inner.left(), top), drawn)
        inner.setLeft(inner.left() + px(19))
    painter.setPen(QColor(theme().colour(ink)))
    painter.setFont(badge_font())
    where = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignLeft if icon else Qt.AlignmentFlag.AlignHCenter)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(inner.width()) + 1)
    painter.drawText(inner, where, shown)
    painter.restore()


def badge_width(text: str, icon: str = "") -> int:
    px = theme().px
    wide = QFontMetrics(badge_font()).horizontalAdvance(text) + px(17) + (px(19) if icon else 0)
    return max(wide, px(24))


def badge_font() -> QFont:
    font = theme().font("small")
    font.setWeight(QFont.Weight.Medium)
    return font


class Mark(QWidget):
    """An icon that does nothing; screen readers get its words from the text beside it."""

    def __init__(self, name: str, colour: str = "text2", size: int = 18) -> None:
        super().__init__()
        self._name, self._colour, self._size = name, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_icon(self, name: str, colour: str) -> None:
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size), theme().px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        drawn = theme().pixmap(self._name, self._colour, self._size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, drawn)


@told_as(QAccessible.Role.StaticText)
class Badge(QWidget):
    """A count, a term or a remark in a rounded field of one tone."""

    def __init__(self, text: str = "", tone: str = "plain", icon: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text, tone, icon)
        theme().changed.connect(self.updateGeometry)

    def show_text(self, text: str, tone: str = "plain", icon: str = "") -> None:
        self.text, self.tone, self.icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(badge_width(self.text, self.icon), theme().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), QRectF(self.rect()), self.text, self.tone, self.icon)


STATES = {
    "observed": ("eye", "plain"),
    "recurring": ("refresh-cw", "blue"),
    "verified": ("circle-check", "primary"),
    "in_signal": ("flag", "violet"),
    "solved": ("check", "green"),
    "dropped": ("ban", "plain"),
    "draft": ("pencil", "violet"),
    "checking": ("messages-square", "blue"),
    "ripe": ("circle-check", "primary"),
    "submitted": ("send", "amber"),
    "scheduled": ("calendar", "amber"),
    "decided": ("gavel", "blue"),
    "fed_back": ("message-square", "green"),
    "closed": ("check", "green"),
    "parked": ("archive", "plain"),
    "merged": ("git-merge", "plain"),
    "open": ("circle", "plain"),
    "busy": ("hourglass", "blue"),
    "done": ("check", "green"),
    "lapsed": ("ban", "plain"),
    "planned": ("calendar", "plain"),
    "agenda_fixed": ("lock", "blue"),
    "held": ("users", "amber"),
    "minutes_sent": ("send", "green"),
    "running": ("play", "blue"),
    "finished": ("check", "green"),
    "stopped": ("ban", "plain"),
    "scouted": ("search", "blue"),
    "active": ("circle-check", "green"),
    "dormant": ("moon", "amber"),
    "left": ("archive", "plain"),
}
"""Icon and tone of every state, by its code; an unknown one is plain."""


class StatePill(Badge):
    """The state of a record: `code` chooses icon and tone, `label` is what it is called."""

    def __init__(self, code: str = "", label: str = "") -> None:
        super().__init__()
        self._set(code, label)
        if not label:
            self.hide()

    def show_state(self, code: str, label: str) -> None:
        self._set(code, label)
        self.setVisible(bool(label))

    def _set(self, code: str, label: str) -> None:
        icon, tone = STATES.get(code, ("circle", "plain"))
        self.show_text(label, tone, icon)


class Avatar(QWidget):
    """Initials in a circle; the name stands beside it."""

    def __init__(self, name: str = "", tone: str = "violet", size: int = 30) -> None:
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_name(self, name: str) -> None:
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size), theme().px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), QRectF(self.rect()), self._name, self._tone)


def paint_avatar(painter: QPainter, at: QRectF, name: str, tone: str = "violet") -> None:
    ground, ink = tone_colours(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().colour(ground)))
    painter.drawEllipse(at)
    font = theme().font("overline")
    font.setPixelSize(round(at.height() * 0.38))
    painter.setFont(font)
    painter.setPen(QColor(theme().colour(ink)))
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


def initials(name: str) -> str:
    words = name.split() or ["?"]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Logo(QWidget):
    """The program's sign: three spots that meet."""

    def __init__(self, size: int = 30) -> None:
        super().__init__()
        self._size = size
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_logo(painter, QRectF(self.rect()), theme().colour("primary"), theme().colour("on_primary"))


def paint_logo(painter: QPainter, at: QRectF, ground: str, ink: str) -> None:
    """Two spots above, one below, joined; also the window's icon."""
    side = at.width()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(at, side * 0.26, side * 0.26)
    spots = [QPointF(at.x() + side * x, at.y() + side * y) for x, y in ((0.3, 0.34), (0.7, 0.34), (0.5, 0.7))]
    painter.setPen(QPen(QColor(ink), side * 0.07))
    painter.drawPolyline([spots[0], spots[2], spots[1]])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    for spot in spots:
        painter.drawEllipse(spot, side * 0.12, side * 0.12)
