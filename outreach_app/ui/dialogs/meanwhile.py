"""What was typed and what was written meanwhile, beside each other: nothing is saved before somebody chose."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.store.differences import Difference
from outreach_app.store.meanwhile import FieldsChanged
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.merge.field_choice import FieldChoice
from outreach_app.ui.widgets.basics import Text


class MeanwhileDialog(Dialog):
    """`write` is given what was taken of each difference; Cancel goes back to the form as it stands."""

    WIDTH = 680

    def __init__(
        self,
        parent: QWidget,
        error: FieldsChanged,
        write: Callable[[Sequence[tuple[Difference, str]]], object],
    ) -> None:
        super().__init__(parent, _("Changed by two"), f"{error} {error.what_now}", _("Save"), self._save)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._write = write
        self._choices = [FieldChoice(one) for one in error.differences]
        part = ""
        for choice in self._choices:
            part, before = choice.difference.part, part
            if part != before:
                self.body.addWidget(Text(part, "heading", wraps=True))
            if part:
                choice.setAccessibleName(f"{part}: {choice.difference.label}")
            choice.kept.connect(self._save)
            self.body.addWidget(choice)
        self._choices[0].focus()

    def _save(self) -> None:
        self.accept()
        self._write([(choice.difference, choice.taken) for choice in self._choices])
