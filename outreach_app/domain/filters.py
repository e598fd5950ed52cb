"""What a list is narrowed to: conditions on described fields, as plain values that can be kept and read again.

Of one field any condition will do; of different fields each must hold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from outreach_app.domain.fields import Field, Kind

EMPTY = "-"
"""The value that asks for nothing filled in."""
CHOSEN = frozenset({Kind.TERM, Kind.TERMS, Kind.REFERENCE, Kind.REFERENCES, Kind.FLAG, Kind.DATE})
"""Kinds of fields that a list is narrowed by value; of others only whether they are filled in."""
FILLED = "+"
"""The value that asks for anything filled in."""


@dataclass(frozen=True, slots=True, order=True)
class Condition:
    """`value` is a code, an id, `1` or `0` of a flag, or two ISO dates with a slash between."""

    name: str
    value: str


Filter = tuple[Condition, ...]
"""In the order in which they were chosen."""


def by_name(conditions: Iterable[Condition]) -> dict[str, list[str]]:
    """The values that are asked of each field."""
    asked: dict[str, list[str]] = {}
    for condition in conditions:
        asked.setdefault(condition.name, []).append(condition.value)
    return asked


def period(value: str) -> tuple[str, str]:
    """The first and the last day that a condition on a date asks for, as ISO text; raises ValueError."""
    first, slash, last = value.partition("/")
    if not slash:
        raise ValueError(value)
    return date.fromisoformat(first).isoformat(), date.fromisoformat(last).isoformat()


def meets(field: Field, found: Any, values: Sequence[str]) -> bool:
    """Whether a field's value, as the attribute holds it, is one of those asked for."""
    return any(_meets(field, found, value) for value in values)


def _meets(field: Field, found: Any, value: str) -> bool:
    if value in (EMPTY, FILLED):
        return bool(found) == (value == FILLED)
    match field.kind:
        case Kind.TERMS | Kind.REFERENCES:
            return value in (found or ())
        case Kind.FLAG:
            return bool(found) == (value == "1")
        case Kind.DATE:
            first, last = period(value)
            return found is not None and first <= found.isoformat() <= last
    return bool(found == value)


def to_json(conditions: Filter) -> list[list[str]]:
    return [[one.name, one.value] for one in conditions]


def from_json(kept: Any) -> Filter:
    """What was kept, as far as it can be read."""
    lines = kept if isinstance(kept, list) else []
    return tuple(
        Condition(*line)
        for line in lines
        if isinstance(line, list) and len(line) == 2 and all(isinstance(part, str) for part in line)
    )


@dataclass(frozen=True, slots=True)
class View:
    """A list as someone wants to see it again."""

    name: str
    text: str = ""
    conditions: Filter = ()
    sort: str = ""
    descending: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "text": self.text,
            "conditions": to_json(self.conditions),
            "sort": self.sort,
            "descending": self.descending,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "View":
        return cls(
            str(kept.get("name", "")),
            str(kept.get("text", "")),
            from_json(kept.get("conditions")),
            str(kept.get("sort", "")),
            bool(kept.get("descending")),
        )
