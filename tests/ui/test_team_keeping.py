"""A coordinator keeps the team: takes a laptop out, renews, makes keys, and judges what came too late."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Need
from outreach_app.ui.dialogs.late import InspectDialog
from outreach_app.ui.dialogs.leaving import RevokeDialog
from outreach_app.ui.dialogs.unsaved import Question
from outreach_app.ui.shell import Shell
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.workspace import Workspace
from tests.ui.conftest import PASSPHRASE, OpenShell
from tests.ui.looking import button, cut_off, settle, shown, texts, unnamed


@pytest.fixture
def share(tmp_path: Path, workspace: Workspace) -> Path:
    folder = tmp_path / "gedeelde map"
    folder.mkdir()
    workspace.use_folder(folder)
    workspace.sync()
    return folder


@pytest.fixture
def colleague(tmp_path: Path, share: Path, workspace: Workspace) -> Iterator[Workspace]:
    """Yassine's laptop, in the team."""
    made, _code = Workspace.create(tmp_path / "colleague", PASSPHRASE)
    with made:
        made.ask_to_join("Yassine", share, workspace.team_fingerprint)
        workspace.admit(made.fingerprint)
        made.sync()
        workspace.sync()
        yield made


def rest(qtbot: QtBot, shell: Shell) -> None:
    for _turn in range(6):
        settle(qtbot, shell.background)


def choose(shell: Shell, whose: str, action: str) -> None:
    """From the menu at the end of a member's line."""
    name = f"What to do with the laptop of {whose}"
    (more,) = (one for one in shell.findChildren(IconButton) if one.accessibleName() == name)
    menu = more.findChild(QMenu)
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text() == action).trigger()


def work_late(colleague: Workspace, workspace: Workspace, share: Path, tmp_path: Path, title: str) -> None:
    """The colleague is taken out, and sends on without having heard of it."""
    before, after = tmp_path / "before", tmp_path / "after"
    shutil.copytree(share, before)
    workspace.membership.revoke(colleague.fingerprint)
    share.rename(after)
    before.rename(share)
    with colleague.store.write() as session:
        session.add(Need(title=title, description="Achter het station is het donker."))
    colleague.sync()
    shutil.copytree(after, share, dirs_exist_ok=True)
    workspace.sync()


def test_a_laptop_is_taken_out_after_being_told_what_that_does(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    shell = open_shell("team")
    rest(qtbot, shell)
    before = texts(shell)

    choose(shell, "Yassine", "Take out of the team …")
    (dialog,) = shown(shell, RevokeDialog)
    told = " ".join(texts(dialog))
    assert not dialog.button.isDefault(), "Enter alone takes nobody out"
    button(dialog, "Take out of the team").click()
    rest(qtbot, shell)
    colleague.sync()

    assert "In the team" in before
    assert any("Make a second one a coordinator" in words for words in before)
    assert "stays readable" in told and "access" in told and "for good" in told
    assert [one.state for one in workspace.members()] == ["active", "revoked"]
    assert any(words.startswith("Taken out of the team") for words in texts(shell))
    assert colleague.membership.revoked and colleague.role == ""


def test_whoever_is_out_is_told_so_calmly(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    workspace.membership.revoke(colleague.fingerprint)
    colleague.sync()

    shell = open_shell("team", over=colleague)
    rest(qtbot, shell)

    assert shell.navigation.mark == "taken out"
    assert "This laptop was taken out of the team." in texts(shell)


def test_a_term_is_renewed_a_role_raised_and_keys_made_anew(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    def epoch() -> str:
        epochs = workspace.circle().epochs
        assert epochs is not None
        return epochs.current

    shell, before = open_shell("team"), epoch()
    rest(qtbot, shell)

    choose(shell, "Yassine", "Let stay for another year")
    rest(qtbot, shell)
    choose(shell, "Yassine", "Make coordinator")
    rest(qtbot, shell)
    button(shell, "New keys …").click()
    (question,) = shown(shell, Question)
    button(question, "Make new keys").click()
    rest(qtbot, shell)
    colleague.sync()

    assert colleague.role == "coordinator" and colleague.circle().epochs == workspace.circle().epochs
    assert epoch() != before
    assert not any("Make a second one" in words for words in texts(shell))


def test_a_worker_sees_how_the_team_stands_and_no_buttons_of_coordinators(
    open_shell: OpenShell, qtbot: QtBot, colleague: Workspace
) -> None:
    shell = open_shell("team", over=colleague)
    rest(qtbot, shell)

    assert texts(shell).count("In the team") >= 1
    assert not [one for one in shell.findChildren(IconButton) if one.accessibleName().startswith("What to do")]
    assert "New keys …" not in texts(shell) and "Quarantine" not in texts(shell)


def test_what_came_too_late_is_looked_into_and_taken_in(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace, share: Path, tmp_path: Path
) -> None:
    work_late(colleague, workspace, share, tmp_path, "Geen licht aan het station")
    shell = open_shell("team")
    rest(qtbot, shell)
    seen = " ".join(texts(shell))

    button(shell, "Look into it …").click()
    rest(qtbot, shell)
    (dialog,) = shown(shell, InspectDialog)
    told = texts(dialog)
    assert cut_off(dialog) == [] and unnamed(dialog) == []
    button(dialog, "Take it in").click()
    rest(qtbot, shell)
    workspace.sync()

    assert "Quarantine" in seen and "Needs: 1" in seen
    assert "Achter het station is het donker." in told
    with workspace.store.read() as session:
        assert session.query(Need).one().title == "Geen licht aan het station"
    rest(qtbot, shell)
    assert "Quarantine" not in texts(shell)


def test_what_came_too_late_is_dismissed(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace, share: Path, tmp_path: Path
) -> None:
    work_late(colleague, workspace, share, tmp_path, "Geen licht aan het station")
    shell = open_shell("team")
    rest(qtbot, shell)
    button(shell, "Look into it …").click()
    rest(qtbot, shell)
    (dialog,) = shown(shell, InspectDialog)
    button(dialog, "Dismiss").click()
    rest(qtbot, shell)

    assert "Quarantine" not in texts(shell) and workspace.membership.quarantined() == []
    with workspace.store.read() as session:
        assert session.query(Need).count() == 0


def test_it_fits_at_every_text_size(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace, share: Path, tmp_path: Path
) -> None:
    from outreach_app.ui.theme import theme

    work_late(colleague, workspace, share, tmp_path, "Geen licht")
    for scale in (100, 130):
        theme().choose("dark", scale)
        shell = open_shell("team")
        rest(qtbot, shell)
        assert cut_off(shell) == []
        assert unnamed(shell) == []
