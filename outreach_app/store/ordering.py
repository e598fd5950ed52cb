"""Names in the order in which people read them, in SQL: the same key as in every list made in Python."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    SQLColumnExpression,
    String,
    Subquery,
    func,
    select,
    type_coerce,
)

from outreach_app.i18n import reading_order

_FUNCTION = "reading_order"


def teach(connection: Any) -> None:
    """Lets a database connection order names."""
    connection.create_function(_FUNCTION, 1, _key, deterministic=True)


def in_reading_order(value: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """A key to sort a text by, never NULL."""
    key: ColumnElement[str] = func.reading_order(type_coerce(value, String))
    return key


def ranked(names: Select[Any] | CompoundSelect[Any]) -> Subquery:
    """From ids and names (two columns) to ids and `place`: where a name stands among the others, from 1 on.

    The names of things that many rows refer to are few: each is looked at once, and not at every row.
    """
    all_names = names.subquery()
    id, name = all_names.c
    place = func.dense_rank().over(order_by=in_reading_order(name))
    return select(id.label("id"), place.label("place")).subquery()


def _key(value: object) -> str:
    if value is None:
        return ""
    bare, whole = reading_order(str(value))
    return f"{bare}\x01{whole}"
