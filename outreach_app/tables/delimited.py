"""CSV and its relatives: cells between commas, semicolons, tabs or bars."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from outreach_app.domain.values import MAX_TEXT
from outreach_app.i18n import _
from outreach_app.tables.sheet import BadOption, Line, NotATable, Sheet, blank, fitted, header

_DELIMITERS = ",;\t|"
_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_FORMULA = re.compile(r"=\s*[-+(]*[\w\"'$@]")
"""Text that a spreadsheet program would calculate; an arrow (`=>`) is none."""
_SAMPLE_LINES = 50


def read_delimited(text: str, encoding: str, delimiter: str | None, path: Path) -> Sheet:
    """Raises NotATable where the text is not text, and BadOption."""
    if _is_rubbish(text):
        raise NotATable(path, _("it holds no text."))
    lines = io.StringIO(text, newline="").readlines()
    first = 0
    said = re.fullmatch(r"sep=(.)\s*", lines[0]) if lines else None
    if said:  # how Excel is told the delimiter
        first = 1
    used = _asked(delimiter) if delimiter else said[1] if said else _detected(lines[:_SAMPLE_LINES])
    columns: tuple[str, ...] | None = None
    rows: list[Line] = []
    for number, cells, fault in _records(lines, first, used):
        if blank(cells) and not fault:
            continue
        if columns is None:
            columns = header(cells)
            continue
        faults = {place: _("It is a formula.") for place, cell in enumerate(cells) if _FORMULA.match(cell)}
        rows.append(fitted(number, cells, len(columns), faults, fault))
    kind = "tsv" if used == "\t" else "csv"
    return Sheet(columns or (), tuple(rows), {"format": kind, "delimiter": used, "encoding": encoding})


def _asked(delimiter: str) -> str:
    used = _NAMES.get(delimiter.lower(), delimiter)
    if len(used) != 1 or used in '"\r\n\0':
        raise BadOption(value=delimiter, option=_("delimiter"), possible=", ; tab |")
    return used


def _is_rubbish(text: str) -> bool:
    unseen = sum(1 for c in text[:4000] if c < " " and c not in "\t\r\n\f")
    return unseen > 0.02 * min(len(text), 4000)


def _detected(sample: list[str]) -> str:
    """The delimiter by which most lines have as many cells as the first, and that has most of them."""

    def fit(delimiter: str) -> tuple[float, int]:
        widths = [len(cells) for _n, cells, _fault in _records(sample, 0, delimiter) if not blank(cells)]
        if not widths or widths[0] < 2:
            return (0.0, 0)
        return (widths.count(widths[0]) / len(widths), widths[0])

    return max(_DELIMITERS, key=fit)


def _records(lines: list[str], first: int, delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """Line number (from 1), cells and fault of each record.

    A quotation mark that is never closed would swallow the lines after it: the line it stands on is at fault
    alone, and reading goes on at the next.
    """
    previous = csv.field_size_limit(1 << 30)
    try:
        at = first
        while at < len(lines):
            start = at
            reader = csv.reader(lines[at:], delimiter=delimiter)
            for cells in reader:
                end = at + reader.line_num
                if _swallowed(lines, start, end, cells, delimiter):
                    bare = lines[start].rstrip("\r\n").split(delimiter)
                    yield start + 1, bare, _("A quotation mark in this line is not closed.")
                    end = start + 1
                    break
                yield start + 1, cells, ""
                start = end
            else:
                return
            at = end
    finally:
        csv.field_size_limit(previous)


def _swallowed(lines: list[str], start: int, end: int, cells: list[str], delimiter: str) -> bool:
    if end == len(lines):
        try:
            for _cells in csv.reader(lines[start:end], delimiter=delimiter, strict=True):
                pass
        except csv.Error as error:
            return "end of data" in str(error)
    return end - start > 1 and any(len(cell) > MAX_TEXT and "\n" in cell for cell in cells)
