"""What opens this vault: the passphrase, the sheet in a drawer, and where it is wanted the system's keyring."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outreach_app.i18n import _
from outreach_app.ui.dialogs.passphrase import PassphraseDialog
from outreach_app.ui.dialogs.recovery_sheet import RecoverySheetDialog
from outreach_app.ui.settings.tab import SettingsTab
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Badge

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell


class SecurityTab(SettingsTab):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.passphrase = Button(_("Change the passphrase …"), "secondary", "key-round", self.change_passphrase)
        self.sheet = Button(_("Make a new sheet …"), "secondary", "file-text", self.make_sheet)
        self.keyring = Button("", "secondary", "laptop", self.turn_keyring)
        self._in_keyring = Badge()
        self.body.addWidget(
            _card(
                _("Passphrase"),
                _("It encrypts this computer's vault and is kept nowhere. Changing it encrypts nothing again."),
                self.passphrase,
            )
        )
        self.body.addWidget(
            _card(
                _("Recovery sheet"),
                _(
                    "A code on paper that opens the vault when the passphrase is forgotten. It is not kept here: "
                    "a new sheet has a new code, and the old one opens nothing any more."
                ),
                self.sheet,
            )
        )
        self.ring_card = _card(
            _("Keyring of this computer"),
            _(
                "Opens the vault without the passphrase. Whoever can use your account on this computer then opens "
                "the vault as well."
            ),
            self.keyring,
            self._in_keyring,
        )
        self.ring_card.hide()
        self.body.addWidget(self.ring_card)
        for button in (self.passphrase, self.sheet, self.keyring):
            button.setEnabled(not shell.workspace.readonly)

    def arrive(self) -> None:
        """Asks the system for its keyring, which may take a while."""
        vault = self._shell.workspace.vault

        def look() -> tuple[bool, bool]:
            from outreach_app.vault import os_keyring

            return os_keyring.usable(), vault.in_keyring

        self._shell.background.run_outside(look, owner=self, done=self._show_keyring)

    def change_passphrase(self) -> None:
        shell, done = self._shell, _("The passphrase is changed.")
        PassphraseDialog(self, shell.workspace, shell.background, lambda: shell.toast(done)).open()

    def make_sheet(self) -> None:
        RecoverySheetDialog(self, self._shell.workspace, self._shell.background, self._shell.toast).open()

    def turn_keyring(self) -> None:
        """On or off."""
        vault = self._shell.workspace.vault
        turn: Callable[[], None] = vault.leave_keyring if self._on else vault.use_keyring
        self._shell.background.run_outside(
            turn,
            owner=self,
            done=lambda _nothing: self.arrive(),
            failed=self._shell.refuse,
            busy=self.ring_card,
        )

    def _show_keyring(self, found: tuple[bool, bool]) -> None:
        usable, self._on = found
        self.ring_card.setVisible(usable or self._on)
        self.keyring.set_text(_("Take it out of the keyring") if self._on else _("Put it into the keyring"))
        if self._on:
            self._in_keyring.show_text(_("on"), "amber", "key-round")
        else:
            self._in_keyring.show_text(_("off"), "plain", "lock")

    _on = False


def _card(title: str, words: str, button: QWidget, *at_the_end: QWidget) -> Card:
    return Card(
        SectionTitle(title, "", *at_the_end),
        Text(words, "small", "text2", wraps=True),
        row(button, None),
    )
