import json
from datetime import date
from pathlib import Path

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    Area,
    Encounter,
    Need,
    Organisation,
    Round,
    Spot,
    Visit,
    Worker,
)
from outreach_app.store import records
from outreach_app.store.database import Store
from outreach_app.tables.importing import ImportMap
from tests.conftest import MakeStore
from tests.tables.helpers import HEADER, ROWS, all_of, counts, everything, run


def test_rows_of_one_date_worker_and_area_are_a_round_with_a_visit_for_each_spot(store: Store, file: Path) -> None:
    report = run(store, file, given={"worker": "Noor", "start": "19u30", "end": "22:00"})
    assert counts(report) == (5, 5, 0, 0)
    walked = {row.id: row for row in all_of(store, Round)}
    (noor,) = all_of(store, Worker)
    assert sorted(row.date for row in walked.values()) == [
        date(2026, 11, 19),
        date(2026, 11, 19),
        date(2026, 11, 20),
    ]
    assert {(row.start, row.end, *row.workers) for row in walked.values()} == {("19:30", "22:00", noor.id)}
    areas = {row.id: row.name for row in all_of(store, Area)}
    spots = {row.id: (row.name, areas[row.area], row.state) for row in all_of(store, Spot) if row.area}
    assert sorted(spots.values()) == [
        ("Centrum", "Centrum", "active"), ("Hal", "Vlasakker", "active"), ("Plein", "Vlasakker", "active")
    ]  # fmt: skip
    visits = all_of(store, Visit)
    assert sorted(
        (spots[v.spot][0], walked[v.round].date.day, v.position, v.no_contact) for v in visits if v.spot
    ) == [
        ("Centrum", 19, 0, False), ("Hal", 19, 1, True), ("Plein", 19, 0, False), ("Plein", 20, 0, False)
    ]  # fmt: skip
    (first,) = all_of(store, Encounter, group_size="6")
    assert (first.who, first.domains, first.local_note) == ("youth", ["leisure", "work"], "kort")
    assert first.daypart == "evening", "it began at half past seven"
    assert [row.title for row in all_of(store, Need)] == ["Geen licht", "Te weinig banken"]
    (third,) = all_of(store, Encounter, group_size="3")
    assert third.who == "", "nobody said"
    assert len(third.needs) == 2 and first.needs[0] in third.needs


def test_the_same_file_twice_creates_nothing_twice(store: Store, file: Path) -> None:
    run(store, file)
    before = everything(store)
    assert counts(run(store, file)) == (5, 0, 5, 0)
    # Saved again by another program: other delimiter, other encoding, columns in another order, empty lines.
    cells = [line.split(",") for line in (HEADER + ROWS).splitlines()]
    turned = "\r\n".join("\t".join(reversed(line)) for line in cells) + "\r\n\r\n"
    file.write_text(turned, encoding="utf-16", newline="")
    report = run(store, file)
    assert counts(report) == (5, 0, 5, 0)
    assert (report.import_id, everything(store)) == (None, before)


def test_equal_rows_are_two_observations_and_a_grown_file_joins_its_rounds(store: Store, file: Path) -> None:
    run(store, file)
    visits, walked = all_of(store, Visit), all_of(store, Round)
    with store.write() as session:
        hand = records.add(session, Round, {"date": "2026-11-19"}, today=date(2026, 11, 30)).id
        noor = records.add(session, Worker, {"name": "Noor"})
        moved = next(row.id for row in walked if row.date.day == 20)
        records.edit(session, Round, moved, {"workers": noor.id})
    last = ROWS.splitlines()[-1]
    file.write_text(HEADER + ROWS + f"{last}\n{last}\n2026-11-19,Vlasakker,Brug,4,,,,\n")
    assert counts(run(store, file)) == (8, 3, 5, 0)
    assert {row.id for row in all_of(store, Round)} == {hand, *(row.id for row in walked)}
    (bridge,) = [visit for visit in all_of(store, Visit) if visit.id not in {old.id for old in visits}]
    assert bridge.position == 2
    at_square = [visit.id for visit in visits if visit.round == moved]
    assert [row.group_size for row in all_of(store, Encounter, visit=at_square[0])] == [1, 1, 1]
    other = file.with_name("rest.csv")
    other.write_text("date,area,group_size\n2026-11-19,Centrum,9\n")
    run(store, other)
    assert len(all_of(store, Round)) == 4


def test_a_deleted_round_is_not_brought_back_and_not_joined(store: Store, file: Path) -> None:
    run(store, file)
    with store.write() as session:
        for walked in records.listed(session, Round):
            records.delete(session, Round, walked.id)
    assert counts(run(store, file)) == (5, 0, 5, 0)
    file.write_text(HEADER + ROWS + "2026-11-20,Vlasakker,Plein,2,,,,\n")
    assert counts(run(store, file)) == (6, 1, 5, 0)
    assert [row.date.day for row in all_of(store, Round)] == [20]


def test_the_same_names_on_two_laptops_are_the_same_records(make_store: MakeStore, file: Path) -> None:
    ours, theirs = make_store(), make_store()
    run(ours, file, given={"worker": "Noor"})
    file.write_text(HEADER + ROWS.replace("Vlasakker", " vlasakker ").replace("Plein", "PLEIN"))
    run(theirs, file, given={"worker": "NOOR"})
    here, there = everything(ours), everything(theirs)
    for slug in ("workers", "areas", "spots", "needs"):
        assert {row["id"] for row in here[slug]} == {row["id"] for row in there[slug]}
    for slug in ("rounds", "visits", "encounters"):
        assert not {row["id"] for row in here[slug]} & {row["id"] for row in there[slug]}
    stranger = make_store(team=Id("22" * 16))
    run(stranger, file)
    assert not {row.id for row in all_of(ours, Area)} & {row.id for row in all_of(stranger, Area)}


