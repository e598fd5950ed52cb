"""Team and sync: admitting a laptop, comparing fingerprints, bundles, the folder, the passphrase."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Spot
from outreach_app.ui.dialogs.bundle import BundleDialog
from outreach_app.ui.dialogs.bundle_for import BundleForDialog
from outreach_app.ui.dialogs.passphrase import PassphraseDialog
from outreach_app.ui.pages.team import TeamPage
from outreach_app.ui.shell import Shell
from outreach_app.workspace import Workspace
from tests.ui.conftest import PASSPHRASE, OpenShell
from tests.ui.looking import button, cut_off, editor, settle, shown, texts, unnamed


@pytest.fixture
def share(tmp_path: Path, workspace: Workspace) -> Path:
    """The team's folder, used by `workspace`, which founded the team."""
    folder = tmp_path / "gedeelde map"
    folder.mkdir()
    workspace.use_folder(folder)
    workspace.sync()
    return folder


@pytest.fixture
def colleague(tmp_path: Path, share: Path) -> Iterator[Workspace]:
    """Yassine's laptop, which asked to join and did not compare the team's fingerprint."""
    made, _code = Workspace.create(tmp_path / "colleague", PASSPHRASE)
    with made:
        made.ask_to_join("Yassine", share)
        yield made


def team_page(shell: Shell) -> TeamPage:
    assert isinstance(shell.page, TeamPage)
    return shell.page


def rest(qtbot: QtBot, shell: Shell) -> None:
    """Until the last of what follows from one another has arrived."""
    for _turn in range(4):
        settle(qtbot, shell.background)


def test_a_coordinator_admits_who_asks_after_comparing(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace
) -> None:
    shell = open_shell("team")
    asked = texts(shell)

    button(shell, "Coordinator").click()
    button(shell, "Admit Yassine").click()
    rest(qtbot, shell)
    colleague.sync()

    assert "Yassine" in asked
    assert colleague.fingerprint in asked
    assert "Asks to join" not in texts(shell)
    assert colleague.role == "coordinator"
    assert [member.role for member in workspace.members()] == ["coordinator", "coordinator"]


def test_a_newcomer_confirms_the_team_by_the_digits_a_coordinator_read(
    qtbot: QtBot, colleague: Workspace, workspace: Workspace, open_shell: OpenShell
) -> None:
    shell = open_shell("team", over=colleague)
    before = texts(shell)
    line = editor(shell, "Fingerprint that a coordinator told you", QLineEdit)

    line.setText("1" * 25)
    button(shell, "Compare").click()
    rest(qtbot, shell)
    wrong = " ".join(texts(shell))
    line.setText(workspace.team_fingerprint)
    button(shell, "Compare").click()
    rest(qtbot, shell)

    assert workspace.team_fingerprint not in before, "typed over from the screen it would prove nothing"
    assert "Waiting for admission" not in before  # nothing was synced yet
    assert "That is not the fingerprint of the team in this folder." in wrong
    assert colleague.confirmed
    assert shell.navigation.mark == ""


def test_a_bundle_is_shown_before_it_is_merged(
    open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, colleague: Workspace, tmp_path: Path
) -> None:
    workspace.admit(colleague.fingerprint)
    workspace.sync()
    colleague.sync()
    with colleague.store.write() as session:
        session.add(Spot(name="Vlasakker"))
    colleague.bundles.write(tmp_path / "vrijdag.bundle")
    shell = open_shell("team")

    team_page(shell).bundling.preview(tmp_path / "vrijdag.bundle")
    rest(qtbot, shell)
    (dialog,) = shown(shell, BundleDialog)
    brings = texts(dialog)
    button(dialog, "Merge").click()
    rest(qtbot, shell)

    assert "Spots: 1 new" in brings
    assert "vrijdag.bundle" in brings
    assert "The bundle is merged." in texts(shell)
    with workspace.store.read() as session:
        assert session.query(Spot).one().name == "Vlasakker"


def test_what_is_no_bundle_is_refused(open_shell: OpenShell, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "foto.bundle").write_bytes(b"no bundle at all")
    shell = open_shell("team")

    team_page(shell).bundling.preview(tmp_path / "foto.bundle")
    rest(qtbot, shell)

    assert "is not a bundle" in " ".join(texts(shell))


def test_a_bundle_is_written_for_the_team_and_stands_in_the_register(
    open_shell: OpenShell, qtbot: QtBot, tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_shell("team")
    target = str(tmp_path / "vrijdag.bundle")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (target, ""))

    team_page(shell).bundling.write_button.click()
    (asked,) = [each for each in team_page(shell).findChildren(BundleForDialog) if each.isVisible()]
    asked.recipient.setText("Steunpunt Lindervoorde")
    asked.button.click()
    rest(qtbot, shell)

    assert "vrijdag.bundle is written." in texts(shell)
    assert (tmp_path / "vrijdag.bundle").stat().st_size > 0
    (line,) = workspace.exports.list()
    assert (line.kind, line.recipient, line.worker) == ("bundle", "Steunpunt Lindervoorde", "Noor")


def test_a_folder_of_another_team_is_refused(open_shell: OpenShell, qtbot: QtBot, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    other, _code = Workspace.create(tmp_path / "other", PASSPHRASE)
    other.found_team("Straathoekwerk Overdam", "Ilse", theirs)
    other.close()
    shell = open_shell("team")

    team_page(shell).use_folder(theirs)
    rest(qtbot, shell)

    assert "belongs to another team" in " ".join(texts(shell))


def test_the_passphrase_is_changed(open_shell: OpenShell, qtbot: QtBot, workspace: Workspace, vault: Path) -> None:
    shell = open_shell("team")
    button(shell, "Change the passphrase …").click()
    (dialog,) = shown(shell, PassphraseDialog)

    dialog.chosen.setText("kort")
    dialog.again.setText("kort")
    dialog.change()
    rest(qtbot, shell)
    short = " ".join(texts(dialog))
    dialog.chosen.setText("andere woorden voor later")
    dialog.again.setText("andere woorden voor later")
    dialog.change()
    rest(qtbot, shell)
    workspace.close()

    assert "A passphrase needs at least" in short
    assert unnamed(dialog) == []
    Workspace.open(vault, "andere woorden voor later").close()


def test_it_fits_with_requests_and_files_at_every_text_size(
    open_shell: OpenShell, qtbot: QtBot, colleague: Workspace
) -> None:
    from outreach_app.ui.theme import theme

    for scale in (100, 130):
        theme().choose("dark", scale)
        shell = open_shell("team")
        rest(qtbot, shell)
        assert cut_off(shell) == []
        assert unnamed(shell) == []
