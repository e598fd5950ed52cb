"""What was typed and what was written meanwhile, beside each other: nothing is saved before somebody chose."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.store.meanwhile import THEIRS, FieldsChanged
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.merge.field_choice import FieldChoice


class MeanwhileDialog(Dialog):
    """`write` is given the values that are to be written, by field; Cancel goes back to the form as it stands."""

    WIDTH = 680

    def __init__(
        self, parent: QWidget, error: FieldsChanged, write: Callable[[Mapping[str, Any]], object]
    ) -> None:
        super().__init__(parent, _("Changed by two"), f"{error} {error.what_now}", _("Save"), self._save)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._write = write
        self._choices = [FieldChoice(one) for one in error.differences]
        for choice in self._choices:
            choice.kept.connect(self._save)
            self.body.addWidget(choice)
        self._choices[0].focus()

    def _save(self) -> None:
        self.accept()
        self._write(
            {
                choice.difference.name: choice.difference.value(choice.taken)
                for choice in self._choices
                if choice.taken != THEIRS
            }
        )
