import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from outreach_app.domain.records import (
    Area,
    Encounter,
    Need,
    Round,
)
from outreach_app.errors import OutreachError
from outreach_app.paths import RESOURCES
from outreach_app.store.database import Store
from outreach_app.store.refusals import BadValue
from outreach_app.tables.importing import (
    ImportMap,
    NothingImported,
    Options,
    read_mapping,
)
from outreach_app.tables.mapping import BadMap, MissingColumn, NoColumnFor, UnknownTarget
from tests.tables.helpers import all_of, counts, everything, run


def test_bad_rows_are_listed_with_their_line_and_the_rest_goes_on(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "date,area,group_size,who,remark\n2026-11-19,Noord,-2,,\n2026-02-30,Noord,1,,\n2026-11-19,Noord,=1+1,,\n"
        f"2026-11-19,Noord,1,teacher,\n,Noord,1,,\n2026-11-19,,1,,\n2026-11-19,Noord,1,,{'x' * 1_000_000}\n"
        "2026-11-19,Noord,1,,,surplus\n2026-11-19,Noord,1,,\n"
    )
    report = run(store, tmp_path / "a.csv")
    assert counts(report) == (9, 1, 0, 8)
    assert [(row.line, row.field) for row in report.rejected] == [
        (2, "group_size"), (3, "date"), (4, "group_size"), (5, "who"), (6, "date"), (7, "area"), (8, ""), (9, "")
    ]  # fmt: skip
    assert all(row.reason and len(row.value) <= 80 for row in report.rejected)
    assert report.ignored_columns == ("remark",)
    assert json.dumps(report.as_json()) and len(report.lines()) == 12


@pytest.mark.parametrize("content", ["", "date,area\n", "date,area\nsoon,Noord\n"])
def test_a_file_without_a_readable_row_changes_nothing(store: Store, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.csv").write_text(content)
    before = everything(store)
    for dry_run in (True, False):
        with pytest.raises(NothingImported) as caught:
            run(store, tmp_path / "a.csv", dry_run=dry_run)
    assert caught.value.what_now and caught.value.report.created == 0
    assert everything(store) == before


def test_a_map_renames_columns_and_values_and_silences_the_rest(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Buurt;Datum;n;x;Groepsgrootte\nN.;11/19/2026;4;1;9\nZuid;02/03/2026;;1;9\n")
    (tmp_path / "map.json").write_text(
        json.dumps({"columns": {"buurt": "area", "n": "group_size", "Datum": "date"},
                    "values": {"area": {"n.": "Noord"}}, "ignore": ["x"]})
    )  # fmt: skip
    report = run(store, tmp_path / "a.csv", mapping=read_mapping(tmp_path / "map.json"), given={"group_size": "7"})
    assert (counts(report), report.ignored_columns) == ((2, 2, 0, 0), ("Groepsgrootte",))
    assert report.detected == {"format": "csv", "delimiter": ";", "encoding": "utf-8", "date_order": "mdy"}
    assert [row.name for row in all_of(store, Area)] == ["Noord", "Zuid"]
    assert sorted(row.group_size for row in all_of(store, Encounter)) == [4, 7]
    assert [row.date for row in all_of(store, Round)] == [date(2026, 11, 19), date(2026, 2, 3)]


def test_the_order_of_dates_is_detected_told_and_overruled(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,area\n02/03/2026,Noord\n")
    report = run(store, tmp_path / "a.csv", dry_run=True)
    assert (report.detected["date_order"], report.detected["date_order_guessed"]) == ("dmy", True)
    run(store, tmp_path / "a.csv", options=Options(date_order="mdy"))
    assert [row.date for row in all_of(store, Round)] == [date(2026, 2, 3)]


def test_a_map_or_a_given_value_that_cannot_be_right_stops_the_import(store: Store, file: Path) -> None:
    before = everything(store)
    refused: list[tuple[dict[str, Any], type[OutreachError]]] = [
        ({"mapping": ImportMap(columns={"neighbourhood": "area"})}, MissingColumn),
        ({"mapping": ImportMap(columns={"area": "colour"})}, UnknownTarget),
        ({"mapping": ImportMap(values={"colour": {}})}, UnknownTarget),
        ({"given": {"colour": "red"}}, UnknownTarget),
        ({"given": {"who": "teacher"}}, BadValue),
        ({"options": Options(date_order="ydm")}, OutreachError),
    ]
    for given, error in refused:
        with pytest.raises(error) as caught:
            run(store, file, **given)
        assert caught.value.what_now
    with pytest.raises(OutreachError):
        run(store, file, "signals")
    with pytest.raises(NoColumnFor, match="name"):
        run(store, file, "spots")
    assert everything(store) == before
    for text in (
        "{",
        "[]",
        '{"column": {}}',
        '{"columns": {"a": 1}}',
        '{"columns": {"a": "area", "b": "area"}}',
        "\xff",
    ):
        file.with_name("map.json").write_text(text, encoding="latin-1")
        with pytest.raises(BadMap):
            read_mapping(file.with_name("map.json"))


def test_a_workbook_imports_like_text(store: Store, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book["Sheet"]
    for row in (
        ["Date", "Area", "group_size"],
        [date(2026, 11, 19), "Noord", 3.0],
        [date(2026, 11, 19), "Noord", "=1+2"],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    report = run(store, tmp_path / "a.xlsx")
    assert (counts(report), report.rejected[0].line) == ((2, 1, 0, 1), 3)


def test_users_text_is_kept_as_it_is(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('date,area,needs,note\n2026-11-19,<b>& Noord,<b>&,"één\ntwee {x} %s"\n')
    run(store, tmp_path / "a.csv")
    assert [row.name for row in all_of(store, Area)] == ["<b>& Noord"]
    assert [row.title for row in all_of(store, Need)] == ["<b>&"]
    assert all_of(store, Encounter)[0].local_note == "één\ntwee {x} %s"


def test_the_map_of_the_street_counts_fits_their_columns(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "file_id,neighborhood,date,count,type,x,y\nA,east_village,2019-01-31,2,1,6281079.4,1841706.1\n"
        "A,Sherman Height,2021-05-27,1,2,6281079.4,1841706.1\n"
    )
    mapping = read_mapping(RESOURCES / "demo" / "maps" / "street_counts.json")
    report = run(store, tmp_path / "a.csv", mapping=mapping)
    assert (counts(report), report.ignored_columns) == ((2, 2, 0, 0), ())
    assert [row.name for row in all_of(store, Area)] == ["East Village", "Sherman Heights"]
