"""One record in a window of its own: what hangs on another is made and changed without leaving it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from outreach_app.domain.records import Record
from outreach_app.i18n import _
from outreach_app.ui.desk import Desk
from outreach_app.ui.record_pane import RecordPane
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import column


class RecordDialog(QDialog):
    """`id` empty makes a new one, with the `fixed` values that tie it to what it belongs to."""

    def __init__(
        self, record: type[Record], desk: Desk, parent: QWidget, *, id: str = "", fixed: Mapping[str, str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_(record.singular))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pane = RecordPane(record, desk, fixed=fixed)
        self.setLayout(column(self.pane, margins=Space.L))
        self.resize(theme().px(520), theme().px(620))
        if id:
            self.pane.show_record(id)
        else:
            self.pane.new()
        self.pane.saved.connect(lambda _id: self.accept())
        self.pane.closed.connect(self.accept)
        self.pane.emptied.connect(self.accept)

    def reject(self) -> None:
        """Closing asks first what becomes of unsaved work."""
        self.pane.leave(super().reject)
