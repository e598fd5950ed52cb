"""One record in a window of its own: what hangs on another is made and changed without leaving it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from outreach_app.domain.records import BY_SLUG, Record
from outreach_app.i18n import _
from outreach_app.ui.desk import Desk
from outreach_app.ui.record_pane import RecordPane
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column

ABOVE = 48
"""Pixels that the window behind it is higher: its title stays in sight."""


class RecordDialog(QDialog):
    """`id` empty makes a new one, with the `fixed` values that tie it to what it belongs to."""

    def __init__(
        self,
        record: type[Record],
        desk: Desk,
        parent: QWidget,
        *,
        id: str = "",
        fixed: Mapping[str, str],
        back: Mapping[str, Any] | None = None,
    ) -> None:
        """`back` is the form that a lock took away."""
        super().__init__(parent)
        self.setWindowTitle(_(record.singular))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pane = RecordPane(record, desk, fixed=fixed)
        self.setLayout(column(self.pane, margins=Space.L))
        self.resize(theme().px(520), min(theme().px(620), parent.window().height() - ABOVE))
        self._fixed = dict(fixed)
        if back:
            self.pane.bring_back(back)
        elif id:
            self.pane.show_record(id)
        else:
            self.pane.new()
        self.pane.saved.connect(lambda _id: self.accept())
        self.pane.closed.connect(self.accept)
        self.pane.emptied.connect(self.accept)

    def kept(self) -> dict[str, Any]:
        """See locking.keeping."""
        return {
            "dialog": "record",
            "record": self.pane.record.slug,
            "chosen": self.pane.id,
            "fixed": self._fixed,
            "pane": self.pane.kept(),
        }

    def reject(self) -> None:
        """Closing asks first what becomes of unsaved work."""
        self.pane.leave(super().reject)


def reopen(desk: Desk, parent: QWidget, kept: Mapping[str, Any]) -> None:
    """After a lock; not where what it hung on was erased meanwhile."""
    if all(kept["fixed"].values()) and (kept["pane"] or kept["chosen"]):
        record = BY_SLUG[kept["record"]]
        RecordDialog(record, desk, parent, id=kept["chosen"] or "", fixed=kept["fixed"], back=kept["pane"]).open()
