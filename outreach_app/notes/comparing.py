"""Two papers side by side: what the one says and the other does not, section by section."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from outreach_app.domain.charts import Chart
from outreach_app.notes.blocks import (
    Beside,
    Block,
    Bullets,
    Callout,
    Document,
    Facts,
    Heading,
    KeyFigures,
    Labelled,
    Overline,
    Paragraph,
    Quote,
    Table,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """`was` is empty for what came, `now` for what went."""

    section: str
    was: str
    now: str


def differences(before: Document, after: Document) -> list[Difference]:
    """In the order of the later paper; a section that went stands at the end. Charts say what their tables say."""
    old, new = _sections(before), _sections(after)
    found: list[Difference] = []
    for name in [*new, *(name for name in old if name not in new)]:
        found += _compared(name, old.get(name, []), new.get(name, []))
    return found


def _compared(section: str, old: list[str], new: list[str]) -> Iterator[Difference]:
    for verb, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if verb == "equal":
            continue
        was, now = old[a:b], new[c:d]
        for place in range(max(len(was), len(now))):
            yield Difference(
                section,
                was[place] if place < len(was) else "",
                now[place] if place < len(now) else "",
            )


def _sections(document: Document) -> dict[str, list[str]]:
    """The lines of each section under its heading; what stands above the first under the title."""
    found: dict[str, list[str]] = {}
    at = found.setdefault("", [])
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            at.append(block.text)
        elif isinstance(block, Heading) and block.level == 2:
            at = found.setdefault(block.text, [])
        elif isinstance(block, Callout):
            found.setdefault(block.heading, []).extend(one.text for one in block.paragraphs)
        else:
            at.extend(line for line in _lines(block) if line)
    return found


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Quote() | Paragraph():
            yield block.text
        case Facts() | Labelled():
            yield from (f"{fact.label}: {fact.value}" for fact in block.rows)
        case Bullets():
            yield from block.items
        case KeyFigures():
            yield from (f"{card.label}: {card.value}" for card in block.cards)
        case Table():
            yield from (f"{block.title}: " + " · ".join(cells) for cells in block.rows)
        case Chart():
            told = block.as_table()
            yield from (f"{block.title}: " + " · ".join(cells) for cells in told.rows())
        case Beside():
            for exhibit in (*block.left, *block.right):
                yield from _lines(exhibit)
        case Overline():
            return
