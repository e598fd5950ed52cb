"""Backups in the window: made, put back after a preview, and the way back where nothing opens."""

import shutil
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.ui.backups.restoring import RestoreDialog
from outreach_app.ui.backups.way_back import WayBack
from outreach_app.ui.lock import LockScreen
from outreach_app.ui.pages.settings import SettingsPage
from outreach_app.ui.settings.backups import BackupsTab
from outreach_app.ui.shell import Shell
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.window import Window
from outreach_app.workspace import Workspace
from tests.ui.conftest import PASSPHRASE, OpenShell, OpenWindow
from tests.ui.looking import button, cut_off, settle, shown, texts, unnamed
from tests.workspace.vaults import flip, titles, write


def tab_of(shell: Shell, qtbot: QtBot) -> BackupsTab:
    shell.go("settings", "backups")
    rest(shell, qtbot)
    page = shell.page
    assert isinstance(page, SettingsPage) and isinstance(page.tab, BackupsTab)
    return page.tab


def rest(shell: Shell, qtbot: QtBot) -> None:
    for _round in range(4):
        settle(qtbot, shell.background)


def unlocked(window: Window, qtbot: QtBot, before: Shell | None = None) -> Shell:
    qtbot.waitUntil(lambda: window.shell is not None and window.shell is not before)
    assert window.shell is not None
    rest(window.shell, qtbot)
    return window.shell


def dialog() -> RestoreDialog:
    [found] = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, RestoreDialog) and each.isVisible()
    ]
    return found


def test_a_backup_is_made_listed_and_put_back_with_sync_paused(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(passphrase=PASSPHRASE)
    shell = unlocked(window, qtbot)
    write(shell.workspace, "voor de backup")
    tab = tab_of(shell, qtbot)
    nothing = texts(tab)
    button(tab, "Make one now").click()
    rest(shell, qtbot)
    write(shell.workspace, "daarna")
    listed = texts(tab)

    [backup] = shell.workspace.backups.all()
    tab.look_into(backup.path)
    rest(shell, qtbot)
    asked = dialog()
    said, missing = texts(asked), unnamed(asked) + cut_off(asked)
    button(asked, "Restore").click()
    again = unlocked(window, qtbot, shell)
    bar = texts(again.notice)
    titles_then = titles(again.workspace)
    button(again.notice, "Resume sync").click()
    rest(again, qtbot)

    assert "None yet. The first is made today." in nothing
    assert any("on request" in line for line in listed)
    assert "1 gone" in said and not missing
    assert titles_then == ["voor de backup"] and "Sync is paused" in bar[0]
    assert again.notice.isHidden() and not again.workspace.paused


def test_the_day_has_its_backup(open_shell: OpenShell, qtbot: QtBot, workspace: Workspace) -> None:
    shell = open_shell()

    for _time in range(2):
        shell.upkeep.look()
        rest(shell, qtbot)

    assert [one.reason for one in workspace.backups.all()] == ["daily"] and shell.notice.isHidden()


def test_a_damaged_file_is_said_and_leads_to_the_backups(
    open_shell: OpenShell, qtbot: QtBot, made_vault: Path, tmp_path: Path
) -> None:
    vault = shutil.copytree(made_vault, tmp_path / "damaged")
    with Workspace.open(vault, PASSPHRASE) as workspace:
        write(workspace, *(f"nood {number}" for number in range(400)))
    flip(vault / "vindplaats.db", 0.95)
    with Workspace.open(vault, PASSPHRASE) as damaged:
        shell = open_shell(over=damaged)
        shell.upkeep.look()
        rest(shell, qtbot)
        said = texts(shell.notice)
        button(shell.notice, "To the backups").click()
        rest(shell, qtbot)
        place, kept = shell.place, damaged.backups.all()
        shell.background.close()

    assert said[0] == "The file of this vault is damaged." and place == "settings" and not kept


def test_a_check_says_what_it_found(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell()
    tab = tab_of(shell, qtbot)

    button(tab, "Check the vault now").click()
    rest(shell, qtbot)

    assert "Every page is whole." in texts(tab)
    assert not unnamed(tab) and not cut_off(tab)


def test_from_the_lock_screen_a_damaged_vault_comes_back(
    open_window: OpenWindow, qtbot: QtBot, vault: Path
) -> None:
    with Workspace.open(vault, PASSPHRASE) as workspace:
        write(workspace, "voor de backup")
        workspace.backups.make()
    flip(vault / "vindplaats.db", 0.001)
    window = open_window(vault)
    screen = window.shown
    assert isinstance(screen, LockScreen)
    screen.unlocking.passphrase.setText(PASSPHRASE)
    screen.unlock()
    settle(qtbot, window.vaults)
    told = texts(screen.messages)

    button(screen, "Restore a backup …").click()
    settle(qtbot, window.vaults)
    [way] = [each for each in QApplication.topLevelWidgets() if isinstance(each, WayBack) and each.isVisible()]
    missing = unnamed(way) + cut_off(way)
    [restore] = [each for each in shown(way, Button) if each.text() == "Restore …"]
    restore.click()
    settle(qtbot, window.vaults)
    brought = texts(dialog())
    button(dialog(), "Restore").click()
    settle(qtbot, window.vaults)
    shell = unlocked(window, qtbot)

    assert "damaged" in told[0] and not missing and "1 back" in brought
    assert titles(shell.workspace) == ["voor de backup"] and shell.workspace.paused
