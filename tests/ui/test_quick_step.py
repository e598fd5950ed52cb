"""A step noted from the signal in one line: kept with Enter, undone, and never lost on the way."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Organisation, Signal, Step
from outreach_app.store.database import Store
from outreach_app.ui.pages.signals import SignalsPage
from outreach_app.ui.quick_step import QuickStep
from outreach_app.ui.record_table import short_day
from tests.ui.desks import Office, focused, keys
from tests.ui.looking import button, shown, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


def line(page: SignalsPage) -> QuickStep:
    (found,) = shown(page, QuickStep)
    return found


def test_a_talk_is_noted_with_enter_and_the_line_is_ready_for_the_next(office: Office) -> None:
    (green,) = office.keep(Organisation(name="Groendienst"))
    (signal,) = office.keep(Signal(title="Banken"))
    page = SignalsPage(office.desk)
    office.open(page, signal)
    line(page).summary.setFocus()

    keys("Gebeld over twee banken[Tab][Tab]groen[Tab]")
    assert unnamed(page) == []
    button(page, "Service").click()
    line(page).summary.setFocus()
    keys("[Return]")
    office.rest()
    office.rest()

    (step,) = office.all(Step)
    assert isinstance(step, Step)
    assert (step.signal, step.summary, step.organisation) == (signal, "Gebeld over twee banken", green)
    assert (step.route, step.date) == ("service", office.desk.today())
    assert focused() is line(page).summary and line(page).summary.text() == ""
    assert (
        button(page, "Gebeld over twee banken, " + f"{short_day(office.desk.today())} · Groendienst") is not None
    )
    office.heard.undo()
    office.rest()
    assert office.all(Step) == []


def test_what_is_typed_stays_while_others_write_and_over_a_lock(office: Office) -> None:
    first, second = office.keep(Signal(title="Banken"), Signal(title="Schaduw"))
    page = SignalsPage(office.desk)
    office.open(page, first)
    line(page).summary.setFocus()
    keys("Half gezegd")

    office.keep(Step(signal=second, summary="Van een collega"))
    office.rest()
    office.rest()
    assert focused() is line(page).summary and line(page).summary.text() == "Half gezegd"
    kept = page.kept()
    assert kept["unfinished"]

    again = SignalsPage(office.desk)
    office.open(again)
    again.bring_back(kept)
    office.rest()
    assert line(again).summary.text() == "Half gezegd"


def test_an_empty_line_and_a_date_that_is_none_say_so(office: Office) -> None:
    (signal,) = office.keep(Signal(title="Banken"))
    page = SignalsPage(office.desk)
    office.open(page, signal)
    step = line(page)
    step.save()
    assert "Say in a few words what was done." in texts(page)

    step.summary.setText("Gebeld")
    step.date.setText("ooit")
    step.save()
    office.rest()

    assert office.all(Step) == []
    assert step.summary.text() == "Gebeld"