def test_names_meet_what_is_there_already(store: Store, file: Path) -> None:
    with store.write() as session:
        town = records.add(session, Area, {"name": "Lindervoorde"}).id
        area = records.add(session, Area, {"name": "vlasakker", "parent": town}).id
        hidden = records.add(session, Spot, {"name": "Hal", "area": area, "sensitive": "yes"}).id
        records.add(session, Area, {"name": "Centrum", "parent": town})
        records.add(session, Area, {"name": "centrum", "parent": area})
    report = run(store, file)
    assert counts(report) == (5, 4, 0, 1)
    assert [(row.line, row.field, row.value) for row in report.rejected] == [(5, "area", "Centrum")]
    (visit,) = all_of(store, Visit, no_contact="yes")
    assert (visit.spot, visit.sensitive_spot, visit.area) == (None, hidden, area)
    # The need only the rejected row names is not made.
    assert [row.title for row in all_of(store, Need)] == ["Te weinig banken"]


def test_ages_and_times_say_what_the_row_leaves_open(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "date,start,area,group_size,age_12_14,15–17,intensity,who\n"
        "19/11/2026,10:00,Noord,2,3,1,2,Jongeren\n20/11/2026,2330,Noord,1,,,,\n21/11/2026,,Noord,,0,0,,\n"
        "21/11/2026,,Noord,4,,,,\n"
    )
    mapping = ImportMap(values={"who": {"jongeren": "youth"}})
    assert counts(run(store, tmp_path / "a.csv", mapping=mapping)) == (4, 4, 0, 0)
    unsaid, one, two = sorted(all_of(store, Encounter), key=lambda row: (bool(row.daypart), -row.group_size))
    assert (unsaid.group_size, unsaid.daypart, unsaid.who) == (4, "", "")
    assert (one.group_size, one.age_counts, one.intensity, one.daypart) == (
        4,
        {"12_14": 3, "15_17": 1},
        "talk",
        "morning",
    )
    assert (two.group_size, two.daypart) == (1, "night")
    assert len(all_of(store, Visit, no_contact="yes")) == 1


def test_nobody_is_counted_by_guess(store: Store, tmp_path: Path) -> None:
    """Where the file counts, an empty count is missing; where it does not, a row is one person."""
    (tmp_path / "a.csv").write_text("date,area,group_size,age_12_14\n2026-11-19,Noord,,\n2026-11-19,Noord,,2\n")
    report = run(store, tmp_path / "a.csv")
    assert [(row.line, row.field, row.value) for row in report.rejected] == [(2, "group_size", "")]
    (tmp_path / "b.csv").write_text("date,area\n2026-11-20,Noord\n")
    assert counts(run(store, tmp_path / "b.csv")) == (1, 1, 0, 0)
    assert sorted(row.group_size for row in all_of(store, Encounter)) == [1, 2]


def test_what_round_entry_refuses_a_file_cannot_bring_in(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "date,area,group_size,age_12_14\n2099-01-01,Noord,1,\n2026-11-19,Noord,501,\n2026-11-19,Noord,1,999999\n"
        "2026-11-19,Noord,500,\n"
    )
    report = run(store, tmp_path / "a.csv")
    assert [(row.line, row.field, row.value) for row in report.rejected] == [
        (2, "date", "2099-01-01"), (3, "group_size", "501"), (4, "group_size", "999999")
    ]  # fmt: skip
    assert all(row.reason for row in report.rejected)
    assert [row.date for row in all_of(store, Round)] == [date(2026, 11, 19)]


def test_a_dry_run_reports_and_writes_nothing(store: Store, file: Path) -> None:
    before = everything(store)
    report = run(store, file, dry_run=True)
    assert (counts(report), report.import_id) == ((5, 5, 0, 0), None)
    assert everything(store) == before
    assert counts(run(store, file)) == (5, 5, 0, 0)


def test_spots_and_organisations(store: Store, tmp_path: Path) -> None:
    (tmp_path / "spots.csv").write_text(
        "Name,Area,kind,furniture_missing,latitude,longitude,sensitive\n"
        'Plein,Noord,square,"bench:2,bin:1","50,91249",3.1,\nplein,noord,,,,,\nPlein,Zuid,,,95,,\nTunnel,Noord,,,,,ja\n'
    )
    report = run(store, tmp_path / "spots.csv", "spots")
    assert (counts(report), report.rejected[0].field) == ((4, 2, 1, 1), "latitude")
    (square,) = all_of(store, Spot, name="Plein")
    assert (square.latitude, square.furniture_missing, square.state) == (50.912, {"bench": 2, "bin": 1}, "scouted")
    assert all_of(store, Spot, sensitive="yes")[0].name == "Tunnel"
    assert counts(run(store, tmp_path / "spots.csv", "spots")) == (4, 0, 3, 1)
    (tmp_path / "org.json").write_text(
        json.dumps(
            [
                {"name": "Jeugddienst", "areas": ["Noord", "West"], "domains": ["leisure"]},
                {"name": ""},
                {"type": "x"},
            ]
        )
    )
    report = run(store, tmp_path / "org.json", "organisations")
    assert (counts(report), [row.line for row in report.rejected]) == ((2, 1, 0, 1), [3])
    assert len(all_of(store, Organisation)[0].areas) == 2 and len(all_of(store, Area)) == 2
    assert all_of(store, Organisation)[0].domains == ["leisure"]
