"""A small number: type a digit, use the arrows or plus and minus. The mouse wheel never changes it."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QIntValidator, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolButton, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import set_icon, theme
from outreach_app.ui.theme.tokens import CONTROL_HEIGHT, Radius
from outreach_app.ui.widgets.basics import row

STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Plus: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Minus: -1,
    Qt.Key.Key_PageUp: 5,
    Qt.Key.Key_PageDown: -5,
}


class Counter(QWidget):
    """Counts from 0 to `most`. The number takes the focus; the two buttons are for the mouse."""

    changed = QtSignal(int)

    def __init__(self, name: str, most: int = 999, least: int = 0) -> None:
        super().__init__()
        self._least, self._most = least, most
        self._edit = QLineEdit("0")
        self._edit.setProperty("look", "bare")
        self._edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._edit.setValidator(QIntValidator(least, most, self))
        self._edit.setAccessibleName(name)
        self._edit.setAccessibleDescription(_("Type a number, or use the up and down arrows"))
        self._edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._edit.installEventFilter(self)
        self._edit.textEdited.connect(self._typed)
        less, more = self._step("minus", -1, _("One less")), self._step("plus", 1, _("One more"))
        self.setLayout(row(less, self._edit, more, gap=0, margins=(3, 0, 3, 0)))
        self.setFocusProxy(self._edit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._wrong = False

    def value(self) -> int:
        return int(self._edit.text() or 0) if self._edit.text() not in ("-", "") else 0

    def set_value(self, value: int) -> None:
        """Silently: `changed` tells what a person did."""
        self._edit.setText(str(min(max(value, self._least), self._most)))
        self.update()

    def set_wrong(self, wrong: bool) -> None:
        self._wrong = wrong
        self.update()

    def step(self, by: int) -> None:
        self.set_value(self.value() + by)
        self._edit.selectAll()
        self.changed.emit(self.value())

    def sizeHint(self) -> QSize:
        return QSize(theme().px(112), theme().px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(88), theme().px(CONTROL_HEIGHT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        if event.type() == QEvent.Type.FocusIn:
            self._edit.selectAll()
            self.update()
        elif event.type() == QEvent.Type.FocusOut:
            if not self._edit.text():
                self._edit.setText("0")
            self.update()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = STEPS.get(Qt.Key(event.key()))
            if by is not None and event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ShiftModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ):
                self.step(by)
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        counted = self.value() > self._least
        edge, width = (colours.primary if counted else colours.control_line), 1.0
        if self._wrong:
            edge = colours.red
        if self._edit.hasFocus():
            edge, width = colours.red if self._wrong else colours.focus, 2.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(colours.primary_soft if counted else colours.surface))
        inset = width / 2
        at = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(at, Radius.SMALL, Radius.SMALL)

    def _step(self, icon: str, by: int, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "inner")
        button.setFixedWidth(28)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        button.setAccessibleName(name)
        set_icon(button, icon, "text2", 14)
        button.clicked.connect(lambda _checked: self.step(by))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        return button

    def _typed(self) -> None:
        self.update()
        self.changed.emit(self.value())
