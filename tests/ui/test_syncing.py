"""Sync by itself: it never holds up the window, counts as things happen, and comes back when the folder does."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Need, Round
from outreach_app.store.conflicts import keep
from outreach_app.sync.folder import DirectoryFolder, Entry
from outreach_app.ui import syncing as module
from outreach_app.ui.background import Background
from outreach_app.ui.sync_status import State
from outreach_app.ui.syncing import Syncing
from outreach_app.workspace import Workspace
from tests.conftest import FakeClock
from tests.ui.conftest import PASSPHRASE, OpenShell, OpenWindow
from tests.ui.looking import button, settle


@pytest.fixture
def share(tmp_path: Path, workspace: Workspace) -> Path:
    folder = tmp_path / "gedeelde map"
    folder.mkdir()
    workspace.use_folder(folder)
    workspace.sync()
    return folder


@pytest.fixture
def stalled(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A share whose server has gone: listing it does not return until the event is set."""
    answers, listing = threading.Event(), DirectoryFolder.list

    def wait(folder: DirectoryFolder, prefix: str = "") -> list[Entry]:
        answers.wait(30)
        return listing(folder, prefix)

    monkeypatch.setattr(DirectoryFolder, "list", wait)
    yield answers
    answers.set()


@pytest.fixture
def background(workspace: Workspace) -> Iterator[Background]:
    made = Background(workspace.store)
    yield made
    workspace.share.give_up()
    made.close()
    made.deleteLater()


@pytest.fixture
def syncing(workspace: Workspace, background: Background) -> Syncing:
    return Syncing(workspace, background, background)


def rest(qtbot: QtBot, background: Background) -> None:
    for _turn in range(3):
        settle(qtbot, background)


def test_a_stalled_share_holds_up_no_list(
    share: Path, stalled: threading.Event, syncing: Syncing, background: Background, qtbot: QtBot
) -> None:
    owner, came = QObject(), list[int]()
    syncing.begin()

    background.run(lambda session: session.add(Need(title="banken")), owner=owner)
    background.read(lambda session: session.query(Round).count(), owner=owner, done=came.append)
    qtbot.waitUntil(lambda: came == [0] and syncing.standing.pending == 1)

    assert syncing.busy and not stalled.is_set()


def test_who_cancels_does_not_wait_for_a_stalled_share(
    share: Path,
    stalled: threading.Event,
    workspace: Workspace,
    background: Background,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LOSE_MS", 10)
    syncing = Syncing(workspace, background, background)
    syncing.start()
    syncing.cancel()
    said = syncing.status.line
    qtbot.waitUntil(lambda: not syncing.busy)

    assert said == "Stopping …"
    assert syncing.error is None


def test_it_goes_on_as_soon_as_the_folder_answers_again(
    share: Path, workspace: Workspace, background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KNOCK_MS", 10)
    syncing = Syncing(workspace, background, background)
    away = share.rename(share.with_name("weg"))
    with workspace.store.write() as session:
        session.add_all(Need(title=str(number)) for number in range(3))
    syncing.start()
    qtbot.waitUntil(lambda: syncing.error is not None and syncing.standing.pending == 3)
    without = syncing.status
    away.rename(share)
    qtbot.waitUntil(lambda: syncing.report is not None)

    assert (without.state, without.line) == (State.UNREACHABLE, "Folder not reachable")
    assert without.detail == "3 changes are waiting"
    assert syncing.error is None and syncing.standing.pending == 0
    rest(qtbot, background)


def test_choices_are_counted_as_they_come_and_go(
    share: Path, tmp_path: Path, workspace: Workspace, background: Background, syncing: Syncing, qtbot: QtBot
) -> None:
    colleague, _code = Workspace.create(tmp_path / "colleague", PASSPHRASE, clock=FakeClock())
    with colleague:
        colleague.ask_to_join("Yassine", share)
        workspace.admit(colleague.fingerprint)
        with workspace.store.write() as session:
            session.add(Need(title="banken"))
        workspace.sync()
        colleague.sync()
        for one, words in ((workspace, "zitbanken"), (colleague, "plek om te zitten")):
            with one.store.write() as session:
                session.query(Need).one().title = words
        colleague.sync()
        workspace.sync()
    syncing.count()
    rest(qtbot, background)
    before = syncing.status.line

    background.run(lambda session: keep(session, Need, session.query(Need).one().id, "title"), owner=syncing)
    qtbot.waitUntil(lambda: syncing.standing.choices == 0)

    assert before == "1 choice needed"
    assert syncing.status.line == "1 change is waiting"  # the choice itself


def test_closing_the_window_sends_what_is_unsent_first(
    share: Path, workspace: Workspace, vault: Path, open_window: OpenWindow, tmp_path: Path
) -> None:
    workspace.close()
    window = open_window(passphrase=PASSPHRASE)
    assert window.shell is not None
    window.shell.background.wait()
    files = len(list(share.rglob("*.seg")))
    with window.shell.workspace.store.write() as session:
        session.add(Need(title="banken"))

    window.close()

    assert len(list(share.rglob("*.seg"))) == files + 1


def test_a_vault_is_closed_although_the_share_is_stalled(
    share: Path, stalled: threading.Event, workspace: Workspace
) -> None:
    with workspace.store.write() as session:
        session.add(Need(title="banken"))

    workspace.share.part(0.05)

    with workspace.store.read() as session:
        assert workspace.share.standing(session).pending == 1


def test_a_sync_under_way_is_stopped_at_the_foot_of_the_window(
    share: Path, stalled: threading.Event, workspace: Workspace, open_shell: OpenShell, qtbot: QtBot
) -> None:
    shell = open_shell("rounds")
    shell.syncing.start()
    button(shell, "Cancel the sync").click()
    stalled.set()
    qtbot.waitUntil(lambda: not shell.syncing.busy)

    assert not shell.navigation.stop.isVisible()
