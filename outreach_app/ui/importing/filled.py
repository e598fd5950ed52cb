"""While a file is chosen: how it is read at the left, its first rows and what would come in at the right."""

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.importing.choosing import Choosing
from outreach_app.ui.importing.trial import TrialCard
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, SectionTitle, column, row
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.text_table import TextTable


class Filled(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.choosing = Choosing()
        self.preview = TextTable(_("The first rows of the file"))
        self.trial = TrialCard()
        left = Card(Scroll(self.choosing, margins=(0, 0, 10, 0)), margins=Space.L)
        seen = Card(SectionTitle(_("The first rows of the file")), self.preview, gap=Space.S, margins=Space.L)
        right = column(gap=Space.L)
        right.addWidget(seen, 2)
        right.addWidget(self.trial, 3)
        both = row(gap=Space.L)
        both.addWidget(left, 5)
        both.addLayout(right, 7)
        whole = column(row(self.choosing.kind, None), gap=Space.L)
        whole.addLayout(both, 1)
        self.setLayout(whole)
