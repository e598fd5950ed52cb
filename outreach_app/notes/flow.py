"""Blocks as ReportLab flowables. Typed text is escaped here, once, whatever block it stands in."""

from collections.abc import Iterator, Sequence
from functools import singledispatch
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from outreach_app.notes import blocks, drawing, style
from outreach_app.notes.blocks import Block
from outreach_app.notes.chart import Chart
from outreach_app.notes.text import pieces

_AFTER_HEADING = 46
"""Points that must be free below a heading: it never stands alone at the foot of a page."""
_BESIDE_AT_MOST = 340
"""Height above which two exhibits go below each other: nothing that stands beside something can break."""
_GAP = 20


def flowables(content: Sequence[Block]) -> Iterator[Flowable]:
    """The whole document in order. Fonts must be loaded."""
    for block in content:
        yield from flow(block)


@singledispatch
def flow(block: Block) -> Iterator[Flowable]:
    raise TypeError(f"No way to draw {type(block).__name__}")


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _text(text: str, name: str, bullet: str | None = None) -> Text:
    return Text(_markup(text), style.styles()[name], bulletText=bullet)


class _Title(Text):
    """A heading that is also an entry of the PDF's outline."""

    def __init__(self, text: str, look: ParagraphStyle, level: int) -> None:
        super().__init__(_markup(text), look)
        self._entry, self._level = text, level

    def split(self, width: float, height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        key = sha256(f"{self._level} {self._entry}".encode()).hexdigest()[:16]
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(self._entry, key, self._level)
        super().draw()


@flow.register
def _heading(block: blocks.Heading) -> Iterator[Flowable]:
    look = style.styles()[f"h{block.level}"]
    if block.level > 1:
        yield CondPageBreak(look.spaceBefore + look.leading + _AFTER_HEADING)
    yield _Title(block.text, look, block.level - 1) if block.level < 3 else _text(block.text, "h3")


@flow.register
def _overline(block: blocks.Overline) -> Iterator[Flowable]:
    markup = escape(block.text.upper())
    if block.mark:
        colors = f'color="{style.AMBER.hexval()}" backColor="{style.AMBER_SOFT.hexval()}"'
        markup += f"&nbsp;&nbsp;&nbsp;<font {colors}>&nbsp;{escape(block.mark.upper())}&nbsp;</font>"
    yield Text(markup, style.styles()["overline"])


@flow.register
def _paragraph(block: blocks.Paragraph) -> Iterator[Flowable]:
    yield _text(block.text, "missing" if block.missing else "small" if block.small else "body")


@flow.register
def _facts(block: blocks.Facts) -> Iterator[Flowable]:
    """Two columns of label and value, read down the left one first, between two hairlines."""
    half = (len(block.rows) + 1) // 2
    pairs = [(row, block.rows[half + place : half + place + 1]) for place, row in enumerate(block.rows[:half])]
    labels = [_label_width(block.rows[:half]), _label_width(block.rows[half:])]
    gap = 18.0
    value = (style.MEASURE - sum(labels) - gap) / 2
    rows = [[*_fact(left), "", *(_fact(right[0]) if right else ("", ""))] for left, right in pairs]
    yield Grid(
        rows,
        colWidths=[labels[0], value, gap, labels[1], value],
        style=[
            *_plain(1.2),
            ("TOPPADDING", (0, 0), (-1, 0), 5),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 5),
            ("LINEABOVE", (0, 0), (-1, 0), 0.7, style.LINE),
            ("LINEBELOW", (0, -1), (-1, -1), 0.7, style.LINE),
        ],
        spaceAfter=9,
    )


def _label_width(rows: Sequence[blocks.Fact]) -> float:
    look = style.styles()["fact_label"]
    return min(90.0, 12 + max((stringWidth(row.label, look.fontName, look.fontSize) for row in rows), default=0))


def _fact(fact: blocks.Fact) -> tuple[Flowable, Flowable]:
    return _text(fact.label, "fact_label"), _text(fact.value, "fact_missing" if fact.missing else "fact")


def _plain(padding: float) -> list[Any]:
    """A grid's beginning: our font, no side padding, everything at the top."""
    return [
        ("FONTNAME", (0, 0), (-1, -1), style.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
    ]


@flow.register
def _callout(block: blocks.Callout) -> Iterator[Flowable]:
    """A tinted box, one row a paragraph, so that a long text breaks between them."""
    heading = _Title(block.heading, style.styles()["callout_heading"], 1)
    texts = [_text(one.text, "callout_missing" if one.missing else "callout") for one in block.paragraphs]
    yield Grid(
        [[heading], *([text] for text in texts)],
        colWidths=[style.MEASURE],
        style=[
            *_plain(1.5),
            ("BACKGROUND", (0, 0), (-1, -1), style.ACCENT_SOFT),
            ("LEFTPADDING", (0, 0), (-1, -1), 13),
            ("RIGHTPADDING", (0, 0), (-1, -1), 13),
            ("TOPPADDING", (0, 0), (-1, 0), 10),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 11),
        ],
        cornerRadii=[5, 5, 5, 5],
        spaceAfter=4,
    )


