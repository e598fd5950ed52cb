"""Spots in a file: which one a name means, and that none becomes public which stays on this laptop."""

from pathlib import Path

import pytest

from outreach_app.domain.records import Area, Spot, Visit
from outreach_app.store import records
from outreach_app.store.database import Store
from tests.tables.helpers import all_of, counts, run


@pytest.mark.parametrize("area", [None, "Zuid", "Noord"])
def test_a_sensitive_spot_is_met_by_its_name_wherever_it_lies(
    store: Store, tmp_path: Path, area: str | None
) -> None:
    with store.write() as session:
        for name in ("Noord", "Zuid"):
            records.add(session, Area, {"name": name})
        values = {"name": "Kelder", "sensitive": "yes"} | ({"area": area} if area else {})
        hidden = records.add(session, Spot, values).id
    file = tmp_path / "a.csv"
    file.write_text("date,area,spot\n2026-11-19,Noord,kelder\n2026-11-20,,KELDER\n")
    assert counts(run(store, file)) == (2, 2, 0, 0)
    (tmp_path / "spots.csv").write_text("name,area\nKelder,Noord\n")
    assert counts(run(store, tmp_path / "spots.csv", "spots")) == (1, 0, 1, 0)
    assert [spot.id for spot in all_of(store, Spot)] == [hidden]
    assert {(visit.spot, visit.sensitive_spot) for visit in all_of(store, Visit)} == {(None, hidden)}


def test_a_sensitive_spot_in_the_bin_makes_no_public_one(store: Store, tmp_path: Path) -> None:
    with store.write() as session:
        hidden = records.add(session, Spot, {"name": "Kelder", "sensitive": "yes"}).id
        records.delete(session, Spot, hidden)
    file = tmp_path / "a.csv"
    file.write_text("date,area,spot\n2026-11-19,Noord,kelder\n2026-11-19,Noord,Plein\n")
    report = run(store, file)
    assert [(row.line, row.field, row.value) for row in report.rejected] == [(2, "spot", "kelder")]
    assert [spot.name for spot in all_of(store, Spot)] == ["Plein"]
    with store.write() as session:
        records.undelete(session, Spot, hidden)
    assert counts(run(store, file)) == (2, 1, 1, 0)
    assert hidden in {visit.sensitive_spot for visit in all_of(store, Visit)}


def test_where_a_public_spot_has_the_name_of_a_sensitive_one_the_area_decides_or_the_row_waits(
    store: Store, tmp_path: Path
) -> None:
    with store.write() as session:
        for area in ("Noord", "Zuid"):
            records.add(session, Area, {"name": area})
            records.add(
                session, Spot, {"name": "Park", "area": area, "sensitive": "yes" if area == "Zuid" else "no"}
            )
    file = tmp_path / "a.csv"
    file.write_text("date,area,spot\n2026-11-19,Noord,Park\n2026-11-19,Zuid,Park\n2026-11-19,,Park\n")
    report = run(store, file)
    assert [row.line for row in report.rejected] == [4]
    assert len(all_of(store, Spot)) == 2
    assert sorted(bool(visit.sensitive_spot) for visit in all_of(store, Visit)) == [False, True]
    (tmp_path / "b.csv").write_text("name,area,sensitive\nPark,Noord,yes\nPark,Zuid,yes\n")
    assert counts(run(store, tmp_path / "b.csv", "spots")) == (2, 1, 1, 0), (
        "what must stay here is not the public one"
    )
