"""Figures, periods and places in words, as they stand in a note."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, ngettext
from outreach_app.notes.text import clean, shorten

TIME_AXES = ("quarter", "month", "year")
PLACE_AXES = ("area", "spot")
_VOCABULARY_OF = {"spot_kind": "spot_kind", "domain": "domain", "age": "age", "daypart": "daypart", "who": "who"}


def rounds(n: int | None) -> str:
    return _("rounds: –") if n is None else ngettext("{n} round", "{n} rounds", n)


def encounters(n: int | None) -> str:
    return _("encounters: –") if n is None else ngettext("{n} encounter", "{n} encounters", n)


def contacts(n: int | None) -> str:
    return _("contacts: –") if n is None else ngettext("{n} contact", "{n} contacts", n)


def listed(names: Sequence[str], most: int = 0) -> str:
    """Names in a sentence; beyond `most`, the others go unnamed."""
    shown = [shorten(name, 60) for name in names]
    if most and len(shown) > most:
        shown = [*shown[: most - 1], _("other areas")]
    return (
        _("{names} and {last}").format(names=", ".join(shown[:-1]), last=shown[-1])
        if shown[1:]
        else "".join(shown)
    )


def period(first: str, last: str) -> str:
    """Whole quarters (`2026-Q3`) in words: July–December 2026; by quarter where it spans more than a year."""
    if not (first and last):
        return ""
    (from_year, from_quarter), (to_year, to_quarter) = _quarter(first), _quarter(last)
    if from_quarter == 1 and to_quarter == 4:
        return str(from_year) if from_year == to_year else f"{from_year}–{to_year}"
    if (to_year - from_year) * 4 + to_quarter - from_quarter >= 4:
        return f"{quarter(first)}–{quarter(last)}"
    start, end = date(from_year, from_quarter * 3 - 2, 1), date(to_year, to_quarter * 3, 1)
    return f"{day(start, 'LLLL' if from_year == to_year else 'LLLL yyyy')}–{day(end, 'LLLL yyyy')}"


def quarter(code: str) -> str:
    year, number = _quarter(code)
    return _("Q{quarter} {year}").format(quarter=number, year=year)


def axis(name: str) -> str:
    """The heading of a column that holds an axis; an axis this version does not know is its own heading."""
    return {
        "area": _("Area"),
        "spot": _("Spot"),
        "spot_kind": _("Kind of spot"),
        "quarter": _("Quarter"),
        "month": _("Month"),
        "year": _("Year"),
        "domain": _("Life domain"),
        "age": _("Age"),
        "daypart": _("Part of the day"),
        "who": _("Who"),
    }.get(name, name)


def by_axis(name: str) -> str:
    """The title of a table along an axis."""
    return {
        "area": _("By area"),
        "spot": _("By spot"),
        "spot_kind": _("By kind of spot"),
        "quarter": _("By quarter"),
        "month": _("By month"),
        "year": _("By year"),
        "domain": _("By life domain"),
        "age": _("By age"),
        "daypart": _("By part of the day"),
        "who": _("By who was met"),
    }.get(name, name)


def cell_label(name: str, cell: Mapping[str, Any], vocabularies: Vocabularies) -> str:
    """What a cell counts along an axis: its value, or everything a merged cell covers."""
    covered = [str(value) for value in (cell.get("covers") or {}).get(name) or () if value not in (None, "")]
    codes = covered or [str(cell.get(name) or "")]
    if name in TIME_AXES:
        return _span(name, codes)
    if name in _VOCABULARY_OF:
        codes = [vocabularies.label(_VOCABULARY_OF[name], code) if code else "" for code in codes]
    return listed([code or _("Not filled in") for code in codes])


def _span(name: str, codes: Sequence[str]) -> str:
    first, last = min(codes), max(codes)
    if not first:
        return _("Not filled in")
    if first == last:
        return _moment(name, first)
    if name == "quarter":
        return period(first, last)
    return f"{_moment(name, first)}–{_moment(name, last)}"


def _moment(name: str, code: str) -> str:
    if name == "quarter":
        return quarter(code)
    return day(date(int(code[:4]), int(code[5:7]), 1), "LLLL yyyy") if name == "month" else clean(code)


def _quarter(code: str) -> tuple[int, int]:
    year, _dash, number = code.partition("-Q")
    return int(year), int(number)
