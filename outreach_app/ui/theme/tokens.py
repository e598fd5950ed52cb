"""Colours, sizes and type: the only place where they are numbers.

Every pair in PAIRS is tested for contrast in both schemes (tests/ui/test_theme.py).
"""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, named by use."""

    dark: bool
    bg: str
    nav: str
    surface: str
    sunken: str
    hover: str
    line: str
    control_line: str
    text: str
    text2: str
    text3: str
    primary: str
    primary_hover: str
    primary_soft: str
    on_primary: str
    primary_text: str
    focus: str
    amber: str
    amber_soft: str
    red: str
    red_soft: str
    green: str
    green_soft: str
    blue: str
    blue_soft: str
    violet: str
    violet_soft: str
    series: tuple[str, ...]
    """Of charts, in order."""


LIGHT = Tokens(
    dark=False,
    bg="#F6F6F3",
    nav="#EFEFEA",
    surface="#FFFFFF",
    sunken="#F3F4F0",
    hover="#ECEDE8",
    line="#E2E3DD",
    control_line="#868E88",
    text="#1C2421",
    text2="#4C5752",
    text3="#636E68",
    primary="#11695C",
    primary_hover="#0C574C",
    primary_soft="#DFF0EB",
    on_primary="#FFFFFF",
    primary_text="#0C574C",
    focus="#1F7AE0",
    amber="#9A5B00",
    amber_soft="#FCF0D9",
    red="#B3261E",
    red_soft="#FCE8E6",
    green="#2A7040",
    green_soft="#E4F2E6",
    blue="#1F5C9E",
    blue_soft="#E5EFFA",
    violet="#644696",
    violet_soft="#EFEAF8",
    series=("#11695C", "#C9822B", "#4C72B0", "#8A6FB3", "#A04A45", "#6E7A74"),
)

DARK = Tokens(
    dark=True,
    bg="#141816",
    nav="#101412",
    surface="#1C211F",
    sunken="#171B19",
    hover="#262C29",
    line="#2E3532",
    control_line="#78837D",
    text="#E9EDEA",
    text2="#B3BDB7",
    text3="#929D97",
    primary="#57C4B1",
    primary_hover="#74D3C2",
    primary_soft="#1B3F39",
    on_primary="#04221D",
    primary_text="#86DCCB",
    focus="#6AB0FF",
    amber="#E8B25C",
    amber_soft="#3A2D17",
    red="#F2938C",
    red_soft="#40211F",
    green="#86CF98",
    green_soft="#1E3525",
    blue="#8FBCF0",
    blue_soft="#1D2F45",
    violet="#BFA6EA",
    violet_soft="#302843",
    series=("#57C4B1", "#E0A458", "#86A8E0", "#B79BE0", "#E08A84", "#9AA6A0"),
)


class Pair(NamedTuple):
    """A colour, what it lies on, and the least contrast between them (WCAG 2)."""

    colour: str
    ground: str
    least: float


PAIRS = (
    Pair("text", "bg", 7),
    Pair("text", "surface", 7),
    Pair("text", "nav", 7),
    Pair("text2", "bg", 4.5),
    Pair("text2", "surface", 4.5),
    Pair("text3", "bg", 4.5),
    Pair("text3", "surface", 4.5),
    Pair("text3", "nav", 4.5),
    Pair("text2", "nav", 4.5),
    Pair("text", "sunken", 7),
    Pair("text", "hover", 7),
    Pair("text", "primary_soft", 7),
    Pair("text2", "sunken", 4.5),
    Pair("text2", "hover", 4.5),
    Pair("text2", "primary_soft", 4.5),
    Pair("text3", "sunken", 4.5),
    Pair("bg", "text", 7),
    Pair("primary_text", "surface", 4.5),
    Pair("primary_text", "nav", 4.5),
    Pair("primary_text", "primary_soft", 4.5),
    Pair("on_primary", "primary", 4.5),
    Pair("amber", "amber_soft", 4.5),
    Pair("red", "red_soft", 4.5),
    Pair("green", "green_soft", 4.5),
    Pair("blue", "blue_soft", 4.5),
    Pair("violet", "violet_soft", 4.5),
    Pair("control_line", "surface", 3),
    Pair("primary", "surface", 3),
    Pair("control_line", "bg", 3),
    Pair("focus", "surface", 3),
    Pair("focus", "bg", 3),
    Pair("focus", "nav", 3),
    Pair("focus", "hover", 3),
    Pair("focus", "primary_soft", 3),
)


class Space:
    """Distances in pixels."""

    HAIR, XS, S, M, L, XL, XXL, HUGE = 2, 4, 8, 12, 16, 24, 32, 48


class Radius:
    SMALL, MEDIUM, LARGE = 6, 8, 12


CONTROL_HEIGHT = 36


class Style(NamedTuple):
    """Of a text: pixels at 100 % and weight."""

    size: int
    weight: int


TYPE = {
    "display": Style(26, 600),
    "title": Style(19, 600),
    "heading": Style(15, 600),
    "body": Style(14, 400),
    "strong": Style(14, 600),
    "label": Style(13, 500),
    "small": Style(12, 400),
    "overline": Style(11, 600),
}

SCALES = (100, 110, 120, 130, 140, 150)
"""Text sizes to choose from, in per cent."""


def contrast(first: str, second: str) -> float:
    """The WCAG 2 contrast ratio of two #RRGGBB colours, 1 to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
