"""Where the team meets, tried while it is typed: found, writable, whose, and how lively."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.sync import remote
from outreach_app.ui.background import Background
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.choice_card import ChoiceCard
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.ui.wizard.looking import Told, Trial
from outreach_app.ui.wizard.making import FOLDER, JOIN, LATER, NEW, SERVER, Answers
from outreach_app.ui.wizard.step import Cards, Step

if TYPE_CHECKING:
    from outreach_app.sync.place import Place
    from outreach_app.ui.server_fields import ServerFields


class Shared(Step):
    """Says `answered` when a trial that someone waited for has ended well."""

    REST_MS = 350
    topic = "sync"
    answered = QtSignal()

    def __init__(self, background: Background) -> None:
        super().__init__(
            _("Where does your team meet?"),
            _("Everything is sealed before it leaves this computer; whoever keeps the folder can read nothing."),
        )
        self._kind = NEW
        self._waits = False
        self.server: ServerFields | None = None
        self.trial = Trial(background, self._show, self)
        self.folder, self.print = TextLine(_("Folder")), TextLine(_("Fingerprint of the team"), "12345 67890 …")
        self.ways = Cards(_cards(), self._chosen)
        self.browse = Button(_("Browse …"), "secondary", "folder-open", self._browse)
        line = QWidget()
        line.setLayout(row(self.folder, self.browse))
        line.setFocusProxy(self.folder)
        self.folder_field = Field(_("Folder"), line)
        self._server_room = column()
        self.print_field = Field(
            _("Fingerprint of the team"),
            self.print,
            hint=_("25 digits that a coordinator told you by voice. You can compare it later too."),
        )
        self.result = MessageBar()
        self.body.addWidget(self.ways)
        self.body.addWidget(self.folder_field)
        self.body.addLayout(self._server_room)
        for part in (self.result, self.print_field):
            self.body.addWidget(part)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(self.REST_MS)
        self._rest.timeout.connect(self.try_place)
        self.folder.textChanged.connect(self._typed)

    def recall(self, answers: Answers) -> None:
        self.print.setText(answers.team_fingerprint)
        self.ways.choose(answers.meeting)
        if isinstance(answers.place, Path):
            self.folder.setText(str(answers.place))
        elif answers.place is not None:
            self._server_fields().show_server(answers.place)

    def ask(self, answers: Answers) -> None:
        self._kind = answers.kind
        self.print_field.setVisible(answers.kind == JOIN)
        servers = (SERVER,) if remote.kinds() else ()
        self.ways.offer(FOLDER, *servers, *(() if answers.kind == JOIN else (LATER,)))
        self._chosen()

    def keep(self, answers: Answers) -> None:
        answers.meeting = self.ways.chosen()
        answers.place, answers.team_fingerprint = self._place(), self.print.text().strip()

    def answer(self, answers: Answers) -> bool:
        """What was not tried yet is tried first; `answered` follows."""
        self.keep(answers)
        self._say_wrong("")
        if answers.meeting == LATER:
            return True
        if answers.place is None:
            self._say_wrong(self._missing())
            return False
        told = self.trial.told_of(answers.place)
        if told is None:
            self._waits = True
            self.try_place()
            return False
        wrong = told.wrong(self._kind)
        self._say_wrong(wrong)
        return not wrong

    def first(self) -> QWidget:
        return self.folder if self.ways.chosen() == FOLDER else self.ways.first()

    def show_error(self, error: OutreachError) -> None:
        """What the folder said when the team was to be made in it."""
        self._say_wrong(f"{error} {error.what_now}")

    def try_place(self) -> None:
        """Looks at the place from a worker thread, and no longer than somebody would watch."""
        self._rest.stop()
        place = self._place()
        if place is not None:
            self.result.say(_("Looking at it …"), "", "info", closable=False)
            self.trial.begin(place)

    def _show(self, told: Told) -> None:
        if self.ways.chosen() == LATER or not self.trial.is_of(self._place()):
            return
        tone, title, advice = told.words(self._kind)
        self.result.say(title, advice, tone, closable=False)
        if self._waits:
            self._waits = False
            self.answered.emit()

    def _place(self) -> Place | None:
        if self.ways.chosen() == SERVER and self.server is not None:
            return self.server.typed() if self.server.is_complete() else None
        text = self.folder.text().strip()
        return Path(text).expanduser() if text and self.ways.chosen() == FOLDER else None

    def _missing(self) -> str:
        if self.ways.chosen() == SERVER:
            return _("An address begins with s3://, webdavs:// or webdav://.")
        if self._kind == JOIN:
            return _("Name the folder that your team shares.")
        return _("Name the folder, or choose to begin on this computer alone.")

    def _say_wrong(self, words: str) -> None:
        served = self.server is not None and self.ways.chosen() == SERVER
        field = self.server.address_field if served and self.server else self.folder_field
        field.set_error(words)
        if words:
            field.editor.setFocus()

    def _chosen(self) -> None:
        way = self.ways.chosen()
        self.folder_field.setVisible(way == FOLDER)
        if way == SERVER:
            self._server_fields().show()
        elif self.server is not None:
            self.server.hide()
        self._typed()

    def _typed(self) -> None:
        self._waits = False
        self._say_wrong("")
        self.result.hide()
        if self._place() is not None:
            self._rest.start()

    def _server_fields(self) -> ServerFields:
        """Made when they are asked for: they need what a first start need not wait for."""
        if self.server is None:
            from outreach_app.ui.server_fields import ServerFields

            self.server = ServerFields()
            self._server_room.addWidget(self.server)
            for line in self.server.lines:
                line.textChanged.connect(self._typed)
        return self.server

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Shared folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self.try_place()


def _cards() -> dict[str, ChoiceCard]:
    return {
        FOLDER: ChoiceCard(
            "folder-sync",
            _("Through a shared folder"),
            _("A network folder, a cloud folder on this computer, or a stick. Works offline too."),
        ),
        SERVER: ChoiceCard(
            "globe", _("On a server"), _("Object storage (S3) or WebDAV, with a user name and a secret.")
        ),
        LATER: ChoiceCard("laptop", _("On this computer alone"), _("You can choose a folder later.")),
    }
