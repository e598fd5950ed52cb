"""What a year of signals yielded, in the window: exact here, guarded where it leaves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Area, Encounter, Export, Feedback, Need, Round, Signal, SignalNote, Visit
from outreach_app.notes.text import clean
from outreach_app.store.database import Store
from outreach_app.ui.leaving.asking import LeavingDialog
from outreach_app.ui.pages.results import ResultsPage
from tests.ui.desks import Office
from tests.ui.looking import button, shown, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


def answered(office: Office, title: str, decided: date, area: str) -> None:
    (need,) = office.keep(Need(title=title))
    outing = Round(date=date(2025, 9, 1))
    visit = Visit(round=outing.id)
    signal = Signal(title=title, needs=[need], areas=[area], state="fed_back", outcome="accepted")  # type: ignore[list-item]
    office.keep(
        outing, visit, Encounter(visit=visit.id, needs=[need], group_size=5), signal,
        SignalNote(signal=signal.id, version=1, date=date(2026, 1, 10), decided_on=decided, result="accepted",
                   decision="Er komen banken."),
        Feedback(signal=signal.id, date=decided, message="Er komen banken."),
    )  # fmt: skip


@pytest.fixture
def page(office: Office) -> ResultsPage:
    flax, centre = office.keep(Area(name="Vlasakker"), Area(name="Centrum"))
    answered(office, "Geen bank", date(2026, 2, 1), flax)
    answered(office, "Te donker", date(2026, 3, 1), centre)
    page = ResultsPage(office.desk, "Jeugdwerk Lindervoorde")
    office.open(page)
    return page


def test_a_year_is_shown_exactly_and_its_needs_lead_to_their_signals(office: Office, page: ResultsPage) -> None:
    assert {"2026", "2 of 2", "153 days", "from first encounter to decision", "2 needs"} <= set(texts(page))
    assert unnamed(page) == []

    page.area.choose(next(one.id for one in office.all(Area) if one.caption == "Vlasakker"))
    page._choose_area()
    office.rest()
    assert {"1 of 1", "1 need"} <= set(texts(page))
    button(page, "Geen bank, Er komen banken., Accepted").click()

    [geen_bank] = [one.id for one in office.all(Signal) if one.caption == "Geen bank"]
    assert office.heard.gone == [("signals", geen_bank)]


def test_a_spreadsheet_leaves_with_what_may_leave_and_a_line_in_the_register(
    office: Office, page: ResultsPage, tmp_path: Path
) -> None:
    page.spreadsheet()
    (dialog,) = shown(page, LeavingDialog)
    button(dialog, "Export …").click()
    (where,) = shown(page, QFileDialog)
    where.fileSelected.emit(str(tmp_path / "results.csv"))
    office.rest()

    text = clean((tmp_path / "results.csv").read_text(encoding="utf-8-sig"))
    assert "Geen bank" in text and "days" not in text and "– from first encounter to decision" in text
    (line,) = office.all(Export)
    assert isinstance(line, Export) and (line.kind, line.count) == ("spreadsheet", 2)


def test_without_signals_it_says_what_will_stand_there(office: Office) -> None:
    page = ResultsPage(office.desk, "Jeugdwerk")
    office.open(page)

    assert "Results appear here once there is a signal." in texts(page)
    assert not page.export.isVisible()
