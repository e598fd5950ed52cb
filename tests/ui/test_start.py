"""The first start: a new team, a laptop that joins, the demo; and what is said when an answer will not do."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from outreach_app.errors import OutreachError
from outreach_app.ui.shell import Shell
from outreach_app.ui.window import DemoTeam, Window
from outreach_app.ui.wizard.wizard import Wizard
from outreach_app.workspace import Workspace
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.desks import keys
from tests.ui.looking import button, cut_off, editor, settle, texts, unnamed


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "gedeelde map"
    folder.mkdir()
    return folder


def wizard_of(window: Window) -> Wizard:
    wizard = window.shown
    assert isinstance(wizard, Wizard)
    return wizard


def fill(window: Window, **typed: str) -> None:
    for name, text in typed.items():
        editor(window, name.replace("_", " "), QLineEdit).setText(text)


def go_on(qtbot: QtBot, window: Window, *, verb: str = "Continue") -> None:
    button(window, verb).click()
    settle(qtbot, window.vaults)


def opened(qtbot: QtBot, window: Window) -> Shell:
    qtbot.waitUntil(lambda: window.shell is not None)
    assert window.shell is not None
    return window.shell


def test_a_new_team_is_made_step_by_step(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, share: Path
) -> None:
    window = open_window(tmp_path / "new")

    go_on(qtbot, window)
    fill(window, Name_of_the_team="Jeugdopbouw Lindervoorde", Your_name="Noor")
    go_on(qtbot, window)
    fill(window, Folder=str(share))
    wizard_of(window).shared.try_folder()
    settle(qtbot, window.vaults)
    tried = texts(window)
    go_on(qtbot, window)
    fill(window, Passphrase=PASSPHRASE, Passphrase_once_more=PASSPHRASE)
    go_on(qtbot, window, verb="Make the vault")
    code = wizard_of(window).paper.code.text()
    button(window, "Open the vault").click()
    refused = texts(window)
    button(window, "I have printed the code or written it down").click()
    button(window, "Open the vault").click()
    shell = opened(qtbot, window)

    assert "Folder found, and it can be written" in tried
    assert len(code.split()) == 8
    assert "First put the code on paper." in refused
    assert shell.workspace.role == "coordinator"
    assert shell.workspace.team_name == "Jeugdopbouw Lindervoorde"
    assert shell.workspace.folder == str(share)


def test_a_colleague_joins_and_reads_a_fingerprint_aloud(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, share: Path
) -> None:
    coordinator, _code = Workspace.create(tmp_path / "first", PASSPHRASE)
    coordinator.found_team("Jeugdopbouw Lindervoorde", "Noor", share)
    window = open_window(tmp_path / "new")

    button(window, "Join a team").click()
    go_on(qtbot, window)
    fill(window, Your_name="Yassine")
    go_on(qtbot, window)
    go_on(qtbot, window)
    without_folder = texts(window)
    fill(window, Folder=str(share))
    go_on(qtbot, window)
    fill(window, Passphrase=PASSPHRASE, Passphrase_once_more=PASSPHRASE)
    go_on(qtbot, window, verb="Make the vault")
    read_aloud = wizard_of(window).paper.fingerprint.text().split()
    button(window, "I have printed the code or written it down").click()
    button(window, "Open the vault").click()
    shell = opened(qtbot, window)
    asked = coordinator.requests()
    coordinator.close()

    assert "Name the folder that your team shares." in without_folder
    assert [(one.name, one.fingerprint.split("-")) for one in asked] == [("Yassine", read_aloud)]
    assert shell.navigation.mark == "unconfirmed"


def test_answers_that_will_not_do_are_told_beside_the_field(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(tmp_path / "new")
    go_on(qtbot, window)

    go_on(qtbot, window)
    nameless = texts(window)
    fill(window, Name_of_the_team="Jeugdopbouw Lindervoorde", Your_name="Noor")
    go_on(qtbot, window)
    fill(window, Folder=str(tmp_path / "nowhere"))
    wizard_of(window).shared.try_folder()
    settle(qtbot, window.vaults)
    missing = texts(window)
    fill(window, Folder="")
    go_on(qtbot, window)
    fill(window, Passphrase="kort", Passphrase_once_more="kart")
    go_on(qtbot, window, verb="Make the vault")
    different = texts(window)
    fill(window, Passphrase_once_more="kort")
    go_on(qtbot, window, verb="Make the vault")

    assert "Say who you are; a first name is enough." in nameless
    assert "There is no such folder" in missing
    assert "These two are not the same." in different
    assert "A passphrase needs at least" in " ".join(texts(window))
    assert not (tmp_path / "new").exists(), "nothing half-done is left"


def test_a_folder_that_has_a_team_is_refused_and_nothing_is_left(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, share: Path
) -> None:
    other, _code = Workspace.create(tmp_path / "first", PASSPHRASE)
    other.found_team("Jeugdopbouw Lindervoorde", "Noor", share)
    other.close()
    window = open_window(tmp_path / "new")
    go_on(qtbot, window)
    fill(window, Name_of_the_team="Nog een team", Your_name="Noor")
    go_on(qtbot, window)
    fill(window, Folder=str(share))
    go_on(qtbot, window)
    fill(window, Passphrase=PASSPHRASE, Passphrase_once_more=PASSPHRASE)

    go_on(qtbot, window, verb="Make the vault")

    assert "There is a team in the shared folder" in " ".join(texts(window))
    assert not (tmp_path / "new").exists()


def test_the_demo_opens_a_vault_and_tells_its_passphrase(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, vault: Path
) -> None:
    window = open_window(tmp_path / "new", demo=lambda progress: DemoTeam(vault, PASSPHRASE))

    button(window, "Look around in a demo team").click()
    go_on(qtbot, window)
    told = texts(window)
    go_on(qtbot, window, verb="Open the vault")

    assert PASSPHRASE in told
    assert opened(qtbot, window).workspace.worker_name == "Noor"


def test_a_demo_that_cannot_be_made_says_why(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    def refuse(progress: object) -> DemoTeam:
        raise OutreachError

    window = open_window(tmp_path / "new", demo=refuse)
    button(window, "Look around in a demo team").click()

    go_on(qtbot, window)

    assert "Something went wrong." in texts(window)
    assert button(window, "Continue").isEnabled()


def test_the_way_back_to_the_lock_screen(open_window: OpenWindow) -> None:
    window = open_window()
    button(window, "Other vault").click()
    asked = texts(window)

    button(window, "Back").click()

    assert "How do you begin?" in asked
    assert "Welcome back" in texts(window)


def test_every_step_has_names_and_room(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(tmp_path / "new")
    wizard = wizard_of(window)

    for step in (wizard.begin, wizard.names, wizard.shared, wizard.secret, wizard.paper):
        wizard._show(step)
        qtbot.wait(1)
        assert cut_off(wizard) == []
    assert unnamed(wizard) == []


def test_a_new_team_is_made_without_a_mouse(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, share: Path
) -> None:
    window = open_window(tmp_path / "new")

    keys("[Return]")
    keys("Jeugdopbouw[Tab]Noor[Return]")
    keys(f"{share}[Return]")
    settle(qtbot, window.vaults)
    keys(f"{PASSPHRASE}[Tab][Tab]{PASSPHRASE}[Return]")  # past the eye that shows what is typed
    settle(qtbot, window.vaults)

    wizard = wizard_of(window)
    assert wizard.step is wizard.paper
    wizard.paper.forget()
    assert wizard._made is not None
    wizard._made.workspace.close()


def test_after_a_dead_laptop_it_is_said_what_comes_back_and_a_backup_begins(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, vault: Path
) -> None:
    with Workspace.open(vault, PASSPHRASE) as old:
        backup = old.backups.make(to=tmp_path)
        known = (old.worker_name, old.team_name)
    window = open_window(tmp_path / "new")
    button(window, "Come back after a lost or broken computer").click()
    go_on(qtbot, window)
    said, missing = texts(window), unnamed(window) + cut_off(window)
    fill(window, Backup_file=str(backup.path), Passphrase_of_the_backup="een heel andere zin")
    go_on(qtbot, window, verb="Restore the backup")
    refused = texts(window)
    fill(window, Passphrase_of_the_backup=PASSPHRASE)
    go_on(qtbot, window, verb="Restore the backup")
    shell = opened(qtbot, window)

    assert any("Local notes, drafts, sensitive spots" in line for line in said) and not missing
    assert any("does not open this backup" in line for line in refused)
    assert (shell.workspace.worker_name, shell.workspace.team_name) == known and shell.workspace.paused
    assert any("Sync is paused" in line for line in texts(shell.notice))


def test_without_a_backup_a_laptop_joins_again(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(tmp_path / "new")
    button(window, "Come back after a lost or broken computer").click()
    go_on(qtbot, window)

    button(window, "I have no backup: join my team").click()

    assert wizard_of(window).step is wizard_of(window).names and wizard_of(window).answers.kind == "join"
