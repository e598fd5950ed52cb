"""A list that leaves as a spreadsheet: what is seen, in its order, and nothing that stays on the laptop."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from outreach_app.domain.fields import Id
from outreach_app.domain.filters import Condition
from outreach_app.domain.records import Area, Encounter, Export, Round, Spot, Visit
from outreach_app.store.database import Store
from outreach_app.ui.leaving import view
from outreach_app.ui.leaving.asking import LeavingDialog
from outreach_app.ui.pages.records import RecordList
from outreach_app.ui.pages.rounds import RoundsPage
from outreach_app.ui.pages.spots import SpotsPage
from outreach_app.ui.tasks import Task
from tests.ui.desks import Office
from tests.ui.looking import button


@pytest.fixture
def office(qtbot: QtBot, store: Store) -> Iterator[Office]:
    office = Office(qtbot, store)
    yield office
    office.close()


def let_out(office: Office, shown: RecordList, file: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Presses the button, answers the question and chooses a file."""
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(file)))
    button(shown, "Export this list …").click()
    (asked,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, LeavingDialog) and w.isVisible()]
    asked.recipient.setText("Jeugddienst")
    button(asked, "Export …").click()
    office.rest()
    office.rest()
    asked.deleteLater()
    for dialog in shown.findChildren(QFileDialog):
        dialog.deleteLater()
    return lines(file)


def lines(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened, delimiter=";"))


