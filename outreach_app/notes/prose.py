"""Typed text as paragraphs. What no paper can hold is cut, and says so."""

from outreach_app.i18n import _, number
from outreach_app.notes.blocks import Paragraph
from outreach_app.notes.text import pieces

MOST_CHARACTERS = 10_000
"""Of one field on paper: more than two pages. All of it stays in Vindplaats."""
MOST_LINES = 200


def missing() -> Paragraph:
    """What stands where something still has to be written."""
    return Paragraph(_("to be completed"), missing=True)


def paragraphs(text: str) -> list[Paragraph]:
    """One for each line, long ones in pieces."""
    printed = [Paragraph(piece) for piece in pieces(text[:MOST_CHARACTERS])]
    return [*printed[:MOST_LINES], *cut(text)]


def cut(text: str) -> list[Paragraph]:
    """The mark below a text that is longer than paper prints; nothing below others."""
    if len(text) <= MOST_CHARACTERS and text.count("\n") < MOST_LINES:
        return []
    mark = _("Cut here: the text is {length} characters long. All of it is in Vindplaats.")
    return [Paragraph(mark.format(length=number(len(text))), missing=True)]


def joined(text: str) -> str:
    """The text as lines within one block."""
    return "\n".join(paragraph.text for paragraph in paragraphs(text))
