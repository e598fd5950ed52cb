"""A row of a short list that can be pressed: an icon, two lines, and a mark at its end."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius
from outreach_app.ui.widgets.basics import plain_tip
from outreach_app.ui.widgets.marks import badge_width, paint_badge


class PressedRow(QAbstractButton):
    """A painted row that is pressed with the mouse, Space or Return; as wide as there is room."""

    WIDE, LEAST = 180, 96
    """Pixels at the ordinary size of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def high(self) -> int:
        """Pixels at the ordinary size of the text."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self.WIDE), theme().px(self.high()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(self.LEAST), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class RowButton(PressedRow):
    """`title` over `detail`; `mark` is a badge at the end. Checked is the one whose content stands beside."""

    def __init__(
        self,
        title: str,
        detail: str = "",
        icon: str = "",
        *,
        mark: str = "",
        tone: str = "plain",
        pressed: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._detail = self._icon = self._mark = self._tone = self._colour = ""
        self.show_row(title, detail, icon, mark=mark, tone=tone)
        if pressed is not None:
            self.clicked.connect(lambda _checked: pressed())

    def show_row(
        self,
        title: str,
        detail: str = "",
        icon: str = "",
        *,
        mark: str = "",
        tone: str = "plain",
        colour: str = "",
    ) -> None:
        """`colour` is that of the icon; the accent's or the text's where none is given."""
        self._detail, self._icon, self._mark, self._tone, self._colour = detail, icon, mark, tone, colour
        self.setText(title)
        self.setAccessibleName(", ".join(part for part in (title, detail, mark) if part))
        self.setToolTip(plain_tip(f"{title}\n{detail}" if detail else title))
        self.updateGeometry()
        self.update()

    def high(self) -> int:
        return 52 if self._detail else 36

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px = theme().tokens, theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.primary_soft if self.isChecked() else colours.hover if self.underMouse() else ""
        painter.setPen(QPen(QColor(colours.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.SMALL, Radius.SMALL)
        room = self.rect().adjusted(px(10), px(6), -px(10), -px(6))
        ink = "primary_text" if self.isChecked() else "text"
        if self._icon:
            icon_ink = self._colour or ("primary_text" if self.isChecked() else "text2")
            drawn = theme().pixmap(self._icon, icon_ink, 18, self.devicePixelRatioF())
            painter.drawPixmap(room.left(), self.rect().center().y() - px(8), drawn)
            room.setLeft(room.left() + px(30))
        if self._mark:
            wide, high = badge_width(self._mark), px(22)
            at = QRectF(room.right() - wide, self.rect().center().y() - high / 2 + 0.5, wide, high)
            paint_badge(painter, at, self._mark, self._tone)
            room.setRight(round(at.left()) - px(8))
        self._paint_lines(painter, room, ink)

    def _paint_lines(self, painter: QPainter, room: QRect, ink: str) -> None:
        font = theme().font("label")
        font.setWeight(QFont.Weight.DemiBold if self._detail or self.isChecked() else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(theme().colour(ink if self.isEnabled() else "text3")))
        metrics = painter.fontMetrics()
        upper = room.adjusted(0, 0, 0, -room.height() // 2) if self._detail else room
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(upper, side, metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width()))
        if self._detail:
            painter.setFont(theme().font("small"))
            painter.setPen(QColor(theme().colour("text2")))
            shown = " ".join(self._detail.split())
            fitted = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room.adjusted(0, room.height() // 2, 0, 0), side, fitted)
