"""How paper looks: embedded fonts, the colours of the light window, one type scale."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from reportlab.graphics import shapes
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from outreach_app.domain import letterhead
from outreach_app.paths import RESOURCES

REGULAR, ITALIC, MEDIUM, STRONG, BOLD = "Inter", "Inter-Italic", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"
ARABIC, EMOJI = "NotoSansArabic-Regular", "NotoEmoji-Regular"
"""For what Inter does not have."""
_FILES = {REGULAR: "Inter-Regular", **{name: name for name in (ITALIC, MEDIUM, STRONG, BOLD, ARABIC, EMOJI)}}

OUR_COLOUR = "#11695c"
SUNKEN: Color = HexColor("#F0F5F2")
TEXT: Color = HexColor("#1C2421")
TEXT2: Color = HexColor("#4C5752")
TEXT3: Color = HexColor("#66716B")
LINE: Color = HexColor("#E2E3DD")
AMBER: Color = HexColor("#9A5B00")
AMBER_SOFT: Color = HexColor("#FCF0D9")
QUOTE_BAR: Color = HexColor("#C9822B")

LOCALES = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}
"""What a reader of the screen speaks."""

WIDTH, HEIGHT = A4
LEFT = RIGHT = 57
TOP, BOTTOM = 64, 54
MEASURE = WIDTH - LEFT - RIGHT
"""Width of the text."""
LABEL = 112
"""Width of the labels that introduce a text."""

_fonts = Lock()
_colour: ContextVar[str] = ContextVar("colour of the paper", default=OUR_COLOUR)


@contextmanager
def coloured(colour: str) -> Iterator[None]:
    """Paper in the colour of a house style, `#rrggbb`; in our own where there is none."""
    token = _colour.set(colour.lower() or OUR_COLOUR)
    try:
        yield
    finally:
        _colour.reset(token)


def accent() -> Color:
    """What stands out: in the colour of the house, dark enough to be read."""
    return HexColor(letterhead.readable(_colour.get()))


def accent_soft() -> Color:
    """The ground of what must be seen first."""
    return HexColor(letterhead.tint(_colour.get()))


@cache
def _register() -> None:
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(RESOURCES / "fonts" / f"{file}.ttf")))
    for name in (ARABIC, EMOJI):  # bold or italic, they look the same
        addMapping(name, 0, 0, name)
        addMapping(name, 0, 1, name)
        addMapping(name, 1, 0, name)
        addMapping(name, 1, 1, name)
    addMapping(REGULAR, 0, 0, REGULAR)
    addMapping(REGULAR, 0, 1, ITALIC)
    addMapping(REGULAR, 1, 0, STRONG)
    addMapping(REGULAR, 1, 1, ITALIC)
    shapes.STATE_DEFAULTS["fontName"] = REGULAR


def load_fonts() -> None:
    """Register the fonts once a process; until then nothing here may be drawn."""
    with _fonts:
        _register()


def _style(name: str, font: str, size: float, leading: float, color: Color = TEXT, **more: Any) -> ParagraphStyle:
    bullet = {"bulletFontName": font, "bulletFontSize": size, "bulletColor": color}
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=color,
        allowWidows=0,
        allowOrphans=0,
        **{**bullet, **more},
    )


def styles() -> dict[str, ParagraphStyle]:
    """Every paragraph style by name. Fonts must be loaded."""
    return _styles(_colour.get())


@lru_cache(8)
def _styles(colour: str) -> dict[str, ParagraphStyle]:
    strong = HexColor(letterhead.readable(colour))
    label: dict[str, Any] = {
        "leftIndent": LABEL,
        "bulletFontName": STRONG,
        "bulletFontSize": 8.8,
        "bulletColor": TEXT2,
    }
    made = (
        _style("overline", STRONG, 7.6, 11, strong),
        _style("h1", STRONG, 19, 23.5, spaceBefore=2, spaceAfter=8),
        _style("h2", STRONG, 11.3, 15, spaceBefore=9.5, spaceAfter=2.5),
        _style("h3", STRONG, 8.4, 11, TEXT2, spaceAfter=3),
        _style("body", REGULAR, 9.4, 13.4, spaceAfter=3.5),
        _style("missing", ITALIC, 9.4, 13.4, AMBER, spaceAfter=3.5),
        _style("small", REGULAR, 7.6, 10.4, TEXT2, spaceAfter=9),
        _style("fact_label", REGULAR, 8.2, 12.4, TEXT3),
        _style("fact", REGULAR, 8.6, 12.4),
        _style("fact_missing", ITALIC, 8.6, 12.4, AMBER),
        _style("callout_heading", STRONG, 9.2, 12, strong, spaceAfter=3),
        _style("callout", MEDIUM, 11, 15.6, spaceAfter=2),
        _style("callout_missing", ITALIC, 11, 15.6, AMBER),
        _style("quote", ITALIC, 10.2, 14),
        _style("bullet", REGULAR, 9.4, 13.4, leftIndent=13, bulletIndent=1, spaceAfter=1.5),
        _style("labelled", REGULAR, 9.4, 13.4, spaceAfter=3, **label),
        _style("labelled_missing", ITALIC, 9.4, 13.4, AMBER, spaceAfter=3, **label),
        _style("card_value", STRONG, 16.5, 20, strong),
        _style("card", REGULAR, 7.6, 9.6, TEXT2),
        _style("cell", REGULAR, 8.6, 11.2),
        _style("cell_header", STRONG, 7.6, 10, TEXT2),
        _style("cell_header_right", STRONG, 7.6, 10, TEXT2, alignment=2),
    )
    return {style.name: style for style in made}
