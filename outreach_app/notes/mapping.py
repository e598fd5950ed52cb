"""From glyphs back to characters, so that text is found, copied and read out as it was typed.

ReportLab maps unused codes to U+0000, which PDF/UA forbids, and writes characters beyond U+FFFF in a form that no
reader understands. The maps are written anew.
"""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Stream

from outreach_app.notes import script

_PAIR = re.compile(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4,6})>\n")
_AT_ONCE = 100
"""Pairs in one section, by the rules of character maps."""


def mend(pdf: pikepdf.Pdf) -> None:
    """Every map of every font of one byte a sign, as ReportLab embeds them."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and font.get("/Subtype") == Name.TrueType and "/ToUnicode" in font:
            font.ToUnicode = pdf.make_indirect(Stream(pdf, _map(font.ToUnicode.read_bytes())))


def _map(written: bytes) -> bytes:
    body = written.partition(b"endcodespacerange")[2]
    pairs = [(int(code, 16), int(to, 16)) for code, to in _PAIR.findall(body)]
    return "\n".join(_lines([(code, chr(to)) for code, to in pairs if to])).encode()


def _lines(pairs: list[tuple[int, str]]) -> Iterator[str]:
    yield "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap"
    yield "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"
    yield "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def"
    yield "1 begincodespacerange\n<00> <FF>\nendcodespacerange"
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        yield f"{len(some)} beginbfchar"
        yield from (f"<{code:02X}> <{_utf16(character)}>" for code, character in some)
        yield "endbfchar"
    yield "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def _utf16(character: str) -> str:
    """A shaped letter stands for the letter that was typed."""
    return script.unshaped(character).encode("utf-16-be").hex().upper()
