"""A document as PDF: A4, embedded fonts, outline, language and title. Equal documents give equal bytes.

`render` draws what is looked at; `publish` makes of it the file that leaves: tagged, PDF/A-2b and PDF/UA-1.
"""

from io import BytesIO
from typing import Any

import pikepdf
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from outreach_app.notes import letter, style
from outreach_app.notes.blocks import Document
from outreach_app.notes.flow import flowables
from outreach_app.notes.sealing import seal
from outreach_app.notes.tags import Tag, TaggedCanvas


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
    with style.coloured(document.letterhead.colour):
        opening = letter.Opening(document, tags)
        template.addPageTemplates(
            [
                PageTemplate("first", [_frame(opening.top)], onPage=opening.draw, autoNextPageTemplate="next"),
                PageTemplate(
                    "next", [_frame(style.TOP)], onPage=lambda canvas, _: letter.furnish(canvas, document)
                ),
            ]
        )
        template.build(list(flowables(document.blocks, tags)), canvasmaker=_canvas_for(document))
    return out.getvalue()


def _frame(top: float) -> Frame:
    height = style.HEIGHT - top - style.BOTTOM
    return Frame(style.LEFT, style.BOTTOM, style.MEASURE, height, 0, 0, 0, 0)


def page_count(pdf: bytes) -> int:
    """Pages of a file made here."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


class _Canvas(TaggedCanvas):
    """Knows, at the end, how many pages there are: each page number is a form that is filled in then."""

    def save(self) -> None:
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(letter.folio(page))
            self.setFont(style.REGULAR, letter.SMALL)
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
