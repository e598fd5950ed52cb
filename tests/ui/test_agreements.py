"""Agreements in the window: what is late stands first, goes its way with one press, and leaves on paper."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from outreach_app.domain.fields import Id
from outreach_app.domain.filters import Condition
from outreach_app.domain.moves import Move
from outreach_app.domain.records import Agreement, Export, Organisation, Signal
from outreach_app.store.database import Store
from outreach_app.store.pressing import OWN, STANDING
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.dialogs.reason import ReasonDialog
from outreach_app.ui.leaving.asking import LeavingDialog
from outreach_app.ui.leaving.outlet import save_paper
from outreach_app.ui.moves import Moves
from outreach_app.ui.pages.agreements import AgreementsPage
from outreach_app.ui.pages.signals import SignalsPage
from outreach_app.ui.widgets.marks import Badge
from outreach_app.ui.widgets.row_button import RowButton
from tests.ui.desks import Office, keys
from tests.ui.looking import button, shown, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


@pytest.fixture
def signal(office: Office) -> Id:
    """A signal that Noor leads, with four agreements, and one that nobody's signal asked for."""
    today = office.desk.today()
    parks, club = Organisation(name="Groendienst"), Organisation(name="De Linde")
    signal = Signal(title="Geen plek om te zitten", lead=office.worker, state="fed_back", outcome="accepted")
    office.keep(parks, club, signal)
    office.keep(
        Agreement(text="Gedaan", signal=signal.id, state="done", due=today - timedelta(90)),
        Agreement(text="Later", signal=signal.id, organisation=club.id, due=today + timedelta(40)),
        Agreement(text="Zonder dag", organisation=parks.id),
        Agreement(text="Banken plaatsen", signal=signal.id, organisation=parks.id, due=today - timedelta(12)),
        Agreement(text="Bijna", signal=signal.id, state="busy", due=today + timedelta(1)),
    )
    return signal.id


def opened(office: Office) -> AgreementsPage:
    page = AgreementsPage(office.desk, "Jeugdopbouwwerk Lindervoorde")
    office.open(page)
    return page


def column(page: AgreementsPage, place: int = 0) -> list[str]:
    model = page.list.model
    return [model.index(row, place).data() for row in range(model.rowCount())]


def one(office: Office, text: str) -> Agreement:
    [found] = [row for row in office.all(Agreement) if isinstance(row, Agreement) and row.text == text]
    return found


def test_what_is_late_stands_first_and_says_so(office: Office, signal: Id) -> None:
    page = opened(office)
    assert column(page) == ["Banken plaatsen", "Bijna", "Later", "Zonder dag", "Gedaan"]
    assert [words.split(", ")[-1] for words in column(page, 1)[:2]] == ["12 days late", "due tomorrow"]
    assert [badge.text for badge in shown(page.list.pane, Badge)] == ["Still open", "12 days late"]
    assert not unnamed(page)


def test_the_list_is_narrowed_to_what_waits_and_to_ones_own(office: Office, signal: Id) -> None:
    page = opened(office)
    for conditions, expected in (
        ([Condition(STANDING, "overdue")], ["Banken plaatsen"]),
        ([Condition(STANDING, "soon")], ["Bijna"]),
        ([Condition(STANDING, "soon"), Condition(STANDING, "overdue")], ["Banken plaatsen", "Bijna"]),
        ([Condition(STANDING, "unkept"), Condition(OWN, "1")], ["Banken plaatsen", "Bijna", "Later"]),
        ([Condition(STANDING, "unkept"), Condition("state", "busy")], ["Bijna"]),
    ):
        page.list.narrow(tuple(conditions))
        office.rest()
        assert column(page) == expected
    assert all(button(page.list.filters, f"Remove {words}") for words in ("Still to be done", "Busy"))
    page.list.search.setText("bij")
    office.rest()
    assert column(page) == ["Bijna"]


def test_one_press_does_it_and_a_way_back_asks_why(office: Office, signal: Id) -> None:
    page = opened(office)
    button(page, "Move to Done").click()
    office.rest()
    kept = one(office, "Banken plaatsen")
    assert (kept.state, kept.done_on) == ("done", office.desk.today())
    page.list.show_id(kept.id)
    office.rest()
    [moves] = shown(page, Moves)
    moves.start(Move("busy", reason=True))
    office.rest()
    keys("er ontbreekt een bank[Ctrl+Return]")
    office.rest()
    assert (one(office, "Banken plaatsen").state, one(office, "Banken plaatsen").done_on) == ("busy", None)
    office.heard.undo()
    office.rest()
    assert one(office, "Banken plaatsen").state == "done"


