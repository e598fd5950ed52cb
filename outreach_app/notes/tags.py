"""What a PDF says beside what it shows: a tree of tags in reading order, and marks on pages that point into it.

A tag is made when its block is laid out, so that the order of the tree is the order of reading wherever things end
up on paper; each drawing under it then tells where it stands. What has no tag is an artifact: it looks good and is
not read. `sealing` writes the tree into the file.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple
from xml.sax.saxutils import unescape

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from outreach_app.notes import script
from outreach_app.notes.glyphs import write

_MARKUP = re.compile("<[^>]*>")
ARTIFACT = "/Artifact BMC"


class Content(NamedTuple):
    """A marked stretch of a page, both counted from 0."""

    page: int
    mark: int


@dataclass(eq=False, slots=True)
class Tag:
    """One element: `role` is a standard structure type of PDF 1.7, `said` its alternative text."""

    role: str
    kids: "list[Tag | Content]" = field(default_factory=list)
    said: str = ""
    instead: str = ""
    """What is read where signs are drawn in another order than they are read in."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Of the owner the role asks for: Scope of a TH, ListNumbering of an L."""
    box: tuple[float, float, float, float] | None = None
    """Where a Figure stands on its page."""
    heads: bool = False
    """Stands at the head of a table: where it comes again on a next page, it is an artifact."""

    def add(self, role: str, **more: Any) -> "Tag":
        made = Tag(role, **more)
        self.kids.append(made)
        return made

    @property
    def filled(self) -> bool:
        """Whether anything was drawn under it."""
        return any(not isinstance(kid, Tag) or kid.filled for kid in self.kids)


class TaggedCanvas(Canvas):
    """Counts the marks of each page."""

    _marks = 0

    def showPage(self) -> None:
        super().showPage()
        self._marks = 0

    def next_mark(self) -> Content:
        self._marks += 1
        return Content(self.getPageNumber() - 1, self._marks - 1)


@contextmanager
def marked(canvas: Canvas, tag: Tag | None) -> Iterator[None]:
    """What is drawn within is the content of this tag, or an artifact where there is none."""
    if tag is None or not isinstance(canvas, TaggedCanvas) or (tag.heads and tag.filled):
        canvas.addLiteral(ARTIFACT)
    else:
        content = canvas.next_mark()
        tag.kids.append(content)
        canvas.addLiteral(f"/{tag.role} <</MCID {content.mark}>> BDC")
    yield
    canvas.addLiteral("EMC")


@contextmanager
def furniture(canvas: Canvas, where: str) -> Iterator[None]:
    """Head or foot of a page: an artifact that says so. `where` is Header or Footer."""
    canvas.addLiteral(f"/Artifact <</Type /Pagination /Subtype /{where}>> BDC")
    yield
    canvas.addLiteral("EMC")


class _Spaced(PDFTextObject):
    """Lines end in the space at which they were broken: who listens or copies hears two words."""

    def __init__(self, canvas: Canvas, x: float, y: float, breaks: int) -> None:
        super().__init__(canvas, x, y)
        self._breaks = breaks

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N803  # ReportLab's own names
        self._breaks -= bool(TStar)
        super()._textOut(f"{text} " if TStar and self._breaks >= 0 else text, TStar)  # type: ignore[misc]


class Words(Text):
    """A paragraph under a tag; the parts of one that breaks over pages share it."""

    blPara: Any
    """ReportLab's own: the lines as they were broken."""
    turns = True
    """Whether a text that reads from right to left stands at the right."""
    leftward: bool | None
    """Whether it reads from right to left; None where nothing in it does."""

    def __init__(
        self, text: Any, style: ParagraphStyle | None = None, *, tag: Tag | None = None, **own: Any
    ) -> None:
        words = "" if text is None or text.isascii() else unescape(_MARKUP.sub("", text))
        self.leftward = script.opens_leftward(words) if script.leftward(words) else None
        turns = self.leftward and style is not None and self.turns
        super().__init__(text, _from_the_right(style) if turns and style else style, **own)
        self.tag = tag
        if tag is not None and self.leftward is not None:
            tag.instead = script.unshaped(words)

    def beginText(self, x: float, y: float) -> PDFTextObject:
        goes_on = bool(getattr(self, "_splitpara", False))
        return _Spaced(self.canv, x, y, len(self.blPara.lines) - (not goes_on))

    def draw(self) -> None:
        as_read = self.blPara
        if self.leftward is not None:
            self.blPara = _turned(as_read, self.leftward)
        with marked(self.canv, self.tag):
            super().draw()
        self.blPara = as_read

    def split(self, width: float, height: float) -> list[Flowable]:
        parts: list[Flowable] = super().split(width, height)
        for part in parts:
            if isinstance(part, Words):
                part.tag, part.leftward = self.tag, self.leftward
        return parts


