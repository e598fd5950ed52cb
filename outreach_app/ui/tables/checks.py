"""What a table lacks, in words, below it. Nothing here blocks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.overlap import in_words
from outreach_app.i18n import _
from outreach_app.store.seats import seats
from outreach_app.ui.desk import Desk
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, row
from outreach_app.ui.widgets.marks import Mark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class TableChecks(QWidget):
    def __init__(self, desk: Desk, table: Id) -> None:
        super().__init__()
        self._lines = column(gap=8)
        self.setLayout(column(SectionTitle(_("To look at")), self._lines, gap=8))
        self.hide()
        today = desk.today()

        def read(session: "Session") -> list[str]:
            return [in_words(check) for check in seats(session, today).checks_of(table)]

        desk.background.read(read, owner=self, done=self._show)

    def _show(self, said: Sequence[str]) -> None:
        for words in said:
            self._lines.addWidget(remark(words))
        self.setVisible(bool(said))


def remark(words: str, icon: str = "circle-alert", tone: str = "amber") -> QWidget:
    """A line that says what could be better: an icon, and words."""
    line = QWidget()
    whole = row(gap=9)
    whole.addWidget(Mark(icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
    whole.addWidget(Text(words, "small", wraps=True), 1)
    line.setLayout(whole)
    return line
