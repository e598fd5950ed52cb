"""What happened, at the foot of the page and never over it: a word after the deed, and a way back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy

from outreach_app.i18n import _
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.messages import ICONS


class Strip(QFrame):
    """The newest notice. Goes by itself after a while, not while it is pointed at or has the focus."""

    SECONDS = 15
    WITH_A_WAY_BACK = 30
    """Seconds, where something can still be undone from here."""

    gone = QtSignal()
    """It was dismissed while it had the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "strip")
        self._mark = Mark("circle-check", "green")
        self._text = Text("", "label", wraps=True)
        self._action: Callable[[], object] | None = None
        self._button = Button(_("Undo"), "link", pressed=self._act)
        self._close = IconButton("x", _("Dismiss (Escape)"), self.dismiss)
        line = row(self._mark, gap=Space.S, margins=(14, 3, 6, 3))
        line.addWidget(self._text, 1)
        line.addWidget(self._button)
        line.addWidget(self._close)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.timeout.connect(self._leave)
        self.hide()

    def say(self, text: str, action: tuple[str, Callable[[], object]] | None = None, tone: str = "good") -> None:
        """In place of what it said before."""
        held = self.holds_focus()
        self._mark.show_icon(*ICONS[tone])
        self._text.setText(text)
        self._action = action[1] if action else None
        self._button.setVisible(action is not None)
        if action is not None:
            self._button.set_text(action[0])
        self.setAccessibleName(text)
        self.show()
        if held:
            self.take_focus()
        seconds = self.WITH_A_WAY_BACK if action else self.SECONDS
        self._time.start(seconds * 1000)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        return self._text.text()

    def take_focus(self) -> None:
        """On what can be done; what was said is read along."""
        target = self._close if self._button.isHidden() else self._button
        target.setAccessibleDescription(self.text())
        target.setFocus()

    def holds_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def dismiss(self) -> None:
        held = self.holds_focus()
        self.hide()
        self._time.stop()
        if held:
            self.gone.emit()

    def forget(self) -> None:
        self._time.stop()
        self.hide()
        self._action = None
        self._text.setText("")
        for part in (self, self._button, self._close):
            part.setAccessibleDescription("")
        self.setAccessibleName("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Its clock begins anew when it is let go of."""
        if event.type() == QEvent.Type.Leave and self._time.isActive():
            self._time.start()
        return super().event(event)

    def _leave(self) -> None:
        if self.underMouse() or self.holds_focus():
            self._time.start()
        else:
            self.hide()

    def _act(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()
