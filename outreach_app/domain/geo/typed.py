"""A place as people type it: `51.05, 3.72`, `51,05 3,72`, or Lambert 72 in metres."""

import re

from outreach_app.domain.geo.projection import BELGIUM, TO_WGS84, recognised
from outreach_app.domain.geo.shapes import Point
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
GRID = 3
"""Decimals of a degree that are kept: some 100 metres, so that no doorway can be read from it."""


class NoPlace(OutreachError):
    message = N_("“{text}” is no place.")
    advice = N_("Type latitude and longitude, such as 51.05, 3.72, or a postal code or municipality.")


class PlaceAbroad(OutreachError):
    message = N_("“{text}” does not lie in Belgium.")
    advice = N_("Latitude comes first: 51.05, 3.72.")


def typed_place(text: str) -> Point:
    """Longitude and latitude. Of two degrees the one that can only be a latitude in Belgium is one.

    Raises NoPlace, PlaceAbroad.
    """
    words = text.strip()
    numbers = [float(word.replace(",", ".")) for word in _NUMBER.findall(_parted(words))]
    if len(numbers) != 2 or re.search(r"[a-z]{3}", words, re.IGNORECASE):
        raise NoPlace(text=words[:60])
    first, second = numbers
    system = recognised((second, first)) or recognised((first, second))
    at = (first, second) if max(numbers) > 180 else (second, first)
    if system == "swapped":
        at = (first, second)
    elif system and system != "wgs84":
        at = TO_WGS84[system](*at)
    if not BELGIUM.holds(at):
        raise PlaceAbroad(text=words[:60])
    return at


def coarse(at: Point) -> Point:
    """As it is kept."""
    return round(at[0], GRID), round(at[1], GRID)


def _parted(text: str) -> str:
    """A comma between blanks, or the only one beside points, parts the numbers; any other is a decimal one."""
    if "." in text or text.count(",") == 1:
        return text.replace(",", " ") if "." in text else re.sub(r",\s+", " ", text)
    return re.sub(r",\s+", " ", text)
