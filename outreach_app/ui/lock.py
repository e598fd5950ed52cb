"""The lock screen: first thing shown, and it tells nothing: no name, no draft, no folder.

Qt and this module are all it needs. The store and everything behind it are imported by a worker thread while the
passphrase is typed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.background import Background
from outreach_app.ui.help.topics import PASSPHRASE
from outreach_app.ui.passphrase.countdown import Countdown
from outreach_app.ui.passphrase.recovering import Recovering, Working
from outreach_app.ui.shortcuts import HELP, bind
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.backdrop import Backdrop
from outreach_app.ui.widgets.basics import Card, Rule, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import Passphrase
from outreach_app.ui.widgets.marks import Badge, Logo, Mark
from outreach_app.ui.widgets.messages import MessageBar

if TYPE_CHECKING:
    from outreach_app.ui.help.helping import Helping
    from outreach_app.workspace import Workspace

WIDTH, MOST = 440, 620
_BEYOND_OPENING = {"DatabaseDamaged", "NotAVault", "VaultIncomplete", "VaultMissing"}
"""Names of errors after which a backup is the way back; workspace.rescue has the classes."""


class LockScreen(Backdrop):
    """Asks for the passphrase of one vault, or for its recovery code. Says `opened` with the workspace."""

    opened = QtSignal(object)
    elsewhere = QtSignal()
    """Another vault, or a new one."""

    def __init__(self, vault: Path, background: Background) -> None:
        super().__init__()
        self._vault = vault
        self._background = background
        self.messages = MessageBar()
        self.unlocking = _Unlocking()
        self._recovering: Recovering | None = None
        self._helping: Helping | None = None
        self._forms = column(self.unlocking)
        card = Card(_head(), 4, self.messages, gap=14, margins=32)
        card.body.addLayout(self._forms)
        card.body.addWidget(Rule())
        card.body.addWidget(_reassurance())
        card.setFixedWidth(min(theme().px(WIDTH), MOST))
        middle = row(None, card, None)
        self.setLayout(column(None, middle, None, margins=16))
        self._connect()
        bind(self, HELP, self._help, anywhere=True)
        self.setFocusProxy(self.unlocking.passphrase)
        self._offer_keyring()

    @property
    def recovering(self) -> Recovering:
        """The form for the printed code, made when it is asked for."""
        if self._recovering is None:
            form = self._recovering = Recovering()
            form.setParent(self)
            form.hide()
            form.button.clicked.connect(lambda _checked: self.recover())
            form.back.clicked.connect(lambda _checked: self.show_unlocking())
        return self._recovering

    def unlock(self, *, readonly: bool = False) -> None:
        """Tries what is typed. Takes about half a second, on purpose: guessing must be slow."""
        form, vault = self.unlocking, self._vault
        passphrase = form.passphrase.text()
        if not passphrase:
            form.field.set_error(_("Type your passphrase."))
            form.passphrase.setFocus()
            return
        form.field.set_error()
        self.messages.hide()
        self._background.run_outside(
            lambda: _open(vault, passphrase, readonly),
            owner=self,
            done=self._opened,
            failed=self._refused,
            busy=form,
        )

    def unlock_with_keyring(self) -> None:
        vault = self._vault
        self.messages.hide()
        self._background.run_outside(
            lambda: _open_with_keyring(vault),
            owner=self,
            done=self._opened,
            failed=self._refused,
            busy=self.unlocking,
        )

    def find_way_back(self) -> None:
        """Lists the backups of a vault that cannot be opened; they open with what is typed as passphrase."""
        from outreach_app.ui.backups.way_back import WayBack

        WayBack(self, self._vault, self.unlocking.passphrase.text(), self._background, self._opened).open()

    def recover(self) -> None:
        """Opens the vault by its printed code and gives it a new passphrase."""
        form, vault = self.recovering, self._vault
        if not form.complete():
            return
        code, chosen = form.code.text(), form.chosen.text()
        self.messages.hide()
        self._background.run_outside(
            lambda: _open_with_code(vault, code, chosen),
            owner=self,
            done=self._opened,
            failed=self._code_refused,
            busy=form,
        )

    def show_recovery(self) -> None:
        self._turn(self.recovering, self.unlocking)
        self.recovering.code.setFocus()

    def show_unlocking(self) -> None:
        self._turn(self.unlocking, self.recovering)
        self.unlocking.passphrase.setFocus()

    def _help(self) -> None:
        """Made at the first F1: who only unlocks need not wait for it."""
        from outreach_app.ui.help.helping import Helping

        if self._helping is None:
            self._helping = Helping(self, lambda: PASSPHRASE, bound=False)
        self._helping.turn()

    def _turn(self, form: QWidget, other: QWidget) -> None:
        self.messages.hide()
        self._forms.replaceWidget(other, form)  # one at a time: the card is as high as what it shows
        other.hide()
        form.show()

    def _connect(self) -> None:
        self.unlocking.button.clicked.connect(lambda _checked: self.unlock())
        self.unlocking.keyring.clicked.connect(lambda _checked: self.unlock_with_keyring())
        self.unlocking.passphrase.returnPressed.connect(self.unlock)
        self.unlocking.forgotten.clicked.connect(lambda _checked: self.show_recovery())
        self.unlocking.way_back.clicked.connect(lambda _checked: self.find_way_back())
        self.unlocking.other.clicked.connect(lambda _checked: self.elsewhere.emit())

    def _offer_keyring(self) -> None:
        """Asks the system only where the key file speaks of it: nobody else waits for a keyring to wake up."""
        vault, button = self._vault, self.unlocking.keyring
        try:
            spoken_of = '"keyring"' in (vault / "keys.json").read_text("utf-8", errors="replace")
        except OSError:
            return
        if spoken_of:
            self._background.run_outside(lambda: _offers_keyring(vault), owner=self, done=button.setVisible)

    def _opened(self, workspace: Workspace) -> None:
        self.unlocking.forget()
        if self._recovering is not None:
            self._recovering.forget()
        self.opened.emit(workspace)

    def _refused(self, error: OutreachError) -> None:
        form = self.unlocking
        if type(error).__name__ == "WrongPassphrase":  # its module is not worth the lock screen's time
            form.field.set_error(f"{error} {error.what_now}")
        elif type(error).__name__ == "TooSoon":
            form.wait(error)
        elif type(error).__name__ == "VaultInUse":
            action = (_("Open read-only"), lambda: self.unlock(readonly=True))
            self.messages.say(str(error), error.what_now, "warning", action)
        elif type(error).__name__ in _BEYOND_OPENING:
            self.messages.say_error(error)
            form.way_back.show()
        else:
            self.messages.say_error(error)
        form.passphrase.setFocus()
        form.passphrase.selectAll()

    def _code_refused(self, error: OutreachError) -> None:
        self.recovering.show_error(error)


class _Unlocking(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.passphrase = Passphrase(_("Passphrase"))
        self.field = Field(_("Passphrase"), self.passphrase, aside=self.passphrase.caps)
        self.button = Button(_("Unlock"), "primary", "key-round")
        self.keyring = Button(_("Unlock with this computer's keyring"), "secondary", "laptop")
        self.keyring.hide()
        self.way_back = Button(_("Restore a backup …"), "secondary", "history")
        self.way_back.hide()
        self.working = Working(_("Unlocking …"))
        self._waiting = Countdown(self.field, self.button, self)
        self.other = Button(_("Other vault"), "link")
        self.forgotten = Button(_("Passphrase forgotten?"), "link")
        welcome = column(
            Text(_("Welcome back"), "display"),
            Text(_("Type the passphrase of this vault."), "body", "text2", wraps=True),
            gap=4,
        )
        links = row(self.other, None, self.forgotten, gap=0)
        ways = (self.button, self.keyring, self.way_back, self.working)
        self.setLayout(column(welcome, 2, self.field, *ways, links, gap=10))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            free = self.isEnabled()
            self.working.show_working(not free)
            self.button.set_text(_("Unlock") if free else _("Unlocking …"))
            self.button.set_icon("key-round" if free else "hourglass")

    def wait(self, error: OutreachError) -> None:
        """Too many guesses: says how long, second by second, and lets go when it is over."""
        self._waiting.begin(error)

    def forget(self) -> None:
        self.passphrase.clear()
        self.passphrase.hide_text()


def _head() -> QWidget:
    head = QWidget()
    head.setLayout(row(Logo(), Text("Vindplaats", "heading"), None, Badge(_("Locked"), "plain", "lock"), gap=10))
    return head


def _reassurance() -> QWidget:
    said = QWidget()
    words = Text(_("Everything on this computer is encrypted."), "small", "text2", wraps=True)
    words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    line = row(Mark("shield-check", "green", 16), gap=8)
    line.addWidget(words, 1)
    said.setLayout(line)
    return said


def _open(vault: Path, passphrase: str, readonly: bool) -> Workspace:
    from outreach_app.workspace import Workspace  # half a second of imports, on the worker thread

    return Workspace.open(vault, passphrase, readonly=readonly)


def _open_with_keyring(vault: Path) -> Workspace:
    from outreach_app.vault import unlock_with_keyring
    from outreach_app.workspace import Workspace

    return Workspace.of(unlock_with_keyring(vault))


def _offers_keyring(vault: Path) -> bool:
    from outreach_app.vault import offers_keyring

    return offers_keyring(vault)


def _open_with_code(vault: Path, code: str, passphrase: str) -> Workspace:
    from outreach_app.workspace import Workspace

    workspace = Workspace.open_with_code(vault, code)
    try:
        workspace.change_passphrase(passphrase)
    except BaseException:
        workspace.close()
        raise
    return workspace
