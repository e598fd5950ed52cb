"""What stands on paper, before anyone draws it: a document is a list of blocks in reading order.

Text in blocks is plain: never markup, escaped by whoever draws it. A block of the figures section carries
`figures=True`; those are read again before a note leaves (`notes/checks.py`).
"""

import datetime
from dataclasses import dataclass

from outreach_app.domain.charts import Chart


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the title, 2 a section, 3 a part of one."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Overline:
    """The small line above the title. `mark` stands out beside it (a draft)."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    missing: bool = False
    """A place that still has to be filled in."""
    small: bool = False
    figures: bool = False
    typed: bool = False
    """By a person, among the facts: no count of its own may stand in it."""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """The header of a note: label and value."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """What the reader must see first, under its own heading."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Rows of a label and the text it introduces: articles, dates, parts of a proposal."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The first `labels` columns hold words, the others figures."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: int = 1


@dataclass(frozen=True, slots=True)
class Beside:
    """Small exhibits in two columns, each read downwards."""

    left: tuple[Table | Chart, ...]
    right: tuple[Table | Chart, ...]


Block = (
    Heading
    | Overline
    | Paragraph
    | Facts
    | Callout
    | Labelled
    | Bullets
    | Quote
    | KeyFigures
    | Table
    | Chart
    | Beside
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """How the sender signs: at the head of the first page, its name on every next one."""

    name: str = ""
    """In place of the author."""
    lines: tuple[str, ...] = ()
    """Where one reaches it."""
    colour: str = ""
    """`#rrggbb`; nothing for our own."""
    logo: bytes = b""
    """A PNG, looked at already (`domain.letterhead.unpacked`)."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper, in one language."""

    title: str
    language: str
    """nl, en or fr."""
    author: str
    running: str
    """Beside the author at the head of every page."""
    footer: str
    blocks: tuple[Block, ...]
    dated: datetime.date | None = None
    letterhead: Letterhead = Letterhead()
    confidential: str = ""
    """How confidential it is, at the foot of every page."""
    distribution: str = ""
    """Who gets it, likewise."""
