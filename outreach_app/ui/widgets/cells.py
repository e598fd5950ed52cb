"""What a cell of a table holds: words to read, marks to see, and what leaves in a spreadsheet."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """A small painted thing in a cell: a term, a state, or someone's initials."""

    text: str
    tone: str = "plain"
    icon: str = ""
    initials: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what is read aloud and copied; with `marks` those are painted in its place."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    tone: str = "text"
    outside: Any = None
    """What a spreadsheet gets in place of `text`: a date, a number, or what may be told outside."""
