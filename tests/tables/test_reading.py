import json
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from outreach_app.errors import OutreachError
from outreach_app.tables.reader import read_sheet
from outreach_app.tables.sheet import BadOption, FileMissing, NotATable, Options, Sheet, WrongEncoding

TEXT = "Wijk;Café\nNoord;één\n\n\nZuid;'t Hoekje\n"


def read(path: Path, content: str | bytes, **options: str) -> Sheet:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_sheet(path, Options(**options))


def rows(sheet: Sheet) -> list[tuple[int, *tuple[str, ...]]]:
    return [(line.number, *line.cells) for line in sheet.lines]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman", "utf-32"],
)
def test_letters_survive_whatever_the_file_was_saved_in(tmp_path: Path, encoding: str) -> None:
    text = TEXT + "Oost;La fenêtre, à côté du café où l'élève préfère être\n" * 5
    sheet = read(tmp_path / "a.csv", text.encode(encoding))
    assert (sheet.columns, rows(sheet)[:2]) == (("Wijk", "Café"), [(2, "Noord", "één"), (5, "Zuid", "'t Hoekje")])
    assert "fenêtre, à côté" in sheet.lines[2].cells[1]
    if encoding in ("cp1252", "utf-8"):
        assert sheet.detected["encoding"] == encoding