@cache
def _from_the_right(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} from the right", style, alignment=TA_RIGHT)


def _turned(lines: Any, leftward: bool) -> Any:
    """Broken lines with the signs of each in the order in which they are drawn."""
    made = copy(lines)
    made.lines = [_drawn(line, leftward) for line in lines.lines]
    return made


def _drawn(line: Any, leftward: bool) -> Any:
    if isinstance(line, tuple):
        room, words = line
        return room, ["".join(sign for _place, sign in script.visual(" ".join(words), leftward))]
    signs = [(part, sign) for part in line.words for sign in getattr(part, "text", "")]
    order = [(signs[place][0], sign) for place, sign in script.visual([sign for _part, sign in signs], leftward)]
    made = copy(line)
    made.words = []
    for _part, some in groupby(order, key=lambda one: id(one[0])):
        drawn = list(some)
        made.words.append(drawn[0][0].clone(text="".join(sign for _part, sign in drawn)))
    return made


class Item(Words):
    """A paragraph with a bullet or a label at its left, which has a tag of its own."""

    turns = False  # it would stand far from its label
    label_tag: Tag | None = None

    def draw(self) -> None:
        label, self.bulletText = self.bulletText, None
        if label:
            look = self.style
            with marked(self.canv, self.label_tag):
                self.canv.setFillColor(look.bulletColor)
                y = self.height - look.fontSize
                write(self.canv, look.bulletIndent, y, label, look.bulletFontName, look.bulletFontSize)
        super().draw()
        self.bulletText = label

    def split(self, width: float, height: float) -> list[Flowable]:
        parts = super().split(width, height)
        if parts and isinstance(parts[0], Item):
            parts[0].label_tag = self.label_tag
        return parts


class Line(Flowable):
    """A few words on one line: a figure in a table, cheaper than a paragraph."""

    def __init__(self, text: str, look: ParagraphStyle, width: float, tag: Tag | None) -> None:
        super().__init__()
        self._text, self._look, self._tag = text, look, tag
        self.width, self.height = width, look.leading

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        with marked(self.canv, self._tag):
            self.canv.setFillColor(self._look.textColor)
            self.canv.setFont(self._look.fontName, self._look.fontSize)
            self.canv.drawString(0, self.height - self._look.fontSize, self._text)


def grid(rows: Any, **more: Any) -> Grid:
    """A table whose grounds and lines are artifacts; what stands in its cells brings its own tags."""
    return Grid(rows, renderCB=_around, **more)  # type: ignore[arg-type]  # the stub asks for a class


def _around(table: Any, event: str, *_place: Any) -> None:
    if event in ("startBG", "startLines"):
        table.canv.addLiteral(ARTIFACT)
    elif event in ("endBG", "endLines"):
        table.canv.addLiteral("EMC")


class Shown(Flowable):
    """A drawing as a Figure: with what it says in words, and where it stands."""

    def __init__(self, drawing: Any, tag: Tag) -> None:
        super().__init__()
        self._drawing, self._tag = drawing, tag
        self.width, self.height = drawing.width, drawing.height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        left, bottom = self.canv.absolutePosition(0, 0)
        right, top = self.canv.absolutePosition(self.width, self.height)
        self._tag.box = left, bottom, right, top
        self._drawing.canv = self.canv
        with marked(self.canv, self._tag):
            self._drawing.draw()
