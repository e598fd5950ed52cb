"""The steps of the first start: each asks one thing and says what is wrong with the answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.i18n import _, ngettext
from outreach_app.ui.background import Background
from outreach_app.ui.passphrase.choosing import ChoosePassphrase
from outreach_app.ui.widgets.basics import Text, column, keep_if, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.choice_card import ChoiceCard
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.ui.wizard.making import BACK, DEMO, JOIN, NEW, Answers, Look, look_at


class Step(QWidget):
    """A title, a sentence, and what is asked. `name` and `hint` stand in the rail."""

    name = ""
    hint = ""

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self.title = Text(title, "display", wraps=True)
        self.sentence = Text(sentence, "body", "text2", wraps=True)
        keep_if(bool(sentence), self.sentence)
        self.body = column(gap=16)
        outer = column(self.title, self.sentence, 10, gap=6)
        outer.addLayout(self.body)
        outer.addStretch(1)
        self.setLayout(outer)

    def ask(self, answers: Answers) -> None:
        """About to be shown: fits what it says to the answers so far."""

    def answer(self, answers: Answers) -> bool:
        """Takes over what was typed; False, with words beside the field, where it will not do."""
        return True

    def first(self) -> QWidget:
        """What gets the focus."""
        raise NotImplementedError


class Begin(Step):
    chosen = QtSignal()

    def __init__(self) -> None:
        self.name, self.hint = _("Beginning"), _("New, join or demo")
        super().__init__(
            _("How do you begin?"), _("Everything you enter is encrypted on this computer before anything else.")
        )
        self.cards = {
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
        for card in self.cards.values():
            self.body.addWidget(card)
            card.clicked.connect(lambda _checked: self.chosen.emit())
        self.body.setSpacing(10)
        self.cards[NEW].setChecked(True)

    def answer(self, answers: Answers) -> bool:
        answers.kind = next(kind for kind, card in self.cards.items() if card.isChecked())
        return True

    def first(self) -> QWidget:
        return next(card for card in self.cards.values() if card.isChecked())


class Names(Step):
    def __init__(self) -> None:
        self.name, self.hint = _("Team and name"), _("Who works here")
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

    def ask(self, answers: Answers) -> None:
        self.team_field.setVisible(answers.kind == NEW)

    def answer(self, answers: Answers) -> bool:
        answers.team, answers.worker = self.team.text().strip(), self.worker.text().strip()
        need_team = answers.kind == NEW and not answers.team
        self.team_field.set_error(_("Give the team a name; it can be changed later.") if need_team else "")
        self.worker_field.set_error("" if answers.worker else _("Say who you are; a first name is enough."))
        wrong = self.team if need_team else self.worker if not answers.worker else None
        if wrong is not None:
            wrong.setFocus()
        return wrong is None

    def first(self) -> QWidget:
        return self.team if not self.team_field.isHidden() else self.worker


class Shared(Step):
    """The shared folder, tried while it is typed."""

    REST_MS = 350

    def __init__(self, background: Background) -> None:
        self.name, self.hint = _("Shared folder"), _("Where your team meets")
        super().__init__(
            _("Where does your team meet?"),
            _(
                "A network folder, a cloud folder on this computer, or a stick. Everything is sealed before it "
                "leaves this computer; whoever keeps the folder can read nothing."
            ),
        )
        self._background = background
        self._kind = NEW
        self.look: Look | None = None
        self.folder, self.print = TextLine(_("Folder")), TextLine(_("Fingerprint of the team"), "12345 67890 …")
        self.browse = Button(_("Browse …"), "secondary", "folder-open", self._browse)
        line = QWidget()
        line.setLayout(row(self.folder, self.browse))
        line.setFocusProxy(self.folder)
        self.folder_field = Field(_("Folder"), line)
        self.print_field = Field(
            _("Fingerprint of the team"),
            self.print,
            hint=_("25 digits that a coordinator told you by voice. You can compare it later too."),
        )
        self.result = MessageBar()
        for part in (self.folder_field, self.result, self.print_field):
            self.body.addWidget(part)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(self.REST_MS)
        self._rest.timeout.connect(self.try_folder)
        self.folder.textChanged.connect(self._typed)

    def ask(self, answers: Answers) -> None:
        self._kind = answers.kind
        self.print_field.setVisible(answers.kind == JOIN)
        self.folder_field.set_hint(
            _("You can leave this empty and choose a folder later.") if answers.kind == NEW else ""
        )

    def answer(self, answers: Answers) -> bool:
        text = self.folder.text().strip()
        answers.folder, answers.team_fingerprint = Path(text) if text else None, self.print.text().strip()
        wrong = ""
        if not text and answers.kind == JOIN:
            wrong = _("Name the folder that your team shares.")
        elif text and self.look is not None and not self.look.found:
            wrong = _("This folder cannot be found.")
        elif text and self.look is not None and not self.look.writable:
            wrong = _("This folder cannot be written.")
        self.folder_field.set_error(wrong)
        if wrong:
            self.folder.setFocus()
        return not wrong

    def first(self) -> QWidget:
        return self.folder

    def try_folder(self) -> None:
        """Looks at the folder from a worker thread: a share may take its time."""
        text = self.folder.text().strip()
        if text:
            self._background.run_outside(lambda: (text, look_at(Path(text))), owner=self, done=self._show)

    def _typed(self) -> None:
        self.look = None
        self.folder_field.set_error()
        self.result.hide()
        self._rest.start()

    def _show(self, seen: tuple[str, Look]) -> None:
        text, look = seen
        if text != self.folder.text().strip():
            return
        self.look = look
        if not look.found:
            title, advice = _("There is no such folder"), _("Make it first, or check how it is spelled.")
            self.result.say(title, advice, "warning", closable=False)
        elif not look.writable:
            title, advice = (
                _("The folder is there, but it cannot be written"),
                _("Ask for the right to write in it."),
            )
            self.result.say(title, advice, "warning", closable=False)
        else:
            holds = ngettext("It holds {n} file or folder.", "It holds {n} files or folders.", look.files)
            advice = holds if look.files else _("It is empty.")
            self.result.say(_("Folder found, and it can be written"), advice, "good", closable=False)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Shared folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self._rest.stop()
            self.try_folder()


class Secret(Step):
    """The passphrase, twice."""

    def __init__(self) -> None:
        self.name, self.hint = _("Passphrase"), _("Known to you alone")
        super().__init__(
            _("Choose a passphrase"),
            _(
                "It encrypts everything on this computer. Four or five words that do not belong together are "
                "strong, and easier to keep than a short one."
            ),
        )
        self._known: tuple[str, ...] = ()
        self.choosing = ChoosePassphrase(_("Passphrase"), _("Passphrase once more"), lambda: self._known)
        self.body.addWidget(self.choosing)

    def ask(self, answers: Answers) -> None:
        self._known = (answers.team, answers.worker)

    def answer(self, answers: Answers) -> bool:
        complete = self.choosing.complete()
        answers.passphrase = self.choosing.chosen.text() if complete else ""
        return complete

    def first(self) -> QWidget:
        return self.choosing.chosen

    def forget(self) -> None:
        self.choosing.forget()