def test_an_encoding_can_be_given_and_be_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert read(path, TEXT.encode("cp850"), encoding="cp850").columns == ("Wijk", "Café")
    for encoding in ("utf-8", "klingon", "base64"):
        with pytest.raises(WrongEncoding):
            read(path, TEXT.encode("cp850"), encoding=encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_even_rows(tmp_path: Path, delimiter: str) -> None:
    lines = [
        ["date", "spot, or place", "n"],
        ["2026-01-02", 'Plein "De; Bocht"', "1,5"],
        ["2026-01-03", "Hal | zij", "2"],
    ]
    text = "\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells) for cells in lines)
    sheet = read(tmp_path / "a.csv", text)
    assert [sheet.columns, *(line.cells for line in sheet.lines)] == [tuple(cells) for cells in lines]
    assert sheet.detected["delimiter"] == delimiter


def test_a_delimiter_can_be_said_by_excel_or_by_the_user(tmp_path: Path) -> None:
    assert rows(read(tmp_path / "a.csv", "sep=|\r\na,b|c\r\n1,2|3\r\n")) == [(3, "1,2", "3")]
    assert rows(read(tmp_path / "a.csv", "a,b\tc\n1,2\t3\n", delimiter="tab")) == [(2, "1,2", "3")]
    with pytest.raises(BadOption):
        read(tmp_path / "a.csv", "a,b\n", delimiter="::")


def test_header_cells_get_names_of_their_own(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", " a ,,a,\n1,2,3,4\n").columns == ("a", "(2)", "a (2)", "(4)")


def test_a_quotation_mark_that_is_never_closed_costs_one_line(tmp_path: Path) -> None:
    text = 'a,b\n1,"two\nlines"\n2,"oops\n3,x\n' + "4,y\n" * 8000
    sheet = read(tmp_path / "a.csv", text)
    assert [(line.number, line.cells) for line in sheet.lines[:3]] == [
        (2, ("1", "two\nlines")),
        (4, ("2", '"oops')),
        (5, ("3", "x")),
    ]
    assert [line.number for line in sheet.lines if line.fault] == [4]
    assert len(sheet.lines) == 8003
    later = read(tmp_path / "b.csv", text + '5,"\n')  # closed at last, 8,000 lines on
    assert len(later.lines) == 8004 and later.lines[1].fault


def test_formulas_overlong_cells_and_shifted_rows_are_at_fault(tmp_path: Path) -> None:
    sheet = read(tmp_path / "a.csv", f"a,b\n=1+1,=> zie plein\n{'x' * 1_000_000},2\n1,2,3\n1,2,\n1\n")
    assert dict(sheet.lines[0].faults).keys() == {0}
    assert [bool(line.fault) for line in sheet.lines] == [False, True, True, False, False]
    assert sheet.lines[4].cells == ("1", "")


def test_workbooks_are_read_as_text_without_trust_in_formulas(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Leeg", 0)
    sheet = book["Sheet"]
    assert sheet is not None
    sheet.append([None, None])
    sheet.append(["Datum", "Start", "Aantal", "Open"])
    sheet.append([date(2026, 11, 19), time(19, 30), 6.0, True])
    sheet.append([datetime(2026, 11, 19, 20, 15), timedelta(hours=20), "=1+1", None])
    sheet.append([])
    sheet.append(["x" * 30_000, "#REF!", 2.5, "=tekst"])
    sheet["D6"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    found = read_sheet(tmp_path / "a.xlsx", Options())
    assert found.detected == {"format": "xlsx", "sheet": "Sheet"}
    assert rows(found)[0] == (3, "2026-11-19", "19:30", "6", "true")
    assert rows(found)[1] == (4, "2026-11-19 20:15", "20:00", "=1+1", "")
    assert dict(found.lines[1].faults).keys() == {2}
    last = found.lines[2]
    assert last.number == 6 and last.fault and set(last.faults) == {1}
    with pytest.raises(BadOption, match="Blad"):
        read_sheet(tmp_path / "a.xlsx", Options(sheet="Blad"))


def test_json_is_a_list_of_objects(tmp_path: Path) -> None:
    content = [
        {"date": "2026-11-19", "group_size": 6, "domains": ["work", "home"], "open": True, "note": None},
        {"date": "2026-11-20", "furniture": {"bench": 2}, "extra": [[1]]},
    ]
    sheet = read(tmp_path / "a.json", json.dumps(content))
    assert sheet.columns == ("date", "group_size", "domains", "open", "note", "furniture", "extra")
    assert rows(sheet)[0] == (1, "2026-11-19", "6", "work;home", "true", "", "", "")
    assert sheet.lines[1].cells[5] == "bench:2" and dict(sheet.lines[1].faults).keys() == {6}
    for broken in ("{", '{"a": 1}', "[1]", "[" * 100_000, '[{"a": ' + "9" * 5000 + "}]"):
        with pytest.raises(NotATable):
            read(tmp_path / "a.json", broken)


def test_what_is_no_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_sheet(tmp_path / "none.csv", Options())
    with pytest.raises(FileMissing):
        read_sheet(tmp_path, Options())
    with pytest.raises(NotATable):
        read(tmp_path / "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(OutreachError):
        read(tmp_path / "a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as parts:
        parts.writestr("[Content_Types].xml", "<broken")
    with pytest.raises(NotATable):
        read_sheet(tmp_path / "a.xlsx", Options())
    assert read(tmp_path / "a.csv", b"").columns == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text('",;\n=a1é\x00\ufeff', max_size=80).map(str.encode))
def test_any_file_is_a_sheet_or_refused(tmp_path: Path, content: bytes) -> None:
    for suffix in (".csv", ".json"):
        try:
            sheet = read(tmp_path / f"any{suffix}", content)
        except OutreachError as error:
            assert str(error) and error.what_now
        else:
            assert all(len(line.cells) == len(sheet.columns) for line in sheet.lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_never_breaks_out(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "whole.xlsx"
    if not path.exists():
        book = Workbook()
        sheet = book["Sheet"]
        sheet.append(["date", "group_size"])
        sheet.append([date(2026, 11, 19), 6])
        book.save(path)
    content = bytearray(path.read_bytes())
    for at, byte in data.draw(
        st.lists(st.tuples(st.integers(4, len(content) - 1), st.integers(0, 255)), max_size=8)
    ):
        content[at] = byte
    with suppress(OutreachError):
        read(tmp_path / "b.xlsx", bytes(content))
