"""The team's letterhead: what makes a logo small and harmless enough to be on every laptop, a colour readable.

A logo is kept as PNG whatever was chosen: nothing but the picture is in it (a photograph would tell where it was
taken), and its head says how large it is before anyone unpacks it. What comes from elsewhere is looked at again.
"""

import base64
import binascii
import re
import struct
from collections.abc import Mapping
from typing import Any

WIDE, HIGH = 640, 240
"""Pixels at most."""
BYTES_AT_MOST = 48_000
PICKED_AT_MOST = 8_000_000
"""Bytes of the file that someone chooses."""
_READABLE = 4.5
"""Contrast on white, as WCAG asks of text."""
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_SIGNATURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def packed(png: bytes) -> dict[str, str]:
    """As a team's record keeps it."""
    return {"png": base64.b64encode(png).decode()}


def unpacked(logo: Mapping[str, Any]) -> bytes:
    """The PNG; nothing where there is none, or none that may be drawn."""
    try:
        png = base64.b64decode(str(logo.get("png") or ""), validate=True)
    except (binascii.Error, ValueError):
        return b""
    if len(png) > BYTES_AT_MOST or not png.startswith(_SIGNATURE) or len(png) < len(_SIGNATURE) + 8:
        return b""
    wide, high = struct.unpack_from(">II", png, len(_SIGNATURE))
    return png if 0 < wide <= WIDE and 0 < high <= HIGH else b""


def is_colour(text: str) -> bool:
    return _COLOUR.fullmatch(text) is not None


def readable(colour: str) -> str:
    """The colour, darkened until words in it are read on white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    while 1.05 / (_luminance(parts) + 0.05) < _READABLE:
        parts = [int(part * 0.94) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def tint(colour: str) -> str:
    """A ground in that colour on which dark words are read."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * 0.13):02x}" for part in parts)


def _luminance(parts: list[int]) -> float:
    """Relative, as WCAG 2.1 defines it."""
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
