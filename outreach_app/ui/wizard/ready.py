"""The last step: what to do first; to who joins, the fingerprint to read to a coordinator; and the demo's end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.passphrase.code import CodeText
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, Text, column
from outreach_app.ui.widgets.choice_card import ChoiceCard
from outreach_app.ui.wizard.making import JOIN, LATER, Answers
from outreach_app.ui.wizard.step import Cards, Step

NOW = "now"


class Ready(Step):
    def __init__(self) -> None:
        super().__init__(_("Your first round"), _("Everything is chosen. With the last button it is made."))
        cards = {
            NOW: ChoiceCard(
                "footprints", _("Enter a round now"), _("Of this evening or the last one: five minutes.")
            ),
            LATER: ChoiceCard("layout-dashboard", _("Look around first"), _("Ctrl+N begins a round at any time.")),
        }
        self.ways = Cards(cards, lambda: None)
        self.fingerprint = CodeText()
        words = _(
            "Read it to a coordinator by voice, after the last button. Once admitted, your next sync brings the "
            "work. You find it again under Team and sync."
        )
        said = column(Text(_("Your fingerprint"), "label"), Text(words, "small", "text2", wraps=True), gap=3)
        self.joining = Card(said, self.fingerprint, gap=Space.M)
        self.body.addWidget(self.joining)
        self.body.addWidget(self.ways)

    def recall(self, answers: Answers) -> None:
        self.ways.choose(NOW if answers.round_now else LATER)

    def ask(self, answers: Answers) -> None:
        self.joining.setVisible(answers.kind == JOIN)

    def keep(self, answers: Answers) -> None:
        answers.round_now = self.ways.chosen() == NOW

    def first(self) -> QWidget:
        return self.ways.first()


class DemoReady(Step):
    """The demo stands: which passphrase opens it again."""

    def __init__(self) -> None:
        super().__init__(
            _("The demo team is ready"),
            _(
                "You open the vault of one of its workers. Nothing of it touches your own vault or your team, and "
                "one button in it removes all of it again."
            ),
        )
        self.passphrase = Text("", "title")
        self.passphrase.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = Text(_("Passphrase of the demo"), "small", "text2")
        self.body.addWidget(Card(words, self.passphrase, gap=4))

    def first(self) -> QWidget:
        return self
