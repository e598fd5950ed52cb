"""A question in a window of its own: a title, what it is about, and verbs at the foot."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLayout, QWidget

from outreach_app.i18n import _
from outreach_app.ui.dialogs.order import tab_through, verbs
from outreach_app.ui.shortcuts import SAVE, bind
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, keep_if
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.messages import MessageBar

MOST = 1100
"""Pixels: large letters make a dialog no wider than a small screen."""


class Dialog(QDialog):
    """Add to `body`. `verb` is what the primary button and Ctrl+Enter do: `act`. Escape changes nothing."""

    WIDTH = 500

    def __init__(self, parent: QWidget, title: str, words: str, verb: str, act: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.messages = MessageBar()
        self.body = column(gap=Space.M)
        self.button = Button(verb, "primary", pressed=act)
        self.cancel = Button(_("Cancel"), "quiet", pressed=self.reject)
        sentence = Text(words, "body", "text2", wraps=True)
        keep_if(bool(words), sentence)
        outer = column(Text(title, "title", wraps=True), sentence, self.messages, gap=Space.M, margins=Space.XL)
        outer.addLayout(self.body)
        outer.addSpacing(Space.S)
        self.buttons = verbs(self.button, self.cancel)
        outer.addLayout(self.buttons)
        inner = QWidget()
        inner.setLayout(outer)
        inner.setFixedWidth(min(theme().px(self.WIDTH), MOST))
        around = column(inner)
        around.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # grows when something is said in it
        self.setLayout(around)
        tab_through(self.buttons)
        bind(self, SAVE, self.button.click)
        self.button.setDefault(True)  # once it is within the dialog: before, Qt forgets it
