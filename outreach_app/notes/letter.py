"""Around the text: the letterhead of the first page, a short head on every next one, and the foot of all.

The letterhead is read out once; all else is furniture, which nobody hears on every page. What matters of that (how
confidential it is) the header of a note says in words too.
"""

import logging
import struct
import zlib
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from outreach_app.i18n import _
from outreach_app.notes import drawing, glyphs, style
from outreach_app.notes.blocks import Document
from outreach_app.notes.glyphs import write
from outreach_app.notes.tags import Tag, furniture, marked

log = logging.getLogger(__name__)

SMALL = 7.6
_UP = 30
"""From the edge of the paper to the letterhead."""
_STEP = 10
_LOGO_WIDE, _LOGO_HIGH = 190, 44
_NAME = 13
"""Size of the name where there is no logo."""
_BELOW = 30
"""From the letterhead to the text."""


class Opening:
    """The head of the first page. `top` is where the text begins, from the edge."""

    def __init__(self, document: Document, tags: Tag) -> None:
        self._document = document
        self._name = document.letterhead.name or document.author
        self._logo = _picture(document.letterhead.logo)
        self._wide = self._high = 0.0
        if self._logo is not None:
            wide, high = self._logo.getSize()
            scale = min(_LOGO_WIDE / wide, _LOGO_HIGH / high)
            self._wide, self._high = wide * scale, high * scale
        self._lines = document.letterhead.lines
        self._whole = self._logo is not None or bool(self._lines)
        self._figure = tags.add("Figure", said=self._name) if self._logo is not None else None
        self._words = tags.add("P")
        height = max(self._high, _STEP * (1 + len(self._lines)))
        self._foot = style.HEIGHT - _UP - height
        self.top = max(style.TOP, _UP + height + _BELOW) if self._whole else style.TOP

    def draw(self, canvas: Canvas, _template: object = None) -> None:
        if not self._whole:
            furnish(canvas, self._document)
            return
        if self._logo is not None and self._figure is not None:
            x, y = style.LEFT, style.HEIGHT - _UP - self._high
            self._figure.box = x, y, x + self._wide, y + self._high
            with marked(canvas, self._figure):
                canvas.drawImage(self._logo, x, y, self._wide, self._high, mask="auto")
        with marked(canvas, self._words):
            self._sender(canvas)
        with furniture(canvas, "Header"):
            canvas.setStrokeColor(style.accent())
            canvas.setLineWidth(1.2)
            canvas.line(style.LEFT, self._foot - 9, style.WIDTH - style.RIGHT, self._foot - 9)
        _foot(canvas, self._document)

    def _sender(self, canvas: Canvas) -> None:
        """Who it is, right of the logo; without one, the name stands in its place."""
        right, y = style.WIDTH - style.RIGHT, style.HEIGHT - _UP - _STEP + 2
        if self._logo is not None:
            canvas.setFillColor(style.TEXT)
            shown = drawing.fitted(self._name, style.MEASURE - self._wide - 20, SMALL + 0.4, style.STRONG)
            _write_to(canvas, right, y, shown, style.STRONG, SMALL + 0.4)
            y -= _STEP
        else:
            canvas.setFillColor(style.accent())
            shown = drawing.fitted(self._name, style.MEASURE * 0.55, _NAME, style.STRONG)
            write(canvas, style.LEFT, y - 4, f"{shown} ", style.STRONG, _NAME)
        canvas.setFillColor(style.TEXT2)
        for line in self._lines:
            shown = drawing.fitted(line, style.MEASURE - max(self._wide, _LOGO_WIDE) - 20, SMALL)
            _write_to(canvas, right, y, shown, style.REGULAR, SMALL)
            y -= _STEP


def _write_to(canvas: Canvas, right: float, y: float, text: str, font: str, size: float) -> None:
    """A line that ends there, and after it the space that parts it from the next one for who listens."""
    write(canvas, right, y, text, font, size, to=True)
    canvas.setFont(font, size)
    canvas.drawString(right, y, " ")


def furnish(canvas: Canvas, document: Document) -> None:
    """Head and foot of a page: who sends it and which note; its title and the page number."""
    right, y = style.WIDTH - style.RIGHT, style.HEIGHT - 38
    with furniture(canvas, "Header"):
        canvas.setFillColor(style.accent())
        canvas.circle(style.LEFT + 3.5, y + 2.8, 3.5, stroke=0, fill=1)
        canvas.setFillColor(style.TEXT)
        name = document.letterhead.name or document.author
        shown = drawing.fitted(name, style.MEASURE * 0.65, SMALL + 0.4, style.STRONG)
        write(canvas, style.LEFT + 12, y, shown, style.STRONG, SMALL + 0.4)
        canvas.setFillColor(style.TEXT2)
        running = drawing.fitted(document.running, style.MEASURE * 0.3, SMALL)
        write(canvas, right, y, running, style.REGULAR, SMALL, to=True)
    _foot(canvas, document)


def _foot(canvas: Canvas, document: Document) -> None:
    """Title and page number; below them how confidential it is and who gets it."""
    right, y = style.WIDTH - style.RIGHT, style.BOTTOM - 22
    with furniture(canvas, "Footer"):
        canvas.setStrokeColor(style.LINE)
        canvas.setLineWidth(0.7)
        canvas.line(style.LEFT, style.BOTTOM - 10, right, style.BOTTOM - 10)
        canvas.setFillColor(style.TEXT2)
        write(
            canvas,
            style.LEFT,
            y,
            drawing.fitted(document.footer, style.MEASURE * 0.8, SMALL),
            style.REGULAR,
            SMALL,
        )
        canvas.doForm(folio(canvas.getPageNumber()))
        x = float(style.LEFT)
        if document.confidential:
            canvas.setFillColor(style.TEXT)
            mark = drawing.fitted(document.confidential, style.MEASURE * 0.6, SMALL, style.STRONG)
            write(canvas, x, y - 11, mark, style.STRONG, SMALL)
            x += glyphs.width(mark, style.STRONG, SMALL) + 12
        if document.distribution:
            canvas.setFillColor(style.TEXT2)
            words = _("Distribution: {names}").format(names=document.distribution)
            write(canvas, x, y - 11, drawing.fitted(words, right - x, SMALL), style.REGULAR, SMALL)


def folio(page: int) -> str:
    """The form that holds the number of a page; it is filled in when all are known."""
    return f"folio{page}"


def _picture(png: bytes) -> ImageReader | None:
    """What may be drawn; nothing where the file is damaged, which a colleague's laptop may have sent."""
    if not png:
        return None
    try:
        picture = ImageReader(BytesIO(png))
        picture.getRGBData()  # type: ignore[no-untyped-call]
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error):
        log.warning("The logo of the letterhead is no picture.")
        return None
    return picture