def test_what_leaves_is_the_list_as_it_is_seen(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (area,) = office.keep(Area(name="Noord"))
    office.keep(
        Spot(name="Plein", area=area, kind="square"),
        Spot(name="=Plein 2", area=area),
        Spot(name="Plein dat geheim is", area=area, sensitive=True),
        Spot(name="Hal", area=area),
    )
    page = SpotsPage(office.desk)
    office.open(page)
    page._open(Spot.slug)
    office.rest()
    page.list.narrow((Condition("area", str(area)),))
    page.list.table.columns.show_column("kind", False)
    page.list.search.setText("plein")
    page.list.search.returnPressed.emit()
    office.rest()

    found = let_out(office, page.list, tmp_path / "uit.csv", monkeypatch)

    titles = [column.title for column in page.list.table.columns.shown]
    assert "Kind of spot" not in titles
    assert found[0] == titles
    assert sorted(row[titles.index("Name")] for row in found[1:3]) == ["'=Plein 2", "Plein"]
    assert [row[0] for row in found[4:]] == [
        "Spots · 18 November 2026 · 2 rows",
        "Narrowed by a search.",  # its word stands in the name of what stays
        "Filtered: Noord",
        "1 row stayed: it is of this laptop alone.",
    ]
    (noted,) = office.all(Export)
    assert isinstance(noted, Export)
    assert (noted.kind, noted.recipient, noted.count) == ("spreadsheet", "Jeugddienst", 2)
    assert "Saved as uit.csv. 1 row stayed: it is of this laptop alone." in office.heard.toasts


def test_a_sensitive_spot_leaves_as_its_area_and_dates_as_dates(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (round,) = office.keep(Round(date=date(2026, 11, 17), workers=[office.worker]))
    (area,) = office.keep(Area(name="Noord"))
    (hidden,) = office.keep(Spot(name="Schuilplek", area=area, sensitive=True))
    (visit,) = office.keep(Visit(round=round, sensitive_spot=hidden, area=area))
    office.keep(Encounter(visit=visit, group_size=4, local_note="Nooit naar buiten"))
    page = RoundsPage(office.desk)
    office.open(page)

    rounds = let_out(office, page.list, tmp_path / "rondes.csv", monkeypatch)
    page._open(Encounter.slug)
    office.rest()
    met = let_out(office, page.list, tmp_path / "gesprekken.csv", monkeypatch)

    assert rounds[1][:3] == ["2026-11-17", "Noord", "4"]
    assert met[1][:3] == ["2026-11-17", "Noord", "4"]
    assert "Schuilplek" not in str(rounds) + str(met)
    assert "Nooit naar buiten" not in str(met)


def test_a_long_list_leaves_whole_and_a_stopped_one_not_at_all(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "STEP", 7)
    office.keep(*(Spot(name=f"Plek {n:03}") for n in range(40)))
    page = SpotsPage(office.desk)
    office.open(page)
    page._open(Spot.slug)
    office.rest()

    found = let_out(office, page.list, tmp_path / "uit.csv", monkeypatch)
    task = Task("", can_stop=True)
    task.cancel()
    shown = view.Outgoing.of(page.list.model, page.list.table.columns.shown, "Spots", page.list.filters.words)
    with pytest.raises(view.ExportStopped):
        view.gather(office.desk, task, shown)
    with pytest.raises(view.ExportStopped):
        view.write_view(office.desk, task, tmp_path / "half.csv", shown, view.gather(office.desk, Task(""), shown))

    assert [row[0] for row in found[1:41]] == [f"Plek {n:03}" for n in range(40)]
    assert [file.name for file in tmp_path.glob("*half*")] == []


def test_what_only_a_local_note_tells_stays_and_its_words_are_not_repeated(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (spot,) = office.keep(Spot(name="Plein"))
    (round,) = office.keep(Round(date=date(2026, 11, 17)))
    (visit,) = office.keep(Visit(round=round, spot=spot))
    office.keep(Encounter(visit=visit, group_size=7, local_note="quokka bij de bank"))
    page = RoundsPage(office.desk)
    office.open(page, "encounters")
    page.list.search.setText("quokka")
    office.qtbot.waitUntil(lambda: page.list.model.asked.text == "quokka")
    office.rest()
    assert page.list.model.total == 1

    found = let_out(office, page.list, tmp_path / "a.csv", monkeypatch)

    assert len(found[0]) > 1 and found[1] == [], "no row"
    assert "quokka" not in (tmp_path / "a.csv").read_text("utf-8-sig")
    assert "1 row stayed: it is of this laptop alone." in [line[0] for line in found if line]


@pytest.mark.parametrize("of", ["", Encounter.slug])
def test_the_name_of_a_sensitive_spot_chooses_no_rows_and_no_searched_word_leaves(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    (area,) = office.keep(Area(name="Noord"))
    (hidden, known) = office.keep(Spot(name="Schuilplek", area=area, sensitive=True), Spot(name="Schuilhoek"))
    for day, visited in (
        (16, Visit(round=Id(""), sensitive_spot=hidden, area=area)),
        (17, Visit(round=Id(""), spot=known)),
    ):
        (visited.round,) = office.keep(Round(date=date(2026, 11, day)))
        (visit,) = office.keep(visited)
        office.keep(Encounter(visit=visit, group_size=day))
    page = RoundsPage(office.desk)
    office.open(page, of)
    page.list.search.setText("schuil")
    office.qtbot.waitUntil(lambda: page.list.model.asked.text == "schuil" and page.list.model.total == 2)
    office.rest()

    found = let_out(office, page.list, tmp_path / "uit.csv", monkeypatch)

    assert [row[:3] for row in found[1:3]] == [["2026-11-17", "Schuilhoek", "17"], []]
    assert "Narrowed by a search." in [row[0] for row in found if row]
    assert "schuil" not in str(found[3:]).casefold()


def test_a_lock_stops_what_is_being_written_and_nothing_is_left(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "STEP", 7)
    office.keep(*(Spot(name=f"Plek {n:03}") for n in range(40)))
    page = SpotsPage(office.desk)
    office.open(page)
    page._open(Spot.slug)
    office.rest()
    task = Task("")
    shown = view.Outgoing.of(page.list.model, page.list.table.columns.shown, "Spots", page.list.filters.words)
    found = view.gather(office.desk, task, shown)
    task.progressed.connect(lambda done, _of: office.background.stopping.set() if done == 21 else None)

    with pytest.raises(view.ExportStopped):
        view.write_view(office.desk, task, tmp_path / "uit.csv", shown, found)

    assert list(tmp_path.glob("*uit*")) == []
