"""Priorities and the charter in the window: ranked with the keyboard, told in words."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Activity, Area, Milestone, Priority
from outreach_app.store.database import Store
from outreach_app.ui.charter.panel import CharterPanel
from outreach_app.ui.pages.priorities import PrioritiesPage
from outreach_app.ui.pages.spots import WordsPage
from outreach_app.ui.priorities.ranking_panel import RankingPanel
from outreach_app.ui.widgets.row_button import RowButton
from tests.ui.desks import Office
from tests.ui.looking import shown, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


def names(panel: RankingPanel) -> list[str]:
    return [row.cells[0].text for row in panel.table.bars.rows]


def test_alt_and_an_arrow_rank_and_the_order_is_kept(qtbot: QtBot, office: Office) -> None:
    office.keep(*(Area(name=name, level="neighbourhood") for name in ("Centrum", "Molenveld", "Vlasakker")))
    page = PrioritiesPage(office.desk)
    office.open(page)
    panel = page.view
    assert isinstance(panel, RankingPanel)
    qtbot.waitUntil(lambda: names(panel) == ["Centrum", "Molenveld", "Vlasakker"])
    panel.table.setFocus()

    qtbot.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: names(panel) == ["1. Molenveld", "2. Centrum", "3. Vlasakker"])
    assert panel.line is not None and panel.line.name == "Centrum"
    assert len(office.all(Priority)) == 3


def test_the_charter_shows_the_work_of_a_year_and_the_path(qtbot: QtBot, office: Office) -> None:
    today = office.desk.today()
    office.keep(
        Activity(title="Voetbal", date=today, principles=["youth_first", "warm_places"]),
        Activity(title="Van vorig jaar", date=today - timedelta(400), principles=["youth_first"]),
        Milestone(title="Ondertekening", date=today - timedelta(90)),
    )
    page = WordsPage(office.desk)
    office.open(page, "charter")
    panel = page.view
    assert isinstance(panel, CharterPanel)
    qtbot.waitUntil(lambda: panel.spread is not None)
    assert panel.spread is not None
    assert (panel.spread.total, panel.spread.sum("youth_first"), panel.spread.sum("warm_places")) == (1, 1, 1)
    qtbot.waitUntil(lambda: [row.text() for row in shown(panel, RowButton)] == ["Ondertekening"])
    assert not unnamed(panel)
