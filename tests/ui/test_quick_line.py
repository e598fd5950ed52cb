"""A round in one line, from wherever one is: read before it is kept, and asked where it may be two things."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Need, Spot
from outreach_app.store.database import Store
from outreach_app.store.drafts import drafts
from outreach_app.ui.entry.quick_line import QuickLine, open_quick_line
from outreach_app.ui.pages.round_entry import RoundEntryPage
from tests.ui.desks import Office, keys
from tests.ui.looking import button, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    office.keep(Spot(name="Vlasakkerplein"), Spot(name="Sporthal Vlasakker"), Need(title="Werk"))
    yield office
    office.close()


def answer(name: str) -> None:
    """Chooses in the menu that is open."""
    (menu,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()]
    action: QAction = next(each for each in menu.actions() if each.text() == name)
    action.trigger()
    menu.close()


def test_a_line_becomes_a_draft_once_every_question_is_answered(qtbot: QtBot, office: Office) -> None:
    page = RoundEntryPage(office.desk)
    office.open(page)
    dialog = QuickLine(office.desk, page)
    dialog.open()
    office.rest()
    keys("gisteren 19u30 Vlasakker 6 jongens 15-17, banken kapot, 2 meisjes, werk")
    office.rest()

    assert "Choose where a question stands. What is not understood goes into the note of its spot." in texts(
        dialog
    )
    assert not dialog.button.isEnabled()
    assert unnamed(dialog) == []
    button(dialog, "“Vlasakker”: which one?").click()
    answer("Sporthal Vlasakker")
    office.rest()
    button(dialog, "“banken kapot” is not understood").click()
    answer("A new need")
    office.rest()
    assert dialog.button.isEnabled()
    dialog.button.click()
    office.rest()

    with office.store.read() as session:
        (kept,) = drafts(session)
    (visit,) = kept.round.visits
    assert office.heard.gone == [("round", f"draft:{kept.key}")]
    assert (visit.spot and visit.spot.name, kept.round.start, kept.round.contacts) == (
        "Sporthal Vlasakker",
        "19:30",
        8,
    )
    assert [need.name for met in visit.encounters for need in met.needs] == ["banken kapot", "Werk"]
    assert [pick.name for pick in kept.round.workers] == ["Noor"]


def test_words_about_a_spot_where_nobody_was_are_asked_about(qtbot: QtBot, office: Office) -> None:
    page = RoundEntryPage(office.desk)
    office.open(page)
    dialog = QuickLine(office.desk, page)
    dialog.open()
    office.rest()
    keys("Vlasakkerplein niemand")
    told = "Where nobody was there is no note: what else you say of it is asked about."
    assert not any(told in each for each in texts(dialog))
    keys(", bank kapot")
    assert any(told in each for each in texts(dialog))

    keys("[Ctrl+Return]")
    office.rest()
    (gone,) = office.heard.gone
    assert gone[0] == "round" and gone[1].startswith("draft:")


def test_what_escape_put_aside_stands_there_again(qtbot: QtBot, office: Office) -> None:
    page = RoundEntryPage(office.desk)
    office.open(page)
    open_quick_line(office.desk, page)
    office.rest()
    keys("gisteren Vlasakker 6 jongens")
    office.rest()
    button(_dialog(), "“Vlasakker”: which one?").click()
    answer("Sporthal Vlasakker")
    keys("[Escape]")
    office.rest()
    assert office.heard.toasts == ["The line is put aside. It stands there again when you open it."]
    assert office.heard.action is not None and office.heard.action[0] == "Go on with it"
    office.heard.undo()
    office.rest()

    again = _dialog()
    assert again.line.text() == "gisteren Vlasakker 6 jongens"
    assert again.button.isEnabled()
    again.button.click()
    office.rest()
    assert office.desk.aside == {}


def _dialog() -> QuickLine:
    (dialog,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QuickLine) and each.isVisible()
    ]
    return dialog


def test_an_invitation_without_rounds_ends_in_a_sentence(qtbot: QtBot, office: Office) -> None:
    page = RoundEntryPage(office.desk)
    office.open(page)

    assert "Type a spot at the left." in texts(page)


@pytest.mark.parametrize("pasted", ["banken kapot " * 770, "Datum\tPlein\t6\n" * 700, "😀 שלום " * 1400])
def test_ten_thousand_characters_are_said_to_be_too_many_and_kept(
    qtbot: QtBot, office: Office, pasted: str
) -> None:
    dialog = QuickLine(office.desk, opened_page(office))
    dialog.open()
    office.rest()

    dialog.line.insert(pasted)

    assert any(text.startswith("This is too long for one line: ") for text in texts(dialog))
    assert not dialog.button.isEnabled()
    assert len(dialog.line.text()) == len(pasted)
    dialog.line.setText("gisteren Vlasakkerplein 6 jongens")
    assert dialog.button.isEnabled()


def opened_page(office: Office) -> RoundEntryPage:
    page = RoundEntryPage(office.desk)
    office.open(page)
    return page
