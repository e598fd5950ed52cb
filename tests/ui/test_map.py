"""The map and its twin: what is drawn is said, reached by keyboard, put somewhere, and leaves without secrets."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from outreach_app.domain.geo.geojson import read
from outreach_app.domain.geo.projection import LAMBERT_72
from outreach_app.domain.records import Area, Boundary, Encounter, Export, Round, Spot, Visit
from outreach_app.store import boundaries
from outreach_app.store.database import Store
from outreach_app.ui.coverage_panel import CoveragePanel
from outreach_app.ui.furniture import FurniturePanel
from outreach_app.ui.map.ground import base_map
from outreach_app.ui.map.loading import LoadBoundariesDialog
from outreach_app.ui.map.panel import MapPanel
from outreach_app.ui.map.placing import PlaceDialog
from outreach_app.ui.map.scene_of import scene_of
from outreach_app.ui.pages.spots import SpotsPage
from outreach_app.ui.widgets.map.camera import Camera
from outreach_app.ui.widgets.map.scene import WITHHELD, flat
from tests.notes.judges import complaints, roles
from tests.store.test_boundaries import square
from tests.ui.desks import Office, keys
from tests.ui.looking import button, cut_off, shown, texts, unnamed


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


def town(office: Office) -> None:
    """Five neighbourhoods with an outline, of which one is visited once; a sixth that nobody goes to."""
    features = [
        {"properties": {"naam": name}, "geometry": {"type": "Polygon", "coordinates": [square(n / 50)]}}
        for n, name in enumerate(("Vlasakker", "Molenveld", "Centrum", "Stationswijk", "Linde"))
    ]
    file = read(json.dumps({"type": "FeatureCollection", "features": features}).encode(), "wijken.geojson")
    with office.store.write() as session:
        boundaries.load(session, boundaries.plan(session, file, "naam", "neighbourhood"), "neighbourhood", "Stad")
    areas = {area.name: area.id for area in office.all(Area) if isinstance(area, Area)}
    office.keep(Area(name="Heide", level="neighbourhood"))
    plein, hoek, _brug = office.keep(
        Spot(name="Plein", area=areas["Vlasakker"], kind="square", latitude=50.905, longitude=3.405),
        Spot(name="Hoek", area=areas["Molenveld"], furniture_missing={"bench": 2}),
        Spot(name="Onder de brug", sensitive=True, latitude=50.904, longitude=3.404),
    )
    elsewhere = [(None, areas[name]) for name in ("Centrum", "Stationswijk", "Linde")]
    for day in range(8):
        (walked,) = office.keep(Round(date=date(2026, 1, 5 + day)))
        places = [(plein, None), *elsewhere] + ([(hoek, None)] if not day else [])
        visits = office.keep(*(Visit(round=walked, spot=spot, area=area) for spot, area in places))
        office.keep(*(Encounter(visit=visit, group_size=1 if n == 4 else 6) for n, visit in enumerate(visits)))


def panel_of(office: Office) -> MapPanel:
    page = SpotsPage(office.desk)
    office.open(page)
    panel = page.view
    assert isinstance(panel, MapPanel)
    return panel


def dialog(kind: type) -> object:
    (asked,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return asked


def test_the_map_and_the_list_show_the_same_spot_as_chosen(office: Office) -> None:
    town(office)
    panel = panel_of(office)
    rows = [(row.title, row.figure) for row in panel.list.places.rows]
    assert rows == [("Plein", "8"), ("Hoek", "1"), ("Onder de brug", "")]

    panel.map.canvas.setFocus()
    keys("[PageDown]")

    chosen = panel.list.current()
    assert chosen == panel.map.canvas.current == panel.map.canvas.scene.pins[1].key
    assert "Plein" in panel.map.canvas.accessibleDescription()
    panel.list.setFocus()
    keys("[Down][Down]")
    assert panel.map.canvas.current == panel.list.current() != chosen


def test_what_was_chosen_comes_back_after_a_lock(office: Office) -> None:
    town(office)
    page = SpotsPage(office.desk)
    office.open(page)
    assert page.view is not None
    page.view.show_id(next(spot.id for spot in office.all(Spot) if spot.caption == "Hoek"))
    kept = page.kept()
    page.hide()

    again = SpotsPage(office.desk)
    office.open(again)
    again.bring_back(json.loads(json.dumps(kept)))
    office.rest()

    assert again.view is not None and again.view.current == page.view.current != ""


def test_shades_are_guarded_and_hatching_is_said(office: Office) -> None:
    town(office)
    panel = panel_of(office)

    regions = {region.name: region for region in panel.map.canvas.scene.regions}
    assert regions["Vlasakker"].figure == "50" and (regions["Vlasakker"].shade or 0) > 0  # 48, rounded
    assert regions["Molenveld"].shade == WITHHELD and regions["Molenveld"].figure == "–"
    assert "withheld" in panel.map.legend.accessibleName()


def test_keys_move_zoom_and_show_all(office: Office) -> None:
    town(office)
    canvas = panel_of(office).map.canvas
    canvas.setFocus()
    start, middle = canvas.camera.scale, canvas.camera.middle

    keys("[Plus][Right]")
    moved = (canvas.camera.scale, canvas.camera.middle)
    keys("0")

    assert moved[0] < start and moved[1].x() > middle.x()
    assert canvas.camera.scale == pytest.approx(start)


def test_zooming_keeps_the_place_under_the_pointer() -> None:
    camera = Camera()
    camera.size = QSizeF(800, 600)
    at = QPointF(120, 480)
    before = camera.back(at)

    camera.zoom(2, at)

    after = camera.back(at)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


def test_a_sensitive_spot_is_marked_here_and_never_leaves(office: Office) -> None:
    town(office)
    panel = panel_of(office)
    assert panel.data is not None

    here = {pin.name: pin.tone for pin in panel.map.canvas.scene.pins}
    away = {pin.name for pin in scene_of(panel.data, None, "contacts", leaving=True).pins}

    assert here["Onder de brug"] == "private" and away == {"Plein"}


def test_a_place_is_typed_kept_coarse_and_taken_back(office: Office) -> None:
    town(office)
    panel = panel_of(office)
    panel.show_id(next(spot.id for spot in office.all(Spot) if spot.caption == "Hoek"))
    assert any("not on the map" in row.detail for row in panel.list.places.rows)

    panel.place()
    office.rest()
    asked = dialog(PlaceDialog)
    assert isinstance(asked, PlaceDialog)
    asked.typed.setFocus()
    asked.typed.setText("51.0538123, 3.7254321")
    asked.button.setEnabled(True)
    button(asked, "Keep this place").click()
    office.rest()

    def place() -> tuple[float | None, float | None]:
        (spot,) = [spot for spot in office.all(Spot) if isinstance(spot, Spot) and spot.name == "Hoek"]
        return spot.latitude, spot.longitude

    assert place() == (51.054, 3.725)
    office.heard.undo()
    office.rest()
    assert place() == (None, None)


def test_a_click_points_at_a_place(office: Office) -> None:
    town(office)
    panel = panel_of(office)
    panel.show_id(next(spot.id for spot in office.all(Spot) if spot.caption == "Plein"))
    panel.place()
    office.rest()
    asked = dialog(PlaceDialog)
    assert isinstance(asked, PlaceDialog)
    canvas = asked.map.canvas

    at = canvas.camera.to(flat((3.4111, 50.9012))).toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    assert asked.at == pytest.approx((3.411, 50.901), abs=0.0011)
    assert unnamed(asked) == []
    asked.reject()


def test_boundaries_are_looked_at_before_they_are_loaded_and_taken_back(office: Office, tmp_path: Path) -> None:
    panel = panel_of(office)
    metres = [list(LAMBERT_72.from_wgs84(*at)) for at in square()]
    rings = {"Vlasakker": metres, "Open einde": metres[:-1]}
    features = [
        {"properties": {"WIJK": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in rings.items()
    ]
    path = tmp_path / "wijken.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    panel.load()
    asked = dialog(LoadBoundariesDialog)
    assert isinstance(asked, LoadBoundariesDialog)

    asked.read(path)
    office.rest()
    assert any("does not say in which coordinate system" in text for text in texts(asked)) and not asked.planned
    button(asked, "Load it as Lambert 72").click()
    office.rest()
    said = {row.title: row.detail for row in asked.list.places.rows}
    assert said["Vlasakker"] == "a new area" and "not closed" in said["Open einde"]
    assert unnamed(asked) == []
    button(asked, "Load").click()
    office.rest()

    assert [each.caption for each in office.all(Boundary)] == ["Vlasakker"]
    office.heard.undo()
    office.rest()
    assert office.all(Boundary) == [] and office.all(Area) == []


def test_an_outline_is_taken_off_the_map_and_put_back(office: Office) -> None:
    town(office)
    panel_of(office).load()
    office.rest()
    asked = dialog(LoadBoundariesDialog)
    assert isinstance(asked, LoadBoundariesDialog)
    assert [row.title for row in asked.list.places.rows][:2] == ["Centrum", "Linde"]

    button(asked, "Take off the map").click()
    office.rest()

    assert "Centrum" not in [each.caption for each in office.all(Boundary)]
    assert "Centrum" in [each.caption for each in office.all(Area)]
    office.heard.undo()
    office.rest()
    assert "Centrum" in [each.caption for each in office.all(Boundary)]
    asked.reject()


def test_a_picture_is_asked_for_noted_and_written(office: Office) -> None:
    town(office)
    panel = panel_of(office)

    made = panel._leaving.drawn_png()

    assert made.startswith(b"\x89PNG") and not office.all(Export)


def test_a_pdf_of_the_map_says_in_words_what_it_shows(office: Office, tmp_path: Path) -> None:
    town(office)
    pdf = panel_of(office)._leaving.drawn_pdf()

    (_document, figure) = roles(pdf)
    assert "Plein" in figure and "Onder de brug" not in figure
    assert complaints(pdf, tmp_path) == []


def test_a_picture_tells_nothing_of_where_one_looked_beside_sensitive_spots(office: Office) -> None:
    town(office)
    panel = panel_of(office)
    hidden = next(pin for pin in panel.map.canvas.scene.pins if pin.tone == "private")
    before = panel._leaving.drawn_png()

    panel.map.canvas.camera.middle = flat(hidden.at)
    panel.map.canvas.zoom(closer=True)

    assert panel._leaving.drawn_png() == before


def test_furniture_is_counted_by_keyboard_with_a_way_back(office: Office, tmp_path: Path) -> None:
    town(office)
    page = SpotsPage(office.desk)
    office.open(page, "furniture")
    panel = page.view
    assert isinstance(panel, FurniturePanel)
    assert "2 × bench" in " ".join(texts(panel))
    hoek = next(n for n, row in enumerate(panel.table.counts.rows) if row.title == "Hoek")
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.table.counts.index(hoek, 1))

    keys("7[Return]")
    office.rest()
    panel.table.setCurrentIndex(panel.table.counts.index(hoek, 2))
    keys("[Plus]")
    office.rest()

    def counted() -> tuple[dict[str, int], dict[str, int]]:
        (spot,) = [spot for spot in office.all(Spot) if isinstance(spot, Spot) and spot.name == "Hoek"]
        return spot.furniture_present, spot.furniture_missing

    assert counted() == ({"bench": 7}, {"bench": 3})
    office.heard.undo()
    office.rest()
    assert counted() == ({"bench": 7}, {"bench": 2})
    panel._let_go(tmp_path / "meubilair.xlsx", "groendienst")
    office.rest()
    sheet = load_workbook(tmp_path / "meubilair.xlsx").active
    assert sheet is not None
    names = [row[1].value for row in sheet.iter_rows()]
    assert "Hoek" in names and "Onder de brug" not in names
    assert [line.kind for line in office.all(Export) if isinstance(line, Export)] == ["spreadsheet"]


def test_coverage_says_where_nobody_went_and_where_many_are(office: Office) -> None:
    town(office)
    page = SpotsPage(office.desk)
    office.open(page, "coverage")
    panel = page.view
    assert isinstance(panel, CoveragePanel)

    assert any("Never visited: Heide." in text for text in texts(panel))
    first = panel.table.bars.rows[0]
    assert first.cells[0].text == "Heide" and first.cells[5].text == "never"
    by_name = {row.cells[0].text: [cell.text for cell in row.cells] for row in panel.table.bars.rows}
    assert by_name["Vlasakker"][1:5] == ["1", "8", "8", "6"]


def test_every_view_has_names_and_nothing_is_cut_off(office: Office) -> None:
    town(office)
    for target in ("map", "furniture", "coverage"):
        page = SpotsPage(office.desk)
        office.open(page, target)
        assert unnamed(page) == [] and cut_off(page) == []
        assert not [line for line in shown(page, QLineEdit) if not line.accessibleName()]
        page.hide()


def test_the_base_map_holds_the_country_and_finds_towns_by_postal_code() -> None:
    base = base_map()

    ghent = next(each for each in base.towns if "9000" in each.codes)
    assert ghent.nl == "Gent" and ghent.fr == "Gand" and ghent.bounds.holds((3.72, 51.05))
    assert len(base.towns) == 565 and len(base.ground.parts) == 162
