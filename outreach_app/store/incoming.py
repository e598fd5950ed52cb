"""Patches from elsewhere, checked before they touch anything.

A signature says who sent a change, not that a program without faults wrote it. One value that no column can hold
would break every list that reads it, on every laptop, so a bad patch is refused whole and alike everywhere.
Checks run column by column over a whole batch, as one patch at a time would take longer than merging it.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from operator import itemgetter
from types import NoneType
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer

from outreach_app.domain.clock import MAX_STAMP, Edit, Rows
from outreach_app.domain.fields import Day, Frozen, IdType, Tally, TextList
from outreach_app.i18n import _
from outreach_app.store.columns import Shape, bind, result
from outreach_app.store.errors import BadPatch

_TOO_LARGE = 1 << 63
_STORABLE = {bytes, str, int, float, NoneType}
_CODES = re.compile(r'\["[\w-]+"(?:,"[\w-]+")*\]', re.ASCII)
_COUNTS = re.compile(r'\{"[\w-]+":[1-9]\d{0,9}(?:,"[\w-]+":[1-9]\d{0,9})*\}', re.ASCII)

Check = Callable[[Collection[Any]], bool]
"""Whether every one of these values, none of them None, fits."""


def check_creates(shape: Shape, rows: Rows) -> None:
    """Raises BadPatch."""
    _check_rows(shape.table, rows)
    if any(name not in shape.defaults for name in _lacking(shape, rows)):
        raise BadPatch(table=shape.table, reason=_("a column is missing"))
    for at, name in enumerate(rows.columns, 3):
        _check_values(shape, name, [row[at] for row in rows.rows])


def check_edits(shape: Shape, edits: Sequence[Edit]) -> None:
    """Raises BadPatch."""
    _check_edits(shape.table, edits)
    columns: dict[str, list[Any]] = defaultdict(list)
    for _table, _row, _stamp, _author, patch, _bases in edits:
        for name, value in patch.items():
            columns[name].append(value)
    for name, values in columns.items():
        _check_values(shape, name, values)


def check_parked(table: str, rows: Rows, edits: Sequence[Edit]) -> None:
    """Of a table that only newer programs know, no more than what parking needs. Raises BadPatch."""
    _check_rows(table, rows)
    _check_edits(table, edits)


def filled(shape: Shape, rows: Rows) -> list[tuple[Any, ...]]:
    """Creating patches with exactly our columns: what an older program did not know gets its declared default."""
    if tuple(rows.columns) == shape.columns:
        return rows.rows
    lacking = _lacking(shape, rows)
    gaps = tuple(shape.defaults[name] for name in lacking)
    names = ("id", "stamp", "author", *rows.columns, *lacking)
    pick = itemgetter(0, 1, 2, *(names.index(name, 3) for name in shape.columns))
    return [pick((*row, *gaps)) for row in rows.rows]


def fits(column: Column[Any], values: Collection[Any]) -> bool:
    """Whether a column can hold and show these database values."""
    types, check = _rule(column)
    if not set(map(type, values)) <= types:
        return False
    distinct = set(values) - {None}
    return not distinct or check(distinct)


def _lacking(shape: Shape, rows: Rows) -> list[str]:
    return [name for name in shape.columns if name not in rows.columns]


def _check_values(shape: Shape, name: str, values: list[Any]) -> None:
    if name in shape.binders:
        good = fits(shape.types[name], values)
    else:  # a newer program's column: kept as it is until we know better
        good = set(map(type, values)) <= _STORABLE and _integers([v for v in values if type(v) is int])
    if not good:
        raise BadPatch(table=shape.table, reason=_("{field} cannot be that").format(field=name))


def _check_rows(table: str, rows: Rows) -> None:
    width = 3 + len(rows.columns)
    if set(map(len, rows.rows)) - {width} or len(set(rows.columns)) != len(rows.columns):
        raise BadPatch(table=table, reason=_("its columns and values do not match"))
    ids, stamps, authors = ([row[at] for row in rows.rows] for at in range(3))
    _check_clocks(table, ids, stamps, authors)


def _check_edits(table: str, edits: Sequence[Edit]) -> None:
    _check_clocks(table, *([edit[at] for edit in edits] for at in (1, 2, 3)))
    bases = [base for edit in edits for base in edit.bases]
    _check_clocks(table, (), [stamp for stamp, _author in bases], [author for _stamp, author in bases])
    if any(base[0] >= stamp for _table, _row, stamp, _author, _values, bases in edits for base in bases):
        raise BadPatch(table=table, reason=_("it is older than what it replaces"))


def _check_clocks(table: str, ids: Collection[Any], stamps: Collection[Any], authors: Collection[Any]) -> None:
    good = set(map(type, ids)) <= {bytes} and set(map(type, stamps)) | set(map(type, authors)) <= {int}
    if not (good and _ids(ids) and _within(1, stamps, MAX_STAMP) and _within(0, authors, _TOO_LARGE)):
        raise BadPatch(table=table, reason=_("its id or its clock is impossible"))


@cache
def _rule(column: Column[Any]) -> tuple[frozenset[type], Check]:
    """The types a column's values may have, and what must hold for those that are not None."""
    types, check = _typed(column)
    # An absent date is an empty text, so that it sorts first.
    return (types | {NoneType} if column.nullable and not isinstance(column.type, Day) else types), check


