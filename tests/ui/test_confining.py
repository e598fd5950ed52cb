"""The switch of what lists show: only where there is a convenant, said in the head of what it limits."""

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Convenant, Spot
from outreach_app.store import settings
from outreach_app.store.confining import CONVENANT
from outreach_app.ui.pages.page import Page
from outreach_app.ui.shell import Shell
from outreach_app.workspace import Workspace
from tests.ui.conftest import OpenShell
from tests.ui.looking import settle


@pytest.fixture
def convenant(workspace: Workspace) -> Id:
    with workspace.store.write() as session:
        east = Area(name="Oost", level="municipality")
        made = Convenant(name="Convenant Oost", area=east.id)
        session.add_all([east, made, Spot(name="Plein", area=east.id), Spot(name="Elders")])
    return made.id


def said(qtbot: QtBot, shell: Shell, place: str, target: str = "") -> str:
    shell.go(place, target)
    settle(qtbot, shell.background)
    assert isinstance(shell.page, Page)
    badge = shell.page._scope
    return "" if badge.isHidden() else badge.text


def test_without_a_convenant_there_is_no_switch(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell("spots")
    settle(qtbot, shell.background)
    assert shell.navigation.scope.isHidden() and said(qtbot, shell, "signals") == ""


def test_what_is_limited_says_so_and_nothing_else_does(
    open_shell: OpenShell, workspace: Workspace, convenant: Id, qtbot: QtBot
) -> None:
    with workspace.store.write() as session:
        settings.put(session, CONVENANT, convenant)
    shell = open_shell("rounds")
    settle(qtbot, shell.background)
    assert shell.navigation.scope.text() == "Convenant Oost"
    assert said(qtbot, shell, "spots", "spots") == said(qtbot, shell, "needs") == "Convenant Oost"
    assert (
        said(qtbot, shell, "spots", "coverage")
        == said(qtbot, shell, "agreements")
        == said(qtbot, shell, "today")
        == ""
    )


def test_it_is_chosen_by_keyboard_and_kept(
    open_shell: OpenShell, workspace: Workspace, convenant: Id, qtbot: QtBot
) -> None:
    shell = open_shell("spots")
    settle(qtbot, shell.background)
    assert shell.navigation.scope.text() == "Shows everything"
    shell.confining.offer()
    menu = next(each for each in shell.navigation.scope.findChildren(QMenu) if each.isVisible())
    assert [action.text() for action in menu.actions()] == ["Everything", "Convenant Oost"]
    menu.actions()[1].trigger()
    menu.close()
    settle(qtbot, shell.background)
    with workspace.store.read() as session:
        assert settings.get(session, CONVENANT) == convenant
