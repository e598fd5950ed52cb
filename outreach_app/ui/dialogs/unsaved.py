"""Unsaved work: save it, let it go, or stay. Staying, or closing the question, loses nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from outreach_app.i18n import _
from outreach_app.ui.dialogs.order import verbs
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column
from outreach_app.ui.widgets.buttons import Button


class Question(QDialog):
    """A short question with a few answers, each a verb. Escape is the last one: it changes nothing."""

    def __init__(
        self, title: str, words: str, answers: list[tuple[str, str, Callable[[], object]]], parent: QWidget
    ) -> None:
        """`answers` are (verb, look of the button, what it does); the first is the default."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._stay = answers[-1][2]
        self.buttons = [Button(verb, look, pressed=self._answer(do)) for verb, look, do in answers]
        self.buttons[0].setDefault(True)
        head = Text(title, "title", wraps=True)
        said = Text(words, "body", "text2", wraps=True)
        if not words:
            said.hide()
        self.setLayout(
            column(head, said, verbs(*self.buttons), gap=Space.L, margins=Space.XL),
        )
        self.setMinimumWidth(440)
        self.buttons[0].setFocus()

    def reject(self) -> None:
        super().reject()
        self._stay()

    def _answer(self, do: Callable[[], object]) -> Callable[[], None]:
        def answered() -> None:
            self.accept()
            do()

        return answered


def ask_unsaved(
    parent: QWidget, save: Callable[[], object], discard: Callable[[], object], stay: Callable[[], object]
) -> Question:
    """Asks what becomes of unsaved work, without blocking anything else."""
    asked = Question(
        _("Save what you changed?"),
        _("It is not saved yet."),
        [(_("Save"), "primary", save), (_("Discard"), "danger", discard), (_("Stay here"), "quiet", stay)],
        parent,
    )
    asked.open()
    return asked
