"""The demo in the window: marked as such, and removed with one button until the disk is as it was before."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.ui.dialogs.unsaved import Question
from outreach_app.ui.window import DemoTeam, Window
from outreach_app.workspace import Workspace, demonstration
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.looking import button, cut_off, settle, texts, unnamed


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Where a user's data and settings are."""
    return tmp_path / "user"


def build_demo(made_vault: Path, disk: Path) -> DemoTeam:
    """What the demo leaves: a vault, a share, and the word that it is the demo."""
    folder = disk / "data" / "vindplaats" / "demo"
    share = folder / "gedeelde map"
    share.mkdir(parents=True)
    vault = Path(shutil.copytree(made_vault, folder / "kluizen" / "noor"))
    with Workspace.open(vault, PASSPHRASE) as workspace:
        workspace.use_folder(share)
        workspace.sync()
        demonstration.mark(folder, [workspace], vault, PASSPHRASE, parents=3)
    return DemoTeam(vault, PASSPHRASE)


def files(*folders: Path) -> set[str]:
    return {str(path) for folder in folders for path in folder.rglob("*")}


def open_demo(window: Window, qtbot: QtBot) -> None:
    button(window, "Look around in a demo team").click()
    button(window, "Continue").click()
    settle(qtbot, window.vaults)
    button(window, "Open the vault").click()
    qtbot.waitUntil(lambda: window.shell is not None)
    assert window.shell is not None
    settle(qtbot, window.shell.background)


def remove(window: Window, qtbot: QtBot, verb: str = "Remove the demo") -> None:
    button(window, "Remove the demo …").click()
    questions = [each for each in QApplication.topLevelWidgets() if isinstance(each, Question)]
    button(next(each for each in questions if each.isVisible()), verb).click()
    settle(qtbot, window.vaults)
    settle(qtbot, window.vaults)


def test_the_disk_is_as_it_was_before_the_demo(
    open_window: OpenWindow, qtbot: QtBot, made_vault: Path, tmp_path: Path, disk: Path
) -> None:
    (tmp_path / "settings").mkdir()  # where the system keeps those of all programs
    before = files(tmp_path)
    window = open_window(
        disk / "data" / "vindplaats" / "vault", demo=lambda _progress: build_demo(made_vault, disk)
    )
    open_demo(window, qtbot)
    window.speak("nl")
    settle(qtbot, window.vaults)
    window.speak("en")
    settle(qtbot, window.vaults)
    assert window.shell is not None
    settle(qtbot, window.shell.background)
    marked, wrong = texts(window.shell.demo), unnamed(window.shell) + cut_off(window.shell)
    during = files(tmp_path)

    remove(window, qtbot)
    shown = texts(window)
    window.close()

    assert "Demo team" in marked and wrong == []
    assert len(during) > len(before)
    assert "How do you begin?" in shown
    assert files(tmp_path) == before


def test_ones_own_vault_and_settings_stay(
    open_window: OpenWindow, qtbot: QtBot, made_vault: Path, vault: Path, disk: Path, tmp_path: Path
) -> None:
    window = open_window(vault, demo=lambda _progress: build_demo(made_vault, disk))
    before = files(vault)
    button(window, "Other vault").click()
    open_demo(window, qtbot)

    remove(window, qtbot, "Keep it")
    kept = window.shell is not None
    remove(window, qtbot)
    window.close()

    assert kept and not disk.exists()
    assert files(vault) == before and any((tmp_path / "settings").rglob("*.ini"))


def test_what_the_demo_did_not_make_is_named_and_nothing_is_deleted(
    open_window: OpenWindow, qtbot: QtBot, made_vault: Path, disk: Path
) -> None:
    window = open_window(disk / "own", demo=lambda _progress: build_demo(made_vault, disk))
    open_demo(window, qtbot)
    own = disk / "data" / "vindplaats" / "demo" / "mijn nota.pdf"
    own.write_bytes(b"x")
    before = files(disk)

    remove(window, qtbot)

    assert any("mijn nota.pdf" in line for line in texts(window))
    assert all(name.endswith(("-wal", "-shm")) for name in before - files(disk))


def test_a_real_vault_has_no_such_button(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(passphrase=PASSPHRASE)
    assert window.shell is not None
    settle(qtbot, window.shell.background)

    assert not window.shell.demo.isVisible()
