"""Text and grids as ReportLab takes them. Typed text is escaped here, once, whatever block it stands in."""

from typing import Any
from xml.sax.saxutils import escape

from outreach_app.notes import glyphs, style
from outreach_app.notes.tags import Tag, Words


def markup(text: str) -> str:
    """For a ReportLab paragraph: nothing typed is markup, line ends stay, each sign is in a font that has it."""
    if glyphs.plain(text.replace("\n", "")):
        return escape(text).replace("\n", "<br/>")
    return "<br/>".join(
        "".join(
            escape(piece) if font == "" else f'<font name="{font}">{escape(piece)}</font>' for font, piece in line
        )
        for line in (glyphs.runs(one, "") for one in text.split("\n"))
    )


def paragraph(text: str, look: str, tag: Tag | None) -> Words:
    """In the style of that name, under that tag."""
    return Words(markup(text), style.styles()[look], tag=tag)


def plain(padding: float) -> list[Any]:
    """A grid's beginning: our font, no side padding, everything at the top."""
    return [
        ("FONTNAME", (0, 0), (-1, -1), style.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
    ]
