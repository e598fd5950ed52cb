"""The history beside a record, and back to how it was."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.records import Need
from outreach_app.store import records
from outreach_app.ui.dialogs.history import HistoryDialog
from outreach_app.ui.shell import Shell
from outreach_app.workspace import Workspace
from tests.ui.conftest import OpenShell
from tests.ui.looking import button, settle, texts, unnamed


def rest(qtbot: QtBot, shell: Shell) -> None:
    for _round in range(4):
        settle(qtbot, shell.background)


def title(workspace: Workspace) -> str:
    with workspace.store.read() as session:
        return session.scalars(select(Need.title)).one()


def test_an_earlier_version_is_restored_and_that_is_undone(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    with workspace.store.write() as session:
        need = records.add(session, Need, {"title": "Bank"})
    with workspace.store.write() as session:
        records.edit(session, Need, need.id, {"title": "Zitbank"})
    shell = open_shell("needs")
    rest(qtbot, shell)
    button(shell, "List").click()
    rest(qtbot, shell)

    button(shell, "History").click()
    rest(qtbot, shell)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, HistoryDialog))
    said, names = texts(dialog), unnamed(dialog)
    button(dialog, "Restore").click()
    rest(qtbot, shell)
    restored, told = title(workspace), shell.foot.strip.text()
    shell.undoing.undo()
    rest(qtbot, shell)

    assert "Title: Bank → Zitbank" in said
    assert names == []
    assert (restored, told) == ("Bank", "“Zitbank” is as it was before.")
    assert title(workspace) == "Zitbank"
