"""Figures, periods and places in words, as they stand in a note."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from outreach_app.domain.periods import Span
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, ngettext
from outreach_app.notes.text import shorten

TIME_AXES = ("quarter", "month", "year")
PLACE_AXES = ("area", "spot")
_VOCABULARY_OF = {name: name for name in ("spot_kind", "domain", "age", "daypart", "who", "need_kind")}
"""Axes of terms, and the vocabulary that names them."""


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
    """Whole quarters (`2026-Q3`) in words: July–December 2026; by quarter where it is more than a year."""
    return in_months(_months("quarter", first)[0], _months("quarter", last)[1]) if first and last else ""


def quarter(code: str) -> str:
    year, _dash, place = code.partition("-Q")
    return _("Q{quarter} {year}").format(quarter=place, year=year)


def in_months(first: date, last: date) -> str:
    """From a month to a month, both named by any of their days."""
    if first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    whole_quarters = first.month % 3 == 1 and last.month % 3 == 0
    if whole_quarters and (last.year - first.year) * 12 + last.month - first.month >= 12:
        return f"{quarter(_quarter_of(first))}–{quarter(_quarter_of(last))}"
    if (first.year, first.month) == (last.year, last.month):
        return day(last, "LLLL yyyy")
    return f"{day(first, 'LLLL' if first.year == last.year else 'LLLL yyyy')}–{day(last, 'LLLL yyyy')}"


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
        "need": _("Need"),
        "need_kind": _("Kind of need"),
        "week": _("Week"),
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
        "need": _("By need"),
        "need_kind": _("By kind of need"),
        "week": _("By week"),
    }.get(name, name)


def days(span: Span) -> str:
    """From a day to a day; in months, quarters or years where it is whole ones."""
    first, last = span.first, span.last
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return in_months(first, last)
    opening = "d" if (first.year, first.month) == (last.year, last.month) else "d MMMM"
    return f"{day(first, opening if first.year == last.year else 'd MMMM yyyy')}–{day(last)}"


def cell_label(name: str, cell: Mapping[str, Any], vocabularies: Vocabularies) -> str:
    """What a cell counts along an axis: its value, or everything a merged cell covers."""
    codes = _codes(name, cell)
    if name in TIME_AXES and codes[0]:
        months = [_months(name, code) for code in codes]
        return (
            quarter(codes[0]) if name == "quarter" and len(codes) == 1 else in_months(months[0][0], months[-1][1])
        )
    if name in _VOCABULARY_OF:
        codes = [vocabularies.label(_VOCABULARY_OF[name], code) if code else "" for code in codes]
    return listed([code or _("Not filled in") for code in codes])


def moment(name: str, cell: Mapping[str, Any], opens: bool) -> str:
    """A cell of a time axis in as few letters as a chart has room for; months say their year where one begins."""
    codes = _codes(name, cell)
    if not codes[0]:
        return _("Not filled in")
    first, last = _months(name, codes[0])[0], _months(name, codes[-1])[1]
    if first == last:
        return day(first, "LLL yyyy" if opens or first.month == 1 else "LLL").replace(".", "")
    return quarter(_quarter_of(first)) if _quarter_of(first) == _quarter_of(last) else in_months(first, last)


def reach(name: str, codes: Sequence[str]) -> tuple[date, date]:
    """The first and the last day of moments along a time axis."""
    months = [_months(name, code) for code in sorted(codes)]
    last = months[-1][1]
    return months[0][0], date(last.year, last.month, calendar.monthrange(last.year, last.month)[1])


def _codes(name: str, cell: Mapping[str, Any]) -> list[str]:
    """The finest values in a cell, those of time in their order; never none."""
    covered = [str(value) for value in (cell.get("covers") or {}).get(name) or ()]
    codes = covered or [str(cell.get(name) or "")]
    return sorted(codes) if name in TIME_AXES else codes


def _months(name: str, code: str) -> tuple[date, date]:
    """The first and the last month of a month, a quarter or a year."""
    year = int(code[:4])
    if name == "year":
        return date(year, 1, 1), date(year, 12, 1)
    if name == "quarter":
        last = int(code.partition("-Q")[2]) * 3
        return date(year, last - 2, 1), date(year, last, 1)
    return date(year, int(code[5:7]), 1), date(year, int(code[5:7]), 1)


def _quarter_of(month: date) -> str:
    return f"{month.year}-Q{(month.month + 2) // 3}"
