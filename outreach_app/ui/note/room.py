"""Where a note is written; or, without a signal to write about, the way to one."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from outreach_app.i18n import _
from outreach_app.ui.widgets.messages import EmptyState


class Room(QStackedWidget):
    """`parts` are what is written and looked at, `actions` what can be done with it."""

    def __init__(
        self, inside: QLayout, parts: Sequence[QWidget], actions: Sequence[QWidget], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self._parts, self._actions = (*parts, *actions), actions
        filled = QWidget()
        filled.setLayout(inside)
        self.addWidget(filled)
        words = _("A signal note is written from its signal.")
        self.addWidget(EmptyState("file-text", words, action=(_("To the signals"), back)))
        self.allow(writing=False)

    def allow(self, *, writing: bool) -> None:
        for part in self._parts:
            part.setEnabled(writing)
        for action in self._actions:
            action.setVisible(writing)
        self.setCurrentIndex(0 if writing else 1)
