"""What shows figures: cards, tables, charts, and two columns of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from outreach_app.domain.charts import Chart
from outreach_app.notes import blocks, drawing, glyphs, style
from outreach_app.notes.tags import Line, Shown, Tag, grid, marked
from outreach_app.notes.typed import paragraph, plain

GAP = 20
"""Between two columns."""
_BELOW = 9
_FOR_FIGURES = 0.66
"""Of the width of a table."""


class Cards(Flowable):
    """Key figures side by side."""

    def __init__(self, cards: Sequence[blocks.Card], tags: Tag) -> None:
        super().__init__()
        self._cards = [self._card(card, tags.add("LI").add("LBody")) for card in cards]
        self.spaceBefore, self.spaceAfter = 4, 9

    @staticmethod
    def _card(card: blocks.Card, body: Tag) -> tuple[Flowable, Flowable]:
        return paragraph(card.value, "card_value", body.add("P")), paragraph(card.label, "card", body.add("P"))

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
            with marked(self.canv, None):
                self.canv.setFillColor(style.SUNKEN)
                self.canv.roundRect(x, 0, self._step - 8, self.height, 5, stroke=0, fill=1)
            value.drawOn(self.canv, x + 9, self.height - 7 - self._values)
            label.drawOn(self.canv, x + 9, self.height - 7 - self._values - 2 - label.height)


def exhibit(block: blocks.Table | Chart, width: float, tags: Tag) -> Iterator[Flowable]:
    """A chart or a table under its title."""
    if isinstance(block, Chart):
        figure = tags.add("Figure", said=said(block))
        yield paragraph(block.title, "h3", figure.add("Caption"))
        yield Shown(drawing.draw(block, width), figure)
    else:
        table = tags.add("Table")
        yield paragraph(block.title, "h3", table.add("Caption"))
        yield _grid(block, width, table)


def said(chart: Chart) -> str:
    """The chart for who cannot see it: its title, and every mark."""
    marks = [chart.words(place) for place in range(len(chart.labels))]
    return f"{chart.title}. {'; '.join(marks)}."


def _grid(block: blocks.Table, width: float, tags: Tag) -> Flowable:
    """Hairlines only; words at the left, figures at the right of columns as wide as they need."""
    figures = _figure_widths(block, width)
    words = (width - sum(figures)) / block.labels
    head = tags.add("TR")
    header = [
        paragraph(
            name,
            "cell_header" if place < block.labels else "cell_header_right",
            head.add("TH", attributes={"Scope": "Column"}, heads=True),
        )
        for place, name in enumerate(block.header)
    ]
    return grid(
        [header, *(_row(row, block.labels, tags.add("TR")) for row in block.rows)],
        colWidths=[words] * block.labels + figures,
        repeatRows=1,
        style=[
            *plain(2.2),
            ("ALIGN", (block.labels, 0), (-1, -1), "RIGHT"),
            ("RIGHTPADDING", (0, 0), (block.labels - 1, -1), 6),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, style.TEXT3),
            ("LINEBELOW", (0, 1), (-1, -1), 0.5, style.LINE),
        ],
        hAlign="LEFT",
    )


def _row(cells: Sequence[str], labels: int, tags: Tag) -> list[Flowable]:
    """The first cell names the row; figures are lines of their own width."""
    look = style.styles()["cell"]
    first, *others = cells
    made: list[Flowable] = [paragraph(first, "cell", tags.add("TH", attributes={"Scope": "Row"}))]
    made.extend(paragraph(cell, "cell", tags.add("TD")) for cell in others[: labels - 1])
    made.extend(
        Line(cell, look, stringWidth(cell, look.fontName, look.fontSize), tags.add("TD"))
        for cell in others[labels - 1 :]
    )
    return made


def apart(block: blocks.Table, width: float) -> list[blocks.Table]:
    """The table; or several with some of its columns each, where all of them would leave no room for words."""
    groups: list[list[int]] = [[]]
    room = width * _FOR_FIGURES
    for place, needed in enumerate(_needed(block), start=block.labels):
        if groups[-1] and needed > room:
            groups.append([])
            room = width * _FOR_FIGURES
        groups[-1].append(place)
        room -= needed
    if len(groups) == 1:
        return [block]
    labels = range(block.labels)
    return [
        replace(
            block,
            header=tuple(block.header[at] for at in (*labels, *group)),
            rows=tuple(tuple(row[at] for at in (*labels, *group)) for row in block.rows),
        )
        for group in groups
    ]


def _figure_widths(block: blocks.Table, width: float) -> list[float]:
    """Room for what the columns of figures need, but never more than two thirds for all of them."""
    needed = _needed(block)
    return [one * min(1, width * _FOR_FIGURES / sum(needed)) for one in needed]


def _needed(block: blocks.Table) -> list[float]:
    """Room for the header's words and the figures."""
    head, cell = style.styles()["cell_header"], style.styles()["cell"]
    needed = [
        12
        + max(
            glyphs.width(block.header[place], head.fontName, head.fontSize),
            *(stringWidth(row[place], cell.fontName, cell.fontSize) for row in block.rows),
        )
        for place in range(block.labels, len(block.header))
    ]
    return needed


class Kept:
    """The parts of one exhibit, never torn apart."""

    def __init__(self, parts: list[Flowable], width: float) -> None:
        self._sized = [(part, part.wrap(width, style.HEIGHT)[1], part.getSpaceAfter()) for part in parts]
        self.height = sum(height + after for _part, height, after in self._sized)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        for part, height, after in self._sized:
            part.drawOn(canvas, x, top - height)
            top -= height + after


class Columns(Flowable):
    """Exhibits in two columns; a page breaks between them, in each column where it must."""

    def __init__(self, sides: list[list[Kept]], width: float) -> None:
        super().__init__()
        self._sides, self._width = sides, width
        self.spaceAfter = 2

    @property
    def tallest(self) -> float:
        return max((one.height for side in self._sides for one in side), default=0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = max(sum(one.height + _BELOW for one in side) for side in self._sides)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        fitting = [self._fitting(side, height) for side in self._sides]
        if not any(fitting):
            return []
        first = [side[:n] for side, n in zip(self._sides, fitting, strict=True)]
        rest = [side[n:] for side, n in zip(self._sides, fitting, strict=True)]
        return [Columns(first, self._width), Columns(rest, self._width)]

    @staticmethod
    def _fitting(side: list[Kept], height: float) -> int:
        """How many from the top have room."""
        for n, one in enumerate(side):
            height -= one.height + _BELOW
            if height < 0:
                return n
        return len(side)

    def draw(self) -> None:
        for place, side in enumerate(self._sides):
            top = self.height
            for one in side:
                one.draw(self.canv, place * (self._width + GAP), top)
                top -= one.height + _BELOW
