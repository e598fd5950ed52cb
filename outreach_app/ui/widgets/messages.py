"""What the program says by itself: a bar on top of a page, and an empty page's invitation."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from outreach_app import __version__
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.theme import restyle, theme
from outreach_app.ui.widgets.basics import Text, column, keep_if, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.marks import Mark

NARROW = 440
"""Pixels: no room for words and a verb beside each other."""
ICONS = {
    "info": ("info", "blue"),
    "good": ("circle-check", "green"),
    "warning": ("triangle-alert", "amber"),
    "error": ("circle-alert", "red"),
}


class MessageBar(QFrame):
    """Stays until it is closed or answered. Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self._mark = Mark("info", "blue")
        self._title = Text("", "label", wraps=True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._advice = Text("", "small", "text2", wraps=True)
        self._action: Callable[[], object] | None = None
        self._button = Button(_("Answer"), "link", pressed=self._act)
        self._error: OutreachError | None = None
        self._copy = IconButton("copy", _("Copy for whoever helps you, without names"), self._copy_error)
        self._close = IconButton("x", _("Close this message"), self.hide)
        said = row(gap=10, margins=(14, 8, 8, 8))
        said.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._words = row(column(self._title, self._advice, gap=2), self._button, gap=10)
        self._words.setStretch(0, 1)
        said.addLayout(self._words, 1)
        for button in (self._copy, self._close):
            said.addWidget(button)
        self.setLayout(said)
        # Not Maximum: in a narrow place the words wrap more often than the hint for any width supposes.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hide()

    def say(
        self,
        title: str,
        advice: str = "",
        tone: str = "info",
        action: tuple[str, Callable[[], object]] | None = None,
        *,
        closable: bool = True,
    ) -> None:
        """`tone`: info, good, warning or error; `action` is a verb and what it does."""
        icon, colour = ICONS[tone]
        self._mark.show_icon(icon, colour)
        self._title.setText(title)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self._action, self._error = action[1] if action else None, None
        self._offer(action)
        self._copy.hide()
        self._close.setVisible(closable)
        self.setProperty("tone", tone)
        self.setAccessibleName(f"{title} {advice}".strip())
        restyle(self)
        self.show()

    def say_error(self, error: OutreachError) -> None:
        self.say(str(error), error.what_now, "error")
        self._error = error
        self._copy.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place the verb stands below the words."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(NARROW)
        self._words.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
        self._words.setAlignment(self._button, side)

    def take_focus(self) -> None:
        """On what can be done about it; what was said is read along."""
        target = next((each for each in (self._button, self._copy, self._close) if not each.isHidden()), None)
        if target is not None:
            target.setAccessibleDescription(self.accessibleName())
            target.setFocus()

    def _offer(self, action: tuple[str, Callable[[], object]] | None) -> None:
        self._button.setVisible(action is not None)
        if action is not None:
            self._button.set_text(action[0])

    def _copy_error(self) -> None:
        if self._error is not None:
            QGuiApplication.clipboard().setText(f"{self._error.without_values} ({__version__})")

    def _act(self) -> None:
        action = self._action
        self.hide()
        if action is not None:
            action()


class EmptyState(QWidget):
    """In place of an empty list: what will stand here, and the one thing to do now."""

    WIDTH = 400

    def __init__(
        self, icon: str, sentence: str, detail: str = "", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        super().__init__()
        self._sentence = Text(sentence, "heading", wraps=True)
        self._detail = Text(detail, "body", "text2", wraps=True)
        for text in (self._sentence, self._detail):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        keep_if(bool(detail), self._detail)
        self.button = Button(action[0], "secondary", pressed=action[1]) if action else None
        middle = column(row(None, Mark(icon, "text3", 36), None), 4, self._sentence, self._detail, gap=8)
        if self.button is not None:
            middle.addSpacing(8)
            middle.addLayout(row(None, self.button, None))
        inner = QWidget()  # of one width: a wrapping text that is centred by itself would be cut off
        inner.setLayout(middle)
        inner.setFixedWidth(self.WIDTH)
        outer = column(gap=0, margins=16)
        outer.addStretch(2)
        outer.addLayout(row(None, inner, None))
        outer.addStretch(3)
        self.setLayout(outer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It comes in the place of a list that had the focus: here nothing but the button can be done."""
        if self.button is not None:
            self.button.setFocus()
        else:
            self.focusPreviousChild()

    def say(self, sentence: str, detail: str = "") -> None:
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
