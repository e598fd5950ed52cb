"""Round entry as workers use it: by keyboard, tired, and sometimes cut off."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.drafts import EncounterDraft, Pick, RoundDraft, VisitDraft
from outreach_app.domain.records import Area, Encounter, Need, Round, Spot, Visit
from outreach_app.store.database import Store
from outreach_app.store.drafts import drafts
from outreach_app.store.rounds import save_round
from outreach_app.ui.dialogs.meanwhile import MeanwhileDialog
from outreach_app.ui.entry.board import RoundBoard
from outreach_app.ui.lock import LockScreen
from outreach_app.ui.pages.round_entry import RoundEntryPage
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.underline import Underline
from tests.ui.conftest import PASSPHRASE, OpenWindow
from tests.ui.desks import Office, focused, keys
from tests.ui.looking import button, editor, shown, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    (area,) = office.keep(Area(name="Vlasakker"))
    office.keep(Spot(name="Sporthal", area=area), Spot(name="Kerkplein"))
    yield office
    office.close()


def opened(office: Office) -> RoundEntryPage:
    page = RoundEntryPage(office.desk)
    office.open(page)
    return page


def board(page: RoundEntryPage) -> RoundBoard:
    assert page.board is not None
    return page.board


def test_a_round_is_typed_without_a_mouse(office: Office) -> None:
    opened(office)

    assert focused().accessibleName() == "Date"
    keys("gisteren[Tab]1930[Tab]2130[Tab][Tab][Tab]")
    assert focused().accessibleName() == "Next spot"
    keys("sport[Return]")
    assert focused().accessibleName() == "How many in all"
    keys("5[Tab][Tab][Tab][Tab]3")  # who stays, under 12 and 12 to 14 are passed
    keys("[Alt+4][Alt+0]")
    while focused().accessibleName() != "Needs":
        keys("[Tab]")
    keys("Geen plek om te zitten")
    keys("[Ctrl+Shift+Return]")
    assert focused().accessibleName() == "Next spot"
    keys("kerk[Return][F4]")
    keys("[Ctrl+Return]")
    office.rest()

    (round,) = office.all(Round)
    first, second = office.all(Visit)
    (encounter,) = office.all(Encounter)
    (need,) = office.all(Need)
    assert isinstance(round, Round) and isinstance(encounter, Encounter) and isinstance(need, Need)
    assert (office.desk.today() - round.date).days == 1
    assert (round.start, round.end, round.workers) == ("19:30", "21:30", [office.worker])
    assert (encounter.visit, encounter.group_size, encounter.age_counts) == (first.id, 5, {"15_17": 3})
    assert (encounter.domains, encounter.needs) == (["leisure", "public_space"], [need.id])
    assert (encounter.daypart, need.title) == ("evening", "Geen plek om te zitten")
    assert isinstance(second, Visit) and second.no_contact
    assert office.heard.gone == [("rounds", round.id)]
    assert office.heard.toasts == ["The round is saved: 2 spots, 5 contacts."]
    with office.store.read() as session:
        assert drafts(session) == []


FIVE = ("Kerkplein", "Sporthal", "Station", "Skatepark", "Markt")
MOST_KEYS = 56
"""For a round of five spots along the usual route, with two ages, a life domain and a need at each."""


def walked(office: Office, *spots: str, days_ago: int = 7) -> None:
    """A round of before, at which someone was met everywhere."""
    visits = [VisitDraft(spot=Pick(name), encounters=[EncounterDraft(group_size=1)]) for name in spots]
    draft = RoundDraft(office.desk.today() - timedelta(days=days_ago), start="19:00", visits=visits)
    with office.store.write() as session:
        save_round(session, draft, office.worker)


def test_five_spots_take_few_keys(office: Office) -> None:
    walked(office, *FIVE, days_ago=14)
    walked(office, *FIVE)
    office.keep(Need(title="Geen plek om te zitten"), Need(title="Werk"))
    rest = "4[Tab]2[Alt+4][Alt+N]zit[Return]"
    round = f"[F7][Tab][Tab][Tab][Tab]{rest}" + 4 * f"[Ctrl+Shift+Return]{rest}" + "[Ctrl+Return]"
    opened(office)
    keys(round)
    office.rest()

    (typed,) = [each for each in office.all(Round) if isinstance(each, Round) and each.date == office.desk.today()]
    visits = [each for each in office.all(Visit) if isinstance(each, Visit) and each.round == typed.id]
    met = [e for e in office.all(Encounter) if isinstance(e, Encounter) and e.visit in {v.id for v in visits}]
    need = office.all(Need)[0].id
    assert len(visits) == 5
    assert [(e.age_counts, e.domains, e.needs) for e in met] == 5 * [
        ({"15_17": 4, "18_20": 2}, ["leisure"], [need])
    ]
    assert len(re.findall(r"\[[^]]+\]|.", round)) == MOST_KEYS - 1  # and Ctrl+N


def test_last_time_is_taken_with_one_key_and_a_spot_left_out_comes_back(office: Office) -> None:
    walked(office, "Kerkplein", "Sporthal", days_ago=2)
    page = opened(office)
    assert any(text.startswith("As last time, ") for text in texts(page))
    assert "Kerkplein → Sporthal" in texts(page)

    keys("[F9][F4]")
    assert [visit.spot and visit.spot.name for visit in board(page).draft.visits] == ["Kerkplein", "Sporthal"]
    keys("[Alt+Delete]")
    assert [visit.spot and visit.spot.name for visit in board(page).draft.visits] == ["Sporthal"]
    office.heard.undo()
    assert board(page).draft.visits[0].no_contact
    assert board(page).current == 0
    keys("[Ctrl+Shift+Return]")
    assert board(page).current == 1
    assert focused().accessibleName() == "How many in all"


def test_what_may_be_there_already_is_hinted_and_not_refused(office: Office) -> None:
    walked(office, "Sporthal", days_ago=0)
    (there,) = office.all(Round)
    page = opened(office)
    keys("[Tab][Tab][Tab][Tab][Tab]sport[Return]2")

    office.qtbot.waitUntil(lambda: "Noor registered this spot on this day already." in texts(page))
    assert "19:00 · 1 contact" in texts(page)
    button(page, "Open that round").click()
    assert office.heard.gone == [("rounds", there.id)]

    keys("[Ctrl+Return]")
    office.rest()
    assert len(office.all(Round)) == 2


def test_whoever_went_along_goes_along_in_the_next_round(office: Office) -> None:
    page = opened(office)
    keys("[Tab][Tab][Tab]Ilyas[Return]")
    board(page).visits.next.setFocus()
    keys("sport[Return]2[Ctrl+Return]")
    office.rest()
    assert len(office.all(Round)) == 1
    assert [pick.name for pick in board(page).draft.workers] == ["Noor", "Ilyas"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("19/11/1899[Tab][Tab][Tab][Tab][Tab]sport[Return]2", "This date is too long ago: before 1990."),
        ("[Tab]2530[Tab][Tab][Tab][Tab]sport[Return]2", "This is not a time."),
        ("[Tab][Tab][Tab][Tab][Tab]sport[Return]999", "More than 500 in one encounter is unlikely."),
        ("[Tab][Tab][Tab][Tab][Tab]PASTED[Return][Tab][Tab]", "This name is too long: "),
    ],
)
def test_what_cannot_be_is_said_in_words_and_kept(office: Office, typed: str, said: str) -> None:
    """A table that was pasted into the line of a spot, for instance."""
    page = opened(office)
    before, pasted, after = typed.partition("PASTED")
    keys(before)
    if pasted:
        focused().insert("rij\tcel 😀 שלום\n" * 20)  # type: ignore[attr-defined]
    keys(after + "[F4]" * bool(pasted) + "[Ctrl+Return]")
    office.rest()

    assert any(text.startswith(said) for text in texts(page)), texts(page)
    assert office.all(Round) == []
    assert not board(page).draft.untouched


def test_what_is_missing_is_said_where_it_stands_and_nothing_is_lost(office: Office) -> None:
    page = opened(office)

    keys("[Ctrl+Return]")
    office.rest()
    assert "Name at least one spot you went to." in texts(page)

    keys("sport[Return][Ctrl+Return]")
    office.rest()
    assert any("Say whom you met, or that nobody was there." in text for text in texts(page))
    assert focused().accessibleName() == "How many in all"
    assert office.all(Round) == []

    keys("2[Ctrl+Return]")
    office.rest()
    assert len(office.all(Round)) == 1


def test_a_draft_survives_the_end_of_the_program(qtbot: QtBot, office: Office) -> None:
    page = opened(office)
    keys("[Tab]1900[Tab][Tab][Tab][Tab]sport[Return]7")
    qtbot.waitUntil(lambda: any(text.startswith("Draft kept") for text in texts(page)))
    page.close()  # as a crash would: nothing of this page is asked any more

    again = opened(office)
    assert any(text.startswith("A round was not finished, on ") for text in texts(again))
    assert "Sporthal · 7 contacts" in texts(again)
    next(b for b in shown(again, Button) if b.text() == "Recover").click()

    draft = board(again).draft
    assert (draft.start, draft.contacts) == ("19:00", 7)
    keys("[Ctrl+Return]")
    office.rest()
    assert len(office.all(Encounter)) == 1
    with office.store.read() as session:
        assert drafts(session) == []


def test_a_draft_let_go_comes_back_with_undo(qtbot: QtBot, office: Office) -> None:
    page = opened(office)
    keys("[Tab]1900[Tab][Tab][Tab][Tab]sport[Return]7")
    page.discard()
    office.rest()
    assert board(page).draft.untouched

    office.heard.undo()
    office.rest()

    assert board(page).draft.contacts == 7


def test_locking_keeps_the_last_letters(office: Office) -> None:
    page = opened(office)
    keys("[Tab]1900")

    page.put_away()
    office.background.wait()

    with office.store.read() as session:
        (kept,) = drafts(session)
    assert kept.round.start == "19:00"


def test_a_saved_round_is_corrected_in_place(office: Office) -> None:
    opened(office)
    keys("[Tab]1900[Tab][Tab][Tab][Tab]sport[Return]7[Ctrl+Return]")
    office.rest()
    (round,) = office.all(Round)

    page = RoundEntryPage(office.desk)
    office.open(page, round.id)
    assert page.title.text().startswith("Round of ")
    assert focused().accessibleName() == "How many in all"
    keys("8[Alt+Return]2[Ctrl+Return]")
    office.rest()

    assert [e.group_size for e in office.all(Encounter) if isinstance(e, Encounter)] == [8, 2]
    assert len(office.all(Round)) == 1


def test_what_was_counted_meanwhile_is_shown_beside_what_was_typed(office: Office) -> None:
    walked(office, "Sporthal")
    page = RoundEntryPage(office.desk)
    office.open(page, office.all(Round)[0].id)
    with office.store.write() as session:
        session.scalars(select(Encounter)).one().group_size = 9

    def asked() -> MeanwhileDialog:
        keys("6[Ctrl+Return]")
        office.rest()
        return next(
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, MeanwhileDialog) and each.isVisible()
        )

    def count() -> list[int]:
        return [each.group_size for each in office.all(Encounter) if isinstance(each, Encounter)]

    dialog = asked()
    assert "Sporthal · Encounter 1" in texts(dialog)
    button(dialog, "Cancel").click()
    office.rest()
    assert count() == [9]
    assert board(page).draft.visits[0].encounters[0].group_size == 6, "what was typed stands there"

    page.save()
    office.rest()
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MeanwhileDialog))
    button(dialog, "6").click()
    button(dialog, "Save").click()
    office.rest()
    assert count() == [6]
    assert office.heard.gone


def test_a_new_spot_may_be_kept_to_this_laptop(office: Office) -> None:
    page = opened(office)
    keys("[Tab][Tab][Tab][Tab][Tab]De <b>trap</b> & zo[Return]")
    assert focused().accessibleName() == "Area"
    keys("vlas[Return][Tab]")
    assert focused().accessibleName() == "Sensitive spot"
    keys("[Space][F4][Ctrl+Return]")
    office.rest()

    spot = office.all(Spot)[-1]
    (visit,) = office.all(Visit)
    assert isinstance(spot, Spot) and isinstance(visit, Visit)
    assert (spot.name, spot.sensitive) == ("De <b>trap</b> & zo", True)
    assert (visit.spot, visit.sensitive_spot, visit.area) == (None, spot.id, spot.area)
    assert unnamed(page) == []


def test_more_ages_than_heads_raise_the_heads_and_time_sets_the_part_of_the_day(office: Office) -> None:
    page = opened(office)
    keys("[Tab]1400[Tab][Tab][Tab][Tab]sport[Return]2[Tab][Tab]9")

    assert board(page).draft.visits[0].encounters[0].heads == 9
    assert board(page).panel.form.group.value() == 9
    assert board(page).draft.visits[0].encounters[0].daypart == "afternoon"


def test_after_locking_the_round_stands_there_as_it_was(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(passphrase=PASSPHRASE)
    shell = window.shell
    assert shell is not None
    keys("[Ctrl+N]")
    qtbot.waitUntil(lambda: isinstance(shell.page, RoundEntryPage) and shown(shell.page, RoundBoard) != [])
    keys("[Tab]1900[Tab][Tab][Tab]")
    while focused().accessibleName() != "Next spot":
        keys("[Tab]")
    keys("Sporthal[Return]")
    keys("Stations")  # half a word
    window.lock()

    (screen,) = shown(window, LockScreen)
    screen.unlocking.passphrase.setText(PASSPHRASE)
    screen.unlock()
    qtbot.waitUntil(lambda: window.shell is not None, timeout=20_000)

    again = window.shell
    assert again is not None
    qtbot.waitUntil(lambda: again.place == "round" and "1 spot · 0 contacts" in texts(again))
    keys("buurt")
    assert isinstance(again.page, RoundEntryPage)
    (visit,) = board(again.page).draft.visits
    assert (board(again.page).draft.start, visit.spot and visit.spot.name) == ("19:00", "Sporthal")
    assert editor(again, "Area", QLineEdit).text() == "Stationsbuurt"


def test_what_points_at_a_person_is_warned_of_and_kept(office: Office) -> None:
    page = opened(office)
    keys("[Tab][Tab][Tab][Tab][Tab]sport[Return]1")
    board(page).panel.form.note.setFocus()
    keys("bel 0470 12 34 56")

    assert "This may point at one person (telephone number). Leave it out." in texts(page)
    assert board(page).draft.visits[0].encounters[0].local_note == "bel 0470 12 34 56"


def test_a_name_is_marked_while_it_is_typed_and_one_key_takes_it_out(office: Office) -> None:
    page = opened(office)
    keys("[Tab][Tab][Tab][Tab][Tab]sport[Return]1")
    note = board(page).panel.form.note
    note.setFocus()
    note.insertPlainText("😀 ")
    keys("met Ahmed B. en 0470 12 34 56")

    marked = [each.cursor.selectedText() for each in note.extraSelections()]
    assert marked == ["Ahmed B.", "0470 12 34 56"]
    warning = "This may point at one person (name, telephone number). Leave it out."
    assert warning in texts(page)
    assert note.accessibleDescription() == warning

    keys("[F8]")
    assert note.toPlainText() == "😀 met Ahmed B. en [telephone number]"
    keys("[F8]")
    assert note.toPlainText() == "😀 met [name] en [telephone number]"
    assert note.extraSelections() == []
    assert "Never shared, not even with your team." in texts(page)
    keys("[Ctrl+Z]")
    assert note.toPlainText() == "😀 met Ahmed B. en [telephone number]"


def test_a_need_names_nobody_either(office: Office) -> None:
    page = opened(office)
    keys("[Tab][Tab][Tab][Tab][Tab]sport[Return]1")
    needs = board(page).panel.form.needs
    needs.setFocus()
    keys("Werk voor Yassine")
    (line,) = [each for each in shown(page, Underline) if each.spans()]
    assert line.spans() == [(10, 17)]

    keys("[Return]")
    button(page, "Take it out (F8)").click()
    assert needs.typed() == ["Werk voor [name]"]
    assert board(page).draft.visits[0].encounters[0].needs == [Pick("Werk voor [name]")]


def test_a_long_note_is_said_to_be_long_and_kept_whole(office: Office) -> None:
    page = opened(office)
    keys("[Tab][Tab][Tab][Tab][Tab]sport[Return]1")
    note = board(page).panel.form.note
    note.setFocus()
    note.insertPlainText("woord " * 2000 + "Ahmed")

    said = "12,005 characters: a few words are enough. Nothing is cut off."
    office.qtbot.waitUntil(lambda: any(text.endswith(said) for text in texts(page)))
    assert len(note.extraSelections()) == 1
    keys("[Ctrl+Return]")
    office.rest()
    (encounter,) = office.all(Encounter)
    assert isinstance(encounter, Encounter) and len(encounter.local_note) == 12_005


def test_a_new_round_does_not_overwrite_one_being_corrected(office: Office) -> None:
    opened(office)
    keys("[Tab]1900[Tab][Tab][Tab][Tab]sport[Return]7[Ctrl+Return]")
    office.rest()
    (round,) = office.all(Round)
    page = RoundEntryPage(office.desk)
    office.open(page, round.id)
    keys("8")

    page.arrive()  # Ctrl+N
    office.rest()

    assert (board(page).draft.id, page.title.text(), page.target) == (None, "New round", "")
    assert any(text.startswith("A round was not finished") for text in texts(page))
    assert [e.group_size for e in office.all(Encounter) if isinstance(e, Encounter)] == [7]


def test_nobody_there_where_something_was_entered_is_asked_and_comes_back(office: Office) -> None:
    page = opened(office)
    keys("[Tab][Tab][Tab][Tab][Tab]sport[Return]7[Alt+N]Werk[Return][F4][Ctrl+Return]")
    office.rest()
    assert office.all(Round) == []
    assert "Nobody there, and yet this is entered:" in texts(page)
    assert "1 encounter · 7 contacts · 1 need" in texts(page)
    assert focused().accessibleName() == "Somebody was there"
    button(page, "Copy the words").click()
    assert QApplication.clipboard().text() == "1 encounter · 7 contacts · 1 need"

    button(page, "Let it go").click()
    assert "Nobody there. That counts too." in texts(page)
    office.heard.undo()
    assert board(page).draft.visits[0].encounters[0].group_size == 7
    keys("[Space]")
    assert board(page).draft.contacts == 7 and not board(page).draft.visits[0].no_contact

    keys("[F4]")
    button(page, "Let it go").click()
    keys("[Ctrl+Return]")
    office.rest()
    assert (len(office.all(Visit)), office.all(Encounter)) == (1, [])


def test_what_was_typed_into_a_round_that_is_gone_becomes_a_new_one(office: Office) -> None:
    walked(office, "Sporthal")
    page = RoundEntryPage(office.desk)
    office.open(page, office.all(Round)[0].id)
    with office.store.write() as session:
        session.scalars(select(Round)).one().deleted = True
    keys("6[Ctrl+Return]")
    office.rest()
    assert "This round was deleted meanwhile." in texts(page)

    button(page, "Enter it as a new round").click()
    assert page.title.text() == "New round"
    page.save()
    office.rest()

    (round,) = office.all(Round)
    met = [each for each in office.all(Encounter) if isinstance(each, Encounter)]
    assert [each.group_size for each in met][-1] == 6
    visits = {each.id for each in office.all(Visit) if isinstance(each, Visit) and each.round == round.id}
    assert met[-1].visit in visits
