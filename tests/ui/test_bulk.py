"""Several rows of a list at once: selected, deleted, set, let out, and taken back as one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Area, Export, Need, Signal, SignalNote, Spot
from outreach_app.store.database import Store
from outreach_app.ui.dialogs.set_field import SetFieldDialog
from outreach_app.ui.erasing.dialogs import Sure
from outreach_app.ui.pages.needs import NeedsPage
from outreach_app.ui.pages.records import RecordList
from outreach_app.ui.pages.signals import NotesPage
from outreach_app.ui.pages.spots import SpotsPage
from outreach_app.ui.tasks import Task
from tests.ui.desks import Office, focused, keys
from tests.ui.looking import button, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


def names(office: Office, kind: type[Spot] | type[Need]) -> list[str]:
    return sorted(one.caption for one in office.all(kind))


def spots(office: Office) -> RecordList:
    page = SpotsPage(office.desk)
    office.open(page, "spots")
    page.list.table.setFocus()
    return page.list


def test_rows_that_are_selected_are_deleted_together_and_come_back_together(office: Office) -> None:
    office.keep(*(Spot(name=name) for name in ("A", "B", "C", "D")))
    shown = spots(office)
    assert not shown.bulk.bar.isVisible()

    keys("[Shift+Down][Shift+Down]")
    office.rest()
    assert "3 selected" in texts(shown)
    assert shown.pane.sheet is not None and shown.pane.sheet.record.caption == "C", "the current one is shown"
    assert unnamed(shown) == []
    office.keep(Spot(name="Aa"))  # by a colleague
    office.rest()
    assert "3 selected" in texts(shown)
    keys("[Delete]")
    office.rest()

    assert names(office, Spot) == ["Aa", "D"]
    assert office.heard.toasts == ["Deleted: 3 spots."]
    assert not shown.bulk.bar.isVisible()
    office.heard.undo()
    office.rest()
    assert names(office, Spot) == ["A", "Aa", "B", "C", "D"]


def test_escape_lets_the_selection_go(office: Office) -> None:
    office.keep(*(Spot(name=name) for name in ("A", "B")))
    shown = spots(office)

    keys("[Ctrl+A]")
    button(shown.bulk.bar, "Delete").setFocus()
    keys("[Escape]")

    assert not shown.bulk.bar.isVisible()
    assert focused() is shown.table
    assert shown.table.selected.count == 1
    keys("[Ctrl+A][Escape]")
    assert shown.table.selected.count == 1
    assert names(office, Spot) == ["A", "B"]


def test_all_of_a_long_list_means_the_rows_that_nobody_looked_at_too(office: Office) -> None:
    office.keep(*(Need(title=f"Nood {n:03}") for n in range(450)))
    page = NeedsPage(office.desk)
    office.open(page)
    page.list.table.setFocus()

    keys("[Ctrl+A]")
    model = page.list.table.selectionModel()
    model.select(page.list.model.index(300, 0), QItemSelectionModel.SelectionFlag.Deselect | model_rows())
    keys("[Delete]")
    office.rest()
    (asked,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Sure) and w.isVisible()]
    assert "Delete 449 needs?" in texts(asked)
    button(asked, "Delete").click()
    office.rest()

    assert names(office, Need) == ["Nood 149"], "the 301st from the newest"


def model_rows() -> QItemSelectionModel.SelectionFlag:
    return QItemSelectionModel.SelectionFlag.Rows


def test_one_field_is_set_for_many_and_emptied_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    (area,) = office.keep(Area(name="Vlasakker"))
    office.keep(*(Spot(name=name) for name in ("A", "B", "C")))
    shown = spots(office)
    offered: list[str] = []

    def choose(menu: QMenu, *_at: object) -> None:
        offered.extend(action.text() for action in menu.actions())
        next(action for action in menu.actions() if action.text() == "Area").trigger()
        menu.deleteLater()

    monkeypatch.setattr(QMenu, "popup", choose)
    keys("[Shift+Down]")
    office.rest()
    button(shown, "Set …").click()
    office.rest()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, SetFieldDialog)]
    assert "Area of 2 spots" in texts(dialog)
    assert dialog.button.text() == "Empty it"
    keys("[Return]")
    assert dialog.isVisible(), "Enter alone takes nothing away"
    keys("vlas[Return]")
    button(dialog, "Set").click()
    office.rest()

    assert "Sensitive spot" not in offered and "Kind of spot" in offered
    assert [spot.area for spot in office.all(Spot) if isinstance(spot, Spot)] == [area, area, None]
    assert office.heard.toasts == ["Area is set: 2 spots."]
    assert "2 selected" in texts(shown)
    office.heard.undo()
    office.rest()
    assert {spot.area for spot in office.all(Spot) if isinstance(spot, Spot)} == {None}


def test_what_is_stopped_halfway_changes_nothing(office: Office) -> None:
    class Stopping(Task):
        def progress(self, done: int, of: int) -> None:
            self.cancel()  # by whoever saw how long it takes

    office.desk = replace(office.desk, task=Stopping)
    office.keep(*(Spot(name=name) for name in ("A", "B", "C")))
    spots(office)

    keys("[Ctrl+A][Delete]")
    office.rest()

    assert names(office, Spot) == ["A", "B", "C"]
    assert office.heard.toasts == ["Stopped. Nothing was changed."]
    assert office.heard.action is None


def test_what_was_submitted_stays_and_is_counted(office: Office) -> None:
    signals = office.keep(Signal(title="A"), Signal(title="B"))
    office.keep(SignalNote(signal=signals[0], number="2026/1", version=1), SignalNote(signal=signals[1]))
    page = NotesPage(office.desk)
    office.open(page)
    page.list.table.setFocus()

    keys("[Ctrl+A][Delete]")
    office.rest()

    assert [note.caption for note in office.all(SignalNote)] == ["2026/1"]
    assert office.heard.toasts == ["Deleted: 1 signal note. 1 could not be changed: submitted."]


def test_a_selection_leaves_by_itself_and_says_what_stayed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.keep(
        *(Spot(name=f"Plek {n:04}") for n in range(1200)),
        Spot(name="=1+1"),
        Spot(name="0 geheim", sensitive=True),
    )
    file = tmp_path / "uit.xlsx"
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(file)))
    office.desk.leave.silent = True
    shown = spots(office)

    keys("[Ctrl+A]")
    button(shown, "Export selection …").click()
    office.rest()
    office.rest()

    sheet: Any = openpyxl.load_workbook(file).active
    first = [cell.value for cell in next(sheet.columns)]
    assert first[:4] == ["Name", "=1+1", "Plek 0000", "Plek 0001"]
    assert sheet["A2"].data_type == "s", "a text, never a formula"
    assert first[1201] == "Plek 1199"
    assert "1,201 rows" in first[1203]
    assert "geheim" not in str(first)
    (noted,) = office.all(Export)
    assert isinstance(noted, Export) and noted.count == 1201
    told = "Saved as uit.xlsx. 1 row stayed: it is of this laptop alone."
    assert office.heard.toasts == [told]
    for dialog in shown.findChildren(QFileDialog):
        dialog.deleteLater()
