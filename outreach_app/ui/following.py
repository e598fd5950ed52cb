"""A part of a page that follows the store: read anew when what it shows was written, and only while one looks."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from outreach_app.domain.records import Record
from outreach_app.ui.desk import Desk
from outreach_app.ui.widgets.rest import Rest

REST_MS = 600
"""After the last of several writes: a sync brings many, and what is read for each would hold up every list."""


class Following(QWidget):
    """What is written while another page is shown is read when one comes back."""

    def __init__(self, desk: Desk, watched: Collection[type[Record]]) -> None:
        super().__init__()
        self.desk = desk
        self._watched = frozenset(watched)
        self._stale = False
        self._soon = Rest(self, REST_MS, self._read_if_seen)
        desk.background.records_changed.connect(self._heard)

    def reload(self) -> None:
        raise NotImplementedError

    @property
    def current(self) -> str:
        """Id of the record that is chosen here; empty for none."""
        return ""

    def show_id(self, id: str) -> None:
        """Chooses the record with this id, where one can be chosen."""

    def leave(self, go_on: Callable[[], None]) -> None:
        """Someone wants to go elsewhere: call `go_on` at once, or after asking what becomes of unsaved work."""
        go_on()

    def put_away(self) -> None:
        """The vault is about to be locked: start storing what was typed."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    @Slot(set)
    def _heard(self, written: set[type[Record]]) -> None:
        if not self._watched & written:
            return
        self._stale = True
        self._soon.start()

    @Slot()
    def _read_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()
