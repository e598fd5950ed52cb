"""By Tab alone: every page is walked through once around, in reading order, and one always sees where one is."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.ui.pages.settings import SettingsPage
from outreach_app.ui.places import PLACES
from outreach_app.ui.shell import Shell
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.tab_order import focusable
from outreach_app.workspace import Workspace
from tests.ui.conftest import OpenShell
from tests.ui.desks import focused
from tests.ui.dialogs import DIALOGS
from tests.ui.looking import bring_up, settle, tabs
from tests.ui.test_clipping import fill

AROUND = 4
"""Pixels beside a control in which its ring may lie."""


def rest(shell: Shell, qtbot: QtBot) -> None:
    for _round in range(3):
        settle(qtbot, shell.background)


def stops(shell: QWidget) -> list[QWidget]:
    """Where Tab should stop: what is shown, can be used, and takes the focus itself."""
    return [
        each
        for each in focusable(shell)
        if each.isVisibleTo(shell) and each.isEnabled() and each.focusProxy() is None
    ]


def walked(shell: QWidget) -> tuple[list[QWidget], list[str]]:
    """Every stop until the first comes again; and those where nothing tells that one is there."""
    start = focused()
    seen, unseen = [start], [] if tells_the_focus(shell, start) else [named(start)]
    for _stop in range(len(stops(shell)) + 5):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        here = focused()
        if here is start:
            break
        seen.append(here)
        if not tells_the_focus(shell, here):
            unseen.append(named(here))
    return seen, unseen


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r}"


def tells_the_focus(shell: QWidget, widget: QWidget) -> bool:
    """Whether the colour of the focus is seen in or beside it."""
    framed = widget.parentWidget() if widget.property("look") == "bare" else widget
    assert framed is not None
    at = QRect(framed.mapTo(shell, QPoint(0, 0)), framed.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
    image = shell.grab(at).toImage().convertToFormat(QImage.Format.Format_RGB32)
    colour = QColor(theme().tokens.focus)
    wanted = bytes((colour.blue(), colour.green(), colour.red()))
    return wanted in bytes(image.constBits())


def order_of_reading(shell: QWidget, seen: list[QWidget]) -> list[str]:
    """Steps within one row of controls that go back to the left."""
    wrong = []
    for before, after in pairwise(seen):
        one, other = (QRect(each.mapTo(shell, QPoint(0, 0)), each.size()) for each in (before, after))
        same_row = before.parentWidget() is after.parentWidget() and abs(one.center().y() - other.center().y()) < 6
        if same_row and other.left() < one.left():
            wrong.append(f"{named(before)} then {named(after)}")
    return wrong


@pytest.mark.parametrize("name", [place.name for place in PLACES])
def test_tab_walks_once_around_and_is_always_seen(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot, name: str
) -> None:
    fill(workspace)
    shell = open_shell(name)
    rest(shell, qtbot)
    for tab in tabs(shell):
        if isinstance(shell.page, SettingsPage):
            shell.page.open(tab)
            rest(shell, qtbot)
        if QApplication.focusWidget() is None:
            shell.navigation.settings.setFocus()

        seen, unseen = walked(shell)

        missed = [named(each) for each in stops(shell) if each not in seen]
        assert (missed, unseen, order_of_reading(shell, seen)) == ([], [], []), tab


def test_tab_walks_once_around_every_dialog(open_shell: OpenShell, workspace: Workspace, qtbot: QtBot) -> None:
    fill(workspace)
    shell = open_shell("needs")
    wrong = {}
    for kind, make in DIALOGS.items():
        dialog = make(shell)
        dialog.open()
        rest(shell, qtbot)
        bring_up(qtbot, dialog)
        if QApplication.focusWidget() is None or not dialog.isAncestorOf(focused()):
            wrong[kind.__name__] = ["nothing has the focus"]
        else:
            seen, unseen = walked(dialog)
            first = seen.index(min(seen, key=stops(dialog).index))
            seen = seen[first:] + seen[:first]
            missed = [named(each) for each in stops(dialog) if each not in seen]
            dim = [f"unseen: {each}" for each in unseen]
            wrong[kind.__name__] = [*missed, *dim, *order_of_reading(dialog, seen)]
        dialog.close()
        dialog.deleteLater()

    assert [f"{name}: {each}" for name, found in wrong.items() for each in found] == []
