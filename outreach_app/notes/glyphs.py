"""Which font has a sign: Inter, else Noto Sans Arabic, else Noto Emoji; and a clear mark for what none has."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from outreach_app.i18n import _
from outreach_app.notes import script
from outreach_app.notes.blocks import Document
from outreach_app.notes.style import ARABIC, EMOJI, REGULAR, load_fonts
from outreach_app.notes.text import clean

MARK = "□"
"""Stands for a sign that no font has."""
_FALLBACKS = (ARABIC, EMOJI)
_UNSEEN = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Joiners and variants: an emoji is drawn without them."""

_NAMED = 4
"""Signs told one by one."""

Run = tuple[str, str]
"""The name of a font, and what is drawn in it."""


@cache
def _has(font: str) -> frozenset[int]:
    face: Any = pdfmetrics.getFont(font)
    return frozenset(face.face.charToGlyph)


def plain(text: str) -> bool:
    """Whether Inter has all of it, as of nearly everything that is printed."""
    return text.isascii() or (_has(REGULAR).issuperset(map(ord, text)) and not script.leftward(text))


def runs(text: str, font: str) -> list[Run]:
    """The text in pieces of one font each, in the order of typing, letters in the form in which they stand."""
    if plain(text):
        return [(font, text)]
    seen = [(_font_of(sign, font), sign) for sign in script.shaped(_UNSEEN.sub("", text))]
    named = [(font, MARK) if name is None else (name, sign) for name, sign in seen]
    return [(name, "".join(sign for _name, sign in some)) for name, some in groupby(named, key=lambda one: one[0])]


def _font_of(sign: str, font: str) -> str | None:
    """This font or the first after it that has the sign."""
    if ord(sign) in _has(REGULAR):
        return font
    return next((name for name in _FALLBACKS if ord(sign) in _has(name)), None)


def on_line(text: str, font: str) -> list[Run]:
    """The pieces of one line in the order in which they are drawn."""
    found = runs(text, font)
    return turned(found, script.opens_leftward(text)) if script.leftward(text) else found


def turned(line: Iterable[Run], leftward: bool) -> list[Run]:
    """A line of pieces in the order in which they are drawn."""
    signs = [(name, sign) for name, piece in line for sign in piece]
    order = script.visual([sign for _name, sign in signs], leftward)
    drawn = [(signs[place][0], sign) for place, sign in order]
    return [(name, "".join(sign for _name, sign in some)) for name, some in groupby(drawn, key=lambda one: one[0])]


def write(canvas: Canvas, x: float, y: float, text: str, font: str, size: float, *, to: bool = False) -> None:
    """One line that begins at x; or ends there."""
    pieces = on_line(text, font)
    if to:
        x -= sum(stringWidth(piece, name, size) for name, piece in pieces)
    for name, piece in pieces:
        canvas.setFont(name, size)
        canvas.drawString(x, y, piece)
        x += stringWidth(piece, name, size)


def width(text: str, font: str, size: float) -> float:
    return float(sum(stringWidth(piece, name, size) for name, piece in runs(text, font)))


def unprintable(document: Document) -> list[str]:
    """Signs of the document that no font has, each once; the paper shows the mark for them."""
    load_fonts()
    known = _has(REGULAR).union(*(_has(name) for name in _FALLBACKS))
    found: dict[str, None] = {}
    for text in _texts(document):
        if not text.isascii():
            seen = script.shaped(_UNSEEN.sub("", clean(text)))
            found |= dict.fromkeys(sign for sign in seen if ord(sign) not in known)
    return list(found)


def told(signs: Sequence[str]) -> str:
    """That no font has these signs, in words for the author; nothing where there are none."""
    words = _("No font has a sign for {signs}: {mark} stands there on paper. Write it in other words.")
    return words.format(signs=", ".join(map(_named, signs[:_NAMED])), mark=MARK) if signs else ""


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "").lower()
    return f"{sign} (U+{ord(sign):04X}{', ' if name else ''}{name})"


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _texts(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))
