"""Blocks as ReportLab flowables, each with its place in the tree of tags."""

from collections.abc import Iterator, Sequence
from functools import singledispatch
from hashlib import sha256

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from outreach_app.domain.charts import Chart
from outreach_app.notes import blocks, drawing, exhibits, glyphs, style
from outreach_app.notes.blocks import Block
from outreach_app.notes.tags import Item, Tag, Words, grid
from outreach_app.notes.text import pieces, shorten
from outreach_app.notes.typed import markup, paragraph, plain

_AFTER_HEADING = 46
"""Points that must be free below a heading: it never stands alone at the foot of a page."""
_BESIDE_AT_MOST = 340
"""Height above which exhibits go below each other: nothing that stands beside something can break."""

_WHOLE_AT_MOST = 14
"""Rows of a table that go to the next page together."""


def flowables(content: Sequence[Block], tags: Tag) -> Iterator[Flowable]:
    """The whole document in order; what is read stands below `tags`. Fonts must be loaded."""
    for block in content:
        yield from flow(block, tags)


@singledispatch
def flow(block: Block, tags: Tag) -> Iterator[Flowable]:
    raise TypeError(f"No way to draw {type(block).__name__}")


class _Title(Words):
    """A heading that is also an entry of the PDF's outline."""

    def __init__(self, text: str, look: ParagraphStyle, level: int, tags: Tag) -> None:
        super().__init__(markup(text), look, tag=tags.add(f"H{level + 1}"))
        self._entry, self._level = text, level

    def split(self, width: float, height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        key = sha256(f"{self._level} {self._entry}".encode()).hexdigest()[:16]
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(self._entry, key, self._level)
        super().draw()


@flow.register
def _heading(block: blocks.Heading, tags: Tag) -> Iterator[Flowable]:
    look = style.styles()[f"h{block.level}"]
    if block.level > 1:
        yield CondPageBreak(look.spaceBefore + look.leading + _AFTER_HEADING)
    if block.level < 3:
        yield _Title(block.text, look, block.level - 1, tags)
    else:
        yield paragraph(block.text, "h3", tags.add("H3"))


@flow.register
def _overline(block: blocks.Overline, tags: Tag) -> Iterator[Flowable]:
    words = markup(block.text.upper())
    if block.mark:
        colors = f'color="{style.AMBER.hexval()}" backColor="{style.AMBER_SOFT.hexval()}"'
        words += f"&nbsp;&nbsp;&nbsp;<font {colors}>&nbsp;{markup(block.mark.upper())}&nbsp;</font>"
    yield Words(words, style.styles()["overline"], tag=tags.add("P"))


@flow.register
def _paragraph(block: blocks.Paragraph, tags: Tag) -> Iterator[Flowable]:
    look = "missing" if block.missing else "small" if block.small else "body"
    yield paragraph(block.text, look, tags.add("P"))


@flow.register
def _facts(block: blocks.Facts, tags: Tag) -> Iterator[Flowable]:
    """Two columns of label and value, read down the left one first, between two hairlines."""
    listed = tags.add("L")
    cells = [_fact(fact, listed) for fact in block.rows]
    half = (len(block.rows) + 1) // 2
    labels = [_widest(side, "label", "fact_label", 90.0) for side in (block.rows[:half], block.rows[half:])]
    gap = 18.0
    room = style.MEASURE - sum(labels) - gap
    words = [_widest(side, "value", "fact", room * 0.6) for side in (block.rows[:half], block.rows[half:])]
    left = min(max(room / 2, words[0]), max(room - words[1], room / 2))
    nothing: tuple[object, object] = ([], [])
    rows = [
        [*cell, [], *(cells[half + place] if half + place < len(cells) else nothing)]
        for place, cell in enumerate(cells[:half])
    ]
    yield grid(
        rows,
        colWidths=[labels[0], left, gap, labels[1], room - left],
        style=[
            *plain(1.2),
            ("TOPPADDING", (0, 0), (-1, 0), 5),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 5),
            ("LINEABOVE", (0, 0), (-1, 0), 0.7, style.LINE),
            ("LINEBELOW", (0, -1), (-1, -1), 0.7, style.LINE),
        ],
        spaceAfter=9,
    )


def _widest(rows: Sequence[blocks.Fact], part: str, look: str, most: float) -> float:
    """Room for the longest label, or for the longest word of the values: addresses should not break."""
    named = style.styles()[look]
    texts = [shorten(getattr(row, part), 240) for row in rows]
    whole = texts if part == "label" else [word for text in texts for word in text.split()]
    longest = max((glyphs.width(one, named.fontName, named.fontSize) for one in whole), default=0)
    return min(most, longest + (12 if part == "label" else 1))


