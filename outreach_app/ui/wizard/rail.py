"""The stages at the left: done, at hand, to come, each with what was chosen. Those that are done lead back."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy

from outreach_app.i18n import _
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius
from outreach_app.ui.widgets.basics import Text, column, plain_tip, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Logo

WIDTH, WIDEST = 280, 420


class Line(NamedTuple):
    name: str
    hint: str
    """What was chosen, or what is asked."""
    done: bool = False


class Rail(QFrame):
    wanted = QtSignal(int)
    """A stage that is done, to go back to."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "nav")
        self._steps = column(gap=10)
        self.help = Button(_("Help with this"), "quiet", "circle-question-mark")
        self.help.setToolTip("F1")
        head = row(Logo(), Text("Vindplaats", "heading"), None, gap=11, margins=(8, 0, 0, 0))
        self.setLayout(column(head, 24, self._steps, None, row(self.help, None), gap=0, margins=(24, 32, 20, 24)))
        self._size()
        theme().changed.connect(self._size)

    def show_steps(self, lines: Sequence[Line], at: int) -> None:
        """The stages, and which one is at hand."""
        for number, line in enumerate(lines):
            mark = self._mark(number)
            mark.show_line(line, here=number == at)
            mark.show()
        for number in range(len(lines), self._steps.count()):
            self._mark(number).hide()

    def _size(self) -> None:
        self.setFixedWidth(min(theme().px(WIDTH), WIDEST))

    def _mark(self, number: int) -> "_StepMark":
        item = self._steps.itemAt(number)
        mark = item.widget() if item is not None else None
        if isinstance(mark, _StepMark):
            return mark
        made = _StepMark(number)
        made.clicked.connect(lambda _checked: self.wanted.emit(number))
        self._steps.addWidget(made)
        return made


class _StepMark(QAbstractButton):
    """Pressed only where its stage is done."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._line, self._here = number, Line("", ""), False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, line: Line, *, here: bool) -> None:
        self._line, self._here = line, here
        leads_back = line.done and not here
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads_back else Qt.FocusPolicy.NoFocus)
        self.setEnabled(leads_back)
        if leads_back:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        state = _("at hand") if here else _("done") if line.done else _("to come")
        self.setAccessibleName(", ".join(part for part in (line.name, line.hint, state) if part))
        self.setToolTip(plain_tip(line.hint))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, theme().px(48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px = theme().tokens, theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or (self.underMouse() and self.isEnabled()):
            painter.setPen(QPen(QColor(colours.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.SMALL, Radius.SMALL)
        side = px(30)
        self._paint_ring(painter, QRectF(8, (self.height() - side) / 2, side, side))
        room = self.rect().adjusted(side + px(13) + 8, px(4), -6, -px(4))
        half = room.height() // 2
        strong = self._line.done or self._here
        self._write(painter, room.adjusted(0, 0, 0, -half), "label", colours.text if strong else colours.text2)
        self._write(painter, room.adjusted(0, half, 0, 0), "small", colours.text2 if strong else colours.text3)

    def _paint_ring(self, painter: QPainter, ring: QRectF) -> None:
        colours, px = theme().tokens, theme().px
        done, here = self._line.done and not self._here, self._here
        painter.setPen(QPen(QColor(colours.primary if done or here else colours.control_line), 1.4))
        painter.setBrush(QColor(colours.primary if here else colours.primary_soft if done else colours.surface))
        painter.drawEllipse(ring)
        if done:
            drawn = theme().pixmap("check", "primary_text", 16, self.devicePixelRatioF())
            painter.drawPixmap(ring.center() - QRectF(0, 0, px(16), px(16)).center(), drawn)
            return
        painter.setFont(theme().font("label"))
        painter.setPen(QColor(colours.on_primary if here else colours.text2))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._number + 1))

    def _write(self, painter: QPainter, room: QRect, look: str, colour: str) -> None:
        text = self._line.name if look == "label" else self._line.hint
        painter.setFont(theme().font(look))
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
