"""Excel workbooks: cells as text. A formula's result is not taken on trust: nobody here calculated it."""

import warnings
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from outreach_app.i18n import _
from outreach_app.tables.sheet import BadOption, FileTooLarge, Line, NotATable, Sheet, blank, fitted, header

UNPACKED_MB = 500
"""A workbook that unpacks to more is no registration of encounters."""
_ROWS = 1_048_576
_COLUMNS = 1000
# openpyxl lets through whatever a damaged part of the file makes its readers trip over.
_DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    EOFError,
    OSError,
)


def read_workbook(path: Path, sheet: str | None) -> Sheet:
    """The first sheet with anything in it, or the one named. Raises NotATable, FileTooLarge, BadOption."""
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist()) >> 20
        if size > UNPACKED_MB:
            raise FileTooLarge(file=path.name, size=size, limit=UNPACKED_MB)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know (drawings, validation) is not read here
            return _read(path, sheet)
    except _DAMAGED:
        raise NotATable(path, _("it is damaged, or it is no Excel workbook.")) from None


def _read(path: Path, sheet: str | None) -> Sheet:
    book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise BadOption(value=sheet, option=_("sheet of this workbook"), possible=", ".join(book.sheetnames))
        chosen = [book[sheet]] if sheet is not None else book.worksheets
        for each in chosen:
            columns, lines = _lines(each)
            if columns:
                found = {"format": "xlsx", "sheet": each.title}
                return Sheet(columns, tuple(lines), found, tuple(book.sheetnames))
        return Sheet((), (), {"format": "xlsx"}, tuple(book.sheetnames))
    finally:
        book.close()


def _lines(sheet: Any) -> tuple[tuple[str, ...], list[Line]]:
    sheet.reset_dimensions()  # some programs write dimensions that are wrong
    columns: tuple[str, ...] = ()
    lines: list[Line] = []
    for number, row in enumerate(islice(sheet.iter_rows(max_col=_COLUMNS), _ROWS), 1):
        cells, faults = _texts(row)
        if blank(cells):
            continue
        if columns:
            lines.append(fitted(number, cells, len(columns), faults))
        else:
            while not cells[-1].strip():
                cells.pop()
            columns = header(cells)
    return columns, lines


def _texts(row: tuple[Any, ...]) -> tuple[list[str], dict[int, str]]:
    texts: list[str] = []
    faults: dict[int, str] = {}
    for place, cell in enumerate(row):
        text, fault = _text(cell.value, cell.data_type)
        texts.append(text)
        if fault:
            faults[place] = fault
    return texts, faults


def _text(value: Any, type_: str) -> tuple[str, str]:
    """A cell as text, and why it cannot be used."""
    if type_ == "f":
        return str(getattr(value, "text", None) or value), _("It is a formula: paste its value instead.")
    if type_ == "e":
        return str(value), _("The spreadsheet shows an error here.")
    return _plain(value), ""


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case time():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case timedelta():
            return _clock(value)
    return str(value)


def _clock(value: timedelta) -> str:
    """A duration of less than a day is how [h]:mm cells hold a time."""
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
