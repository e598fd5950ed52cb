"""Spreadsheets out: one table to .xlsx or .csv, row by row, there whole or not at all.

The workbook is written here rather than by openpyxl, which puts every sheet into the system's temporary folder
first: nothing readable is to lie anywhere but where it was asked for.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, number
from outreach_app.paths import whole

Value = str | int | float | date | None
Line = Sequence[Value]

WORKBOOK_ROWS = 1_048_576
"""More do not fit on a sheet of a workbook."""
LONGEST = 32_767
"""Characters that fit in a cell of a workbook."""

_CALCULATED = re.compile(r"[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""How a text begins that a spreadsheet program would calculate, or that would slip into another cell."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEPT = {"\r": "&#13;"}
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year: earlier days would be off by one, so they are written as text."""


class TableNotWritten(OutreachError):
    message = N_("The file {name} could not be written.")
    advice = N_("Choose another folder, or check that there is room and that no other program has it open.")


class TooManyRows(OutreachError):
    message = N_("A workbook holds at most {most} rows.")
    advice = N_("Narrow the view with a filter, or save it as CSV.")


def write_table(
    path: Path, title: str, columns: Sequence[str], rows: Iterable[Line], notes: Sequence[str] = ()
) -> int:
    """Writes .xlsx or .csv, by the suffix, and returns how many rows; `notes` stand below the table.

    An older file stands until the new one is complete; where `rows` raises, nothing is left.
    Raises TableNotWritten, TooManyRows.
    """
    write = _workbook if path.suffix.lower() == ".xlsx" else _delimited
    try:
        with whole(path) as file:
            return write(file, title, columns, rows, notes)
    except OSError as error:
        raise TableNotWritten(name=path.name) from error


def _delimited(
    file: BinaryIO, title: str, columns: Sequence[str], rows: Iterable[Line], notes: Sequence[str]
) -> int:
    """As Excel expects it where decimals have a comma: semicolons, and a mark that says UTF-8."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", errors="replace", write_through=True)
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(map(_harmless, columns))
    count = 0
    for row in rows:
        out.writerow(map(_as_text, row))
        count += 1
    if notes:
        out.writerow(())
        out.writerows([_harmless(note)] for note in notes)
    text.detach()
    return count


def _as_text(value: Value) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case float():
            return repr(value).replace(".", _decimal())
        case int():
            return str(value)
    return _harmless(value)


def _decimal() -> str:
    return number(0.5)[1]


def _harmless(text: str) -> str:
    """Text that stays text in every spreadsheet program; an apostrophe marks what would be calculated."""
    clean = _UNWRITABLE.sub("", text)
    return f"'{clean}" if _CALCULATED.match(clean) else clean


def _workbook(
    file: BinaryIO, title: str, columns: Sequence[str], rows: Iterable[Line], notes: Sequence[str]
) -> int:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, part in _PARTS.items():
            packed.writestr(name, part)
        packed.writestr("xl/workbook.xml", _BOOK.format(name=escape(_sheet_name(title), {'"': "&quot;"})))
        with _buffered(packed, "xl/worksheets/sheet1.xml") as put:
            return _sheet(put, columns, rows, notes)


@contextmanager
def _buffered(packed: zipfile.ZipFile, name: str) -> Iterator[Callable[[str], object]]:
    """Text into a part of the archive, in pieces that are worth compressing."""
    with packed.open(name, "w", force_zip64=True) as part, io.BufferedWriter(part, 1 << 18) as raw:
        yield lambda text: raw.write(text.encode())


def _sheet(
    put: Callable[[str], object], columns: Sequence[str], rows: Iterable[Line], notes: Sequence[str]
) -> int:
    most = WORKBOOK_ROWS - 1 - (len(notes) + 1 if notes else 0)
    put(_SHEET_HEAD)
    put("<cols>" + "".join(_width(n, name) for n, name in enumerate(columns, 1)) + "</cols><sheetData>")
    put(f"<row>{''.join(_text_cell(name, _HEADING) for name in columns)}</row>")
    count = 0
    for count, row in enumerate(rows, 1):
        if count > most:
            raise TooManyRows(most=number(most))
        put(f"<row>{''.join(map(_cell, row))}</row>")
    if notes:
        put("<row/>")
        for note in notes:
            put(f"<row>{_text_cell(note)}</row>")
    put("</sheetData>")
    if columns:
        put(f'<autoFilter ref="A1:{_letters(len(columns))}{count + 1}"/>')
    put("</worksheet>")
    return count


_PLAIN, _HEADING, _DATE, _QUOTED = range(4)
"""Styles, in the order of the style sheet below."""


def _cell(value: Value) -> str:
    match value:
        case None | "":
            return "<c/>"
        case date() if value >= _FIRST_DAY:
            return f'<c s="{_DATE}"><v>{(value - _DAY_ZERO).days}</v></c>'
        case date():
            return _text_cell(value.isoformat())
        case int() | float():
            return f"<c><v>{value!r}</v></c>"
    return _text_cell(value, _QUOTED if _CALCULATED.match(value) else _PLAIN)


def _text_cell(text: str, style: int = _PLAIN) -> str:
    clean = _UNWRITABLE.sub("", text)
    if len(clean) > LONGEST:
        clean = clean[: LONGEST - 2] + " …"
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(clean, _KEPT)}</t></is></c>'


def _width(place: int, name: str) -> str:
    return f'<col min="{place}" max="{place}" width="{min(max(len(name) + 4, 14), 40)}" customWidth="1"/>'


def _letters(place: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet_name(title: str) -> str:
    """What a workbook accepts as the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31] or "1"


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS = {
    "[Content_Types].xml": f"""{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>""",
    "_rels/.rels": f"""{_XML}<Relationships xmlns="{_LINKS}">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""{_XML}<Relationships xmlns="{_LINKS}">
<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""{_XML}<styleSheet xmlns="{_MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""",
}
_BOOK = f"""{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">
<sheets><sheet name="{{name}}" sheetId="1" r:id="r1"/></sheets></workbook>"""
_SHEET_HEAD = f"""{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>"""
