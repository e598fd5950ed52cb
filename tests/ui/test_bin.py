"""The bin as its reader meets it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.records import Spot
from outreach_app.store import records
from outreach_app.ui.pages.bin import BinPage
from outreach_app.ui.shell import Shell
from outreach_app.workspace import Workspace
from tests.ui.conftest import OpenShell
from tests.ui.looking import button, settle, texts, unnamed


def rest(qtbot: QtBot, shell: Shell) -> None:
    for _round in range(4):
        settle(qtbot, shell.background)


def live(workspace: Workspace) -> list[str]:
    with workspace.store.read() as session:
        return list(session.scalars(select(Spot.name).where(~Spot.deleted).order_by(Spot.name)))


def test_several_come_back_at_once_and_go_again_by_undo(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    with workspace.store.write() as session:
        spots = [Spot(name=name) for name in ("Plein", "Pleintje", "Station")]
        session.add_all(spots)
        session.flush()
        for spot in spots:
            records.delete(session, Spot, spot.id)
    shell = open_shell()
    button(shell.navigation, "The bin").click()
    rest(qtbot, shell)
    page = shell.page
    assert isinstance(page, BinPage)
    page.search.setText("plei")
    rest(qtbot, shell)
    qtbot.waitUntil(lambda: page.model.total == 2)

    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    offered = page.restore_button.accessibleName()
    page.restore_button.click()
    rest(qtbot, shell)
    back, told = live(workspace), shell.foot.strip.text()
    QTest.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, shell)

    assert offered == "Restore 2"
    assert (back, told) == (["Plein", "Pleintje"], "2 records are back.")
    assert live(workspace) == []
    assert unnamed(page) == []


def test_an_empty_bin_says_so(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell("bin")
    rest(qtbot, shell)

    assert "The bin is empty." in texts(shell)
    assert not button(shell, "Restore").isEnabled()
