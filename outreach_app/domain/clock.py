"""Stamps and patches. The one merge rule, of each cell the version with the latest clock, is SQL over whole sets:
`store/merge.py`.

A patch is the unit of change: one row, some columns, one stamp, one author. A row carries the clock of the
patch that created it; only cells changed later carry a clock of their own.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

MAX_STAMP = 1 << 62
"""Stamps from here on are absurd (the year 4199) and are rejected alike everywhere."""

Clocked = tuple[int, int]
"""(stamp, author): what orders two versions of a cell."""


class Clock(Protocol):
    """The wall clock, as far as it can be trusted: tests hand in one of their own."""

    def milliseconds(self) -> int: ...

    def today(self) -> date: ...


class SystemClock:
    """The laptop's own clock; may be years off, and nothing depends on it being right."""

    def milliseconds(self) -> int:
        return time.time_ns() // 1_000_000

    def today(self) -> date:
        return datetime.now().astimezone().date()


def next_stamp(milliseconds: int, overwritten: int = 0) -> int:
    """A stamp later than every one it overwrites: wall clock in the high bits, 16 random bits below.

    Per cell, with no receive step, so that a laptop two years ahead drags nobody along.
    """
    return max((max(milliseconds, 0) << 16) | secrets.randbits(16), overwritten + 1)


class Create(NamedTuple):
    """A new row. `values` holds every synced column as a database value (bytes, int, float, text, None)."""

    table: str
    row: bytes
    stamp: int
    author: int
    values: Mapping[str, Any]


class Edit(NamedTuple):
    """Changed columns of a row. `bases` are the versions its author saw and replaces."""

    table: str
    row: bytes
    stamp: int
    author: int
    values: Mapping[str, Any]
    bases: tuple[Clocked, ...] = ()


Patch = Create | Edit


@dataclass(slots=True)
class Rows:
    """Creating patches of one table, column-wise named once: each row is (id, stamp, author, *values)."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