def _typed(column: Column[Any]) -> tuple[frozenset[type], Check]:
    match column.type:
        case Boolean():
            return frozenset({int}), {0, 1}.issuperset
        case Integer():
            return frozenset({int}), _integers
        case Float():
            return frozenset({float}), lambda values: all(map(math.isfinite, values))
        case IdType():
            return frozenset({bytes}), _ids
        case Day() | TextList() | Tally() | Frozen():
            return frozenset({str}), _canonical(column)
    return frozenset({str}), lambda values: True


def _ids(values: Collection[bytes]) -> bool:
    return set(map(len, values)) <= {16}


def _integers(values: Collection[int]) -> bool:
    return _within(-_TOO_LARGE, values, _TOO_LARGE)


def _within(low: int, values: Collection[int], high: int) -> bool:
    return not values or (low <= min(values) and max(values) < high)


def _canonical(column: Column[Any]) -> Check:
    """Dates and JSON: read and written again, the text must be the same, else digests would differ for ever."""
    read, write = result(column), bind(column)

    plainly = _plainly(column)

    def check(values: Collection[str]) -> bool:
        try:
            return all(
                plainly(value) or (_meant(column, read(value)) and write(read(value)) == value) for value in values
            )
        except (ValueError, TypeError, AttributeError, RecursionError):
            return False

    return check


def _plainly(column: Column[Any]) -> Callable[[str], bool]:
    """Tells the commonest values from their text alone: decoding them is most of what checking would cost."""
    match column.type:
        case TextList():
            return _codes
        case Tally():
            return _counts
    return lambda text: False


def _codes(text: str) -> bool:
    """Codes or ids, each once."""
    if not _CODES.fullmatch(text):
        return False
    codes = text[1:-1].split(",")
    return len(set(codes)) == len(codes)


def _counts(text: str) -> bool:
    """Counts by code, each once and in the order of the codes."""
    if not _COUNTS.fullmatch(text):
        return False
    codes = [part.partition(":")[0] for part in text[1:-1].split(",")]
    return all(one < other for one, other in pairwise(codes))


def _meant(column: Column[Any], value: Any) -> bool:
    match column.type:
        case Day():
            return isinstance(value, date) or (value is None and bool(column.nullable))
        case TextList():
            return isinstance(value, list) and all(type(item) is str for item in value)
        case Tally():
            return isinstance(value, dict) and all(type(n) is int for n in value.values())
    return isinstance(value, dict)
