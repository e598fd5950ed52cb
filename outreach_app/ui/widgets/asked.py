"""What a table asks for and what it is given: its columns, its rows, and the question between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from outreach_app.domain.filters import Filter
from outreach_app.domain.paging import Start
from outreach_app.ui.widgets.cells import Cell


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    title: str
    sortable: bool = True
    weight: int = 2
    """Its share of the width."""
    strong: bool = False
    """Names the row."""
    right: bool = False
    shown: bool = True
    """Before somebody chooses columns."""


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    cells: tuple[Cell, ...]
    key: Any = None
    """Where it stands in the order, for reading on from there; None where all rows are given at once."""
    stays: bool = False
    """Never leaves this laptop."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows, in which order; `sort` is a column's name."""

    text: str = ""
    sort: str = ""
    descending: bool = False
    conditions: Filter = ()
    outside: bool = False
    """To be let out: what only this laptop knows finds nothing."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows that follow each other."""

    rows: Sequence[Row]
    total: int | None = None
    """All there are, where that is known without counting."""


Still = Callable[[], bool]
"""Whether that is still the question; may be asked in any thread. Once it is not, nobody waits for an answer."""
Read = Callable[[Asked, Start, int, Still, Callable[[Chunk], None]], None]
"""Asked, where to start, how many at most (more may be given where all are), and whom to give the chunk."""
Count = Callable[[Asked, Still, Callable[[int], None]], None]
"""Asked, and whom to tell how many rows there are."""
