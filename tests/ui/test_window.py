"""The unlocked window: places, keys, messages, sync in words, and a size that every laptop has."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Spot
from outreach_app.errors import OutreachError
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.page import Page
from outreach_app.ui.places import PLACES, Place
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.shell import Shell
from outreach_app.ui.sync_status import State
from outreach_app.ui.theme import theme
from outreach_app.workspace import Workspace
from tests.ui.conftest import PASSPHRASE, OpenShell, OpenWindow
from tests.ui.looking import OtherWindows, button, cut_off, settle, texts, unnamed


class Plain(Page):
    """A page that remembers who came, and may hold them back."""

    built: list[str] = []

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self.came: list[str] = []
        self.holds = False
        Plain.built.append(title)

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        self.came.append(target)

    def leave(self, go_on: object) -> None:
        if not self.holds and callable(go_on):
            go_on()


def place(name: str, *, listed: bool = True) -> Place:
    return Place(name, name.title(), "flag", lambda shell: Plain(shell.desk, name.title()), listed)


TWO = (place("rounds"), place("spots"), place("round", listed=False))


@pytest.fixture(autouse=True)
def nothing_built() -> None:
    Plain.built.clear()


def plain(shell: Shell) -> Plain:
    assert isinstance(shell.page, Plain)
    return shell.page


def test_pages_are_built_when_visited_and_reached_by_key_and_button(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell(places=TWO)
    at_first = list(Plain.built)

    qtbot.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    by_key = shell.place
    button(shell, "Rounds").click()
    by_button = shell.place
    qtbot.keyClick(shell, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert at_first == ["Rounds"]
    assert (by_key, by_button, shell.place) == ("spots", "rounds", "round")
    assert Plain.built == ["Rounds", "Spots", "Round"]


def test_a_page_may_hold_back_who_wants_to_leave(open_shell: OpenShell) -> None:
    shell = open_shell(places=TWO)
    page = plain(shell)
    page.holds = True

    shell.go("spots")
    held = shell.place
    page.holds = False
    shell.go("spots", "0123")

    assert held == "rounds"
    assert (shell.place, plain(shell).came, plain(shell).target) == ("spots", ["0123"], "0123")


def test_what_was_refused_stands_above_the_page_and_a_toast_offers_the_way_back(open_shell: OpenShell) -> None:
    shell = open_shell(places=TWO)
    undone: list[bool] = []

    shell.background.refused.emit(OutreachError())
    shell.desk.toast("Spot deleted", ("Undo", lambda: undone.append(True)))
    button(shell, "Undo").click()

    assert "Something went wrong." in texts(shell)
    assert undone == [True]


def test_sync_stands_in_words_at_the_foot(
    open_shell: OpenShell, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    shell = open_shell(places=TWO)
    alone = shell.navigation.sync.accessibleName()
    share = tmp_path / "gedeelde map"
    share.mkdir()

    workspace.use_folder(share)
    shell.syncing.start()
    during = shell.navigation.sync.accessibleName()
    settle(qtbot, shell.background)
    after = shell.navigation.sync.accessibleName()
    share.rename(tmp_path / "weg")
    shell.syncing.start()
    settle(qtbot, shell.background)

    assert alone == "Sync: Only on this computer, No shared folder yet"
    assert during == "Sync: Syncing …, Shared folder"
    assert after.startswith("Sync: Synced, At ")
    assert shell.navigation.sync.accessibleName() == "Sync: Folder not reachable, Your work is saved here"


def test_what_was_saved_is_sent_a_little_later_by_itself(
    open_shell: OpenShell, workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach_app.ui.syncing.AFTER_SAVING_MS", 10)
    share = tmp_path / "gedeelde map"
    share.mkdir()
    workspace.use_folder(share)
    workspace.sync()
    shell = open_shell(places=TWO)
    before = len(list(share.rglob("*.seg")))

    shell.background.run(lambda session: session.add(Spot(name="Vlasakker")), owner=shell)
    qtbot.waitUntil(lambda: len(list(share.rglob("*.seg"))) > before)
    settle(qtbot, shell.background)

    assert shell.syncing.status.state is State.DONE


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [place.name for place in PLACES])
def test_every_page_is_named_throughout_and_fits_a_small_laptop(
    open_shell: OpenShell, qtbot: QtBot, name: str, scheme: str
) -> None:
    theme().choose(scheme)
    with OtherWindows() as windows:
        shell = open_shell(name)
        qtbot.wait(1)

    assert windows.opened == ["Shell "], "nothing else opens a window"
    assert unnamed(shell) == []
    assert cut_off(shell) == []
    assert shell.minimumSizeHint().width() <= 1366
    assert shell.minimumSizeHint().height() <= 768


def test_closing_the_window_asks_the_page_first_and_closes_the_vault(
    open_window: OpenWindow, qtbot: QtBot, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shell.__init__, "__defaults__", (TWO,))
    window = open_window(passphrase=PASSPHRASE)
    assert window.shell is not None
    page = plain(window.shell)
    page.holds = True

    window.close()
    held = window.isVisible()
    page.holds = False
    window.close()

    assert held
    assert not window.isVisible()
    Workspace.open(vault, PASSPHRASE).close()


def test_size_and_place_of_the_window_are_kept(open_window: OpenWindow) -> None:
    window = open_window()
    window.resize(1200, 700)
    window.close()

    assert Preferences.load().geometry is not None


def test_the_place_one_is_at_is_in_sight_at_the_left_with_large_letters(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(passphrase=PASSPHRASE)
    theme().choose("light", 150)
    shell = window.shell
    assert shell is not None
    shell.go("bin")
    settle(qtbot, shell.background)

    here = shell.navigation.buttons["bin"]
    qtbot.waitUntil(
        lambda: not here.visibleRegion().isEmpty() and here.visibleRegion().boundingRect() == here.rect()
    )
