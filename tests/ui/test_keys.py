"""The list of keys: every shortcut of the window is in it, and what it tells is what is bound."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.ui import shortcuts
from outreach_app.ui.dialogs.keys import KeysDialog
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.editors import Offered
from outreach_app.ui.help.printing import on_paper
from outreach_app.ui.places import PLACES
from tests.ui.conftest import OpenShell
from tests.ui.looking import button, cut_off, settle, texts, unnamed


def test_every_shortcut_of_the_window_is_in_the_list_and_every_listed_one_is_bound(
    open_shell: OpenShell, qtbot: QtBot
) -> None:
    shell = open_shell()
    for place in PLACES:
        shell.go(place.name)
        settle(qtbot, shell.background)
    found = shell.findChildren(QShortcut)
    move = MoveDialog("Move", (), Offered(), {}, shell, reason_required=False, about={})
    found += move.findChildren(QShortcut)
    move.deleteLater()

    strangers = [each.key().toString() for each in found if not isinstance(each, shortcuts.Shortcut)]
    bound = {each.key_of for each in found if isinstance(each, shortcuts.Shortcut)}

    assert strangers == []
    assert {key.what for key in shortcuts.every_key() if not key.typed} == {key.what for key in bound}


@pytest.mark.parametrize("key", shortcuts.every_key(), ids=lambda key: key.what)
def test_every_key_is_one_that_a_keyboard_has(key: shortcuts.Key) -> None:
    assert all(not QKeySequence(keys).isEmpty() for keys in key.keys)
    assert key.group in shortcuts.GROUPS


def test_the_keys_are_told_by_group_and_searched(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell()

    qtbot.keyClick(shell, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, KeysDialog)]
    told = texts(dialog)
    wrong = (unnamed(dialog), cut_off(dialog))
    qtbot.keyClicks(dialog.search, "spot")
    found = texts(dialog)
    qtbot.keyClicks(dialog.search, " xyz")
    nothing = texts(dialog)
    button(dialog, "Close").click()

    assert {"Everywhere", "Entering a round", "Ctrl+L", "Ctrl+Shift+L, Pause", "Alt+1 … Alt+0"} <= set(told)
    assert {"Ctrl+Enter, Ctrl+S", "Ctrl+Shift+Enter"} <= set(told)
    assert wrong == ([], [])
    assert "Next spot of the round" in found and "Lock" not in found
    assert "No key does that." in nothing and "Everywhere" not in nothing


def test_the_list_of_keys_is_printed_whole(qapp: QApplication, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))

    on_paper(printer)

    with pypdfium2.PdfDocument(tmp_path / "keys.pdf") as document:
        said = " ".join(page.get_textpage().get_text_range() for page in document)
    wanted = [key.what.split()[0].rstrip(":") for key in shortcuts.every_key()]
    assert [word for word in wanted if word not in said] == []
