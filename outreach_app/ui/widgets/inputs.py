"""Plain text, of one line or several, and a passphrase."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from outreach_app.i18n import _
from outreach_app.ui.theme import restyle, set_icon, theme
from outreach_app.ui.widgets.basics import Text, row
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.marks import Mark

PRIVATE = Qt.InputMethodHint.ImhSensitiveData
"""Asks screen keyboards and other input methods to learn no words from what is typed."""


class TextLines(QPlainTextEdit):
    """Text of several lines. Tab leaves it; Ctrl+Enter is left to the page."""

    def __init__(self, name: str, rows: int = 4) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setInputMethodHints(PRIVATE)
        self.setTabChangesFocus(True)
        self._rows = rows
        self._grow()
        theme().changed.connect(self._grow)

    def set_wrong(self, wrong: bool) -> None:
        self.setProperty("wrong", wrong)
        restyle(self)

    def sizeHint(self) -> QSize:
        """As high as its rows: Qt would give every text the room of a page."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _grow(self) -> None:
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._rows + 18)


class TextLine(QLineEdit):
    """Text of one line."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setInputMethodHints(PRIVATE)
        self.setPlaceholderText(placeholder)

    def set_wrong(self, wrong: bool) -> None:
        self.setProperty("wrong", wrong)
        restyle(self)


class Passphrase(TextLine):
    """Hidden as it is typed, with an eye to look at it, and a word when Caps Lock seems to be on."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            PRIVATE | Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._eye = IconButton("eye", _("Show what is typed"), self._toggle, inner=True)
        self._eye.setParent(self)
        self.setTextMargins(0, 0, 30, 0)
        self.caps = CapsHint(self)

    def hide_text(self) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._show_eye()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 8
        self._eye.setGeometry(self.width() - side - 4, 4, side, side)

    def _toggle(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._show_eye()

    def _show_eye(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        set_icon(self._eye, "eye" if hidden else "eye-off")
        name = _("Show what is typed") if hidden else _("Hide what is typed")
        self._eye.setAccessibleName(name)
        self._eye.setToolTip(name)


class CapsHint(QWidget):
    """Says that Caps Lock seems to be on. Qt does not tell, so it goes by a capital typed without Shift."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.setLayout(
            row(Mark("triangle-alert", "amber", 15), Text(_("Caps Lock seems on"), "small", "amber"), gap=5)
        )
        line.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = event.text()
            if event.key() == Qt.Key.Key_CapsLock:
                self.hide()
            elif len(typed) == 1 and typed.isalpha():
                shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.setVisible(typed.isupper() != shifted)
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        return False
