"""A spreadsheet as read: a header and lines of text cells, whatever file it came from; and what stops one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from outreach_app.domain.values import MAX_TEXT, abridged
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _, number


@dataclass(frozen=True, slots=True)
class Options:
    """What a user sets instead of what would be detected."""

    delimiter: str | None = None
    """One character, or `tab`."""
    encoding: str | None = None
    date_order: str | None = None
    """dmy, mdy or ymd."""
    sheet: str | None = None
    """Of a workbook: the name of its sheet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the header. `number` is where people find it: the line of a text file, the row of a
    workbook, the place in a JSON list."""

    number: int
    cells: tuple[str, ...]
    """As many as there are columns."""
    faults: Mapping[int, str] = field(default_factory=dict)
    """Why a cell cannot be used, by its column."""
    fault: str = ""
    """Why the whole row cannot be used."""


@dataclass(frozen=True, slots=True)
class Sheet:
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    detected: Mapping[str, str]
    """How the file was read: format, delimiter, encoding, sheet."""
    sheets: tuple[str, ...] = ()
    """Of a workbook: the names of all its sheets."""


class FileMissing(OutreachError):
    message = N_("The file {file} cannot be read: {reason}.")
    advice = N_("Check its name and that you may open it. Close it in other programs first.")

    def __init__(self, file: Path, error: OSError | ValueError) -> None:
        reasons: dict[type[Exception], str] = {
            FileNotFoundError: _("it is not there"),
            IsADirectoryError: _("it is no file"),
            PermissionError: _("you may not open it"),
        }
        # A name with a null byte or half a character is a ValueError.
        reason = getattr(error, "strerror", None) or _("its name cannot be one")
        super().__init__(file=str(file).encode(errors="replace").decode(), reason=reasons.get(type(error), reason))


class NotATable(OutreachError):
    message = N_("{file} cannot be read as a spreadsheet: {reason}")
    advice = N_("Open it where it came from and save it as CSV (UTF-8) or as an Excel workbook (.xlsx).")

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(file=file.name, reason=reason)


class WrongEncoding(OutreachError):
    message = N_("The letters of {file} cannot be read as {encoding}.")
    advice = N_("Save the file as CSV UTF-8, or name its encoding (cp1252, utf-16, …).")


class FileTooLarge(OutreachError):
    message = N_("{file} is too large ({size} MB).")
    advice = N_("Split it into parts of at most {limit} MB and import them one by one.")


class BadOption(OutreachError):
    message = N_("“{value}” is no {option}.")
    advice = N_("Possible are: {possible}.")


def header(cells: Iterable[str]) -> tuple[str, ...]:
    """Names of the columns, each once: a nameless one is called by its place, a second `note` is `note (2)`."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = base = " ".join(abridged(cell).split()) or f"({place})"
        times = 1
        while name in names:
            times += 1
            name = f"{base} ({times})"
        names.append(name)
    return tuple(names)


def fitted(number_: int, cells: list[str], width: int, faults: Mapping[int, str], fault: str = "") -> Line:
    """A line as wide as the header; what stands beyond it, or is far too long, makes it unusable."""
    extra = [cell for cell in cells[width:] if cell.strip()]
    if not fault and extra:
        fault = _("The row has more cells than the header: “{text}”.").format(text=abridged(extra[0]))
    if not fault and any(len(cell) > MAX_TEXT for cell in cells):
        fault = _("A cell holds more than {n} characters. Is a quotation mark missing?").format(n=number(MAX_TEXT))
    return Line(number_, tuple([*cells, *[""] * width][:width]), faults, fault)


def blank(cells: Iterable[str]) -> bool:
    return not any(cell.strip() for cell in cells)
