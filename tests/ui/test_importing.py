"""A spreadsheet in the window: recognised, tried out, taken in, stopped and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Encounter, Round
from outreach_app.store import import_undo, imports, records
from outreach_app.ui.pages.importing import ImportPage
from outreach_app.ui.shell import Shell
from outreach_app.ui.tasks import Task
from outreach_app.workspace import Workspace
from tests.ui.conftest import OpenShell
from tests.ui.looking import settle

SHEET = """wanneer,buurt,aantal,opmerking
19/10/2026,Vlasakker,6,kort
20/10/2026,Vlasakker,2,
gisteravond,Vlasakker,3,An De Bie
21/10/2026,,1,
"""
FIELDS = {"wanneer": "date", "buurt": "area", "aantal": "group_size"}

Import = Callable[[str], ImportPage]


def rest(shell: Shell, qtbot: QtBot) -> None:
    """The rows are tried out a moment after the last choice."""
    page = shell.page
    assert isinstance(page, ImportPage)
    for _round in range(3):
        settle(qtbot, shell.background)
        qtbot.waitUntil(lambda: not page._wait.isActive())
    settle(qtbot, shell.background)


@pytest.fixture
def opened(open_shell: OpenShell, qtbot: QtBot, tmp_path: Path) -> tuple[Shell, ImportPage]:
    shell = open_shell("import")
    page = shell.page
    assert isinstance(page, ImportPage)
    file = tmp_path / "tellingen.csv"
    file.write_text(SHEET, encoding="utf-8")
    page.read(file)
    rest(shell, qtbot)
    return shell, page


def choose(page: ImportPage, fields: dict[str, str]) -> None:
    assert page._sheet is not None
    for column, field in fields.items():
        picker = page.choosing.columns._pickers[page._sheet.columns.index(column)]
        picker.choose(field)
        picker.taken.emit()


def test_what_is_missing_is_asked_before_any_row_is_tried(opened: tuple[Shell, ImportPage], qtbot: QtBot) -> None:
    _shell, page = opened

    assert page.choosing.columns.places == {}
    assert not page.go_in.isEnabled()
    assert "Date" in page.trial._told.text()


def test_rows_that_are_refused_are_told_with_the_reason_and_copied_without_what_they_hold(
    opened: tuple[Shell, ImportPage], qtbot: QtBot
) -> None:
    shell, page = opened
    choose(page, FIELDS)
    rest(shell, qtbot)

    assert page.trial._told.text() == "2 rows come in. 2 are refused."
    assert [row[:3] for row in page.trial.table.texts.rows] == [["4", "Date", "gisteravond"], ["5", "Area", ""]]
    page.trial.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("4\tDate\t")
    assert "gisteravond" not in copied


def test_it_comes_in_is_known_the_next_time_and_goes_back_out_with_undo(
    opened: tuple[Shell, ImportPage], workspace: Workspace, qtbot: QtBot
) -> None:
    shell, page = opened
    choose(page, FIELDS)
    rest(shell, qtbot)
    page.go_in.click()
    rest(shell, qtbot)

    def rounds() -> int:
        with workspace.store.read() as session:
            return len(records.listed(session, Round))

    assert rounds() == 2
    assert page.trial._told.text() == "0 rows come in. 2 are here already. 2 are refused."
    page.read(page._path or Path())
    rest(shell, qtbot)
    assert set(page.choosing.columns.places.values()) == set(FIELDS.values()), "its columns are known"

    shell.undoing.undo()
    rest(shell, qtbot)
    assert rounds() == 0
    with workspace.store.read() as session:
        assert [each.undone for each in import_undo.past(session, 5)] == [True]


def test_an_import_that_is_stopped_leaves_nothing_behind(
    opened: tuple[Shell, ImportPage], workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, page = opened
    choose(page, FIELDS)
    rest(shell, qtbot)
    write = imports.write

    def stopped(*given: object) -> object:
        new = write(*given)  # type: ignore[arg-type]
        *_rest, progress = given
        for task in shell.foot.tasks.findChildren(Task):
            task.cancel()
        progress(1, 2)  # type: ignore[operator]
        return new

    monkeypatch.setattr(imports, "write", stopped)
    backups = len(workspace.backups.all())
    page.go_in.click()
    rest(shell, qtbot)

    with workspace.store.read() as session:
        assert records.listed(session, Encounter) == []
        assert import_undo.past(session, 5) == []
    assert len(workspace.backups.all()) == backups
    assert shell.foot.strip.text() == "The import was stopped. Nothing was written."


def test_one_value_stands_for_all_rows(opened: tuple[Shell, ImportPage], qtbot: QtBot) -> None:
    shell, page = opened
    choose(page, {"wanneer": "date", "aantal": "group_size"})
    page.choosing._field.choose("area")
    page.choosing._value.setText("Centrum")
    page.choosing._give()
    rest(shell, qtbot)

    assert page.trial._told.text() == "3 rows come in. 1 is refused."
