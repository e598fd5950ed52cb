"""What is done less often, behind one button."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from outreach_app.i18n import _
from outreach_app.ui.widgets.buttons import IconButton


class MoreButton(IconButton):
    """Each deed by its words."""

    def __init__(self, *deeds: tuple[str, Callable[[], object]]) -> None:
        super().__init__("ellipsis", _("More"), self._open)
        self.deeds = QMenu(self)
        self.deeds.setAccessibleName(_("More"))
        for words, deed in deeds:
            self.deeds.addAction(words).triggered.connect(lambda _on, deed=deed: deed())

    def _open(self) -> None:
        self.deeds.popup(self.mapToGlobal(self.rect().bottomLeft()))
