"""Windows without a screen, over real vaults. Exceptions in slots fail the test, and so do leaked windows."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from nacl.pwhash import argon2id
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.i18n import SOURCE_LANGUAGE, set_language
from outreach_app.ui.collecting import collect_due
from outreach_app.ui.places import PLACES, Place
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.shell import Shell
from outreach_app.ui.theme import theme
from outreach_app.ui.window import BuildDemo, DemoTeam, Window
from outreach_app.vault import slots
from outreach_app.workspace import Workspace
from tests.conftest import FakeClock
from tests.ui.looking import bring_up, settle

PASSPHRASE = "vier woorden die niet passen"
CHEAP = slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)

OpenShell = Callable[..., Shell]
OpenWindow = Callable[..., Window]


@pytest.fixture(autouse=True)
def look(qapp: QApplication, tmp_path: Path) -> None:
    """Every test begins in English, light, at 100 %, with settings of its own."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    set_language(SOURCE_LANGUAGE)
    theme().choose("light", 100)


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching a passphrase costs next to nothing here."""
    monkeypatch.setattr(slots, "STRENGTH", CHEAP)


@pytest.fixture(autouse=True)
def no_leaked_windows(look: None, qapp: QApplication) -> Iterator[None]:
    """Whatever a test opens is gone after it."""
    before = set(map(id, qapp.topLevelWidgets()))
    gc.disable()  # as in the program: see outreach_app/ui/collecting.py
    yield
    for _round in range(3):  # what is deleted may delete more
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()
    collect_due()
    gc.enable()
    leaked = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in leaked]
    for widget in leaked:
        widget.deleteLater()
    assert not names, f"left open: {', '.join(names)}"


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a team of one, to copy: Noor, coordinator of Jeugdopbouw Lindervoorde, without a folder."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "STRENGTH", CHEAP)
        workspace, _code = Workspace.create(folder, PASSPHRASE, clock=FakeClock())
        with workspace:
            workspace.found_team("Jeugdopbouw Lindervoorde", "Noor")
    return folder


@pytest.fixture
def vault(made_vault: Path, tmp_path: Path) -> Path:
    """A vault of this test alone; it opens with PASSPHRASE."""
    return Path(shutil.copytree(made_vault, tmp_path / "vault"))


@pytest.fixture
def workspace(vault: Path, clock: FakeClock) -> Iterator[Workspace]:
    with Workspace.open(vault, PASSPHRASE, clock=clock) as opened:
        yield opened


@pytest.fixture
def open_window(vault: Path, qtbot: QtBot) -> Iterator[OpenWindow]:
    """Opens the whole window over the vault, as `vindplaats` does; with a passphrase, unlocked."""
    opened: list[Window] = []

    def open_(folder: Path = vault, *, passphrase: str | None = None, demo: BuildDemo | None = None) -> Window:
        window = Window(folder, Preferences.load(), demo or no_demo)
        opened.append(window)
        window.resize(1366, 768)
        window.start(passphrase)
        bring_up(qtbot, window)
        if passphrase is not None:
            qtbot.waitUntil(lambda: window.shell is not None)
        return window

    yield open_
    for window in opened:
        window.close()
        window.vaults.close()
        window.deleteLater()


@pytest.fixture
def open_shell(workspace: Workspace, qtbot: QtBot) -> Iterator[OpenShell]:
    """Opens the unlocked window over `workspace`, at a place if one is named; it is put away after the test."""
    opened: list[Shell] = []

    def open_(place: str = "", places: Sequence[Place] = PLACES, *, over: Workspace = workspace) -> Shell:
        shell = Shell(over, places)
        opened.append(shell)
        shell.resize(1366, 768)
        bring_up(qtbot, shell)
        shell.go(place or shell.first_place)
        settle(qtbot, shell.background)
        return shell

    yield open_
    for shell in opened:
        shell.put_away()
        shell.background.close()
        shell.close()
        shell.deleteLater()


def no_demo(progress: Callable[[int, int], None]) -> DemoTeam:
    raise AssertionError("no demo was expected")
