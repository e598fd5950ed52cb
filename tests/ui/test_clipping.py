"""No word of the program is cut off: in no language, at no size of the text, on the screen of a small laptop."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Area, Need, Organisation, Spot
from outreach_app.i18n import set_language
from outreach_app.ui.pages.settings import SettingsPage
from outreach_app.ui.places import PLACES
from outreach_app.ui.preferences import offered_languages
from outreach_app.ui.shell import Shell
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.table_view import TableView
from outreach_app.workspace import Workspace
from tests.ui.clipping import clipped
from tests.ui.conftest import OpenShell, OpenWindow
from tests.ui.dialogs import DIALOGS, ELSEWHERE, every_dialog
from tests.ui.looking import settle, shown, tabs

SCREEN = (1366, 768)


def fill(workspace: Workspace) -> None:
    """One record of the kinds whose pages look different when there is something to show."""
    with workspace.store.write() as session:
        area = Area(name="Vlasakker", level="neighbourhood")
        session.add_all([area, Need(title="Geen plek om te zitten", domains=["leisure"], kind="space")])
        session.flush()
        session.add(Spot(name="Vlasakkerplein", area=area.id, kind="square"))
        session.add(Organisation(name="Jeugdhuis De Dam", type="youth_work"))


def rest(shell: Shell, qtbot: QtBot) -> None:
    for _round in range(3):
        settle(qtbot, shell.background)


def too_large(shell: Shell) -> list[str]:
    least = shell.page.minimumSizeHint() + QSize(shell.navigation.width(), 0) if shell.page else QSize()
    fits = least.width() <= SCREEN[0] and least.height() <= SCREEN[1]
    return [] if fits else [f"needs {least.width()} by {least.height()}"]


@pytest.mark.parametrize("size", [100, 150])
@pytest.mark.parametrize("language", offered_languages())
def test_no_word_is_cut_off_on_any_page(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot, language: str, size: int
) -> None:
    fill(workspace)
    set_language(language)
    theme().choose("light", size)
    shell = open_shell()
    wrong: dict[str, list[str]] = {}

    for place in PLACES:
        shell.go(place.name)
        rest(shell, qtbot)
        assert shell.page is not None
        for table in shown(shell.page, TableView)[:1]:
            if table.model().rowCount():
                table.setCurrentIndex(table.model().index(0, 0))
                rest(shell, qtbot)
        for tab in tabs(shell):
            if isinstance(shell.page, SettingsPage):
                shell.page.open(tab)
                rest(shell, qtbot)
            wrong[f"{place.name} {tab}".strip()] = clipped(shell) + too_large(shell)

    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("size", [100, 150])
@pytest.mark.parametrize("language", offered_languages())
def test_no_word_is_cut_off_before_the_vault_is_open(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, language: str, size: int
) -> None:
    set_language(language)
    theme().choose("light", size)
    window = open_window(tmp_path / "nothing yet")

    start = clipped(window)
    window.show_lock()
    settle(qtbot, window.vaults)
    qtbot.wait(1)

    assert (start, clipped(window)) == ([], [])


def test_every_dialog_is_looked_at() -> None:
    strangers = {each.__name__ for each in every_dialog()} - {each.__name__ for each in DIALOGS} - set(ELSEWHERE)

    assert strangers == set()


@pytest.mark.parametrize("size", [100, 150])
@pytest.mark.parametrize("language", offered_languages())
def test_no_word_is_cut_off_in_dialogs(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot, language: str, size: int
) -> None:
    fill(workspace)
    set_language(language)
    theme().choose("light", size)
    shell = open_shell("needs")
    wrong: dict[str, list[str]] = {}

    for kind, make in DIALOGS.items():
        dialog = make(shell)
        dialog.open()
        rest(shell, qtbot)
        wrong[kind.__name__] = clipped(dialog)
        if dialog.height() > SCREEN[1] or dialog.width() > SCREEN[0]:
            wrong[kind.__name__].append(f"is {dialog.width()} by {dialog.height()}")
        dialog.close()
        dialog.deleteLater()

    assert [f"{name}: {each}" for name, found in wrong.items() for each in found] == []
