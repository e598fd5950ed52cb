"""Any spreadsheet file to one shape, told apart by content, not by name."""

import json
from pathlib import Path
from typing import Any

from outreach_app.i18n import _
from outreach_app.tables.delimited import read_delimited
from outreach_app.tables.encodings import decoded
from outreach_app.tables.sheet import (
    FileMissing,
    FileTooLarge,
    Line,
    NotATable,
    Options,
    Sheet,
    blank,
    fitted,
    header,
)

LIMIT_MB = 100
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_sheet(path: Path, options: Options) -> Sheet:
    """Raises FileMissing, FileTooLarge, NotATable, WrongEncoding, BadOption."""
    if path.exists() and not path.is_file():
        raise FileMissing(path, IsADirectoryError())
    try:
        size = path.stat().st_size >> 20
        if size > LIMIT_MB:
            raise FileTooLarge(file=path.name, size=size, limit=LIMIT_MB)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileMissing(path, error) from None
    if data.startswith(_OLD_EXCEL):
        raise NotATable(path, _("it is an old Excel file, or one with a password."))
    if data.startswith(_ZIP):
        from outreach_app.tables.workbook import read_workbook  # openpyxl takes as long as all the rest

        return read_workbook(path, options.sheet)
    text, encoding = decoded(data, options.encoding, path)
    start = "".join(text[:200].split())
    if path.suffix.lower() == ".json" or start.startswith(("[{", "[]")):
        return _read_json(text, encoding, path)
    return read_delimited(text, encoding, options.delimiter, path)


def _read_json(text: str, encoding: str, path: Path) -> Sheet:
    try:
        found = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError):
        raise NotATable(path, _("it is not valid JSON.")) from None
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise NotATable(path, _("its JSON is not a list of objects."))
    names = list(dict.fromkeys(name for row in found for name in row))
    lines = [line for number, row in enumerate(found, 1) if (line := _line(number, row, names)) is not None]
    return Sheet(header(names), tuple(lines), {"format": "json", "encoding": encoding})


def _line(number: int, row: dict[str, Any], names: list[str]) -> Line | None:
    cells: list[str] = []
    faults: dict[int, str] = {}
    for place, name in enumerate(names):
        try:
            cells.append(_text(row.get(name)))
        except TypeError:
            cells.append("{…}")
            faults[place] = _("It holds a structure, not a value.")
    return None if blank(cells) else fitted(number, cells, len(names), faults)


def _text(value: Any) -> str:
    """A JSON value as a cell: lists with semicolons, counts as `bench:2`. Raises TypeError for anything deeper."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str() | int() | float():
            return str(value)
        case list():
            return ";".join(_flat(each) for each in value)
        case dict():
            return ";".join(f"{name}:{_flat(each)}" for name, each in value.items())
    raise TypeError(value)


def _flat(value: Any) -> str:
    if isinstance(value, list | dict):
        raise TypeError(value)
    return _text(value)
