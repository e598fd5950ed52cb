"""Filters as SQL."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, String, false, func, or_, select, type_coerce

from outreach_app.domain.fields import Field, Kind, field_of
from outreach_app.domain.filters import CHOSEN, EMPTY, FILLED, Filter, by_name, period
from outreach_app.domain.records import Record


def clauses(record: type[Record], conditions: Filter) -> Iterator[ColumnElement[bool]]:
    """One for each field that is asked about. A field that is not known any more narrows nothing."""
    for name, values in by_name(conditions).items():
        described = field_of(record, name)
        if described is not None:
            column = getattr(record, name)
            yield or_(false(), *(_clause(described, column, value) for value in values))


def _clause(described: Field, column: Any, value: str) -> ColumnElement[bool]:
    if value in (EMPTY, FILLED):
        empty = func.coalesce(type_coerce(column, String), "").in_(("", "[]", "{}", "0"))
        return empty if value == EMPTY else ~empty
    match described.kind:
        case Kind.TERMS | Kind.REFERENCES:
            listed = func.json_each(column).table_valued("value")
            return select(1).select_from(listed).where(listed.c.value == value).exists()
        case Kind.FLAG:
            flag: ColumnElement[bool] = column.is_(value == "1")
            return flag
        case Kind.DATE:
            try:
                first, last = period(value)
            except ValueError:
                return false()
            return type_coerce(column, String).between(first, last)
    found: ColumnElement[bool] = column == value if described.kind in CHOSEN else false()
    return found
