"""The end of the first start: what has to go on paper before anyone works."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.leaving.recovery import SheetButtons
from outreach_app.ui.passphrase.code import CodeText
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, Text, column, row
from outreach_app.ui.widgets.buttons import Tick
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.wizard.making import JOIN, Answers, Made
from outreach_app.ui.wizard.steps import Step


class Paper(Step):
    """The recovery code, shown this once; and to who joins, the fingerprint to read to a coordinator."""

    def __init__(
        self,
        background: Background,
        say: Callable[[str], object],
        refuse: Callable[[OutreachError], object],
    ) -> None:
        self.name, self.hint = _("Recovery code"), _("On paper")
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
        self.fingerprint = CodeText()
        words = _(
            "Read this fingerprint to a coordinator by voice. Once admitted, your next sync brings the work."
        )
        said = column(Text(_("Your fingerprint"), "label"), Text(words, "small", "text2", wraps=True), gap=3)
        self.joining = Card(said, self.fingerprint, gap=Space.M)
        self.body.addWidget(self.joining)
        self.body.addWidget(self.kept)
        self._error = row(
            Mark("circle-alert", "red", 15), Text(_("First put the code on paper."), "small", "red"), None
        )
        self._missing = QWidget()
        self._missing.setLayout(self._error)
        self._missing.hide()
        self.body.addWidget(self._missing)
        self.kept.toggled.connect(lambda kept: self._missing.setVisible(False) if kept else None)

    def show_made(self, made: Made, answers: Answers) -> None:
        from outreach_app.workspace.recovery import sheet_of

        self.sheet.show_sheet(made.workspace, sheet_of(made.workspace, made.code))
        self.code.show_groups(made.code.split("-"), 4)
        self.joining.setVisible(answers.kind == JOIN)
        self.fingerprint.show_groups(made.fingerprint.split("-"), 5)

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


class DemoReady(Step):
    """The demo stands: which passphrase opens it again."""

    open_wanted = QtSignal()

    def __init__(self) -> None:
        self.name, self.hint = _("Ready"), _("The demo team")
        super().__init__(
            _("The demo team is ready"),
            _("You open the vault of one of its workers. Nothing of it touches your own vault or your team."),
        )
        self.passphrase = Text("", "title")
        self.passphrase.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = Text(_("Passphrase of the demo"), "small", "text2")
        self.body.addWidget(Card(words, self.passphrase, gap=4))

    def first(self) -> QWidget:
        return self
