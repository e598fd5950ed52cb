"""A document for a word processor, for services that must edit it: real styles, real lists, tables with a head.

Charts are tables of what they show: no picture hides a figure, and no cache holds one that was withheld. Nothing
tells who made the file but the team. Equal documents give equal bytes.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import singledispatch
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from outreach_app.domain.charts import Chart
from outreach_app.notes import blocks, script, word_look
from outreach_app.notes.blocks import Block, Document
from outreach_app.notes.style import LOCALES

_UNDATED = datetime(2000, 1, 1)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Of every part of the file: a clock would make equal notes differ."""
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def write(document: Document) -> bytes:
    """The file; blocks for some 0.1 s."""
    made: Any = docx.Document()
    word_look.prepare(made, LOCALES.get(document.language, document.language), document.letterhead.colour)
    _describe(made, document)
    word_look.head_and_foot(made, document)
    for block in document.blocks:
        _add(block, made)
    word_look.drop_thumbnail(made)
    out = BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


def _describe(made: Any, document: Document) -> None:
    """The properties of the file, without a person in them."""
    known, dated = made.core_properties, _UNDATED
    if document.dated is not None:
        dated = datetime(document.dated.year, document.dated.month, document.dated.day, 12)
    known.title, known.author, known.subject = _xml(document.title), _xml(document.author), _xml(document.running)
    known.last_modified_by = known.author
    known.comments = known.keywords = known.category = ""
    known.language = LOCALES.get(document.language, document.language)
    known.created = known.modified = dated
    known.revision = 1


def _timeless(written: bytes) -> bytes:
    """The same parts, without the hour at which they were written."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(written)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _LONG_AGO), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _xml(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _write(paragraph: Any, text: str, **looks: bool) -> Any:
    """A run in it; text in Arabic script turns the paragraph, as a word processor orders it by itself."""
    run = paragraph.add_run(_xml(text))
    for name, on in looks.items():
        setattr(run, name, on)
    if script.leftward(text):
        word_look.turn(paragraph, run, whole=script.opens_leftward(text))
    return run


def _paragraph(made: Any, text: str, look: str, *, missing: bool = False) -> Any:
    paragraph = made.add_paragraph(style=look)
    run = _write(paragraph, text)
    if missing:
        run.italic = True
        run.font.color.rgb = word_look.AMBER
    return paragraph


@singledispatch
def _add(block: Block, made: Any) -> None:
    raise TypeError(f"No way to write {type(block).__name__}")


@_add.register
def _heading(block: blocks.Heading, made: Any) -> None:
    _paragraph(made, block.text, "Title" if block.level == 1 else f"Heading {block.level - 1}")


@_add.register
def _overline(block: blocks.Overline, made: Any) -> None:
    paragraph = _paragraph(made, block.text, "Subtitle")
    if block.mark:
        _write(paragraph, f"  [{block.mark}]", bold=True)


@_add.register
def _text(block: blocks.Paragraph, made: Any) -> None:
    _paragraph(made, block.text, word_look.SMALL if block.small else "Body Text", missing=block.missing)


@_add.register
def _facts(block: blocks.Facts, made: Any) -> None:
    """Two columns without lines: label and value."""
    table = word_look.table(made, len(block.rows), 2, lines=False)
    for row, fact in zip(table.rows, block.rows, strict=True):
        _cell(row.cells[0], fact.label, word_look.CELL)
        _cell(row.cells[1], fact.value, word_look.CELL, missing=fact.missing)
    word_look.widths(table, (Cm(3.6), Cm(12.4)))


@_add.register
def _callout(block: blocks.Callout, made: Any) -> None:
    _paragraph(made, block.heading, "Heading 1")
    for one in block.paragraphs:
        _paragraph(made, one.text, word_look.CALLOUT, missing=one.missing)


@_add.register
def _labelled(block: blocks.Labelled, made: Any) -> None:
    """The label in bold before its text: an article is copied as it is read."""
    for row in block.rows:
        first, *more = row.value.split("\n")
        paragraph = made.add_paragraph(style="Body Text")
        _write(paragraph, f"{row.label}. " if row.label[-1:].isalnum() else f"{row.label} ", bold=True)
        run = _write(paragraph, first)
        run.italic = row.missing
        for line in more:
            _paragraph(made, line, "List Continue")


@_add.register
def _bullets(block: blocks.Bullets, made: Any) -> None:
    for item in block.items:
        first, *more = item.split("\n")
        _paragraph(made, first, "List Bullet")
        for line in more:
            _paragraph(made, line, "List Continue")


@_add.register
def _quote(block: blocks.Quote, made: Any) -> None:
    _paragraph(made, block.text, "Quote")


@_add.register
def _key_figures(block: blocks.KeyFigures, made: Any) -> None:
    _grid(made, "", tuple(card.label for card in block.cards), (tuple(card.value for card in block.cards),), 0)


@_add.register
def _table(block: blocks.Table, made: Any) -> None:
    _grid(made, block.title, block.header, block.rows, block.labels)


@_add.register
def _chart(block: Chart, made: Any) -> None:
    table = block.as_table()
    _grid(made, block.title, table.header, tuple(table.rows()), 1)


@_add.register
def _beside(block: blocks.Beside, made: Any) -> None:
    for exhibit in block.left + block.right:
        _add(exhibit, made)


def _grid(made: Any, title: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], labels: int) -> None:
    """Under its caption; the first row is a head that comes again on every page."""
    if title:
        _paragraph(made, title, "Caption")
    table = word_look.table(made, 1 + len(rows), len(header), title=title)
    word_look.repeat_head(table)
    for line, cells in zip(table.rows, _all(header, rows), strict=True):
        for place, (cell, text) in enumerate(zip(line.cells, cells, strict=True)):
            head = cells is header
            paragraph = _cell(cell, text, word_look.HEADER_CELL if head else word_look.CELL)
            if place >= labels and labels:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made.add_paragraph(style=word_look.CELL).paragraph_format.space_after = Pt(6)


def _all(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    yield header
    yield from rows


def _cell(cell: Any, text: str, look: str, *, missing: bool = False) -> Any:
    paragraph = cell.paragraphs[0]
    paragraph.style = look
    run = _write(paragraph, text)
    if missing:
        run.italic = True
        run.font.color.rgb = word_look.AMBER
    return paragraph
