"""A table that leaves: opened by the spreadsheet programs people have, harmless in them, whole or not there."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from outreach_app.tables import writing
from outreach_app.tables.reader import read_sheet
from outreach_app.tables.sheet import Options
from outreach_app.tables.writing import TableNotWritten, TooManyRows, write_table

COLUMNS = ("Datum", "Vindplaats", "Groep", "Breedte")
ROWS = [
    (date(2026, 11, 19), "Plein; <Noord> & 'zuid'", 6, 51.123),
    (None, "twee\nregels", 0, None),
    (date(1899, 1, 1), "", -3, 0.5),
]


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_a_workbook_has_dates_numbers_and_text_as_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "uit.xlsx"

    assert write_table(path, "Rondes: 2026/11", COLUMNS, ROWS, notes=["Zonder notities."]) == 3

    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet.title == "Rondes  2026 11"
    got = list(sheet.iter_rows(values_only=True))
    assert got[0] == COLUMNS
    assert got[1][0].date() == date(2026, 11, 19)  # type: ignore[union-attr]
    assert got[1][1:] == ("Plein; <Noord> & 'zuid'", 6, 51.123)
    assert got[2] == (None, "twee\nregels", 0, None)
    assert got[3] == ("1899-01-01", None, -3, 0.5)
    assert got[5][0] == "Zonder notities."
    assert sheet.freeze_panes == "A2" and sheet["A1"].font.b


def test_a_csv_opens_in_an_excel_that_writes_decimals_with_a_comma(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "number", lambda value: str(value).replace(".", ","))
    path = tmp_path / "uit.csv"
    write_table(path, "Rondes", COLUMNS, ROWS)

    assert path.read_bytes().startswith("\ufeffDatum;Vindplaats;Groep;Breedte\r\n".encode())
    assert cells(path)[1:] == [
        ["2026-11-19", "Plein; <Noord> & 'zuid'", "6", "51,123"],
        ["", "twee\nregels", "0", ""],
        ["1899-01-01", "", "-3", "0,5"],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+32 470", "-2", "@SUM(A1)", "\tx", "\rx", "  =1", "＝1", "\ufeff=1"])
def test_text_is_never_a_formula(tmp_path: Path, text: str) -> None:
    for suffix in (".csv", ".xlsx"):
        write_table(tmp_path / f"uit{suffix}", "x", [text], [(text,)])

    assert [cell for row in cells(tmp_path / "uit.csv") for cell in row if cell] == [f"'{text}"] * 2
    sheet = load_workbook(tmp_path / "uit.xlsx").active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix


@given(rows=st.lists(st.tuples(st.text(max_size=20), st.integers(-9, 9)), max_size=5))
def test_what_was_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("out") / "uit.xlsx"
    write_table(path, "x", ["a", "b"], rows)

    sheet = load_workbook(path).active
    assert sheet is not None
    read = [row[1] for row in sheet.iter_rows(min_row=2, max_row=len(rows) + 1, values_only=True)] if rows else []
    assert read == [n for _text, n in rows]


def test_our_own_import_reads_what_was_written(tmp_path: Path) -> None:
    for suffix in (".csv", ".xlsx"):
        path = tmp_path / f"uit{suffix}"
        write_table(path, "x", COLUMNS, ROWS[:2])
        sheet = read_sheet(path, Options())
        assert sheet.columns == COLUMNS
        assert [line.cells[0] for line in sheet.lines] == ["2026-11-19", ""]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_stopped_midway_leaves_what_was_there(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"uit{suffix}"
    path.write_text("older")

    def stopped() -> Iterator[tuple[str]]:
        yield ("first",)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_table(path, "x", ["a"], stopped())

    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "older"


def test_a_folder_that_refuses_says_so(tmp_path: Path) -> None:
    with pytest.raises(TableNotWritten, match=r"uit\.csv"):
        write_table(tmp_path / "nowhere" / "uit.csv", "x", ["a"], [])


def test_a_workbook_that_is_full_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WORKBOOK_ROWS", 3)

    assert write_table(tmp_path / "uit.xlsx", "x", ["a"], [("1",)] * 2) == 2
    with pytest.raises(TooManyRows):
        write_table(tmp_path / "uit.xlsx", "x", ["a"], [("1",)] * 3)
    assert write_table(tmp_path / "uit.csv", "x", ["a"], [("1",)] * 3) == 3


def test_nothing_is_written_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no such folder"))

    write_table(tmp_path / "uit.xlsx", "x", ["a"], [("1",)] * 5000)

    assert [file.name for file in tmp_path.iterdir()] == ["uit.xlsx"]
