"""Copied text leaves encryption too: more than a few words of it stands in the export register."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from outreach_app.i18n import _
from outreach_app.store import exports
from outreach_app.ui.desk import Desk
from outreach_app.ui.locking import clipboard

TRIVIAL = 200
"""Characters that are not worth a line: a name, an address, a date."""


class Copying(QObject):
    """Watches what this program puts on the clipboard, however it got there; keeps nothing of it."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._last = 0
        QGuiApplication.clipboard().dataChanged.connect(self.look)

    @Slot()
    def look(self) -> None:
        held, desk = QGuiApplication.clipboard(), self._desk
        text = held.text() if clipboard.owned(held) else ""
        if len(text) < TRIVIAL or hash(text) == self._last or desk.unwritable:
            return
        self._last = hash(text)
        worker, today = desk.actor.worker, desk.today()
        desk.background.run(
            lambda session: exports.note(session, "clipboard", "", 1, worker, today).id,
            owner=self,
            done=lambda _id: desk.toast(
                _("What you copied is not encrypted any more. The export register notes it."), None
            ),
        )
