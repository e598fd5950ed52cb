"""Record classes as the database sees them: which columns travel, how values are bound, what fills a gap."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Float, inspect
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from outreach_app.domain.records import UNSYNCED, Record

DIALECT = SQLiteDialect_pysqlite()

Binder = Callable[[Any], Any]


@dataclass(frozen=True)
class Shape:
    """A record class, column by column. Values are database values throughout."""

    record: type[Record]
    table: str
    columns: tuple[str, ...]
    """The synced columns, in the order of their declaration: what a creating patch carries."""
    types: dict[str, Column[Any]]
    """Every column of the table by name."""
    binders: dict[str, Binder]
    """From an attribute's value to the database's, of synced columns."""
    defaults: dict[str, Any]
    """Declared defaults, of every column that has one, local ones too."""


@cache
def shape_of(record: type[Record]) -> Shape:
    columns: dict[str, Column[Any]] = {}
    for prop in inspect(record).column_attrs:
        column = prop.columns[0]
        assert isinstance(column, Column) and column.name == prop.key, f"{record.__name__}.{prop.key} is renamed"
        columns[prop.key] = column
    synced = tuple(name for name, column in columns.items() if _travels(column))
    factories = {f.name: f.default_factory for f in dataclasses.fields(record)}
    defaults = {
        name: bind(column)(_default(column, factories.get(name)))
        for name, column in columns.items()
        if column.default is not None or column.nullable or _is_factory(factories.get(name))
    }
    return Shape(
        record=record,
        table=record.__tablename__,
        columns=synced,
        types=columns,
        binders={name: bind(columns[name]) for name in synced},
        defaults=defaults,
    )


def bind(column: Column[Any]) -> Binder:
    """What turns a Python value into the database's, as the ORM would."""
    if isinstance(column.type, Float):
        return _float  # SQLite would make it one; a patch must carry what is stored
    return column.type.dialect_impl(DIALECT).bind_processor(DIALECT) or _same


def result(column: Column[Any]) -> Binder:
    """What turns a database value into Python's; raises ValueError or TypeError where it cannot."""
    return column.type.dialect_impl(DIALECT).result_processor(DIALECT, None) or _same


def quoted(name: str) -> str:
    """A name as SQL: some columns are called what SQL calls its own words."""
    return '"' + name.replace('"', '""') + '"'


def _travels(column: Column[Any]) -> bool:
    field = column.info.get("field")
    return column.name not in UNSYNCED and not (field and field.local_only)


def _default(column: Column[Any], factory: Any) -> Any:
    if column.default is not None:
        return getattr(column.default, "arg", None)
    return factory() if _is_factory(factory) else None


def _is_factory(factory: Any) -> bool:
    return isinstance(factory, type) and factory in (list, dict)


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _same(value: Any) -> Any:
    return value
