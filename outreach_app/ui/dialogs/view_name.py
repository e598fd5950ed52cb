"""What a view of a list is to be called."""

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine

LONGEST = 60


class ViewNameDialog(Dialog):
    """`save` is called with a name; one of `taken` is said to be replaced."""

    def __init__(
        self, parent: QWidget, taken: Collection[str], save: Callable[[str], object], name: str = ""
    ) -> None:
        words = _("Search, filters and order are kept under this name, on this laptop only.")
        super().__init__(parent, _("Save this view"), words, _("Save"), self._act)
        self._taken, self._save = taken, save
        self.name = TextLine(_("Name"))
        self.name.setMaxLength(LONGEST)
        self.name.setText(name)
        self._field = Field(_("Name"), self.name)
        self.body.addWidget(self._field)
        self.name.textChanged.connect(self._look)
        self.name.setFocus()
        self._look()

    def _look(self) -> None:
        known = self.name.text().strip() in self._taken
        self._field.set_hint(_("Replaces the view of that name.") if known else "")

    def _act(self) -> None:
        name = self.name.text().strip()
        self._field.set_error("" if name else _("Give the view a name."))
        if name:
            self.accept()
            self._save(name)
