"""The network in the window: confirming, and the social map in words and as a matrix."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from outreach_app.domain.records import Acquaintance, Area, ContactPerson, Offer, Organisation, Referral
from outreach_app.store import records
from outreach_app.store.database import Store
from outreach_app.ui.network.confirming import Confirming
from outreach_app.ui.network.map_panel import MapPanel
from outreach_app.ui.pages.network import NetworkPage
from tests.ui.desks import Office
from tests.ui.looking import button, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


@pytest.fixture
def page(office: Office) -> NetworkPage:
    area = Area(name="Akker", level="neighbourhood")
    office.keep(area)
    ocmw = Organisation(name="OCMW", support=["management"], areas=[area.id])
    office.keep(ocmw, Organisation(name="Club", size="small", areas=[area.id]))
    asked = office.desk.today() - timedelta(days=800)
    els = ContactPerson(name="Els Rombouts", organisation=ocmw.id, tier="management", confirmed_on=asked)
    office.keep(els, Offer(name="Instuif", organisation=ocmw.id, domains=["leisure"], thresholds=["cost"]))
    office.keep(Acquaintance(contact=els.id, organisation=ocmw.id), Referral(domain="leisure", heads=2))
    page = NetworkPage(office.desk)
    office.open(page)
    office.rest()
    return page


def test_details_are_confirmed_with_one_button_and_a_way_back(office: Office, page: NetworkPage) -> None:
    page.arrive("contact-persons")
    office.rest()
    [confirming] = page.list.pane.findChildren(Confirming)
    assert any(text.startswith("Confirmed on") and text.endswith("ask again.") for text in texts(confirming))
    button(confirming, "Details still hold").click()
    office.rest()
    with office.store.read() as session:
        assert records.get(session, ContactPerson, "Els Rombouts").confirmed_on == office.desk.today()
    office.heard.undo()
    office.rest()
    with office.store.read() as session:
        assert records.get(session, ContactPerson, "Els Rombouts").confirmed_on != office.desk.today()


def test_the_social_map_says_what_is_missing_and_leads_there(office: Office, page: NetworkPage) -> None:
    page.arrive("map")
    office.rest()
    panel = page.view
    assert isinstance(panel, MapPanel) and not unnamed(panel)
    said = texts(panel)
    assert "2 organisations, 1 offer, 1 contact person." in said
    assert "Backed by 1 of 2 organisations at this tier: Management." in said
    assert "Small, and no talk with them this year: ask what they need." in said
    button(panel, "Instuif").click()
    office.rest()
    assert page.list.record is Offer


def test_matrices_open_what_a_row_is_about(office: Office, page: NetworkPage) -> None:
    page.arrive("map")
    office.rest()
    panel = page.view
    assert isinstance(panel, MapPanel)
    rows = []
    for way in ("domains", "tiers", "known"):
        panel.ways.choose(way)
        panel.ways.chosen.emit(way)
        rows.append({row[0]: list(row[1:]) for row in panel.matrix.rows})
    domains, tiers, known = rows
    assert domains["Leisure"] == ["1 offer", "1 offer"]
    assert tiers["OCMW"][:3] == ["–", "● backs, knows 1", "–"]
    assert known["Els Rombouts"] == ["OCMW", "Management", "OCMW"]
    panel.table.activated.emit(panel.table.texts.index(0, 0))
    office.rest()
    assert page.list.record is ContactPerson


def test_no_list_of_referrals_leaves(office: Office, page: NetworkPage) -> None:
    page.arrive("referrals")
    office.rest()
    assert page.list.export.isHidden()


def test_the_picture_is_walked_by_keys_and_says_who_is_tied_to_whom(
    office: Office, page: NetworkPage, qtbot: QtBot
) -> None:
    [club] = [each for each in office.all(Organisation) if isinstance(each, Organisation) and each.name == "Club"]
    [els] = office.all(ContactPerson)
    office.keep(Acquaintance(contact=els.id, organisation=club.id))
    page.arrive("map")
    office.rest()
    panel = page.view
    assert isinstance(panel, MapPanel)
    panel.reload()
    office.rest()
    panel.ways.choose("picture")
    panel.ways.chosen.emit("picture")
    said = set()
    for _step in panel.canvas.nodes:
        qtbot.keyClick(panel.canvas, Qt.Key.Key_Right)
        said.add(panel.canvas.accessibleDescription())
    assert said == {"OCMW, tied to 1: Club", "Club, tied to 1: OCMW"}
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Plus)
    assert not panel.canvas.grab().isNull()
    paper = panel.out.drawn_pdf()
    assert paper.startswith(b"%PDF") and b"Els" not in paper
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Return)
    office.rest()
    assert page.list.record is Organisation
