"""Areas in the window: a tree to walk through, a merger asked in words, and what comes up counted once."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, JointService, Need, Round, Spot, Visit
from outreach_app.store import records
from outreach_app.store.database import Store
from outreach_app.ui.areas.merging import MergeAreasDialog
from outreach_app.ui.areas.rollup_panel import RollupPanel
from outreach_app.ui.areas.tree_panel import TreePanel
from outreach_app.ui.pages.regions import RegionsPage
from outreach_app.ui.pages.spots import SpotsPage
from tests.ui.desks import Office
from tests.ui.looking import button, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


@pytest.fixture
def towns(office: Office) -> dict[str, Id]:
    region = Area(name="Westrand", level="youth_region")
    office.keep(region)
    one, other = (Area(name=name, level="municipality", parent=region.id) for name in ("Tielt", "Meulebeke"))
    need, walked = Need(title="Geen plek"), Round(date=date(2024, 5, 3))
    office.keep(one, other, need, walked)
    for area in (one, other):
        spot = Spot(name=f"Plein {area.name}", area=area.id)
        office.keep(spot)
        visit = Visit(round=walked.id, spot=spot.id, area=area.id)
        office.keep(visit)
        office.keep(Encounter(visit=visit.id, group_size=3, needs=[need.id]))
    return {area.name: area.id for area in (region, one, other)}


def tree_of(office: Office) -> TreePanel:
    page = SpotsPage(office.desk)
    office.open(page, "tree")
    office.rest()
    assert isinstance(page.view, TreePanel)
    return page.view


def said(panel: TreePanel) -> list[str]:
    return [" ".join(part for part in row.cells if part) for row in panel.tree.rows.root.all() if row.key]


def test_the_tree_counts_each_once_and_is_walked_by_keys(office: Office, towns: dict[str, Id]) -> None:
    panel = tree_of(office)
    assert said(panel) == [
        "Westrand Youth region 2 1",
        "Meulebeke Municipality 1 1",
        "Plein Meulebeke Spot",
        "Tielt Municipality 1 1",
        "Plein Tielt Spot",
    ]
    assert panel.areas.id == towns["Westrand"] and not unnamed(panel)
    assert any("this one holds 2" in text for text in texts(panel))
    panel.show_id(towns["Tielt"])
    office.rest()
    assert panel.areas.id == towns["Tielt"]


def test_a_known_merger_is_offered_made_and_taken_back(office: Office, towns: dict[str, Id]) -> None:
    panel = tree_of(office)
    assert any(text.startswith("Meulebeke became Tielt on") for text in texts(panel.known))
    button(panel.known, "Merge …").click()
    office.rest()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, MergeAreasDialog)]
    assert dialog.olds.chosen() == [towns["Meulebeke"]] and dialog.into.chosen() == towns["Tielt"]
    dialog.button.click()
    office.rest()
    panel.reload()
    office.rest()
    assert said(panel)[1:] == [
        "Tielt Municipality 2 1",
        "Plein Meulebeke Spot",
        "Plein Tielt Spot",
        "Meulebeke until 1 Jan 2025",
    ]
    assert panel.known.isHidden()
    office.heard.undo()
    office.rest()
    with office.store.read() as session:
        assert records.get(session, Area, "Meulebeke").successor is None


def test_a_merger_without_a_day_or_a_name_is_said_beside_its_field(office: Office, towns: dict[str, Id]) -> None:
    panel = tree_of(office)
    panel.show_id(towns["Tielt"])
    office.rest()
    button(panel.areas, "Merge …").click()
    office.rest()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, MergeAreasDialog)]
    dialog.button.click()
    assert "Fill this in." in texts(dialog)
    dialog.day.setText("1/1/2027")
    dialog.button.click()
    office.rest()
    assert "It is not said what these areas become." in texts(dialog)
    dialog.reject()


def test_roll_up_and_what_a_region_does_together(office: Office, towns: dict[str, Id]) -> None:
    office.keep(JointService(name="Mobiele bus", area=towns["Westrand"], year=2026, state="running"))
    page = RegionsPage(office.desk)
    office.open(page)
    office.rest()
    panel = page.view
    assert isinstance(panel, RollupPanel)
    assert [[cell.text for cell in row.cells] for row in panel.table.bars.rows] == [
        ["Meulebeke", "1", "1", "0"],
        ["Tielt", "1", "1", "0"],
    ]
    assert any("2 spots, 1 need and 0 signals" in text for text in texts(panel)) and not unnamed(page)
    panel.table.opened.emit(towns["Tielt"])
    assert office.heard.gone == [("spots", f"tree/{towns['Tielt']}")]
    page.arrive("joint-services")
    office.rest()
    assert page.list.model.total == 1
