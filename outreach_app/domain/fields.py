"""The one description of a field: form, table, spreadsheet, note, import, command line and sync all read it."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NewType

from sqlalchemy import Boolean, Dialect, Float, ForeignKey, Integer, String, inspect
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, MappedColumn, mapped_column
from sqlalchemy.types import BLOB, TypeDecorator

Id = NewType("Id", str)
"""32 lower-case hex digits; 16 bytes in the database."""


def new_id() -> Id:
    return Id(secrets.token_hex(16))


class IdType(TypeDecorator[str]):
    """Hex outside, 16 raw bytes inside (a database of text ids is 1.16 times larger)."""

    impl = BLOB
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return bytes.fromhex(value) if value else None

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return value.hex() if value else None


class Day(TypeDecorator[date]):
    """A local calendar date as ISO text, so that it sorts; empty text for none."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: date | str | None, dialect: Dialect) -> str:
        return value.isoformat() if isinstance(value, date) else value or ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if value else None


class _Json(TypeDecorator[Any]):
    """Canonical JSON text: equal values are equal bytes, on every laptop."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return json.dumps(self.canonical(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return json.loads(value) if value else self.canonical(None)

    def canonical(self, value: Any) -> Any:
        return value or {}


class TextList(_Json):
    """A list of codes, ids or lines, in the order given, each once."""

    cache_ok = True

    def canonical(self, value: list[str] | None) -> list[str]:
        return list(dict.fromkeys(value or ()))


class Tally(_Json):
    """Counts by code; zeros are left out."""

    cache_ok = True

    def canonical(self, value: dict[str, int] | None) -> dict[str, int]:
        return {code: n for code, n in (value or {}).items() if n}


class Frozen(_Json):
    """Figures as they were published; written once, never edited."""

    cache_ok = True


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False):
    """Every table of the database, synced or local."""

    type_annotation_map = {
        Id: IdType,
        Id | None: IdType,
        date: Day,
        date | None: Day,
        list[str]: TextList,
        list[Id]: TextList,
        dict[str, int]: Tally,
        dict[str, Any]: Frozen,
        str: String,
        int: Integer,
        bool: Boolean,
        float | None: Float,
    }


class Kind(StrEnum):
    """What a field holds, and so which editor, parser and column it gets."""

    TEXT = "text"
    LINES = "lines"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    FLAG = "flag"
    TERM = "term"
    TERMS = "terms"
    TALLY = "tally"
    REFERENCE = "reference"
    REFERENCES = "references"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Field:
    """One described field of a record class. `label` and `hint` are source texts: pass them through `_`."""

    label: str
    name: str = ""
    kind: Kind = Kind.TEXT
    hint: str = ""
    vocabulary: str = ""
    """Of TERM, TERMS and TALLY: which vocabulary the codes come from."""
    to: str = ""
    """Of REFERENCE and REFERENCES: the table name of the record pointed at."""
    required: bool = False
    multiline: bool = False
    in_table: bool = False
    in_note: bool = False
    """May appear on paper. Off by default, so that a new field can never leak into a PDF by accident."""
    sensitive: bool = False
    local_only: bool = False
    """Never leaves this laptop."""
    by_move: bool = False
    """Set through a move (need move, signal move) or by the program; forms show it, nobody types it."""
    low_stakes: bool = False
    """Of two values written apart the newest stands, and nobody is asked: nobody would miss the other."""
    ahead: bool = False
    """Of DATE: one typed without a year is to come, as promises are."""
    plain: bool = False
    """Of INTEGER: a year, written as it is. 0 is none."""


def field(
    label: str,
    *,
    to: str = "",
    to_many: str = "",
    term: str = "",
    time: bool = False,
    hint: str = "",
    required: bool = False,
    multiline: bool = False,
    in_table: bool = False,
    in_note: bool = False,
    sensitive: bool = False,
    local_only: bool = False,
    by_move: bool = False,
    low_stakes: bool = False,
    ahead: bool = False,
    plain: bool = False,
    **column: Any,
) -> MappedColumn[Any]:
    """A column with its description; `to`, `to_many` and `term` say what its values refer to. Foreign keys are
    declared for joins and never enforced: children may arrive before their parents."""
    described = Field(
        label=label,
        hint=hint,
        vocabulary=term,
        to=to or to_many,
        required=required,
        multiline=multiline,
        in_table=in_table,
        in_note=in_note,
        sensitive=sensitive,
        local_only=local_only,
        by_move=by_move,
        low_stakes=low_stakes,
        ahead=ahead,
        plain=plain,
        kind=Kind.TIME if time else Kind.TEXT,
    )
    return mapped_column(*([ForeignKey(f"{to}.id")] if to else []), info={"field": described}, **column)


@cache
def fields_of(record: type[Base]) -> tuple[Field, ...]:
    """The described fields of a record class, in the order of their declaration."""
    return tuple(_described(record))


@cache
def field_of(record: type[Base], name: str) -> Field | None:
    return next((field for field in fields_of(record) if field.name == name), None)


def _described(record: type[Base]) -> Iterator[Field]:
    for prop in inspect(record).column_attrs:
        column = prop.columns[0]
        found = column.info.get("field")
        if found is not None:
            yield replace(found, name=prop.key, kind=_kind(found, column.type))


def _kind(field: Field, type_: Any) -> Kind:
    match type_:
        case IdType():
            return Kind.REFERENCE
        case TextList():
            return Kind.TERMS if field.vocabulary else Kind.REFERENCES if field.to else Kind.LINES
        case Tally():
            return Kind.TALLY
        case Frozen():
            return Kind.FROZEN
        case Day():
            return Kind.DATE
        case Boolean():
            return Kind.FLAG
        case Integer():
            return Kind.INTEGER
        case Float():
            return Kind.NUMBER
    return Kind.TERM if field.vocabulary else field.kind
