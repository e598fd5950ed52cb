"""What opens the vault, seen and used as a person does: strength, words by chance, sheet, keyring, the wait."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from outreach_app.ui.dialogs.passphrase import PassphraseDialog
from outreach_app.ui.dialogs.recovery_sheet import RecoverySheetDialog
from outreach_app.ui.lock import LockScreen
from outreach_app.ui.passphrase.countdown import Countdown
from outreach_app.ui.settings.security import SecurityTab
from outreach_app.ui.shell import Shell
from outreach_app.ui.window import Window
from outreach_app.vault import attempts, recovery, slots
from outreach_app.workspace import Workspace
from tests.notes.samples import page_texts
from tests.ui.conftest import PASSPHRASE, OpenShell, OpenWindow
from tests.ui.looking import button, cut_off, settle, texts, unnamed
from tests.vault.test_keyring import InMemory


@pytest.fixture
def ring() -> Iterator[InMemory]:
    before, ring = keyring.get_keyring(), InMemory()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def shell(open_shell: OpenShell, qtbot: QtBot) -> Shell:
    shell = open_shell("settings")
    shell.go("settings", "security")
    rest(qtbot, shell)
    return shell


def rest(qtbot: QtBot, shell: Shell) -> None:
    for _round in range(3):
        settle(qtbot, shell.background)


def test_strength_stands_beside_the_passphrase_and_words_by_chance_can_be_taken(
    shell: Shell, qtbot: QtBot, workspace: Workspace, vault: Path
) -> None:
    button(shell, "Change the passphrase …").click()
    (dialog,) = shell.findChildren(PassphraseDialog)
    qtbot.keyClicks(dialog.chosen, "noor jeugdopbouw")
    qtbot.waitUntil(lambda: any("guessing it takes" in text for text in texts(dialog)))
    weak = " ".join(texts(dialog))
    dialog.chosen.setText("Wachtwoord2024")
    button(dialog, "Change passphrase").click()
    refused = " ".join(texts(dialog))

    button(dialog, "Words by chance …").click()
    assert (unnamed(dialog), cut_off(dialog)) == ([], [])
    button(dialog, "Nederlands").click()
    phrase = dialog.choosing.suggestion.phrase.text()
    button(dialog, "Use these").click()
    strong = " ".join(texts(dialog))
    qtbot.keyClicks(dialog.again, phrase)
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    rest(qtbot, shell)

    assert "Too easy to guess" in weak or "Weak" in weak
    assert "That passphrase is guessed within the hour." in refused
    assert "60 bits by chance" in strong and "Strong" in strong
    assert not dialog.isVisible()
    workspace.vault.check_passphrase(phrase)


def test_a_new_sheet_asks_who_is_there_and_is_saved_from_memory(
    shell: Shell, qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(file)))
    button(shell, "Make a new sheet …").click()
    (dialog,) = shell.findChildren(RecoverySheetDialog)

    qtbot.keyClicks(dialog.passphrase, "een andere gok")
    button(dialog, "Make a new code").click()
    rest(qtbot, shell)
    wrong = " ".join(texts(dialog))
    dialog.passphrase.setText(PASSPHRASE)
    button(dialog, "Make a new code").click()
    rest(qtbot, shell)
    groups = dialog.code.accessibleName().split()
    button(dialog, "Save as PDF …").click()
    qtbot.waitUntil(file.exists)
    rest(qtbot, shell)

    assert "That is not the passphrase of this vault." in wrong
    (page,) = page_texts(file.read_bytes())
    assert len(groups) == 8 and all(group in page for group in groups) and "Noor" in page
    assert [(line.kind, line.worker) for line in workspace.exports.list()] == [("recovery", "Noor")]
    assert slots.KeySlots.read(workspace.vault.folder).with_code(recovery.typed("".join(groups))), (
        "the new code opens it"
    )
    for child in dialog.findChildren(QFileDialog):
        child.close()
    dialog.close()


def test_the_keyring_is_offered_only_where_there_is_one_and_goes_both_ways(
    ring: InMemory, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(passphrase=PASSPHRASE)
    first = security(window, qtbot)
    said = " ".join(texts(first))

    button(first, "Put it into the keyring").click()
    rest(qtbot, first)
    window.lock()
    settle(qtbot, window.vaults)
    button(window, "Unlock with this computer's keyring").click()
    qtbot.waitUntil(lambda: window.shell is not None)
    opened = security(window, qtbot)
    in_keyring = opened.workspace.vault.in_keyring
    button(opened, "Take it out of the keyring").click()
    rest(qtbot, opened)

    assert "Whoever can use your account on this computer then opens the vault as well." in said
    assert in_keyring and not opened.workspace.vault.in_keyring
    assert ring.kept == {}


def security(window: Window, qtbot: QtBot) -> Shell:
    shell = window.shell
    assert shell is not None
    rest(qtbot, shell)
    shell.go("settings", "security")
    rest(qtbot, shell)
    return shell


def test_without_a_keyring_nothing_is_said_of_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    tab = shell.findChild(SecurityTab)
    assert tab is not None
    monkeypatch.setattr("outreach_app.vault.os_keyring.usable", lambda: False)
    tab.arrive()
    rest(qtbot, shell)

    assert not tab.ring_card.isVisible()


def test_too_many_guesses_are_told_second_by_second(
    open_window: OpenWindow, qtbot: QtBot, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Countdown, "SECOND_MS", 20)
    kept = {"failed": attempts.FREE + 4, "at": time.monotonic()}
    (vault / attempts.FILE).write_text(json.dumps(kept))
    window = open_window()
    screen = window.shown
    assert isinstance(screen, LockScreen)
    line = screen.unlocking.passphrase

    qtbot.keyClicks(line, PASSPHRASE)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "the next try is in" in " ".join(texts(window)))
    held = screen.unlocking.button.isEnabled()
    qtbot.waitUntil(screen.unlocking.button.isEnabled)

    assert not held
    assert not any("the next try" in text for text in texts(window))


def test_the_register_lists_what_left(open_shell: OpenShell, workspace: Workspace, qtbot: QtBot) -> None:
    shell = open_shell("settings")
    shell.go("settings", "exports")
    rest(qtbot, shell)
    empty = texts(shell)

    workspace.exports.record("pdf", "Kabinet van de schepen", 12)
    qtbot.waitUntil(lambda: "Nothing left encryption yet." not in texts(shell))
    table = shell.findChild(type(shell.page.tab.table), "")  # type: ignore[union-attr]
    assert table is not None
    model = table.model()

    assert "Nothing left encryption yet." in empty
    said = [model.index(0, column).data() for column in range(model.columnCount())]
    assert said[1:] == ["PDF", "Kabinet van de schepen", "12", "Noor"]


def test_more_than_a_few_copied_words_stand_in_the_register_once(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_shell()
    clipboard = QGuiApplication.clipboard()
    monkeypatch.setattr("outreach_app.ui.locking.clipboard.owned", lambda _held: True)

    clipboard.setText("Vlasakker 12")
    rest(qtbot, shell)
    few = workspace.exports.list()
    for _copy in range(2):
        clipboard.setText("Ze zitten er elke avond, ook als het regent. " * 8)
        rest(qtbot, shell)
    clipboard.clear()
    rest(qtbot, shell)

    assert few == []
    assert [(line.kind, line.worker) for line in workspace.exports.list()] == [("clipboard", "Noor")]
    assert any("not encrypted any more" in text for text in texts(shell))
