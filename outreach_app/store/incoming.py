"""Patches from elsewhere, checked before they touch anything.

A signature says who sent a change, not that a program without faults wrote it. One value that no column can hold
would break every list that reads it, on every laptop, so a bad patch is refused whole and alike everywhere.
"""

import math
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer

from outreach_app.domain.clock import MAX_STAMP, Edit, Rows
from outreach_app.domain.fields import Day, Frozen, IdType, Tally, TextList
from outreach_app.i18n import _
from outreach_app.store.columns import Shape, bind, result
from outreach_app.store.errors import BadPatch

MAX_INTEGER = 1 << 63

Check = Callable[[Collection[Any]], bool]
"""Whether every one of these distinct values fits."""


def filled(shape: Shape, rows: Rows) -> list[tuple[Any, ...]]:
    """Creating patches with exactly our columns: what an older program did not know gets its declared default."""
    if tuple(rows.columns) == shape.columns:
        return rows.rows
    lacking = [name for name in shape.columns if name not in rows.columns]
    if any(name not in shape.defaults for name in lacking):
        raise BadPatch(table=shape.table, reason=_("a column is missing"))
    gaps = tuple(shape.defaults[name] for name in lacking)
    names = ("id", "stamp", "author", *rows.columns, *lacking)
    pick = itemgetter(0, 1, 2, *(names.index(name, 3) for name in shape.columns))
    return [pick((*row, *gaps)) for row in rows.rows]


def check_creates(shape: Shape, rows: Rows) -> None:
    """Column by column, as most values of a column are equal. Raises BadPatch."""
    width = 3 + len(rows.columns)
    if any(len(row) != width for row in rows.rows) or len(set(rows.columns)) != len(rows.columns):
        raise BadPatch(table=shape.table, reason=_("its columns and values do not match"))
    if not rows.rows:
        return
    ids, stamps, authors, *values = zip(*rows.rows, strict=True)
    if not (_ids(ids) and _stamps(stamps) and _authors(authors)):
        raise BadPatch(table=shape.table, reason=_("its id or its clock is impossible"))
    for name, column in zip(rows.columns, values, strict=True):
        if name in shape.types and not fits(shape.types[name], column):
            raise BadPatch(table=shape.table, reason=_("{field} cannot be that").format(field=name))


def check_edit(shape: Shape, edit: Edit) -> None:
    """Raises BadPatch."""
    _check_clock(shape.table, edit.row, edit.stamp, edit.author)
    for stamp, author in edit.bases:
        if not (_stamps((stamp,)) and _authors((author,)) and stamp < edit.stamp):
            raise BadPatch(table=shape.table, reason=_("it is older than what it replaces"))
    for name, value in edit.values.items():
        if name in shape.binders and not fits(shape.types[name], (value,)):
            raise BadPatch(table=shape.table, reason=_("{field} cannot be that").format(field=name))


def check_unknown(table: str, rows: Rows) -> None:
    """Of a table that only newer programs know, no more than what parking needs. Raises BadPatch."""
    width = 3 + len(rows.columns)
    for row in rows.rows:
        if len(row) != width:
            raise BadPatch(table=table, reason=_("its columns and values do not match"))
        _check_clock(table, *row[:3])


def check_unknown_edit(edit: Edit) -> None:
    _check_clock(edit.table, edit.row, edit.stamp, edit.author)


def fits(column: Column[Any], values: Iterable[Any]) -> bool:
    """Whether a column can hold and show these database values."""
    return _check(column)(set(values)) if _plain(values) else False


def _check_clock(table: str, row: Any, stamp: Any, author: Any) -> None:
    if not (_ids((row,)) and _stamps((stamp,)) and _authors((author,))):
        raise BadPatch(table=table, reason=_("its id or its clock is impossible"))


def _plain(values: Iterable[Any]) -> bool:
    """Only what SQLite stores: a list or a map would not even hash."""
    return set(map(type, values)) <= {bytes, str, int, float, type(None)}


@cache
def _check(column: Column[Any]) -> Check:
    match column.type:
        case Boolean():
            check: Check = {0, 1}.issuperset
        case Integer():
            check = _integers
        case Float():
            check = _numbers
        case IdType():
            check = _ids
        case Day() | TextList() | Tally() | Frozen():
            check = _canonical(column)
        case _:
            check = _texts
    if not column.nullable or isinstance(column.type, Day):
        return check
    return lambda values: check({value for value in values if value is not None})


def _ids(values: Collection[Any]) -> bool:
    return all(type(value) is bytes and len(value) == 16 for value in values)


def _stamps(values: Collection[Any]) -> bool:
    return all(type(value) is int for value in values) and min(values) > 0 and max(values) < MAX_STAMP


def _authors(values: Collection[Any]) -> bool:
    return all(type(value) is int for value in values) and min(values) >= 0 and max(values) < MAX_INTEGER


def _integers(values: Collection[Any]) -> bool:
    return all(type(value) is int and -MAX_INTEGER <= value < MAX_INTEGER for value in values)


def _numbers(values: Collection[Any]) -> bool:
    return all(type(value) is float and math.isfinite(value) for value in values)


def _texts(values: Collection[Any]) -> bool:
    return all(type(value) is str for value in values)


def _canonical(column: Column[Any]) -> Check:
    """Dates and JSON: read and written again, the text must be the same, else digests would differ for ever."""
    read, write = result(column), bind(column)

    def check(values: Collection[Any]) -> bool:
        try:
            return all(
                type(value) is str and _meant(column, read(value)) and write(read(value)) == value
                for value in values
            )
        except (ValueError, TypeError, AttributeError, RecursionError):
            return False

    return check


def _meant(column: Column[Any], value: Any) -> bool:
    match column.type:
        case Day():
            return isinstance(value, date) or (value is None and bool(column.nullable))
        case TextList():
            return isinstance(value, list) and all(type(item) is str for item in value)
        case Tally():
            return isinstance(value, dict) and all(type(n) is int for n in value.values())
    return isinstance(value, dict)