@flow.register
def _labelled(block: blocks.Labelled) -> Iterator[Flowable]:
    """The label stands at the left of the first line, in a weight of its own."""
    for row in block.rows:
        look = style.styles()["labelled_missing" if row.missing else "labelled"]
        label = drawing.fitted(row.label, style.LABEL - 8, look.bulletFontSize, look.bulletFontName)
        first, *more = row.value.split("\n")
        yield Text(_markup(first) or "&nbsp;", look, bulletText=label)
        yield from (Text(_markup(line), look) for line in more)


@flow.register
def _bullets(block: blocks.Bullets) -> Iterator[Flowable]:
    for item in block.items:
        first, *more = item.split("\n")
        yield _text(first, "bullet", "•")
        yield from (_text(line, "bullet") for line in more)


@flow.register
def _quote(block: blocks.Quote) -> Iterator[Flowable]:
    yield Grid(
        [[_text(piece, "quote")] for piece in pieces(block.text)],
        colWidths=[style.MEASURE],
        style=[
            *_plain(1),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("LINEBEFORE", (0, 0), (0, -1), 2, style.QUOTE_BAR),
        ],
        spaceBefore=4,
        spaceAfter=6,
    )


@flow.register
def _key_figures(block: blocks.KeyFigures) -> Iterator[Flowable]:
    yield Cards(block.cards)


class Cards(Flowable):
    """Key figures side by side."""

    def __init__(self, cards: Sequence[blocks.Card]) -> None:
        super().__init__()
        self._cards = [(_text(card.value, "card_value"), _text(card.label, "card")) for card in cards]
        self.spaceBefore, self.spaceAfter = 4, 9

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._step = (width + 8) / len(self._cards)
        inside = self._step - 8 - 18
        self._values = max(value.wrap(inside, height)[1] for value, _label in self._cards)
        self._labels = max(label.wrap(inside, height)[1] for _value, label in self._cards)
        self.width, self.height = width, 7 + self._values + 2 + self._labels + 8
        return self.width, self.height

    def draw(self) -> None:
        for place, (value, label) in enumerate(self._cards):
            x = place * self._step
            self.canv.setFillColor(style.SUNKEN)
            self.canv.roundRect(x, 0, self._step - 8, self.height, 5, stroke=0, fill=1)
            value.drawOn(self.canv, x + 9, self.height - 7 - self._values)
            label.drawOn(self.canv, x + 9, self.height - 7 - self._values - 2 - label.height)


@flow.register
def _table(block: blocks.Table) -> Iterator[Flowable]:
    yield CondPageBreak(_AFTER_HEADING + 20)
    yield from _exhibit(block, style.MEASURE)
    yield Spacer(0, 9)


@flow.register
def _chart(block: Chart) -> Iterator[Flowable]:
    yield KeepTogether([*_exhibit(block, style.MEASURE), Spacer(0, 9)])


@flow.register
def _beside(block: blocks.Beside) -> Iterator[Flowable]:
    width = (style.MEASURE - _GAP) / 2
    columns = [_column(block.left, width), _column(block.right, width)]
    grid = Grid([[columns[0], "", columns[1]]], colWidths=[width, _GAP, width], style=_plain(0), spaceAfter=2)
    if grid.wrap(style.MEASURE, style.HEIGHT)[1] <= _BESIDE_AT_MOST:
        yield grid
        return
    for exhibit in block.left + block.right:
        yield from flow(exhibit)


def _column(exhibits: Sequence[blocks.Table | Chart], width: float) -> list[Flowable]:
    return [part for exhibit in exhibits for part in (*_exhibit(exhibit, width), Spacer(0, 9))]


def _exhibit(block: blocks.Table | Chart, width: float) -> Iterator[Flowable]:
    """A chart or a table under its title."""
    yield _text(block.title, "h3")
    yield drawing.draw(block, width) if isinstance(block, Chart) else _grid(block, width)


def _grid(block: blocks.Table, width: float) -> Grid:
    """Hairlines only; words at the left, figures at the right of columns as wide as they need."""
    figures = _figure_widths(block, width)
    words = (width - sum(figures)) / block.labels
    header = [
        _text(name, "cell_header" if place < block.labels else "cell_header_right")
        for place, name in enumerate(block.header)
    ]
    body = [[*(_text(cell, "cell") for cell in row[: block.labels]), *row[block.labels :]] for row in block.rows]
    return Grid(
        [header, *body],
        colWidths=[words] * block.labels + figures,
        repeatRows=1,
        style=[
            *_plain(2.2),
            ("FONTSIZE", (0, 0), (-1, -1), 8.6),
            ("LEADING", (0, 0), (-1, -1), 11.2),
            ("TEXTCOLOR", (0, 0), (-1, -1), style.TEXT),
            ("ALIGN", (block.labels, 0), (-1, -1), "RIGHT"),
            ("RIGHTPADDING", (0, 0), (block.labels - 1, -1), 6),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, style.TEXT3),
            ("LINEBELOW", (0, 1), (-1, -1), 0.5, style.LINE),
        ],
        hAlign="LEFT",
    )


def _figure_widths(block: blocks.Table, width: float) -> list[float]:
    """Room for the header's words and the figures, but never more than two thirds for all of them."""
    head, cell = style.styles()["cell_header"], style.styles()["cell"]
    needed = [
        12
        + max(
            stringWidth(block.header[place], head.fontName, head.fontSize),
            *(stringWidth(row[place], cell.fontName, cell.fontSize) for row in block.rows),
        )
        for place in range(block.labels, len(block.header))
    ]
    return [one * min(1, width * 0.66 / sum(needed)) for one in needed]
