"""Settings: what is chosen holds at once and is kept; the language too, with nothing lost."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from outreach_app.i18n import _, language
from outreach_app.ui.pages.settings import SettingsPage
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.settings.general import GeneralTab
from outreach_app.ui.shell import Shell
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import DARK
from outreach_app.workspace import Workspace
from tests.ui.conftest import PASSPHRASE, OpenShell, OpenWindow
from tests.ui.desks import keys
from tests.ui.looking import button, cut_off, settle, shown, tabs, texts, unnamed


def page(shell: Shell) -> SettingsPage:
    assert isinstance(shell.page, SettingsPage)
    return shell.page


def rest(shell: Shell, qtbot: QtBot) -> None:
    """Until every answer has come and nothing asks any more."""
    for _round in range(4):
        settle(qtbot, shell.background)


def test_the_gear_and_its_key_open_settings(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell()

    button(shell, "Settings (Ctrl+,)").click()
    by_button = shell.place
    shell.go("rounds")
    qtbot.keyClick(shell, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)

    assert (by_button, shell.place) == ("settings", "settings")


def test_scheme_size_and_lock_time_hold_at_once_and_are_kept(open_shell: OpenShell) -> None:
    shell = open_shell("settings")
    changed: list[bool] = []
    shell.preferences_changed.connect(lambda: changed.append(True))

    button(shell, "Dark").click()
    button(shell, "120 %").click()
    button(shell, "2 minutes").click()

    kept = Preferences.load()
    assert theme().tokens is DARK
    assert theme().scale == 120
    assert (kept.scheme, kept.scale, kept.lock_minutes) == ("dark", 120, 2)
    assert changed == [True]


def test_another_language_is_spoken_at_once_and_a_draft_is_kept(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(passphrase=PASSPHRASE)
    before = window.shell
    assert before is not None
    settle(qtbot, before.background)
    before.go("round")
    rest(before, qtbot)
    keys("gisteren[Tab]1930[Tab]")
    before.go("settings")

    button(before, "Nederlands").click()
    qtbot.waitUntil(lambda: window.shell is not before)
    after = window.shell
    assert after is not None
    settle(qtbot, after.background)
    place = after.place
    after.go("round")
    rest(after, qtbot)

    assert language() == "nl"
    assert place == "settings"
    assert "Nieuwe ronde" in [each.accessibleName() for each in shown(after, QAbstractButton)]
    offered = _("A round was not finished, on {day} at {time}.").split("{")[0]
    assert any(text.startswith(offered) for text in texts(after))


def test_the_shared_folder_is_shown_and_changed(
    open_shell: OpenShell, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    shell = open_shell("settings")
    tab = page(shell).tab
    assert isinstance(tab, GeneralTab)
    before = texts(tab)
    share = tmp_path / "gedeelde map"
    share.mkdir()

    tab.use_folder(share)
    rest(shell, qtbot)

    assert "None yet" in before
    assert str(share) in texts(tab)
    assert workspace.folder == str(share)


def test_every_tab_is_named_throughout_and_fits_a_small_laptop(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell("settings")
    for size in (100, 130):
        theme().choose("light", size)
        for slug in tabs(shell):
            page(shell).open(slug)
            rest(shell, qtbot)

            assert unnamed(shell) == [], slug
            assert cut_off(page(shell).tab) == [], slug
