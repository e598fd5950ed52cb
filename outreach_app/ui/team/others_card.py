"""Other teams whose bundles were read here, and the card by which they can seal one to this laptop."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.i18n import _, ngettext
from outreach_app.sync.others import OtherTeam
from outreach_app.ui.team.people_card import when
from outreach_app.ui.widgets.basics import Card, Rule, SectionTitle, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.marks import Mark


class OthersCard(Card):
    """Says `look_wanted` with the team that is to be looked at."""

    look_wanted = QtSignal(object)

    def __init__(self, card: str) -> None:
        super().__init__(gap=12)
        self._teams = QVBoxLayout()
        self._teams.setSpacing(8)
        self.card = TextLine(_("This laptop's card"))
        self.card.setReadOnly(True)
        self.card.setText(card)
        self.card.setCursorPosition(0)
        words = _(
            "A coordinator of another team seals a bundle to you with this card. It is no secret; the fingerprint"
            " above is compared by voice."
        )
        self.body.addWidget(SectionTitle(_("Other teams")))
        self.body.addLayout(self._teams)
        self.body.addLayout(column(Text(_("This laptop's card"), "small", "text2"), self.card, gap=4))
        self.body.addWidget(Text(words, "small", "text2", wraps=True))

    def show_teams(self, teams: Sequence[OtherTeam]) -> None:
        empty(self._teams)
        for one in teams:
            self._teams.addWidget(self._line(one))
            self._teams.addWidget(Rule())

    def _line(self, one: OtherTeam) -> QWidget:
        line = QWidget()
        name = one.name or one.fingerprint
        look = Button(_("Look at"), "secondary", "eye", lambda: self.look_wanted.emit(one))
        look.setAccessibleDescription(name)
        rounds = ngettext("{n} round", "{n} rounds", one.rounds)
        read = _("read {when}").format(when=when(one.read_at))
        inside = row(gap=12)
        inside.addWidget(Mark("users", "text2", 20), alignment=Qt.AlignmentFlag.AlignTop)
        inside.addLayout(column(Text(name, "label"), Text(f"{rounds} · {read}", "small", "text2"), gap=1), 1)
        inside.addWidget(look)
        line.setLayout(inside)
        return line
