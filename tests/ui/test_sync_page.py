"""Sync in full: what is missing or damaged, whose and since when, what to do; and which laptop has what."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need
from outreach_app.sync import rebirth
from outreach_app.sync.errors import SharedFolderMissing, State
from outreach_app.sync.report import SyncReport
from outreach_app.sync.standing import DAY, Laptop, Overview, Standing
from outreach_app.ui.pages.sync import SyncPage
from outreach_app.ui.shell import Shell
from outreach_app.ui.sync.archive_card import Question
from outreach_app.ui.sync.laptops_card import remarks
from outreach_app.ui.sync.troubles import Deed, Seen, troubles
from outreach_app.ui.theme import theme
from outreach_app.workspace import Workspace
from tests.conftest import FakeClock
from tests.ui.conftest import PASSPHRASE, OpenShell
from tests.ui.desks import keys
from tests.ui.looking import button, cut_off, settle, shown, texts, unnamed

LOG = Id("ab" * 16)
NAME = f"{LOG}/0000000003.seg"
NOW = 1_795_000_000_000


@pytest.fixture
def share(tmp_path: Path, workspace: Workspace) -> Path:
    folder = tmp_path / "gedeelde map"
    folder.mkdir()
    workspace.use_folder(folder)
    workspace.sync()
    return folder


@pytest.fixture
def colleague(tmp_path: Path, share: Path, workspace: Workspace, clock: FakeClock) -> Iterator[Workspace]:
    """Yassine, admitted and in step."""
    made, _code = Workspace.create(tmp_path / "colleague", PASSPHRASE, clock=clock)
    with made:
        made.ask_to_join("Yassine", share)
        workspace.admit(made.fingerprint)
        workspace.sync()
        made.sync()
        yield made


def rest(qtbot: QtBot, shell: Shell) -> None:
    for _turn in range(4):
        settle(qtbot, shell.background)


def seen(report: SyncReport | None = None, **standing: object) -> Seen:
    return Seen("Noor", Standing(**standing), Overview(writers={LOG: "Yassine"}), report)  # type: ignore[arg-type]


def laptop(**changes: object) -> Laptop:
    usual: dict[str, object] = {
        "device": "", "name": "Yassine", "fingerprint": "", "role": "worker", "own": False, "out": False,
        "seen": NOW - DAY, "behind": 0, "lacks": 0, "unconfirmed": 0, "keyed": True,
    }  # fmt: skip
    return Laptop(**usual | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", list(State))
def test_every_state_of_a_file_has_words_and_says_what_to_do(state: State) -> None:
    report = SyncReport()
    report.name(NAME, state, "The reason.", NOW)
    report.name("", state, "The reason.")

    named, general = troubles(seen(report))

    assert (named.name, named.since, named.title) == (NAME, NOW, "The reason.")
    assert state is State.KNOWN or named.advice
    assert "{" not in named.advice + general.advice


def test_whose_a_damaged_file_is_and_what_then() -> None:
    report = SyncReport()
    report.name(NAME, State.DAMAGED, "The file is cut off or altered.")
    [theirs] = troubles(seen(report))
    [own] = troubles(Seen("Yassine", Standing(), Overview(writers={LOG: "Yassine"}), report))
    [missing] = troubles(Seen("Noor", Standing(), Overview(missing=[("Yassine", 2)])))

    assert "The laptop of Yassine" in theirs.advice and theirs.deed is None
    assert "This laptop" in own.advice and own.deed is Deed.SYNC
    assert missing.title.startswith("2 files") and "ask Yassine to sync" in missing.advice


def test_what_presses_most_comes_first() -> None:
    report = SyncReport()
    report.name(NAME, State.FOREIGN, "It belongs to another team.")
    report.name(NAME, State.DAMAGED, "The file is cut off or altered.")
    known = seen(report, paused=True, revoked=True)

    said = list(troubles(Seen(known.own, known.standing, known.overview, report, SharedFolderMissing(folder="x"))))

    assert [one.deed for one in said[:3]] == [Deed.TEAM, Deed.RESUME, Deed.SYNC]
    assert [one.title[:8] for one in said[3:]] == ["The file", "It belon"]


def test_a_laptop_is_told_by_what_it_has() -> None:
    def said(one: Laptop) -> list[str]:
        return [words for words, _tone, _icon in remarks(one, NOW)]

    assert said(laptop()) == ["has everything"]
    assert said(laptop(own=True)) == []
    assert said(laptop(out=True, behind=9)) == ["taken out of the team"]
    assert said(laptop(behind=1, seen=NOW - 20 * DAY)) == ["1 change behind", "silent for 20 days"]
    assert said(laptop(lacks=2, unconfirmed=1, keyed=False)) == [
        "has everything",
        "misses 2 files",
        "1 erasure not confirmed",
        "has not the new key yet",
    ]
    assert [laptop(behind=5).late(NOW), laptop(behind=5, seen=NOW - 20 * DAY).late(NOW)] == [False, True]


def test_the_page_says_who_lags_and_what_is_damaged(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace, share: Path, clock: FakeClock
) -> None:
    with colleague.store.write() as session:
        session.add(Need(title="banken"))
    before = set(share.rglob("*.seg"))
    colleague.sync()
    [cut] = set(share.rglob("*.seg")) - before
    cut.write_bytes(cut.read_bytes()[:-9])
    with workspace.store.write() as session:
        session.add_all(Need(title=str(number)) for number in range(4))
    clock.tick(15 * DAY)
    shell = open_shell("sync")
    button_of(shell, "Sync now").click()
    rest(qtbot, shell)
    early = texts(shell)
    clock.tick(2 * DAY)
    button_of(shell, "Sync now").click()
    rest(qtbot, shell)
    late = texts(shell)

    assert any("still on its way" in one for one in early)
    assert "The file is cut off or altered." in late
    assert any("The laptop of Yassine writes it again" in one for one in late)
    assert any(one.startswith("since ") and cut.name in one for one in late)
    assert "Yassine" in late
    assert shell.syncing.standing.behind == 1
    assert unnamed(shell) == []


def button_of(shell: Shell, name: str):  # type: ignore[no-untyped-def]
    assert isinstance(shell.page, SyncPage)
    return button(shell.page, name)


def test_sync_waits_after_a_restore_until_someone_has_looked(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, share: Path
) -> None:
    with workspace.store.write() as session:
        rebirth.pause(session, NOW)
    shell = open_shell("rounds")
    shell.syncing.count()
    rest(qtbot, shell)
    said = shell.navigation.sync.accessibleName()
    shell.syncing.start()
    waited = not shell.syncing.busy
    shell.navigation.sync.setFocus()
    keys("[Return]")
    rest(qtbot, shell)
    button_of(shell, "Let sync go on").click()
    rest(qtbot, shell)

    assert said == "Sync: Sync is paused, A backup was put back"
    assert waited and shell.place == "sync"
    assert shell.syncing.report is not None


def test_a_coordinator_tidies_up_and_builds_anew_after_a_question(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, share: Path
) -> None:
    with workspace.store.write() as session:
        session.add(Need(title="banken"))
    workspace.archive.snapshot()
    shell = open_shell("sync")
    rest(qtbot, shell)
    before = texts(shell)
    button_of(shell, "Tidy up the folder …").click()
    (dialog,) = shown(shell, Question)
    unknown = unnamed(dialog)
    button(dialog, "Tidy up").click()
    rest(qtbot, shell)
    page = shell.page
    assert isinstance(page, SyncPage)
    page.do(Deed.REBUILD)
    button(shown(shell, Question)[-1], "Build anew").click()
    rest(qtbot, shell)

    assert any(one.startswith("Made on ") for one in before)
    assert any("waits 7 days more" in one for one in before)
    assert unknown == []
    assert "The records are built anew." in texts(shell)
    with workspace.store.read() as session:
        assert session.query(Need).one().title == "banken"


@pytest.mark.parametrize("scale", [100, 130])
def test_it_fits_with_much_to_say(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace, share: Path, scale: int
) -> None:
    theme().choose("dark", scale)
    for number in range(20):
        (share / f"vreemd {number}.seg").write_bytes(b"VPS1")
    shell = open_shell("sync")
    shell.syncing.start()
    rest(qtbot, shell)

    assert "and 8 more files" in texts(shell)
    assert cut_off(shell) == []
    assert unnamed(shell) == []
