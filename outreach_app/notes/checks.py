"""Before a note leaves: its figures are read again, and each must be one that was frozen."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from outreach_app.domain.charts import Chart, mark
from outreach_app.domain.notes import NoteSource
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, number
from outreach_app.notes.blocks import Beside, Block, Document, KeyFigures, Paragraph, Table
from outreach_app.notes.figures import period_of
from outreach_app.notes.text import shorten

_FIGURE = re.compile(r"\d[\d.,\s]*\d|\d")


class FigureNotFrozen(OutreachError):
    """`figure` stands in the composed document and in none of the frozen figures."""

    message = N_("The note would show a figure that was never frozen: {figure}.")
    advice = N_("Nothing was written. Ask a coordinator to freeze the figures again, then make the note again.")


def reread(document: Document, source: NoteSource) -> None:
    """Raise FigureNotFrozen where a figure of the document is no frozen one. In the document's language."""
    frozen = {number(value) for value in (0, *_numbers(source.figures or {}))}  # furniture not listed is none
    names = _names(source)
    for block in document.blocks:
        for shown in _shown(block, names):
            if shown not in frozen:
                raise FigureNotFrozen(figure=shown)


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _numbers(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def _names(source: NoteSource) -> list[str]:
    """Words of sentences that may hold digits and are no figures; the longest first, as one may hold another."""
    figures = source.figures or {}
    titles = [str(need.get("title") or "") for need in figures.get("needs") or ()]
    areas = [shorten(area, 60) for area in figures.get("areas") or ()]
    found = [shorten(source.team.name, 80), period_of(figures), *areas, *(shorten(title, 140) for title in titles)]
    return sorted((name for name in found if name), key=len, reverse=True)


def _shown(block: Block, names: list[str]) -> Iterator[str]:
    match block:
        case Paragraph(figures=True):
            yield from _in_sentence(block.text, names)
        case KeyFigures():
            for card in block.cards:
                yield from _FIGURE.findall(card.value)
        case Table():
            for row in block.rows:
                for cell in row[block.labels :]:
                    yield from _FIGURE.findall(cell)
        case Chart():
            yield from (mark(value) for one in block.series for value in one.values if value is not None)
        case Beside():
            for exhibit in block.left + block.right:
                yield from _shown(exhibit, names)


def _in_sentence(text: str, names: list[str]) -> list[str]:
    for name in names:
        text = text.replace(name, " ")
    return _FIGURE.findall(text)
