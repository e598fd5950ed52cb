"""The steps at the left: done, at hand, to come. Each says so with a mark as well as with its colour."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.marks import Logo

WIDTH = 280


class Rail(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "nav")
        self._steps = column(gap=18)
        head = row(Logo(), Text("Vindplaats", "heading"), None, gap=11)
        self.setLayout(column(head, 28, self._steps, None, gap=0, margins=(32, 32, 24, 32)))
        self.setFixedWidth(WIDTH)

    def show_steps(self, steps: Sequence[tuple[str, str]], at: int) -> None:
        """Names with hints, and which one is at hand."""
        while self._steps.count():
            item = self._steps.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for number, (name, hint) in enumerate(steps):
            self._steps.addWidget(_StepMark(number, name, hint, at))


class _StepMark(QWidget):
    def __init__(self, number: int, name: str, hint: str, at: int) -> None:
        super().__init__()
        self._number, self._name, self._hint, self._at = number, name, hint, at
        state = _("done") if number < at else _("at hand") if number == at else _("to come")
        self.setAccessibleName(f"{name}, {state}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, theme().px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px = theme().tokens, theme().px
        done, here = self._number < self._at, self._number == self._at
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(30)
        ring = QRectF(1, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(colours.primary if done or here else colours.control_line), 1.4))
        ground = colours.primary if here else colours.primary_soft if done else colours.surface
        painter.setBrush(QColor(ground))
        painter.drawEllipse(ring)
        if done:
            drawn = theme().pixmap("check", "primary_text", 16, self.devicePixelRatioF())
            middle = ring.center() - QRectF(0, 0, px(16), px(16)).center()
            painter.drawPixmap(middle, drawn)
        else:
            painter.setFont(theme().font("label"))
            painter.setPen(QColor(colours.on_primary if here else colours.text2))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._number + 1))
        half = self.height() // 2
        room = self.rect().adjusted(side + px(13), 0, 0, -half)
        painter.setFont(theme().font("label"))
        painter.setPen(QColor(colours.text if done or here else colours.text2))
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom, self._name)
        room = self.rect().adjusted(side + px(13), half + 1, 0, 0)
        painter.setFont(theme().font("small"))
        painter.setPen(QColor(colours.text3))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, self._hint)
