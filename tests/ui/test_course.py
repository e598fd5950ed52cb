"""A signal on its way in the window: what was decided and agreed, who hears it, and where it is told."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from outreach_app.domain.drafts import Pick
from outreach_app.domain.records import (
    Agreement,
    Encounter,
    Feedback,
    Need,
    Organisation,
    Round,
    Signal,
    SignalNote,
    Spot,
    Visit,
)
from outreach_app.store.database import Store
from outreach_app.store.feedback import open_feedback
from outreach_app.ui import moves
from outreach_app.ui.course import telling
from outreach_app.ui.course.correcting import CorrectDialog
from outreach_app.ui.course.deciding import DecisionDialog
from outreach_app.ui.course.owed import OwedFeedback
from outreach_app.ui.course.telling import TellDialog
from outreach_app.ui.pages.round_entry import RoundEntryPage
from outreach_app.ui.pages.signals import SignalsPage
from outreach_app.ui.widgets.row_button import RowButton
from tests.ui.desks import Office, keys
from tests.ui.looking import button, shown, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


def scheduled(office: Office) -> str:
    """With the college since a while; its session was ten days ago."""
    today = office.desk.today()
    (spot,) = office.keep(Spot(name="Vlasakkerplein"))
    (need,) = office.keep(Need(title="Geen bank", state="in_signal"))
    (signal,) = office.keep(Signal(title="Geen bank", needs=[need], state="scheduled", lead=office.worker))
    office.keep(
        SignalNote(signal=signal, number="2026-01", version=1, frozen={"format": 1}, addressee_kind="college",
                   addressee="College", session_date=date.fromordinal(today.toordinal() - 10)),
        outing := Round(date=today),
        visit := Visit(round=outing.id, spot=spot),
        Encounter(visit=visit.id, needs=[need], group_size=4),
        Organisation(name="Groendienst"),
    )  # fmt: skip
    return signal


def decided(office: Office) -> str:
    signal = scheduled(office)
    with office.store.write() as session:
        found = session.get_one(Signal, 1)
        note = session.get_one(SignalNote, 1)
        found.state, found.outcome, note.result = "decided", "partly", "partly"
        note.decided_on, note.decision = note.session_date, "Drie banken."
        assert note.session_date
        open_feedback(session, found, note, note.session_date)
    return signal


def row(owed: OwedFeedback, audience: str) -> RowButton:
    return next(each for each in owed.findChildren(RowButton) if each.accessibleName().startswith(audience))


def test_a_decision_is_noted_with_what_was_agreed_there(office: Office) -> None:
    signal = scheduled(office)
    page = SignalsPage(office.desk)
    office.open(page, signal)
    assert {"On its way", "2026-01", "College"} <= set(texts(page))

    button(page, "Move to Decided").click()
    office.rest()
    (dialog,) = shown(page, DecisionDialog)
    button(dialog, "Partly accepted").click()
    dialog._editors["decision"].widget.setFocus()
    keys("Drie banken.")
    line = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "What is agreed, 1")
    line.setFocus()
    keys("Plaats drie banken[Tab]groen[Return][Tab]24/12")
    assert unnamed(dialog) == []
    button(dialog, "Note what was decided").click()
    office.rest()

    [note], [agreed] = office.all(SignalNote), office.all(Agreement)
    assert isinstance(note, SignalNote) and isinstance(agreed, Agreement)
    assert (note.result, note.decision, note.decided_on) == ("partly", "Drie banken.", note.session_date)
    assert (agreed.text, agreed.due, agreed.signal_note) == ("Plaats drie banken", date(2026, 12, 24), note.id)
    assert agreed.organisation is not None
    assert len(office.all(Feedback)) == 5
    assert {"On its way", "Drie banken.", "5 still to tell"} <= set(texts(page))


def test_an_agreement_without_words_is_said_beside_it_and_nothing_is_written(office: Office) -> None:
    page = SignalsPage(office.desk)
    office.open(page, scheduled(office))
    button(page, "Move to Decided").click()
    office.rest()
    (dialog,) = shown(page, DecisionDialog)
    button(dialog, "Accepted").click()
    dialog._agreed._lines[0].due.show(date(2026, 12, 24), {})

    button(dialog, "Note what was decided").click()
    office.rest()

    assert "Write what is agreed." in texts(dialog)
    assert office.all(Agreement) == office.all(Feedback) == []


def test_who_hears_it_is_told_or_not_told_with_a_reason(office: Office) -> None:
    signal = decided(office)
    page = SignalsPage(office.desk)
    office.open(page, signal)
    (owed,) = [each for each in page.findChildren(OwedFeedback) if each.isVisible()]
    assert unnamed(owed) == []

    row(owed, "Partners").click()
    office.rest()
    (dialog,) = shown(page, TellDialog)
    assert "Drie banken." in {each.toPlainText() for each in dialog.findChildren(type(dialog._reason))}
    button(dialog, "It was told").click()
    office.rest()
    (owed,) = [each for each in page.findChildren(OwedFeedback) if each.isVisible()]
    row(owed, "Region").click()
    office.rest()
    (dialog,) = shown(page, TellDialog)
    button(dialog, "Not told").click()
    button(dialog, "They are not told").click()
    office.rest()
    assert "It is not said why they are not told." in texts(dialog)
    dialog._reason.setPlainText("Gaat alleen over dit plein.")
    button(dialog, "They are not told").click()
    office.rest()

    closed = {one.audience: one for one in office.all(Feedback) if isinstance(one, Feedback) and not one.owed}
    assert set(closed) == {"partners", "region"}
    assert (closed["partners"].message, closed["partners"].date) == ("Drie banken.", office.desk.today())
    assert closed["region"].waived == "Gaat alleen over dit plein."
    assert "3 still to tell" in texts(page)


def test_at_their_spot_one_key_notes_that_they_heard_it_and_what_they_said(office: Office) -> None:
    decided(office)
    (spot,) = [one.id for one in office.all(Spot)]
    page = RoundEntryPage(office.desk)
    office.open(page)
    board = page.board
    assert board is not None
    board.add_visit(Pick("Vlasakkerplein", spot))
    office.rest()
    assert any(text.startswith("Tell them here: Geen bank") for text in texts(board.tell_here))

    keys("[F2]")
    office.rest()
    (dialog,) = shown(page, TellDialog)
    dialog._editors["reaction"].widget.setFocus()
    keys("Eindelijk.")
    button(dialog, "It was told").click()
    office.rest()

    told = next(one for one in office.all(Feedback) if isinstance(one, Feedback) and one.audience == "youth")
    assert (told.date, told.message, told.reaction) == (office.desk.today(), "Drie banken.", "Eindelijk.")
    (signal,) = office.all(Signal)
    assert isinstance(signal, Signal) and signal.state == "fed_back"
    assert not board.tell_here.isVisible()


def test_what_was_noted_of_a_decision_is_put_right(office: Office) -> None:
    page = SignalsPage(office.desk)
    office.open(page, decided(office))

    button(page, "Put right what was decided").click()
    office.rest()
    (dialog,) = shown(page, CorrectDialog)
    assert unnamed(dialog) == []
    dialog._editors["conditions"].widget.setFocus()
    keys("Na advies.")
    button(dialog, "Save").click()
    office.rest()

    [note] = office.all(SignalNote)
    assert isinstance(note, SignalNote)
    assert (note.decision, note.conditions, note.result) == ("Drie banken.", "Na advies.", "partly")
    assert "Na advies." in texts(page)


def test_what_was_typed_of_a_telling_and_a_decision_comes_back_after_a_lock(office: Office) -> None:
    page = SignalsPage(office.desk)
    office.open(page, scheduled(office))
    button(page, "Move to Decided").click()
    office.rest()
    (dialog,) = shown(page, DecisionDialog)
    for number, words in enumerate(("Plaats drie banken", "Jongeren kiezen mee")):
        dialog._agreed._lines[number].text.setFocus()
        keys(words)
    kept = dialog.kept()
    dialog.done(0)
    moves.reopen(office.desk, page, kept)
    office.rest()
    again = shown(page, DecisionDialog)[-1]
    assert [line["text"] for line in again.agreements()] == ["Plaats drie banken", "Jongeren kiezen mee"]
    again.done(0)


def test_a_telling_comes_back_after_a_lock_in_the_way_in_which_it_was_closed(office: Office) -> None:
    page = SignalsPage(office.desk)
    office.open(page, decided(office))
    (owed,) = [each for each in page.findChildren(OwedFeedback) if each.isVisible()]
    row(owed, "Region").click()
    office.rest()
    (dialog,) = shown(page, TellDialog)
    button(dialog, "Not told").click()
    keys("Gaat alleen over dit plein.")
    kept = dialog.kept()
    dialog.done(0)
    telling.reopen(office.desk, page, kept)
    office.rest()

    again = shown(page, TellDialog)[-1]
    assert (again.waives, again.reason()) == (True, "Gaat alleen over dit plein.")
