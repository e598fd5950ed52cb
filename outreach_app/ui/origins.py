"""What a signal is made of and what came of it, below it: each to be opened."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.store.origins import Origin, origins
from outreach_app.store.sheets import Sheet
from outreach_app.ui.desk import Desk
from outreach_app.ui.widgets.basics import SectionTitle, column
from outreach_app.ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ICONS = {"merged": "git-merge", "into": "git-merge", "copied_from": "copy", "copy": "trending-up"}


class Origins(QWidget):
    """Hidden where there are none."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        super().__init__()
        self._desk, self._terms = desk, sheet.terms
        self._rows = column(gap=2)
        self.setLayout(column(SectionTitle(_("Origins and copies")), self._rows, gap=4))
        self.hide()
        id = sheet.record.id

        def read(session: "Session") -> list[Origin]:
            return origins(session, id)

        desk.background.read(read, owner=self, done=self._show)

    def _show(self, found: list[Origin]) -> None:
        how = {
            "merged": _("Merged into this one"),
            "into": _("This one was merged into it"),
            "copied_from": _("This is a copy of it"),
            "copy": _("Copied upward"),
        }
        for one in found:
            state = self._terms.label("signal_state", one.state)
            row = RowButton(one.title, f"{how[one.how]} · {state}", ICONS[one.how])
            row.clicked.connect(partial(self._desk.go, "signals", one.id))
            self._rows.addWidget(row)
        self.setVisible(bool(found))
