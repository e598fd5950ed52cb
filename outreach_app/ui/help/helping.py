"""F1: opens the help beside what is shown, at the topic of where one is, and gives the focus back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from outreach_app.ui.dialogs.keys import KeysDialog
from outreach_app.ui.help.topics import TOPIC
from outreach_app.ui.shortcuts import HELP, KEYS, bind
from outreach_app.ui.theme import theme

if TYPE_CHECKING:
    from outreach_app.ui.help.pane import HelpPane

WIDTH, WIDEST = 348, 470
LEAST = 1180
"""What is shown has room for all of its words from this width on."""


class Helping(QObject):
    """Of one screen. `place` names the topic of where one is on it."""

    def __init__(self, host: QWidget, place: Callable[[], str], *, bound: bool = True) -> None:
        """`bound`: F1 is bound here; else whoever made this has bound it."""
        super().__init__(host)
        self._host, self._place = host, place
        layout = host.layout()
        self._margin = layout.contentsMargins().right() if layout is not None else 0
        self._pane: HelpPane | None = None
        self._back_to: QWidget | None = None
        if bound:
            bind(host, HELP, self.turn, anywhere=True)
        bind(host, KEYS, self.show_keys, anywhere=True)
        host.installEventFilter(self)
        theme().changed.connect(self._fit)

    @property
    def pane(self) -> HelpPane:
        """Made when it is asked for: a start need not wait for it."""
        if self._pane is None:
            from outreach_app.ui.help.pane import HelpPane

            self._pane = HelpPane(self._host)
            self._pane.hide()
            self._pane.closed.connect(self.close)
            self._pane.keys_wanted.connect(self.show_keys)
        return self._pane

    @property
    def is_open(self) -> bool:
        return self._pane is not None and not self._pane.isHidden()

    def turn(self) -> None:
        """Opens at the topic of where the focus is; once more closes."""
        if self.is_open:
            self.close()
            return
        at = QApplication.focusWidget()
        self._back_to = at if at is not None and self._host.isAncestorOf(at) else None
        self.open(self._asked_at(at))

    def open(self, topic: str) -> None:
        self.pane.show_topic(topic)
        self.pane.show()
        self.pane.raise_()
        self._fit()
        self.pane.reading.to_top()
        self.pane.focus()

    def follow(self) -> None:
        """Someone went elsewhere: what is open tells of that."""
        if self.is_open:
            self.pane.show_topic(self._place())

    def close(self) -> None:
        self.pane.hide()
        self._fit()
        back, self._back_to = self._back_to, None
        if back is not None and shiboken6.isValid(back) and back.isVisible():
            back.setFocus()
        else:
            self._host.setFocus()

    def show_keys(self) -> None:
        KeysDialog(self._host).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _asked_at(self, widget: QWidget | None) -> str:
        while widget is not None and widget is not self._host:
            topic = widget.property(TOPIC)
            if topic:
                return str(topic)
            widget = widget.parentWidget()
        return self._place()

    def _fit(self) -> None:
        """Beside what is shown where there is room for both, over its right side where there is not."""
        host, layout = self._host, self._host.layout()
        wide = min(theme().px(WIDTH), WIDEST)
        if self.is_open:
            self.pane.setGeometry(host.width() - wide, 0, wide, host.height())
        if layout is not None:
            margins = layout.contentsMargins()
            needed = max(layout.minimumSize().width() - margins.right(), LEAST)
            margins.setRight(wide if self.is_open and needed + wide <= host.width() else self._margin)
            layout.setContentsMargins(margins)
