"""In a list that is wider than its place, the first column stays while the others scroll."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.table_view import TableView
from outreach_app.workspace import Workspace
from tests.ui.conftest import OpenShell
from tests.ui.looking import settle, shown
from tests.ui.test_clipping import fill


@pytest.fixture
def table(open_shell: OpenShell, workspace: Workspace, qtbot: QtBot) -> TableView:
    """So many wide columns that they do not fit."""
    fill(workspace)
    theme().choose("light", 100)
    shell = open_shell("network")
    for _round in range(3):
        settle(qtbot, shell.background)
    assert shell.page is not None
    (table,) = [each for each in shown(shell.page, TableView) if each.model().rowCount()]
    table.columns._by_hand = True  # as if somebody had dragged them
    for column in range(table.model().columnCount()):
        table.setColumnWidth(column, 500)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    return table


def test_the_first_column_stays_in_sight(table: TableView, qtbot: QtBot) -> None:
    wide = table.columnWidth(table.head.first()) - 4
    high = table.rowHeight(0) - 4
    table.clearFocus()
    before = table.viewport().grab().toImage().copy(0, 0, wide, high)
    title = table.head.viewport().grab().toImage().copy(0, 0, 100, table.head.height())

    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())

    assert table.horizontalScrollBar().value() > 0
    assert table.viewport().grab().toImage().copy(0, 0, wide, high) == before
    assert table.head.viewport().grab().toImage().copy(0, 0, 100, table.head.height()) == title


def test_what_becomes_current_is_not_beneath_it(table: TableView) -> None:
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    second = table.head.logicalIndex(1)

    table.setCurrentIndex(table.model().index(0, second))

    assert table.columnViewportPosition(second) >= table.head.stays() or not table.head.stays()


def test_a_click_on_its_title_sorts_by_it(table: TableView, qtbot: QtBot) -> None:
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    with qtbot.waitSignal(table.head.sectionClicked) as clicked:
        qtbot.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))

    assert clicked.args == [table.head.first()]
