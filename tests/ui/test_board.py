"""The boards: read, walked and moved without a mouse, with the questions and refusals of the pane."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import (
    Area,
    Encounter,
    Need,
    PatternDecision,
    Round,
    Signal,
    SignalNote,
    Spot,
    Visit,
)
from outreach_app.store.database import Store
from outreach_app.ui.board.board_list import BoardList
from outreach_app.ui.board.pattern_card import PatternCard
from outreach_app.ui.dialogs.copy_up import CopyUpDialog
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.dialogs.pattern import DismissDialog, PatternDialog
from outreach_app.ui.dialogs.promote import PromoteDialog
from outreach_app.ui.pages.needs import NeedsPage
from outreach_app.ui.pages.signals import SignalsPage
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.board.board import Board
from outreach_app.ui.widgets.board.card import MIME, Card
from tests.ui.desks import Office, focused, keys
from tests.ui.looking import button, cut_off, editor, shown, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


def board_of(page: SignalsPage | NeedsPage) -> Board:
    assert isinstance(page.list, BoardList)
    return page.list.board


def columns(board: Board) -> dict[str, list[str]]:
    """Titles of the cards of every column that has some."""
    return {code: [card.face.title for card in lane.cards] for code, lane in board.columns.items() if lane.cards}


def stands(office: Office, board: Board, expected: dict[str, list[str]]) -> None:
    office.qtbot.waitUntil(lambda: columns(board) == expected)


def drop(board: Board, id: str, code: str) -> None:
    held = QMimeData()
    held.setData(MIME, id.encode())
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    onto = board.asides.get(code, board.columns[code])
    QApplication.sendEvent(onto, QDragEnterEvent(QPoint(5, 5), move, held, left, none))
    QApplication.sendEvent(onto, QDropEvent(QPointF(5, 5), move, held, left, none))


def dialog(kind: type[MoveDialog] | type[PromoteDialog]) -> MoveDialog | PromoteDialog:
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return found


def test_a_card_says_what_its_signal_is_and_how_long_it_waits(office: Office) -> None:
    (need,) = office.keep(Need(title="Zitten", domains=["public_space"]))
    (signal,) = office.keep(Signal(title="Banken", state="submitted", needs=[need], lead=office.worker))
    sent = office.desk.today() - timedelta(41)
    office.keep(SignalNote(signal=signal, date=sent, addressee="College"))
    page = SignalsPage(office.desk)
    office.open(page)

    (card,) = shown(board_of(page), Card)

    assert card.accessibleName() == (
        "Banken. Submitted. Public space. No encounters yet. No reply for 41 days. Lead: Noor"
    )
    stands(office, board_of(page), {"submitted": ["Banken"]})
    assert page.list.pane.isVisible() is False


def test_arrows_walk_and_ctrl_with_an_arrow_moves_or_asks_and_a_refusal_says_why(office: Office) -> None:
    first, _second = office.keep(Signal(title="Banken"), Signal(title="Schaduw", state="checking"))
    page = SignalsPage(office.desk)
    office.open(page)
    assert focused().accessibleName().startswith("Banken")
    keys("[Right]")
    assert focused().accessibleName().startswith("Schaduw")
    keys("[Left][Ctrl+Left]")
    office.rest()
    assert columns(board_of(page))["draft"] == ["Banken"]

    keys("[Ctrl+Right]")
    office.rest()
    stands(office, board_of(page), {"checking": ["Banken", "Schaduw"]})
    assert focused().accessibleName().startswith("Banken"), "the focus goes along"
    keys("[Ctrl+Left]")
    office.rest()
    asked = dialog(MoveDialog)
    assert "Reason" in [each.accessibleName() for each in asked.findChildren(type(focused()))]
    asked.reject()
    drop(board_of(page), first, "decided")
    office.rest()

    (refused,) = office.heard.refused
    assert str(refused).startswith("From “Checking”")
    stands(office, board_of(page), {"checking": ["Banken", "Schaduw"]})


def test_what_stands_aside_is_opened_takes_cards_and_gives_them_back(office: Office) -> None:
    (signal,) = office.keep(Signal(title="Banken"))
    page = SignalsPage(office.desk)
    office.open(page)
    board = board_of(page)

    drop(board, signal, "parked")
    office.rest()
    parked = office.all(Signal)[0]
    assert isinstance(parked, Signal) and parked.state == "parked"
    assert shown(board, Card) == []
    button(board, "Parked: 1 card").click()
    (card,) = shown(board, Card)
    card.setFocus()
    keys("[Ctrl+Right]")
    office.rest()
    office.rest()

    stands(office, board, {"draft": ["Banken"]})


def test_enter_opens_the_card_beside_and_escape_closes_it(office: Office) -> None:
    (signal,) = office.keep(Signal(title="Banken"))
    page = SignalsPage(office.desk)
    office.open(page)

    keys("[Return]")
    office.rest()
    assert page.list.pane.isVisible() and page.list.pane.id == signal
    keys("[Escape]")

    assert not page.list.pane.isVisible()
    assert isinstance(focused(), Card)


def test_board_or_list_is_remembered_and_a_search_narrows_both(office: Office) -> None:
    office.keep(Signal(title="Banken"), Signal(title="Schaduw"))
    page = SignalsPage(office.desk)
    office.open(page)
    page.list.search.setText("bank")
    page.list.search.searched.emit("bank")
    office.rest()
    stands(office, board_of(page), {"draft": ["Banken"]})

    button(page, "List").click()
    office.rest()
    assert page.list.table.isVisible() and page.list.model.total == 1

    again = SignalsPage(office.desk)
    office.open(again)
    assert again.list.table.isVisible()


def test_a_need_put_into_a_signal_is_promoted(office: Office) -> None:
    (need,) = office.keep(Need(title="Zitten"))
    for n in range(3):
        (outing,) = office.keep(Round(date=date(2026, 11, 3) + timedelta(n)))
        (visit,) = office.keep(Visit(round=outing, position=0))
        office.keep(Encounter(visit=visit, group_size=2, needs=[need]))
    page = NeedsPage(office.desk)
    office.open(page)
    keys("[Ctrl+Right]")
    office.rest()
    stands(office, board_of(page), {"recurring": ["Zitten"]})

    drop(board_of(page), need, "in_signal")
    office.rest()
    button(dialog(PromoteDialog), "Make the signal").click()
    office.rest()

    stands(office, board_of(page), {"in_signal": ["Zitten"]})


def test_a_copy_goes_upward_without_what_is_local_and_both_know_of_each_other(office: Office) -> None:
    office.keep(Area(name="Vlasakker"))
    (signal,) = office.keep(Signal(title="Geen banken in de Vlasakker", state="submitted"))
    page = SignalsPage(office.desk)
    office.open(page, signal)
    button(page, "Copy upward …").click()
    office.rest()
    (asked,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, CopyUpDialog)]
    title = editor(asked, "Title", QLineEdit)
    assert title.text() == "Geen banken in de (neighbourhood)"
    assert "Taken out: Vlasakker. Say it better where brackets stand." in texts(asked)
    assert unnamed(asked) == [] and cut_off(asked) == []

    title.setText("Geen banken in de Vlasakkerbuurt")
    button(asked, "Make the copy").click()
    office.rest()
    assert "This is still local: Vlasakkerbuurt." in texts(asked)
    title.setText("Te weinig banken in nieuwe wijken")
    button(asked, "Flemish").click()
    button(asked, "Make the copy").click()
    office.rest()

    original, copy = office.all(Signal)
    assert isinstance(copy, Signal) and isinstance(original, Signal)
    assert (copy.level, copy.state, copy.copied_from, original.state) == ("flemish", "draft", signal, "submitted")
    assert office.heard.gone == [("signals", copy.id)]
    office.rest()
    assert button(page, "Te weinig banken in nieuwe wijken, Copied upward · Draft").isVisible()


def comes_up(office: Office, *days_ago: int) -> None:
    """Everywhere once: what comes up at a new place spreads."""
    (need,) = office.keep(Need(title="Geen bus", kind="transport", domains=["work"]))
    for ago in days_ago:
        (spot,) = office.keep(Spot(name=f"Plek {ago}"))
        (outing,) = office.keep(Round(date=office.desk.today() - timedelta(ago)))
        (visit,) = office.keep(Visit(round=outing, position=0, spot=spot))
        office.keep(Encounter(visit=visit, group_size=2, needs=[need]))


def test_a_possible_pattern_is_shown_with_its_figures_and_makes_a_signal_only_when_told(office: Office) -> None:
    comes_up(office, 120, 100, 9)
    page = SignalsPage(office.desk)
    office.open(page)
    (card,) = shown(board_of(page), PatternCard)
    told = "Possible pattern. Geen bus. 3 encounters: 3 spots, 3 dates. "
    assert card.accessibleName() == told + "Also at a spot where it had not come up before"
    assert office.all(Signal) == []

    button(card, "Look: Geen bus").click()
    (asked,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, PatternDialog)]
    assert {"1 in 1 visit", "2 in 2 visits"} <= set(texts(asked))
    assert unnamed(asked) == [] and cut_off(asked) == []
    button(asked, "Make a signal of it").click()
    stands(office, board_of(page), {"draft": ["Geen bus"]})

    office.qtbot.waitUntil(lambda: not shown(board_of(page), PatternCard))
    assert page.list.pane.isVisible()
    office.heard.undo()
    office.qtbot.waitUntil(lambda: len(shown(board_of(page), PatternCard)) == 1)


def test_a_pattern_that_is_none_says_why_and_does_not_come_back(office: Office) -> None:
    comes_up(office, 120, 100, 9)
    page = SignalsPage(office.desk)
    office.open(page)
    button(page, "Not a pattern: Geen bus").click()
    (asked,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, DismissDialog)]
    button(asked, "Leave it").click()
    assert "Say it in a few words, so that colleagues need not wonder." in texts(asked)

    office.qtbot.waitUntil(asked.reason.hasFocus)
    keys("Omleiding[Return]")

    office.qtbot.waitUntil(lambda: not shown(board_of(page), PatternCard))
    office.rest()
    (kept,) = office.all(PatternDecision)
    assert isinstance(kept, PatternDecision) and kept.reason == "Omleiding"
    assert office.heard.toasts == ["“Geen bus” is left: no pattern."]


@pytest.mark.parametrize("scale", [100, 150])
def test_three_hundred_cards_stand_in_their_columns_and_nothing_is_cut_off(office: Office, scale: int) -> None:
    theme().choose("dark", scale)
    states = ("draft", "checking", "ripe", "submitted", "decided", "closed")
    office.keep(*(Signal(title=f"Signaal {n:03} over zitplekken", state=states[n % 6]) for n in range(300)))
    page = SignalsPage(office.desk)
    office.open(page)
    board = board_of(page)

    assert [len(lane.cards) for lane in board.columns.values()] == [50, 50, 50, 50, 50, 50, 0, 0]
    assert unnamed(page) == [] and cut_off(board) == []
    assert "50" in texts(board)
