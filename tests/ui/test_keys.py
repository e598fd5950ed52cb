"""The page that tells which keys work everywhere: what it says is what the window listens to."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.ui.dialogs.keys import KEYS, KeysDialog
from tests.ui.conftest import OpenShell
from tests.ui.looking import button, cut_off, texts, unnamed


def test_the_keys_are_told_on_one_page(open_shell: OpenShell, qtbot: QtBot) -> None:
    shell = open_shell()

    qtbot.keyClick(shell, Qt.Key.Key_F1)
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, KeysDialog)]
    told = texts(dialog)
    wrong = (unnamed(dialog), cut_off(dialog))
    button(dialog, "Close").click()

    assert {"Ctrl+L", "Ctrl+Shift+L, Pause"} <= set(told)
    assert wrong == ([], [])
    for _title, lines in KEYS:
        for keys, _what in lines:
            for key in " … ".join(keys).split(" … "):
                assert not QKeySequence(key).isEmpty(), key
