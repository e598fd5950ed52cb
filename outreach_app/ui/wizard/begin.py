"""The beginning: which language, a new team or another way in, and who works here."""

from __future__ import annotations

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _, language
from outreach_app.ui.preferences import LANGUAGE_NAMES, offered_languages
from outreach_app.ui.widgets.choice_card import ChoiceCard
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tabs import Segments
from outreach_app.ui.wizard.making import BACK, DEMO, JOIN, NEW, Answers
from outreach_app.ui.wizard.step import Cards, Step


class Begin(Step):
    chosen = QtSignal()
    language_wanted = QtSignal(str)

    def __init__(self) -> None:
        super().__init__(
            _("How do you begin?"), _("Everything you enter is encrypted on this computer before anything else.")
        )
        spoken = [Option(code, LANGUAGE_NAMES[code]) for code in offered_languages()]
        self.languages = Segments(spoken, _("Language"))
        self.languages.choose(language())
        self.languages.chosen.connect(self.language_wanted.emit)
        cards = {
            NEW: ChoiceCard(
                "users",
                _("Start a new team"),
                _("You make the team and are its coordinator. Colleagues join later."),
            ),
            JOIN: ChoiceCard(
                "user-plus",
                _("Join a team"),
                _("Your team works with Vindplaats already and has a shared folder."),
            ),
            BACK: ChoiceCard(
                "history",
                _("Come back after a lost or broken computer"),
                _("You worked with Vindplaats before. With a backup, or with what your team's folder has."),
            ),
            DEMO: ChoiceCard(
                "play",
                _("Look around in a demo team"),
                _("A season of rounds in the invented municipality of Lindervoorde. Takes a minute."),
            ),
        }
        self.ways = Cards(cards, self.chosen.emit)
        self.body.addWidget(Field(_("Language"), self.languages))
        self.body.addWidget(self.ways)

    def recall(self, answers: Answers) -> None:
        self.ways.choose(answers.kind)

    def keep(self, answers: Answers) -> None:
        answers.kind = self.ways.chosen()

    def settle(self) -> None:
        """There is a vault for a team by now: nothing but founding one or joining one is left to choose."""
        self.ways.offer(NEW, JOIN)

    def first(self) -> QWidget:
        return self.ways.first()


class Names(Step):
    def __init__(self) -> None:
        super().__init__(_("Who works here?"))
        self.team, self.worker = TextLine(_("Name of the team")), TextLine(_("Your name"))
        self.team_field = Field(
            _("Name of the team"), self.team, required=True, hint=_("As it should stand on signal notes.")
        )
        self.worker_field = Field(
            _("Your name"), self.worker, required=True, hint=_("As your colleagues know you.")
        )
        self.body.addWidget(self.team_field)
        self.body.addWidget(self.worker_field)

    def recall(self, answers: Answers) -> None:
        self.team.setText(answers.team)
        self.worker.setText(answers.worker)

    def ask(self, answers: Answers) -> None:
        self.team_field.setVisible(answers.kind == NEW)

    def keep(self, answers: Answers) -> None:
        answers.team, answers.worker = self.team.text().strip(), self.worker.text().strip()

    def answer(self, answers: Answers) -> bool:
        self.keep(answers)
        need_team = answers.kind == NEW and not answers.team
        self.team_field.set_error(_("Give the team a name; it can be changed later.") if need_team else "")
        self.worker_field.set_error("" if answers.worker else _("Say who you are; a first name is enough."))
        wrong = self.team if need_team else self.worker if not answers.worker else None
        if wrong is not None:
            wrong.setFocus()
        return wrong is None

    def first(self) -> QWidget:
        return self.team if not self.team_field.isHidden() else self.worker
