"""The generic pages: found, read, changed, deleted and brought back, whatever the kind of record."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from outreach_app.domain.filters import Condition
from outreach_app.domain.records import Area, Encounter, Need, Organisation, Round, Signal, Spot, Step, Visit
from outreach_app.store import records
from outreach_app.store.database import Store
from outreach_app.ui.board.board_list import BoardList
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.dialogs.promote import PromoteDialog
from outreach_app.ui.dialogs.record import RecordDialog
from outreach_app.ui.dialogs.unsaved import Question
from outreach_app.ui.moves import Moves
from outreach_app.ui.pages.needs import NeedsPage
from outreach_app.ui.pages.network import NetworkPage
from outreach_app.ui.pages.records import RecordList
from outreach_app.ui.pages.rounds import RoundsPage
from outreach_app.ui.pages.signals import NotesPage, SignalsPage
from outreach_app.ui.pages.spots import SpotsPage, WordsPage
from outreach_app.ui.record_table import record_model
from outreach_app.ui.widgets.paged_table import Asked
from tests.ui.desks import Office, focused, keys
from tests.ui.looking import button, shown, texts, unnamed

HOSTILE = "<b>Bank</b> &amp; 'plein'"


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


def names(records: RecordList) -> list[str]:
    """What stands in the first column."""
    return [records.model.index(row, 0).data() for row in range(records.model.rowCount())]


def answer(kind: type[Question], verb: str) -> None:
    """Presses a button of the question that is asked."""
    (asked,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    button(asked, verb).click()


def test_a_table_of_many_rows_reads_only_what_is_looked_at(qtbot: QtBot, office: Office) -> None:
    office.keep(*(Spot(name=f"Plek {n:03}") for n in range(250)))
    model = record_model(Spot, office.background, office.background)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.ask(Asked(sort="name"))
    office.rest()

    assert (model.rowCount(), model.total, model.known) == (250, 250, True)
    assert model.index(99, 0).data() == "Plek 099"
    assert model.index(249, 0).data() == "…", "not read before somebody looks"
    office.rest()
    assert model.index(249, 0).data() == "Plek 249"
    assert model.index(150, 0).data() == "…"
    office.rest()
    assert model.index(150, 0).data() == "Plek 150"
    model.sort(0, Qt.SortOrder.DescendingOrder)
    office.rest()
    assert model.index(0, 0).data() == "Plek 249"


def test_columns_are_chosen_moved_and_sorted_by_without_a_mouse_and_stay_so(office: Office) -> None:
    (area,) = office.keep(Area(name="Vlasakker"))
    office.keep(*(Spot(name=name, area=area, kind="park") for name in ("Bib", "Plein", "Halte")))
    page = SpotsPage(office.desk)
    office.open(page, "spots")
    table = page.list.table
    first = [column.title for column in table.columns.shown]
    further = next(action for action in table.columns.menu().actions() if not action.isChecked())

    further.trigger()
    table.setFocus()
    keys("[Ctrl+Shift+Right]")  # the column of the name
    keys("[Ctrl+Shift+Down]")
    office.rest()

    assert [column.title for column in table.columns.shown] == [first[1], first[0], *first[2:], further.text()]
    assert names(page.list) == ["Plein", "Halte", "Bib"]
    again = SpotsPage(office.desk)
    office.open(again, "spots")
    assert [column.title for column in again.list.table.columns.shown][:2] == [first[1], first[0]]
    assert further.text() in [column.title for column in again.list.table.columns.shown]
    assert names(again.list) == ["Plein", "Halte", "Bib"], "sorted as it was left"
    again.list.table.columns.reset()
    assert [column.title for column in again.list.table.columns.shown] == first


def test_a_search_finds_all_there_is_and_filters_look_at_all_of_it(office: Office) -> None:
    (area,) = office.keep(Area(name="Vlasakker"))
    office.keep(*(Spot(name=f"Bankje {n}", area=area if n < 30 else None) for n in range(450)))
    page = SpotsPage(office.desk)
    office.open(page, "spots")

    page.list.model.ask(Asked("bankje"))
    office.rest()
    assert page.list.count.text() == "450 spots"
    page.list.model.ask(Asked("bankje", conditions=(Condition("area", area),)))
    office.rest()

    assert page.list.count.text() == "30 of 450 spots"


def test_a_saved_spot_appears_in_the_list(office: Office) -> None:
    page = SpotsPage(office.desk)
    office.open(page, "spots")
    assert any("Spots appear here" in text for text in texts(page))

    page.list.new()
    office.rest()
    keys("Vlasakker[Ctrl+Return]")
    office.rest()

    assert names(page.list) == ["Vlasakker"]
    assert page.list.pane.id == office.all(Spot)[0].id
    assert page.list.count.text() == "1 spot"


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(office: Office) -> None:
    page = SpotsPage(office.desk)
    office.open(page, "spots")
    page.list.new()
    office.rest()
    form = page.list.pane.form
    assert form is not None
    latitude = form.editor("latitude")
    assert isinstance(latitude, QLineEdit)
    latitude.setFocus()
    keys("noord[Ctrl+Return]")
    office.rest()
    assert "Fill this in." in texts(page)

    form.editor("name").setFocus()
    keys("Plein[Ctrl+Return]")
    office.rest()

    assert "This is not a number." in texts(page)
    assert latitude.text() == "noord"
    assert office.all(Spot) == []


def test_leaving_a_form_asks_only_when_something_was_typed(office: Office) -> None:
    first, second = office.keep(Spot(name="A"), Spot(name="B"))
    page = SpotsPage(office.desk)
    office.open(page, "spots")
    page.list.pane.edit()
    office.rest()
    left: list[str] = []

    page.leave(lambda: left.append("clean"))
    keys("[End]1")
    page.leave(lambda: left.append("dirty"))
    answer(Question, "Stay here")
    stayed = page.list.pane.form
    page.list.table.go_to(second)  # the list asks too
    answer(Question, "Save")
    office.rest()

    assert left == ["clean"]
    assert stayed is not None
    assert [spot.caption for spot in office.all(Spot)] == ["A1", "B"]
    assert page.list.pane.id == second
    assert first != second


def test_a_deleted_record_comes_back_with_undo(office: Office) -> None:
    office.keep(Spot(name="Plein"))
    page = SpotsPage(office.desk)
    office.open(page, "spots")

    page.list.table.setFocus()
    keys("[Delete]")
    office.rest()
    gone = names(page.list)
    office.heard.undo()
    office.rest()

    assert gone == []
    assert office.heard.toasts == ["“Plein” is deleted."]
    assert names(page.list) == ["Plein"]


def test_text_from_people_is_never_markup(office: Office) -> None:
    office.keep(Need(title=HOSTILE, description=HOSTILE))
    page = NeedsPage(office.desk)
    office.open(page)
    assert isinstance(page.list, BoardList)
    page.list.show_view_as("list")

    assert names(page.list) == [HOSTILE]
    assert texts(page).count(HOSTILE) == 2, "as a title and as a description"
    tip = page.list.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip and "<b>" not in tip
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in shown(page, QLabel))


def test_search_finds_and_says_when_it_does_not(qtbot: QtBot, office: Office) -> None:
    office.keep(Organisation(name="Groendienst", remarks="banken"), Organisation(name="Sportdienst"))
    page = NetworkPage(office.desk)
    office.open(page)
    keys("[Ctrl+F]")
    assert focused() is page.list.search

    keys("bank[Return]")
    office.rest()
    found = names(page.list)
    keys("x[Return]")
    office.rest()

    assert found == ["Groendienst"]
    assert "Nothing found for “bankx”." in texts(page)


def test_search_shows_its_first_record_and_down_leads_into_the_list(office: Office) -> None:
    office.keep(Organisation(name="Groendienst"), Organisation(name="Sportdienst"))
    page = NetworkPage(office.desk)
    office.open(page)
    assert page.list.table.currentIndex().data() == "Groendienst"

    keys("[Ctrl+F]sport[Return]")
    office.rest()
    assert page.list.table.currentIndex().data() == "Sportdienst"
    assert "Sportdienst" in texts(page.list.pane)

    keys("[Down]")
    assert focused() is page.list.table


def test_a_need_moves_by_its_rules_and_becomes_a_signal(office: Office) -> None:
    need, other = office.keep(Need(title="Geen bank"), Need(title="Geen licht"))
    page = NeedsPage(office.desk)
    office.open(page, need)

    (moves,) = shown(page, Moves)
    button(moves, "Move to Recurring").click()
    office.rest()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MoveDialog)]
    assert any("A need is recurring after 3 encounters" in text for text in texts(dialog))
    dialog.reject()

    button(page, "Make a signal of it").click()
    office.rest()
    (promote,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PromoteDialog)]
    keys("licht[Return]")
    button(promote, "Make the signal").click()
    office.rest()

    (signal,) = office.all(Signal)
    assert isinstance(signal, Signal)
    assert signal.needs == [need, other]
    assert office.heard.gone == [("signals", signal.id)]


def test_a_signal_shows_what_it_still_lacks_and_takes_steps(office: Office) -> None:
    (signal,) = office.keep(Signal(title="Zitten", lead=office.worker))
    page = SignalsPage(office.desk)
    office.open(page, signal)
    assert "Is it ripe?" in texts(page)
    assert "No need stands behind this signal." in texts(page)

    button(page, "Neutral").click()
    office.rest()
    (judged,) = office.all(Signal)
    assert isinstance(judged, Signal) and judged.checks == ["neutral"]
    office.heard.undo()
    office.rest()
    office.rest()

    button(page, "Add: Step").click()
    office.rest()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, RecordDialog)]
    form = dialog.pane.form
    assert form is not None
    form.editor("summary").setFocus()
    keys("Gesprek met de groendienst[Ctrl+Return]")
    office.rest()

    (step,) = office.all(Step)
    assert isinstance(step, Step)
    assert (step.signal, step.summary) == (signal, "Gesprek met de groendienst")
    button(page, "Gesprek met de groendienst").click()
    office.rest()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, RecordDialog):
            window.reject()


def test_a_move_that_needs_a_reason_asks_for_it(office: Office) -> None:
    made = Signal(title="Zitten", lead=office.worker, state="checking", track="align", causes="Weggehaald.")
    (signal,) = office.keep(made)
    page = SignalsPage(office.desk)
    office.open(page, signal)

    (moves,) = shown(page, Moves)
    button(moves, "Move to Ripe").click()
    office.rest()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MoveDialog)]
    assert any(text.startswith("The signal is not ripe") for text in texts(dialog))
    focused().setFocus()
    keys("Afgesproken op het overleg[Ctrl+Return]")
    office.rest()

    (moved,) = office.all(Signal)
    assert isinstance(moved, Signal)
    assert (moved.state, moved.reason) == ("ripe", "Afgesproken op het overleg")


def test_rounds_tell_what_happened_at_each_spot(office: Office) -> None:
    (round,) = office.keep(Round(date=date(2026, 11, 17), workers=[office.worker]))
    (area,) = office.keep(Area(name="Vlasakker"))
    (spot,) = office.keep(Spot(name="Sporthal", area=area))
    met, empty = office.keep(
        Visit(round=round, position=0, spot=spot, area=area),
        Visit(round=round, position=1, area=area, no_contact=True),
    )
    office.keep(Encounter(visit=met, who="youth", group_size=4, domains=["leisure"], local_note=HOSTILE))
    page = RoundsPage(office.desk)
    office.open(page)

    said = texts(page)
    assert "Sporthal" in said
    assert "4 contacts · Young people" in said
    assert "Nobody there" in said
    assert HOSTILE in said
    page.list.table.setFocus()
    keys("[Return]")
    assert office.heard.gone == [("round", round)]
    assert empty


def test_encounters_stand_beside_their_rounds_and_are_corrected_there(office: Office) -> None:
    (spot, need) = office.keep(Spot(name="Sporthal"), Need(title="Geen banken"))
    first, gone = office.keep(
        Round(date=date(2026, 11, 17), workers=[office.worker]), Round(date=date(2026, 11, 18))
    )
    there, elsewhere = office.keep(Visit(round=first, spot=spot), Visit(round=gone, spot=spot))
    office.keep(
        Encounter(visit=there, group_size=4, domains=["leisure"], needs=[need]),
        Encounter(visit=there, group_size=2, local_note="zacht gesprek"),
        Encounter(visit=elsewhere, group_size=9),
    )
    with office.store.write() as session:
        records.delete(session, Round, gone, office.desk.actor)
    page = RoundsPage(office.desk)
    office.open(page, "encounters")
    listed = page.list

    assert listed.count.text() == "2 encounters", "what lies in the bin with its round is not one"
    assert [listed.model.index(0, n).data() for n in range(1, 3)] == ["Sporthal", "2"]
    assert [listed.model.index(1, n).data() for n in range(1, 5)] == ["Sporthal", "4", "Leisure", "Geen banken"]
    for looked_for, contacts in (("banken", "4"), ("zacht", "2"), ("sporthal noor banken", "4")):
        listed.model.ask(Asked(looked_for))
        office.rest()
        assert (listed.model.total, listed.model.index(0, 2).data()) == (1, contacts)
    listed.table.setFocus()
    keys("[Return]")
    office.rest()
    assert office.heard.gone == [("round", first)]


def test_a_round_that_was_just_saved_is_the_current_one(office: Office) -> None:
    for n in range(3):
        office.keep(Round(date=date(2026, 11, 1 + n), workers=[office.worker]))
    page = RoundsPage(office.desk)
    office.open(page)

    with office.store.write() as session:
        saved = Round(date=date(2026, 11, 17), workers=[office.worker])
        session.add(saved)
        session.flush()
        id = saved.id
    page.arrive(id)  # before the list has heard of it
    office.rest()

    assert page.list.pane.id == id == page.list.table.current_id()
    assert page.list.table.currentIndex().row() == 0


def test_who_goes_to_the_end_of_a_long_list_sees_its_last_record(office: Office) -> None:
    office.keep(*(Need(title=f"Nood {n:03}") for n in range(450)))
    page = NeedsPage(office.desk)
    office.open(page)
    assert isinstance(page.list, BoardList)
    page.list.show_view_as("list")
    page.list.table.setFocus()

    keys("[End]")
    office.rest()

    assert page.list.table.current_id() == page.list.pane.id
    assert page.list.pane.sheet is not None and page.list.pane.sheet.record.caption == "Nood 000"
    assert page.list.count.text() == "450 needs"
    keys("nood 04")  # typing in the table searches
    office.qtbot.waitUntil(lambda: page.list.model.total == 10)
    keys("[Down]")
    assert focused() is page.list.table


def test_every_page_can_be_used_without_eyes_or_mouse(office: Office) -> None:
    office.keep(Spot(name="A"), Need(title="B"), Signal(title="C"), Organisation(name="D"))
    for make in (SpotsPage, NeedsPage, SignalsPage, NetworkPage, NotesPage, RoundsPage, WordsPage):
        page = make(office.desk)
        office.open(page)
        assert unnamed(page) == []
        page.hide()


def test_escape_closes_the_list_first_and_the_form_after_that(office: Office) -> None:
    office.keep(Area(name="Vlasakker"), Spot(name="Plein"))
    page = SpotsPage(office.desk)
    office.open(page, "spots")
    page.list.pane.edit()
    office.rest()
    form = page.list.pane.form
    assert form is not None
    form.editor("area").setFocus()

    keys("[Down][Escape]")
    kept = page.list.pane.form
    keys("[Escape]")

    assert kept is form
    assert page.list.pane.form is None


def test_a_record_far_down_the_list_stays_in_sight_when_others_write(office: Office) -> None:
    ids = office.keep(*(Spot(name=f"Plek {n:03}") for n in range(120)))
    page = SpotsPage(office.desk)
    office.open(page, ids[119])
    assert page.list.pane.id == ids[119]

    office.keep(Spot(name="Een nieuwe"))
    office.rest()

    assert page.list.pane.id == ids[119]


def chosen(menu: QMenu, *path: str) -> None:
    """Takes an item of a menu, by the words on the way to it."""
    for words in path[:-1]:
        inner = next(action for action in menu.actions() if action.text() == words).menu()
        assert isinstance(inner, QMenu)
        menu = inner
    next(action for action in menu.actions() if action.text() == path[-1]).trigger()


def open_menu(office: Office) -> QMenu:
    office.rest()
    (menu,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
    menu.close()
    return menu


def test_a_list_is_narrowed_by_chips_and_a_view_of_it_is_kept(office: Office) -> None:
    (area,) = office.keep(Area(name="Vlasakker"))
    office.keep(Spot(name="Bib", area=area, kind="park"), Spot(name="Plein", area=area), Spot(name="Halte"))
    page = SpotsPage(office.desk)
    office.open(page, "spots")
    button(page, "Filter").click()
    chosen(open_menu(office), "Area", "Vlasakker")
    office.rest()
    assert sorted(names(page.list)) == ["Bib", "Plein"] and page.list.count.text() == "2 of 3 spots"
    button(page, "Filter").click()
    chosen(open_menu(office), "Kind of spot", "Not filled in")
    office.rest()
    assert names(page.list) == ["Plein"]

    page.list.views.click()
    chosen(open_menu(office), "Save this view …")
    office.qtbot.waitUntil(lambda: focused().accessibleName() == "Name")
    keys("Zonder soort[Return]")
    office.rest()
    button(page, "Remove Vlasakker").click()
    office.rest()
    assert sorted(names(page.list)) == ["Halte", "Plein"]
    button(page, "Remove Kind of spot: not filled in").click()
    office.rest()
    assert page.list.model.total == 3
    page.list.views.click()
    chosen(open_menu(office), "Zonder soort")
    office.rest()

    assert names(page.list) == ["Plein"]
    assert unnamed(page) == []
    kept = page.kept()
    again = SpotsPage(office.desk)
    office.open(again, "spots")
    again.bring_back(kept)
    office.rest()
    assert names(again.list) == ["Plein"], "a lock brings the filters back"


def test_rounds_are_narrowed_by_what_happened_in_them(office: Office) -> None:
    (spot,) = office.keep(Spot(name="Sporthal"))
    old, new = office.keep(Round(date=date(2025, 3, 1)), Round(date=date(2026, 11, 17)))
    was, now = office.keep(Visit(round=old, spot=spot), Visit(round=new))
    office.keep(Encounter(visit=was, domains=["leisure"]), Encounter(visit=now, domains=["work"]))
    page = RoundsPage(office.desk)
    office.open(page)
    button(page, "Filter").click()
    chosen(open_menu(office), "Life domain", "Leisure")
    office.rest()
    assert page.list.count.text() == "1 of 2 rounds"
    button(page, "Filter").click()
    chosen(open_menu(office), "Days", "This month")
    office.rest()
    assert "Nothing meets these filters." in texts(page)
    button(page, "Show everything").click()
    office.rest()
    assert page.list.count.text() == "2 rounds"
