"""The first start: a new team, a laptop that joins, the demo; and what is said when an answer will not do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Area, Spot
from outreach_app.errors import OutreachError
from outreach_app.i18n import language
from outreach_app.store import records
from outreach_app.sync import first_look
from outreach_app.ui.dialogs.unsaved import Question
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.shell import Shell
from outreach_app.ui.theme import theme
from outreach_app.ui.window import DemoTeam, Window
from outreach_app.ui.wizard.making import names_in
from outreach_app.ui.wizard.wizard import Wizard
from outreach_app.workspace import Workspace
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.desks import keys
from tests.ui.looking import button, cut_off, editor, settle, shown, texts, unnamed

ALONE = "On this computer alone"
LATER = "Later"
KEPT = "I have printed the code or written it down"


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


def answer_names(qtbot: QtBot, window: Window) -> None:
    go_on(qtbot, window)
    fill(window, Name_of_the_team="Jeugdopbouw Lindervoorde", Your_name="Noor")
    go_on(qtbot, window)


def choose_passphrase(qtbot: QtBot, window: Window) -> None:
    fill(window, Passphrase=PASSPHRASE, Passphrase_once_more=PASSPHRASE)
    go_on(qtbot, window, verb="Make the vault")


def past_paper(qtbot: QtBot, window: Window) -> None:
    button(window, KEPT).click()
    go_on(qtbot, window)


def to_the_folder(qtbot: QtBot, window: Window) -> None:
    answer_names(qtbot, window)
    choose_passphrase(qtbot, window)
    past_paper(qtbot, window)


def opened(qtbot: QtBot, window: Window) -> Shell:
    qtbot.waitUntil(lambda: window.shell is not None)
    assert window.shell is not None
    settle(qtbot, window.shell.background)
    return window.shell


def rail(window: Window) -> list[str]:
    return [each.accessibleName() for each in shown(wizard_of(window).rail, QAbstractButton)][1:]


def spots_of(shell: Shell) -> list[str]:
    with shell.workspace.store.read() as session:
        return sorted(row.caption for row in records.listed(session, Spot))


def asked() -> Question:
    (question,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, Question) and each.isVisible()
    ]
    return question


def test_a_new_team_is_made_in_five_steps(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, share: Path
) -> None:
    window = open_window(tmp_path / "new")

    answer_names(qtbot, window)
    choose_passphrase(qtbot, window)
    code = wizard_of(window).paper.code.text()
    go_on(qtbot, window)
    refused = texts(window)
    past_paper(qtbot, window)
    fill(window, Folder=str(share))
    go_on(qtbot, window)
    in_share = list(share.iterdir())
    wizard_of(window).spots.lines.setPlainText("Marktplein\nVlasakkerplein\tplein\nmarktplein\n\n")
    go_on(qtbot, window)
    chosen, wrong = rail(window), unnamed(wizard_of(window))
    go_on(qtbot, window, verb="Make the team")
    shell = opened(qtbot, window)

    assert len(code.split()) == 8
    assert "First put the code on paper." in refused
    assert in_share == [], "nothing is put there before the last step"
    assert [line.split(", ", 1)[0] for line in chosen] == [
        "Language and team",
        "Passphrase and recovery",
        "Shared folder",
        "Spots",
        "Ready",
    ]
    assert "Jeugdopbouw Lindervoorde, done" in chosen[0] and "2 spots" in chosen[3] and wrong == []
    assert shell.workspace.role == "coordinator"
    assert shell.workspace.team_name == "Jeugdopbouw Lindervoorde"
    assert shell.workspace.folder == str(share)
    assert spots_of(shell) == ["Marktplein", "Vlasakkerplein"]
    assert shell.place == "round", "the first round is what comes next"


def test_a_colleague_joins_and_reads_a_fingerprint_aloud(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, share: Path
) -> None:
    coordinator, _code = Workspace.create(tmp_path / "first", PASSPHRASE)
    coordinator.found_team("Jeugdopbouw Lindervoorde", "Noor", share)
    coordinator.sync()
    window = open_window(tmp_path / "new")

    button(window, "Join a team").click()
    go_on(qtbot, window)
    fill(window, Your_name="Yassine")
    go_on(qtbot, window)
    choose_passphrase(qtbot, window)
    past_paper(qtbot, window)
    go_on(qtbot, window)
    without_folder = texts(window)
    fill(window, Folder=str(share))
    wizard_of(window).shared.try_place()
    settle(qtbot, window.vaults)
    told = " ".join(texts(window))
    go_on(qtbot, window)
    taken_over = wizard_of(window).spots.ways.chosen()
    go_on(qtbot, window)
    read_aloud = wizard_of(window).ready.fingerprint.text().split()
    button(window, "Look around first").click()
    go_on(qtbot, window, verb="Ask to join the team")
    shell = opened(qtbot, window)
    requests = coordinator.requests()
    coordinator.close()

    assert "Name the folder that your team shares." in without_folder
    assert "A team is in it" in told and "1 laptop writes there. Last written: at " in told
    assert taken_over == "team", "spots come from the team unless one says otherwise"
    assert [(one.name, one.fingerprint.split("-")) for one in requests] == [("Yassine", read_aloud)]
    assert shell.navigation.mark == "unconfirmed" and shell.place == shell.first_place


def test_answers_that_will_not_do_are_told_beside_the_field(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(tmp_path / "new")
    go_on(qtbot, window)

    go_on(qtbot, window)
    nameless = texts(window)
    fill(window, Name_of_the_team="Jeugdopbouw Lindervoorde", Your_name="Noor")
    go_on(qtbot, window)
    fill(window, Passphrase="kort", Passphrase_once_more="kart")
    go_on(qtbot, window, verb="Make the vault")
    different = texts(window)
    fill(window, Passphrase_once_more="kort")
    go_on(qtbot, window, verb="Make the vault")
    short, left = " ".join(texts(window)), (tmp_path / "new").exists()
    choose_passphrase(qtbot, window)
    past_paper(qtbot, window)
    fill(window, Folder=str(tmp_path / "nowhere"))
    go_on(qtbot, window)
    missing = " ".join(texts(window))
    fill(window, Folder="")
    go_on(qtbot, window)
    empty = " ".join(texts(window))
    button(window, ALONE).click()
    go_on(qtbot, window)
    go_on(qtbot, window)
    no_spots = texts(window)

    assert "Say who you are; a first name is enough." in nameless
    assert "These two are not the same." in different
    assert "A passphrase needs at least" in short and not left
    assert "cannot be reached. Make it first, or check how it is spelled." in missing
    assert "Name the folder, or choose to begin on this computer alone." in empty
    assert "Type at least one, or choose to do it later." in no_spots


def test_a_folder_that_has_a_team_is_no_place_for_a_new_one(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, share: Path
) -> None:
    other, _code = Workspace.create(tmp_path / "first", PASSPHRASE)
    other.found_team("Jeugdopbouw Lindervoorde", "Noor", share)
    other.close()
    before = sorted(path.name for path in share.rglob("*"))
    window = open_window(tmp_path / "new")
    to_the_folder(qtbot, window)
    fill(window, Folder=str(share))

    go_on(qtbot, window)

    assert "There is a team in it already" in " ".join(texts(window))
    assert wizard_of(window).step is wizard_of(window).shared
    assert sorted(path.name for path in share.rglob("*")) == before


@pytest.mark.parametrize(
    ("look", "told"),
    [
        (first_look.FirstLook(writable=False), "Found, but it cannot be written"),
        (first_look.FirstLook(writable=True, files=3), "It holds 3 other files."),
        (first_look.FirstLook(writable=True, cloud="OneDrive"), "It is in OneDrive"),
        (first_look.FirstLook(writable=True, alone=True), "it is on this computer only"),
    ],
)
def test_what_a_look_at_the_folder_tells(
    open_window: OpenWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    look: first_look.FirstLook,
    told: str,
) -> None:
    monkeypatch.setattr(first_look, "first_look", lambda place: look)
    window = open_window(tmp_path / "new")
    wizard = wizard_of(window)
    wizard.go_on()
    wizard.shared.ask(wizard.answers)
    wizard._show(wizard.shared)

    fill(window, Folder=str(tmp_path))
    wizard.shared.try_place()
    settle(qtbot, window.vaults)

    assert told in " ".join(texts(window))


def test_going_back_loses_nothing_and_another_passphrase_can_be_chosen(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(tmp_path / "new")
    to_the_folder(qtbot, window)
    wizard = wizard_of(window)
    button(window, ALONE).click()
    go_on(qtbot, window)
    wizard.spots.lines.setPlainText("Marktplein")
    code = wizard.paper.code.text()

    for _step in range(5):
        button(window, "Back").click()
    at_the_beginning = wizard.step is wizard.begin
    go_on(qtbot, window)
    names = (wizard.names.team.text(), wizard.names.worker.text())
    go_on(qtbot, window)
    button(window, "Choose another one").click()
    fill(window, Passphrase="een heel andere lange zin", Passphrase_once_more="een heel andere lange zin")
    go_on(qtbot, window)
    same_code = wizard.paper.code.text() == code
    wizard.rail.wanted.emit(3)
    spots = wizard.spots.lines.toPlainText()
    go_on(qtbot, window)
    go_on(qtbot, window, verb="Make the team")
    vault = opened(qtbot, window).workspace.vault.folder
    window.close()
    settle(qtbot, window.vaults)

    assert at_the_beginning and names == ("Jeugdopbouw Lindervoorde", "Noor") and spots == "Marktplein"
    assert same_code
    Workspace.open(vault, "een heel andere lange zin").close()


def test_another_language_holds_at_once_and_keeps_the_answers(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(tmp_path / "new")
    to_the_folder(qtbot, window)
    made = wizard_of(window).made
    wizard_of(window).go_to(0)

    wizard_of(window).begin.languages.chosen.emit("nl")
    said = texts(window)
    wizard = wizard_of(window)
    wizard.go_on()

    assert "Hoe begin je?" in said and language() == "nl"
    assert Preferences.load().language == "nl"
    assert wizard.names.team.text() == "Jeugdopbouw Lindervoorde" and wizard.made is made


def test_stopping_asks_and_leaves_nothing(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(tmp_path / "new")
    to_the_folder(qtbot, window)
    there = (tmp_path / "new").is_dir()

    qtbot.keyClick(wizard_of(window), Qt.Key.Key_Escape)
    button(asked(), "Go on setting up").click()
    stayed = wizard_of(window).step is wizard_of(window).shared
    window.close()
    still_open = window.isVisible()
    button(asked(), "Stop and throw away").click()

    assert there and stayed and still_open
    assert not window.isVisible() and not (tmp_path / "new").exists()


def test_escape_at_the_beginning_asks_nothing(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(tmp_path / "new")

    qtbot.keyClick(wizard_of(window), Qt.Key.Key_Escape)

    assert "How do you begin?" in texts(window)
    assert not any(isinstance(each, Question) for each in QApplication.topLevelWidgets())


def test_a_start_that_broke_off_goes_on_where_it_was(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    Workspace.create(tmp_path / "begun", PASSPHRASE)[0].close()
    window = open_window(tmp_path / "begun")
    screen = window.show_lock()
    screen.unlocking.passphrase.setText(PASSPHRASE)
    screen.unlock()
    qtbot.waitUntil(lambda: window.starting.wizard is not None)

    answer_names(qtbot, window)
    set_already = texts(window)
    go_on(qtbot, window)
    button(window, ALONE).click()
    go_on(qtbot, window)
    button(window, LATER).click()
    go_on(qtbot, window)
    go_on(qtbot, window, verb="Make the team")

    assert "Your passphrase is set" in set_already
    assert opened(qtbot, window).workspace.vault.folder == tmp_path / "begun"


def test_spots_come_from_a_spreadsheet(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    sheet = tmp_path / "plekken.csv"
    sheet.write_text("Naam;Gebied;Opmerking\nMarktplein;Centrum;druk\nMolenpark;Centrum;\n", encoding="utf-8")
    nameless = tmp_path / "leeg.csv"
    nameless.write_text("a;b\n1;2\n", encoding="utf-8")
    window = open_window(tmp_path / "new")
    to_the_folder(qtbot, window)
    button(window, ALONE).click()
    go_on(qtbot, window)
    button(window, "From a spreadsheet").click()

    wizard_of(window).spots.look_at(nameless)
    settle(qtbot, window.vaults)
    go_on(qtbot, window)
    refused = wizard_of(window).step is wizard_of(window).spots
    wizard_of(window).spots.look_at(sheet)
    settle(qtbot, window.vaults)
    told = " ".join(texts(window))
    go_on(qtbot, window)
    go_on(qtbot, window, verb="Make the team")
    shell = opened(qtbot, window)
    with shell.workspace.store.read() as session:
        areas = [row.caption for row in records.listed(session, Area)]

    assert refused
    assert "2 rows found" in told and "Not taken over: Opmerking." in told
    assert spots_of(shell) == ["Marktplein", "Molenpark"] and areas == ["Centrum"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Marktplein\r\n  Molen   park \nMARKTPLEIN", ["Marktplein", "Molen park"]),
        ("Station\tplein\t50,9\nPark\t\t", ["Station", "Park"]),
        ("\n".join(f"Plek {n}" for n in range(900)), [f"Plek {n}" for n in range(500)]),
    ],
)
def test_names_from_lines_and_pasted_columns(text: str, names: list[str]) -> None:
    assert names_in(text) == names


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
    said = texts(window)

    button(window, "Back").click()

    assert "How do you begin?" in said
    assert "Welcome back" in texts(window)


@pytest.mark.parametrize(("scheme", "scale"), [("light", 100), ("dark", 150)])
def test_every_step_has_names_and_room(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, scheme: str, scale: int
) -> None:
    theme().choose(scheme, scale)
    window = open_window(tmp_path / "new")
    wizard = wizard_of(window)

    for step in wizard._steps:
        wizard._show(step)
        qtbot.wait(1)
        assert cut_off(wizard) == []
    assert unnamed(wizard) == []


def test_a_new_team_is_made_without_a_mouse(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, share: Path
) -> None:
    window = open_window(tmp_path / "new")
    rest: Callable[[], None] = lambda: settle(qtbot, window.vaults)  # noqa: E731

    keys("[Return]")
    keys("Jeugdopbouw[Tab]Noor[Return]")
    keys(f"{PASSPHRASE}[Tab][Tab]{PASSPHRASE}[Return]")  # past the eye that shows what is typed
    rest()
    keys("[Tab][Tab][Space][Return]")
    keys(f"{share}[Return]")
    rest()
    keys("Marktplein[Return]Molenpark[Ctrl+Return]")
    keys("[Return]")
    rest()

    assert spots_of(opened(qtbot, window)) == ["Marktplein", "Molenpark"]


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
