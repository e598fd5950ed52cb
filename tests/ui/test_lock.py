"""The lock screen: what it tells, what it takes, and that locking leaves nothing behind."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.store.tables import Draft
from outreach_app.ui.dialogs.passphrase import PassphraseDialog
from outreach_app.ui.idle import Idle
from outreach_app.ui.lock import LockScreen
from outreach_app.ui.pages.page import Page
from outreach_app.ui.places import Place
from outreach_app.ui.shell import Shell
from outreach_app.ui.window import Window
from outreach_app.workspace import Workspace
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.looking import bring_up, button, editor, settle, texts, unnamed


def lock_screen(window: Window) -> LockScreen:
    screen = window.shown
    assert isinstance(screen, LockScreen)
    return screen


def shell_of(window: Window) -> Shell:
    assert window.shell is not None
    return window.shell


def type_passphrase(qtbot: QtBot, window: Window, passphrase: str) -> None:
    line = editor(window, "Passphrase", QLineEdit)
    qtbot.keyClicks(line, passphrase)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_the_right_passphrase_opens_the_vault_and_the_first_screen_tells_nothing(
    open_window: OpenWindow, qtbot: QtBot, vault: Path
) -> None:
    window = open_window()
    told = " ".join(texts(window))

    type_passphrase(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.shell is not None)

    for secret in ("Noor", "Lindervoorde", str(vault)):
        assert secret not in told
    assert "Noor" in texts(window)
    assert "Jeugdopbouw Lindervoorde" in texts(window)


def test_a_wrong_passphrase_says_so_beside_the_field_and_can_be_typed_again(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()

    type_passphrase(qtbot, window, "vier andere woorden")
    qtbot.waitUntil(lambda: "That is not the passphrase of this vault" in " ".join(texts(window)))
    line = editor(window, "Passphrase", QLineEdit)
    marked = line.selectedText()
    type_passphrase(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.shell is not None)

    assert len(marked) == len("vier andere woorden"), "typing replaces it"


def test_an_empty_passphrase_is_asked_for(open_window: OpenWindow) -> None:
    window = open_window()

    button(window, "Unlock").click()

    assert "Type your passphrase." in texts(window)


def test_the_recovery_code_opens_it_with_a_new_passphrase(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    made, code = Workspace.create(tmp_path / "other", PASSPHRASE)
    made.found_team("Jeugdopbouw Lindervoorde", "Noor")
    made.close()
    window = open_window(tmp_path / "other")
    button(window, "Passphrase forgotten?").click()

    for name, text in (
        ("Recovery code", code[:-1]),
        ("New passphrase", "andere woorden voor later"),
        ("New passphrase once more", "andere woorden voor later"),
    ):
        qtbot.keyClicks(editor(window, name, QLineEdit), text)
    button(window, "Set passphrase and open").click()
    qtbot.waitUntil(lambda: "groups of 5 characters" in " ".join(texts(window)))
    qtbot.keyClicks(editor(window, "Recovery code", QLineEdit), code[-1])
    button(window, "Set passphrase and open").click()
    qtbot.waitUntil(lambda: window.shell is not None)
    window.lock()
    settle(qtbot, window.vaults)
    type_passphrase(qtbot, window, "andere woorden voor later")
    qtbot.waitUntil(lambda: window.shell is not None)


def test_a_vault_in_use_can_be_read(open_window: OpenWindow, qtbot: QtBot, workspace: Workspace) -> None:
    window = open_window()

    type_passphrase(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: "open in another window or program" in " ".join(texts(window)))
    button(window, "Open read-only").click()
    qtbot.waitUntil(lambda: window.shell is not None)

    assert shell_of(window).workspace.readonly
    assert button(window, "Lock (Ctrl+L)")
    assert shell_of(window).navigation.mark == "read-only"


def test_what_is_no_vault_is_said(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "one.jpg").write_bytes(b"x")
    window = open_window(folder)

    type_passphrase(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: "There is no vault in" in " ".join(texts(window)))


def test_locking_hides_everything_closes_the_vault_and_comes_back_to_the_same_page(
    open_window: OpenWindow, qtbot: QtBot, vault: Path
) -> None:
    window = open_window(passphrase=PASSPHRASE)
    shell_of(window).go("team")
    bar = shell_of(window)

    qtbot.keyClick(bar, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    at_once = " ".join(texts(window))
    settle(qtbot, window.vaults)
    Workspace.open(vault, PASSPHRASE).close()  # nobody holds it any more
    focused = lock_screen(window).unlocking.passphrase.hasFocus()
    type_passphrase(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.shell is not None)

    assert "Noor" not in at_once
    assert "Welcome back" in at_once
    assert focused, "the passphrase can be typed at once"
    assert shell_of(window).place == "team"


class Drafting(Page):
    """A page on which something is being typed."""

    def put_away(self) -> None:
        draft = Draft(content={"text": "half a sentence"})
        self.desk.background.run(lambda session: session.add(draft), owner=self)


def test_drafts_are_stored_before_the_vault_closes(
    open_window: OpenWindow, qtbot: QtBot, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place("typing", "Typing", "pencil", lambda shell: Drafting(shell.desk, "Typing"))
    monkeypatch.setattr(Shell.__init__, "__defaults__", ((place,),))
    window = open_window(passphrase=PASSPHRASE)

    window.lock()
    settle(qtbot, window.vaults)

    with Workspace.open(vault, PASSPHRASE) as opened, opened.store.read() as session:
        drafts = session.scalars(select(Draft).where(Draft.kind == "round")).all()
    assert [json.dumps(draft.content) for draft in drafts] == ['{"text": "half a sentence"}']


def test_a_vault_left_alone_locks_itself_dialogs_and_all(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(passphrase=PASSPHRASE)
    shell_of(window).go("team")
    button(window, "Change the passphrase …").click()
    dialog = shell_of(window).findChildren(PassphraseDialog)[0]

    window.idle.left_alone.emit()
    settle(qtbot, window.vaults)

    assert "Welcome back" in texts(window)
    assert not dialog.isVisible()


def test_a_touch_keeps_it_open(qtbot: QtBot) -> None:
    watched = QWidget()
    qtbot.addWidget(watched)
    bring_up(qtbot, watched)
    idle, heard = Idle(watched), []
    idle.left_alone.connect(lambda: heard.append(True))

    idle.begin(0.15 / 60)
    for _key in range(6):
        qtbot.wait(40)
        qtbot.keyClick(watched.windowHandle(), "a")
    touched = list(heard)
    qtbot.waitUntil(lambda: heard == [True])

    assert touched == []


def test_everything_on_it_has_a_name(open_window: OpenWindow) -> None:
    window = open_window()

    first = unnamed(lock_screen(window))
    lock_screen(window).show_recovery()

    assert first == unnamed(lock_screen(window)) == []
