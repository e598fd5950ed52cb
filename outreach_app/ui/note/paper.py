"""A note as paper: composed, rendered and drawn, all in memory and away from the window's thread."""

import threading
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PySide6.QtGui import QImage

from outreach_app.domain.note_plan import Template
from outreach_app.domain.notes import NoteSource
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, speaking
from outreach_app.notes.checks import reread, stray_figures
from outreach_app.notes.content import compose, draft_word, slug
from outreach_app.notes.glyphs import unprintable
from outreach_app.notes.pdf import render
from outreach_app.notes.printing import Form, made
from outreach_app.paths import write_whole

POINTS_PER_INCH = 72
_pdfium = threading.Lock()
"""PDFium keeps state of its own and bears one thread at a time."""


class NotWritten(OutreachError):
    message = N_("The file {name} could not be written.")
    advice = N_("Choose another folder, or check that there is room and that you may write there.")


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished note. `file_name` is `<number or draft>-<template>-<slug>.pdf`, or `.docx`."""

    content: bytes
    file_name: str
    records: int = 1
    """How many records speak in it."""
    unprintable: tuple[str, ...] = ()
    """Signs that no font has: a mark stands there."""
    stray: tuple[str, ...] = ()
    """Counts that were typed among the facts: with them the note does not leave."""


def paper(source: NoteSource, template: Template, language: str, leaving: Form | None = None) -> Paper:
    """To look at; or, `leaving`, as the file that goes out. Blocks for some 0.1 s, for one that leaves 0.4 s."""
    with speaking(language):
        document = compose(source, template)
        if leaving:
            reread(document, source)
        content = made(document, leaving) if leaving else render(document)
        number = source.note.number or draft_word()
        stray = tuple(dict.fromkeys(figure for figure, _text in stray_figures(document, source)))
    name = f"{number}-{template}-{slug(source.signal.title)}.{leaving or 'pdf'}"
    return Paper(content, name, source.records, tuple(unprintable(document)), stray)


def pages(pdf: bytes, dots_per_inch: float) -> list[QImage]:
    """Every page drawn; blocks for some 30 ms each at screen size."""
    with _pdfium:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_drawn(page, dots_per_inch / POINTS_PER_INCH) for page in document]
        finally:
            document.close()


def _drawn(page: pypdfium2.PdfPage, scale: float) -> QImage:
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    view = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return view.copy()  # its own memory: the bitmap goes with the page


def write(path: Path, pdf: bytes) -> Path:
    """There whole or not at all; an older file stands until then. Raises NotWritten."""
    try:
        write_whole(path, pdf)
    except OSError as error:
        raise NotWritten(name=path.name) from error
    return path
