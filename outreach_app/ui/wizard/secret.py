"""The passphrase, and the code that has to go on paper before anyone works."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.leaving.recovery import SheetButtons
from outreach_app.ui.passphrase.choosing import ChoosePassphrase
from outreach_app.ui.passphrase.code import CodeText
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, Text, column, row
from outreach_app.ui.widgets.buttons import Button, Tick
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.wizard.making import Answers, Made
from outreach_app.ui.wizard.step import Step


class Secret(Step):
    """The passphrase, twice; or, once the vault is made, a word that it is set."""

    topic = "passphrase"

    def __init__(self) -> None:
        super().__init__(
            _("Choose a passphrase"),
            _(
                "It encrypts everything on this computer. Four or five words that do not belong together are "
                "strong, and easier to keep than a short one."
            ),
        )
        self._known: tuple[str, ...] = ()
        self.choosing = ChoosePassphrase(_("Passphrase"), _("Passphrase once more"), lambda: self._known)
        self.another = Button(_("Choose another one"), "secondary", "key-round", self._choose_anew)
        line = row(Mark("circle-check", "green", 22), gap=14)
        said = _("Nobody but you knows it. You can go on.")
        line.addLayout(column(Text(_("Your passphrase is set"), "label"), Text(said, "small", "text2"), gap=2), 1)
        line.addWidget(self.another)
        self._set = Card(line, margins=16)
        self._set.hide()
        self.body.addWidget(self.choosing)
        self.body.addWidget(self._set)

    @property
    def is_set(self) -> bool:
        """Nothing is asked: the one that was chosen stays."""
        return not self._set.isHidden()

    def show_set(self) -> None:
        self.choosing.forget()
        self.choosing.hide()
        self._set.show()

    def recall(self, answers: Answers) -> None:
        for line in (self.choosing.chosen, self.choosing.again):
            line.setText(answers.passphrase)

    def ask(self, answers: Answers) -> None:
        self._known = (answers.team, answers.worker)

    def keep(self, answers: Answers) -> None:
        same = self.choosing.chosen.text() == self.choosing.again.text()
        answers.passphrase = self.choosing.chosen.text() if same and not self.is_set else ""

    def answer(self, answers: Answers) -> bool:
        complete = self.is_set or self.choosing.complete()
        self.keep(answers)
        return complete

    def first(self) -> QWidget:
        return self.another if self.is_set else self.choosing.chosen

    def _choose_anew(self) -> None:
        self._set.hide()
        self.choosing.show()
        self.choosing.chosen.setFocus()


class Paper(Step):
    """The recovery code, shown while the first start lasts and never again."""

    topic = "passphrase"

    def __init__(
        self,
        background: Background,
        say: Callable[[str], object],
        refuse: Callable[[OutreachError], object],
    ) -> None:
        super().__init__(
            _("Put this code on paper"),
            _(
                "With it you open this vault when the passphrase is forgotten. It is shown this once; without it "
                "a forgotten passphrase is final. Keep it away from this computer."
            ),
        )
        self.code = CodeText()
        self.sheet = SheetButtons(background, say, refuse)
        self.kept = Tick(_("I have printed the code or written it down"))
        self.body.addWidget(Card(self.code, self.sheet, gap=Space.M))
        self.body.addWidget(self.kept)
        words = Text(_("First put the code on paper."), "small", "red")
        self._missing = QWidget()
        self._missing.setLayout(row(Mark("circle-alert", "red", 15), words, None))
        self._missing.hide()
        self.body.addWidget(self._missing)
        self.kept.toggled.connect(lambda kept: self._missing.setVisible(False) if kept else None)

    def show_made(self, made: Made) -> None:
        from outreach_app.workspace.recovery import sheet_of

        self.sheet.show_sheet(made.workspace, sheet_of(made.workspace, made.code))
        self.code.show_groups(made.code.split("-"), 4)

    def answer(self, answers: Answers) -> bool:
        self._missing.setVisible(not self.kept.isChecked())
        if not self.kept.isChecked():
            self.kept.setFocus()
        return self.kept.isChecked()

    def first(self) -> QWidget:
        return self.sheet.print

    def forget(self) -> None:
        self.sheet.forget()
        self.code.show_groups([], 4)
