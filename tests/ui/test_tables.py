"""Consultations in the window: overlap and norms in words, and a meeting from its agenda to its minutes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    AgendaItem,
    Agreement,
    Consultation,
    Export,
    Meeting,
    Membership,
    Minute,
    Organisation,
    Worker,
)
from outreach_app.store.database import Store
from outreach_app.ui.leaving.asking import LeavingDialog
from outreach_app.ui.pages.consultations import ConsultationsPage
from outreach_app.ui.pages.meeting import MeetingPage
from outreach_app.ui.tables import going_out
from outreach_app.ui.tables.norms_panel import NormsPanel
from outreach_app.ui.tables.overlap_panel import OverlapPanel
from outreach_app.ui.widgets.buttons import Tick
from tests.ui.desks import Office
from tests.ui.looking import button, shown, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


@pytest.fixture
def meeting(office: Office) -> Id:
    """Of today, with one item and one agreement of before that is late."""
    today = office.desk.today()
    parks, club = Organisation(name="Groendienst"), Organisation(name="De Linde")
    jwo, house = Consultation(name="JWO"), Consultation(name="Huis van het Kind")
    office.keep(parks, club, jwo, house)
    meeting = Meeting(consultation=jwo.id, date=today, title="JWO van vandaag")
    office.keep(
        Membership(consultation=jwo.id, organisation=parks.id),
        Membership(consultation=jwo.id, organisation=club.id),
        Membership(consultation=house.id, organisation=club.id),
        Agreement(text="Snoeien", organisation=parks.id, due=today - timedelta(9)),
        meeting,
    )
    office.keep(AgendaItem(meeting=meeting.id, text="Banken", purpose="signal"))
    return meeting.id


def opened(office: Office, meeting: Id) -> MeetingPage:
    page = MeetingPage(office.desk, "Jeugdopbouwwerk Lindervoorde")
    office.open(page, meeting)
    return page


def test_an_agenda_is_built_and_minutes_are_typed_as_people_talk(
    office: Office, meeting: Id, qtbot: QtBot
) -> None:
    page = opened(office, meeting)
    page.build.click()
    office.rest()
    page.reload()
    office.rest()

    first, *_others = page.cards.values()
    assert "Snoeien (Groendienst)" in " ".join(texts(first)), "what is late comes first"
    card = next(each for each in page.cards.values() if "Banken" in each.accessibleName())
    qtbot.keyClicks(card.line, "Drie banken @groen tegen 1/7")
    assert any("Groendienst" in text for text in texts(card))
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    qtbot.keyClicks(card.said, "Iedereen akkoord.")
    page.save()
    office.rest()

    (_late, made) = office.all(Agreement)
    assert isinstance(made, Agreement) and made.text == "Drie banken" and made.meeting == meeting
    (minute,) = office.all(Minute)
    assert isinstance(minute, Minute) and minute.text == "Iedereen akkoord."
    assert card.line.text() == "" and unnamed(page) == []


def test_who_was_there_gets_the_minutes_and_nobody_can_be_added(office: Office, meeting: Id) -> None:
    page = opened(office, meeting)
    next(tick for tick in shown(page, Tick) if tick.text() == "Groendienst").click()
    office.rest()
    page.reload()
    office.rest()
    assert page.sitting is not None and page.sitting.recipients == ["Groendienst", "Coordinator of the team"]

    going_out.save(office.desk, page, page.sitting, "minutes", "Team")
    (asked,) = shown(page.window(), LeavingDialog)
    assert asked.recipient.isReadOnly() and asked.recipient.text() == "Groendienst, Coordinator of the team"
    assert not asked.silent.isVisible()
    asked.reject()
    assert office.all(Export) == []


def test_who_was_not_there_sees_the_agenda_and_no_minutes(
    office: Office, meeting: Id, store: Store, qtbot: QtBot
) -> None:
    (other,) = office.keep(Worker(name="Jonas"))
    with store.write() as session:
        session.get_one(Meeting, 1).workers = [other]
    outside = Office(qtbot, store, coordinator=False)
    page = opened(outside, meeting)

    assert any("Banken" in card.accessibleName() for card in page.cards.values())
    assert not any(card.writes for card in page.cards.values())
    assert "The minutes are for those who were there and for coordinators." in texts(page)
    outside.close()


def test_overlap_and_norms_say_in_words_what_to_do(office: Office, meeting: Id) -> None:
    page = ConsultationsPage(office.desk)
    office.open(page, "overlap")
    panel = page.view
    assert isinstance(panel, OverlapPanel)
    assert panel.table.texts.titles[1:] == ["Huis van het Kind", "JWO"]
    assert list(panel.table.texts.rows[0]) == ["De Linde", "● all themes", "● all themes"]
    assert "Nobody of the frontline sits here: ask who stands among young people every day." in texts(panel)
    page.arrive("norms")
    office.rest()
    norms = page.view
    assert isinstance(norms, NormsPanel) and "Plan 2 more meetings." in " ".join(texts(norms))
    button(norms, "Plan what is missing: JWO").click()
    office.rest()
    assert len(office.all(Meeting)) >= 2 and unnamed(page) == []
