"""A document as PDF: A4, embedded fonts, outline, language and title. Equal documents give equal bytes.

`render` draws what is looked at; `publish` makes of it the file that leaves: tagged, PDF/A-2b and PDF/UA-1.
"""

from io import BytesIO
from typing import Any

import pikepdf
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from outreach_app.notes import drawing, style
from outreach_app.notes.blocks import Document
from outreach_app.notes.flow import flowables
from outreach_app.notes.glyphs import write
from outreach_app.notes.sealing import seal
from outreach_app.notes.tags import Tag, TaggedCanvas, furniture

_SMALL = 7.6


def render(document: Document) -> bytes:
    """The pages. Blocks for some 0.1 s, once 0.2 s more for the fonts."""
    return _drawn(document, Tag("Document"))


def publish(document: Document) -> bytes:
    """The finished file. Blocks for some 0.4 s, once 0.3 s more for the checks."""
    tags = Tag("Document")
    return seal(_drawn(document, tags), tags, dated=document.dated is not None)


def _drawn(document: Document, tags: Tag) -> bytes:
    style.load_fonts()
    out = BytesIO()
    template = BaseDocTemplate(
        out,
        title=document.title,
        author=document.author,
        subject=document.running,
        creator="Vindplaats",
        lang=style.LOCALES.get(document.language, document.language),
        displayDocTitle=True,
        initialFontName=style.REGULAR,
        invariant=1,
    )
    frame = Frame(
        style.LEFT,
        style.BOTTOM,
        style.MEASURE,
        style.HEIGHT - style.TOP - style.BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    template.addPageTemplates(PageTemplate("page", [frame], onPage=lambda canvas, _: _furnish(canvas, document)))
    template.build(list(flowables(document.blocks, tags)), canvasmaker=_canvas_for(document))
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """Pages of a file made here."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


class _Canvas(TaggedCanvas):
    """Knows, at the end, how many pages there are: each page number is a form that is filled in then."""

    def save(self) -> None:
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_folio(page))
            self.setFont(style.REGULAR, _SMALL)
            self.setFillColor(style.TEXT2)
            self.drawRightString(style.WIDTH - style.RIGHT, style.BOTTOM - 22, f"{page} / {pages}")
            self.endForm()
        super().save()


def _canvas_for(document: Document) -> Any:
    """A maker of canvases that carry the note's own date, where it has one, in place of today's."""

    def make(*args: Any, **options: Any) -> _Canvas:
        canvas = _Canvas(*args, **options)
        if document.dated is not None:
            stamp = f"D:{document.dated:%Y%m%d}120000Z"
            canvas.setDateFormatter(lambda *_now: stamp)
        return canvas

    return make


def _folio(page: int) -> str:
    return f"folio{page}"


def _furnish(canvas: Canvas, document: Document) -> None:
    """Head and foot of a page: the team and which note; its title and the page number."""
    right = style.WIDTH - style.RIGHT
    with furniture(canvas, "Header"):
        _head(canvas, document, style.HEIGHT - 38, right)
    with furniture(canvas, "Footer"):
        canvas.setStrokeColor(style.LINE)
        canvas.setLineWidth(0.7)
        canvas.line(style.LEFT, style.BOTTOM - 10, right, style.BOTTOM - 10)
        title = drawing.fitted(document.footer, style.MEASURE * 0.8, _SMALL)
        write(canvas, style.LEFT, style.BOTTOM - 22, title, style.REGULAR, _SMALL)
        canvas.doForm(_folio(canvas.getPageNumber()))


def _head(canvas: Canvas, document: Document, y: float, right: float) -> None:
    canvas.setFillColor(style.ACCENT)
    canvas.circle(style.LEFT + 3.5, y + 2.8, 3.5, stroke=0, fill=1)
    canvas.setFillColor(style.TEXT)
    author = drawing.fitted(document.author, style.MEASURE * 0.65, _SMALL + 0.4, style.STRONG)
    write(canvas, style.LEFT + 12, y, author, style.STRONG, _SMALL + 0.4)
    canvas.setFillColor(style.TEXT2)
    running = drawing.fitted(document.running, style.MEASURE * 0.3, _SMALL)
    write(canvas, right, y, running, style.REGULAR, _SMALL, to=True)
