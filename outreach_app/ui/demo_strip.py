"""Above every page of the demo team: that this is the demo, and the one way to be rid of it."""

from collections.abc import Callable

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame

from outreach_app.i18n import _
from outreach_app.ui.dialogs.unsaved import Question
from outreach_app.ui.widgets.basics import Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Mark


class DemoStrip(QFrame):
    """Says `removal_wanted` once someone was asked and meant it."""

    removal_wanted = QtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self.setProperty("tone", "warning")
        self.remove = Button(_("Remove the demo …"), "link", "trash-2", self.ask)
        words = Text(_("Everything here is invented and reaches no real team."), "small", "text2", wraps=True)
        line = row(Mark("play", "amber", 18), Text(_("Demo team"), "label"), gap=10, margins=(14, 3, 6, 3))
        line.addWidget(words, 1)
        line.addWidget(self.remove)
        self.setLayout(line)
        self.setAccessibleName(_("Demo team"))

    def ask(self) -> None:
        words = _("Its vaults, shared folder and notes are deleted from this computer. Your own vault stays.")
        answers: list[tuple[str, str, Callable[[], object]]] = [
            (_("Remove the demo"), "danger", self.removal_wanted.emit),
            (_("Keep it"), "primary", lambda: None),
        ]
        asked = Question(_("Remove the demo team?"), words, answers, self.window())
        asked.buttons[1].setDefault(True)
        asked.buttons[1].setFocus()
        asked.open()
