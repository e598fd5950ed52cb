"""How many decisions wait, at the place in the navigation where they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtCore import Signal as QtSignal

from outreach_app.i18n import ngettext
from outreach_app.ui.background import Background
from outreach_app.ui.widgets.buttons import NavButton

if TYPE_CHECKING:
    from outreach_app.workspace import Workspace

AFTER_MS = 2_000
"""After something was written: what may be there twice is looked for among all that was ever typed."""


class Waiting(QObject):
    """A coordinator always sees the place; a worker, who decides as well as anyone, where something waits."""

    counted = QtSignal(int)

    def __init__(
        self, workspace: Workspace, background: Background, button: NavButton | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._background, self._button = workspace, background, button
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.look)
        background.records_changed.connect(self._timer.start)
        self.show(0)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        if self._workspace.team_fingerprint:
            self._background.read(self._workspace.merging.waiting, owner=self, done=self._counted)

    def _counted(self, count: int) -> None:
        self.show(count)
        self.counted.emit(count)

    def show(self, count: int) -> None:
        if self._button is not None:
            words = ngettext("{n} decision waits", "{n} decisions wait", count) if count else ""
            self._button.show_waiting(count, words)
            self._button.setVisible(bool(count) or self._workspace.actor.coordinator)
