"""The foot of the pages: the newest notice, what runs, and a list of what was said since the vault was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from outreach_app.i18n import _
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.tasks import Tasks
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.messages import ICONS
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from outreach_app.ui.desk import Action
    from outreach_app.ui.widgets.messages import MessageBar

MOST, MANY = 30, 6


@dataclass(frozen=True)
class Notice:
    """Something that was said."""

    at: datetime
    text: str
    tone: str


class Foot(QWidget):
    """Lies in the layout of the window, so that it never covers anything. Forgets everything with the shell."""

    def __init__(self) -> None:
        super().__init__()
        self.notices: list[Notice] = []
        self.strip, self.tasks = Strip(), Tasks()
        self._came_from: QWidget | None = None
        self.strip.gone.connect(self._back)
        self.setLayout(column(self.strip, self.tasks, gap=0, margins=(28, 0, 28, 0)))

    def say(self, text: str, action: Action | None = None, tone: str = "good") -> None:
        self.note(text, tone)
        self.strip.say(text, action, tone)

    def note(self, text: str, tone: str) -> None:
        """Keeps for the list what is said elsewhere."""
        self.notices = [*self.notices[1 - MOST :], Notice(datetime.now().astimezone(), text, tone)]

    @property
    def _last_is_above(self) -> bool:
        return bool(self.notices) and self.notices[-1].tone == "error"

    def forget(self) -> None:
        """The vault is about to be locked."""
        self.notices = []
        self.strip.forget()

    def switch_focus(self, bar: MessageBar | None) -> None:
        """To the newest notice, here or above the page where errors are said, and back."""
        focused = QApplication.focusWidget()
        inside = self.strip.holds_focus() or (
            bar is not None and focused is not None and bar.isAncestorOf(focused)
        )
        if inside:
            self._back()
        elif bar is not None and bar.isVisible() and (self._last_is_above or self.strip.isHidden()):
            self._came_from = focused
            bar.take_focus()
        elif self.strip.isVisible():
            self._came_from = focused
            self.strip.take_focus()

    def show_list(self, undo: Action | None) -> None:
        """`undo` is what the last change can be taken back by, named."""
        NoticesDialog(self, self.notices, undo).open()

    def _back(self) -> None:
        target, self._came_from = self._came_from, None
        if target is not None and shiboken6.isValid(target):
            target.setFocus()


class NoticesDialog(Dialog):
    """What was said, newest first."""

    WIDTH = 560
    ROWS = 320

    def __init__(self, parent: QWidget, notices: list[Notice], undo: Action | None) -> None:
        words = _("What was said since the vault was opened, the newest first. Locking forgets it.")
        super().__init__(parent, _("Notifications"), words, _("Close"), self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cancel.hide()
        if undo is not None:
            self._offer(*undo)
        lines = column(gap=0)
        for n, notice in enumerate(reversed(notices)):
            if n:
                lines.addWidget(Rule())
            line = row(Mark(*ICONS[notice.tone]), gap=Space.M, margins=(0, 8, 8, 8))
            line.addWidget(Text(notice.text, "body", wraps=True), 1)
            line.addWidget(Text(f"{notice.at:%H:%M}", "small", "text3"))
            lines.addLayout(line)
        if not notices:
            lines.addWidget(Text(_("Nothing was said yet."), "body", "text2"))
        lines.addStretch(1)
        listed = QWidget()
        listed.setLayout(lines)
        if len(notices) > MANY:
            listed = Scroll(listed)
            listed.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            listed.setAccessibleName(_("Notifications"))
            listed.setFixedHeight(theme().px(self.ROWS))
        self.body.addWidget(listed)
        self.button.setFocus()

    def _offer(self, named: str, do: Callable[[], object]) -> None:
        def take_back() -> None:
            self.accept()
            do()

        line = row(gap=Space.M)
        line.addWidget(Text(named, "label", wraps=True), 1)
        line.addWidget(Button(_("Undo"), "secondary", "rotate-ccw", take_back))
        self.body.addLayout(line)
        self.body.addWidget(Rule())
