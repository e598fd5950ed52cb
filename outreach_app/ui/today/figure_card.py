"""One key figure: what it is, how it went of late, how it changed. Pressed, it leads to the rounds behind it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from outreach_app.domain.charts import change
from outreach_app.i18n import _, number
from outreach_app.store.recent import Figure
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Radius, Space
from outreach_app.ui.widgets.basics import Elided, Text, column, row
from outreach_app.ui.widgets.charts import Sparks, TrendMark


class FigureCard(QAbstractButton):
    def __init__(self, pressed: Callable[[], object]) -> None:
        super().__init__()
        self._label = Elided("", "label", "text2")
        self._value = Text("", "display")
        self._beside = Text("", "small", "text3")
        self._sparks = Sparks()
        policy = self._sparks.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._sparks.setSizePolicy(policy)
        self._change = TrendMark()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked: pressed())
        head = row(self._label, self._beside, gap=Space.S)
        head.setStretch(0, 1)
        middle = row(self._value, None, self._sparks, gap=Space.S)
        middle.setAlignment(self._sparks, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(head, middle, self._change, gap=4, margins=(16, 12, 16, 11)))

    def show_figure(self, label: str, figure: Figure, days: str, beside: str = "") -> None:
        """`days` is when it is compared with, empty for never; `beside` stands in the corner."""
        now, then = figure.change.now, figure.change.then
        self._sparks.setVisible(len(figure.bars) > 1)
        found = change(now, then, exact=True)
        if found is not None and now == then:
            found = replace(found, words="")
        against = (_("compared with {days}") if now != then else _("as in {days}")).format(days=days)
        self._label.setText(label)
        self._value.setText(number(now))
        self._beside.setText(beside)
        self._sparks.show_values(figure.bars)
        if not days:
            found, against = None, _("nothing to compare with yet")
        self._change.show_change(found, against)
        changed = f"{found.words} {against} ({number(then)})".strip() if found else ""
        said = ", ".join(part for part in (f"{label}: {number(now)}", beside, changed) if part)
        self.setAccessibleName(said)
        self.setToolTip(_("To the rounds behind it"))

    def sizeHint(self) -> QSize:
        laid = self.layout()
        return QSize(theme().px(200), laid.sizeHint().height() if laid else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.focus if self.hasFocus() else colours.control_line if self.underMouse() else colours.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.surface))
        inset = 1 if self.hasFocus() else 0.5
        at = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(at, Radius.LARGE, Radius.LARGE)