def test_many_are_moved_at_once_and_those_that_cannot_say_why(office: Office, signal: Id) -> None:
    page = opened(office)
    page.list.table.setFocus()
    keys("[Ctrl+A]")
    office.rest()

    def choose(place: int) -> None:
        button(page.list.bulk.bar, "Move …").click()
        office.rest()
        [menu] = [menu for menu in page.list.bulk.bar.findChildren(QMenu) if menu.isVisible()]
        menu.actions()[place].trigger()
        menu.close()
        office.rest()

    def states() -> list[str]:
        return [row.state for row in office.all(Agreement) if isinstance(row, Agreement)]

    choose(0)
    assert office.heard.toasts == ["Moved to Done: 4 agreements. 1 could not be changed: already there."]
    assert states() == ["done"] * 5
    office.heard.undo()
    office.rest()
    assert states() == ["done", "open", "open", "open", "busy"]
    keys("[Ctrl+A]")
    choose(2)
    [asked] = [w for w in QApplication.topLevelWidgets() if isinstance(w, ReasonDialog) and w.isVisible()]
    keys("[Ctrl+Return]")
    assert asked.isVisible(), "a reason is needed"
    keys("het college wil het niet[Ctrl+Return]")
    office.rest()
    assert states() == ["done", "lapsed", "lapsed", "lapsed", "lapsed"]
    assert one(office, "Bijna").reason == "het college wil het niet"


def test_a_new_one_takes_days_as_people_say_them(office: Office) -> None:
    page = opened(office)
    page.list.new()
    office.rest()
    form = page.list.pane.form
    assert form is not None
    form.editor("text").setFocus()
    keys("Lampen vervangen")
    form.editor("due").setFocus()
    keys("gisteren[Tab]")
    assert "This day has passed already." in texts(page)
    form.editor("due").setFocus()
    keys("[Ctrl+A]morgen[Ctrl+Return]")
    office.rest()
    assert one(office, "Lampen vervangen").due == office.desk.today() + timedelta(1)


def test_a_signal_shows_its_agreements_and_cannot_close_before_them(office: Office, signal: Id) -> None:
    page = SignalsPage(office.desk)
    office.open(page, signal)
    rows = [row.accessibleName() for row in shown(page, RowButton)]
    late, words = shown(page, RowButton)[0], rows[0]
    assert words.startswith("Banken plaatsen") and words.endswith("12 days late")
    assert [row.rpartition(", ")[2] for row in rows[1:]] == ["Busy", "Still open", "Done"]
    button(page, "Move to Closed").click()
    office.rest()
    [asked] = [w for w in QApplication.topLevelWidgets() if isinstance(w, MoveDialog) and w.isVisible()]
    assert any("neither done nor lapsed: Later; Banken plaatsen; Bijna" in words for words in texts(asked))
    asked.reject()
    late.click()
    assert office.heard.gone == [("agreements", one(office, "Banken plaatsen").id)]


def test_the_list_goes_on_paper_by_organisation_and_the_register_says_so(
    office: Office, signal: Id, tmp_path: Path
) -> None:
    page = opened(office)
    page.list.narrow((Condition(STANDING, "unkept"),))
    office.rest()
    page.let_out("Save PDF", save_paper)
    [asked] = [w for w in QApplication.topLevelWidgets() if isinstance(w, LeavingDialog) and w.isVisible()]
    asked.recipient.setText("Groendienst")
    button(asked, "Save PDF").click()
    office.rest()
    [dialog] = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "lijst.pdf"))
    office.rest()
    document = pypdfium2.PdfDocument(tmp_path / "lijst.pdf")
    read = document[0].get_textpage().get_text_bounded()
    document.close()
    places = [
        read.index(words) for words in ("De Linde", "Later", "Groendienst", "Banken plaatsen", "Nobody named")
    ]
    assert places == sorted(places) and "Gedaan" not in read
    assert "4 agreements, of which 1 late." in read and "Jeugdopbouwwerk Lindervoorde" in read
    [noted] = office.all(Export)
    assert isinstance(noted, Export)
    assert (noted.kind, noted.recipient, noted.count) == ("pdf", "Groendienst", 4)