def _fact(fact: blocks.Fact, tags: Tag) -> tuple[Flowable, Flowable]:
    item = tags.add("LI")
    return (
        paragraph(fact.label, "fact_label", item.add("Lbl")),
        paragraph(fact.value, "fact_missing" if fact.missing else "fact", item.add("LBody")),
    )


@flow.register
def _callout(block: blocks.Callout, tags: Tag) -> Iterator[Flowable]:
    """A tinted box, one row a paragraph, so that a long text breaks between them."""
    heading = _Title(block.heading, style.styles()["callout_heading"], 1, tags)
    texts = [
        paragraph(one.text, "callout_missing" if one.missing else "callout", tags.add("P"))
        for one in block.paragraphs
    ]
    yield grid(
        [[heading], *([text] for text in texts)],
        colWidths=[style.MEASURE],
        style=[
            *plain(1.5),
            ("BACKGROUND", (0, 0), (-1, -1), style.accent_soft()),
            ("LEFTPADDING", (0, 0), (-1, -1), 13),
            ("RIGHTPADDING", (0, 0), (-1, -1), 13),
            ("TOPPADDING", (0, 0), (-1, 0), 10),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 11),
        ],
        cornerRadii=[5, 5, 5, 5],
        spaceAfter=4,
    )


@flow.register
def _labelled(block: blocks.Labelled, tags: Tag) -> Iterator[Flowable]:
    """The label stands at the left of the first line, in a weight of its own."""
    listed = tags.add("L")
    for row in block.rows:
        look = style.styles()["labelled_missing" if row.missing else "labelled"]
        label = drawing.fitted(row.label, style.LABEL - 8, look.bulletFontSize, look.bulletFontName)
        yield from _item(row.value, look, label, listed)


@flow.register
def _bullets(block: blocks.Bullets, tags: Tag) -> Iterator[Flowable]:
    listed = tags.add("L", attributes={"ListNumbering": "Disc"})
    for item in block.items:
        yield from _item(item, style.styles()["bullet"], "•", listed)


def _item(text: str, look: ParagraphStyle, label: str, tags: Tag) -> Iterator[Flowable]:
    """An item of a list, a paragraph a line."""
    first, *more = text.split("\n")
    item = tags.add("LI")
    label_tag = item.add("Lbl") if label else None
    body = item.add("LBody")
    opening = Item(markup(first) or "&nbsp;", look, bulletText=label or None, tag=body.add("P") if more else body)
    opening.label_tag = label_tag
    yield opening
    yield from (Words(markup(line), look, tag=body.add("P")) for line in more)


@flow.register
def _quote(block: blocks.Quote, tags: Tag) -> Iterator[Flowable]:
    quoted = tags.add("BlockQuote")
    yield grid(
        [[paragraph(piece, "quote", quoted.add("P"))] for piece in pieces(block.text)],
        colWidths=[style.MEASURE],
        style=[
            *plain(1),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("LINEBEFORE", (0, 0), (0, -1), 2, style.QUOTE_BAR),
        ],
        spaceBefore=4,
        spaceAfter=6,
    )


@flow.register
def _key_figures(block: blocks.KeyFigures, tags: Tag) -> Iterator[Flowable]:
    yield exhibits.Cards(block.cards, tags.add("L"))


@flow.register
def _table(block: blocks.Table, tags: Tag) -> Iterator[Flowable]:
    for one in exhibits.apart(block, style.MEASURE):
        parts = [*exhibits.exhibit(one, style.MEASURE, tags), Spacer(0, 9)]
        if len(block.rows) <= _WHOLE_AT_MOST:
            yield KeepTogether(parts)
        else:
            yield CondPageBreak(_AFTER_HEADING + 20)
            yield from parts


@flow.register
def _chart(block: Chart, tags: Tag) -> Iterator[Flowable]:
    yield KeepTogether([*exhibits.exhibit(block, style.MEASURE, tags), Spacer(0, 9)])


@flow.register
def _beside(block: blocks.Beside, tags: Tag) -> Iterator[Flowable]:
    width = (style.MEASURE - exhibits.GAP) / 2
    here = tags.add("Div")
    sides = [[list(exhibits.exhibit(one, width, here)) for one in side] for side in (block.left, block.right)]
    columns = exhibits.Columns([[exhibits.Kept(parts, width) for parts in side] for side in sides], width)
    if columns.tallest <= _BESIDE_AT_MOST:
        yield columns
    else:
        for exhibit in block.left + block.right:
            yield from flow(exhibit, tags)
