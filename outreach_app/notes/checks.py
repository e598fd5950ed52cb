"""Before a note leaves: its figures are read again, and each must be one that was frozen.

What a person typed among the facts may hold no count of its own either: only a frozen figure, a date, a time, a
cost, or, where the source is named, a figure that others counted.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from outreach_app.domain.charts import Chart, mark
from outreach_app.domain.norms import MONTHS
from outreach_app.domain.notes import NoteSource
from outreach_app.domain.values import abridged
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, number
from outreach_app.notes.blocks import Beside, Block, Document, KeyFigures, Paragraph, Table
from outreach_app.notes.figures import period_of
from outreach_app.notes.text import shorten

_FIGURE = re.compile(r"\d[\d.,\s]*\d|\d")
_SIGN = re.compile(r"(?<![^\W\d])[¹²³⁰⁴-⁹½¼¾⅐-⅞①-⒛]+")
"""Digits and fractions as one sign; not those of m²."""
_DAY = rf"\d{{1,2}}(?:e|er|ste|de|st|nd|rd|th)?\.?\s+(?:{MONTHS})\b\.?(?:\s+\d{{4}})?"
_DATE = r"(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])"
_OF_PEOPLE = (
    r"\s*(?:%|(?:van|of|des?|d’|d')\b|jonge|jeugd|meisjes|kinderen|contact|ontmoeting|keer\b"
    r"|young|boys|girls|encounter|times\b|jeunes|filles|garçons|enfants|rencontre|fois\b)"
)
"""After a fraction or a share, never after a day."""
_NO_COUNT = re.compile(
    rf"€\s*\d[\d.,\s]*|\b\d[\d.,\s]*(?:€|euros?\b|eur\b)|{_DAY}|\b(?:{MONTHS})\.?\s+\d{{4}}\b"
    rf"|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b{_DATE}[/.-](?:\d{{4}}|\d{{2}})\b"
    rf"|\b{_DATE.replace('[/.-]', '/')}\b(?!{_OF_PEOPLE})|\b(?:19|20)\d{{2}}\b"
    r"|\b\d{1,2}\s?(?:u|h|uur)(?:\s?\d{2})?\b|\b\d{1,2}:\d{2}\b",
    re.IGNORECASE,
)
"""Dates, times and costs."""


class FigureNotFrozen(OutreachError):
    """`figure` stands in the composed document and in none of the frozen figures."""

    message = N_("The note would show a figure that was never frozen: {figure}.")
    advice = N_("Nothing was written. Ask a coordinator to freeze the figures again, then make the note again.")


class FigureTyped(OutreachError):
    """`figure` was typed among the facts, in `text`."""

    message = N_("Among the facts someone typed the figure {figure}: “{text}”.")
    advice = N_(
        "Nothing was written. Take it out, or add it as evidence of others with its source. "
        "Own counts are frozen by a coordinator."
    )

    def __init__(self, figure: str, text: str) -> None:
        super().__init__(figure=figure, text=abridged(text))


def reread(document: Document, source: NoteSource) -> None:
    """Raise FigureNotFrozen where a figure of the document is no frozen one, and FigureTyped where one was typed
    that is not. In the document's language."""
    frozen = {number(value) for value in (0, *_numbers(source.figures or {}))}  # furniture not listed is none
    names = _names(source)
    for block in document.blocks:
        for shown in _shown(block, names):
            if shown not in frozen:
                raise FigureNotFrozen(figure=shown)
    for figure, text in stray_figures(document, source):
        raise FigureTyped(figure, text)


def stray_figures(document: Document, source: NoteSource) -> Iterator[tuple[str, str]]:
    """Counts typed among the facts that are no frozen figure, date, time or cost: (figure, text)."""
    typed = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.typed]
    frozen = {number(value) for value in _numbers(source.figures or {})}
    frozen |= {str(value) for value in _numbers(source.figures or {})}
    names = _names(source)
    for text in (*typed, *_unsourced(source)):
        for figure in (*_in_sentence(_NO_COUNT.sub(" ", text), names), *_SIGN.findall(text)):
            if figure.strip(".,") not in frozen:
                yield figure, text


def _unsourced(source: NoteSource) -> list[str]:
    """What partners observed, and what others counted as long as nobody said where it stands."""
    return [one.summary for one in source.evidence if one.kind != "external" or not one.source.strip()]


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
