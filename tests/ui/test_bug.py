"""A bug is told without blame, and its report holds nothing that anyone typed."""

import sys

from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from outreach_app.hardening import report_of
from outreach_app.ui.dialogs.bug import BugDialog
from tests.ui.looking import button, cut_off, unnamed


def fail(name: str) -> None:
    raise ValueError(f"cannot read {name}")


def report() -> str:
    try:
        fail("Yassine, 16 years")
    except ValueError:
        kind, _error, trace = sys.exc_info()
        assert kind is not None
        return report_of(kind, trace)
    raise AssertionError


def test_the_report_says_where_and_nothing_else() -> None:
    found = report()

    assert "ValueError" in found
    assert "test_bug.py" in found
    assert "fail" in found
    assert "Yassine" not in found


def test_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = BugDialog(report())
    qtbot.addWidget(dialog)
    dialog.show()

    button(dialog, "Copy the report").click()

    assert QApplication.clipboard().text() == dialog.findChildren(QPlainTextEdit)[0].toPlainText()
    assert button(dialog, "Copied")
    assert unnamed(dialog) == []
    assert cut_off(dialog) == []
