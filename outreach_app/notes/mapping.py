"""From glyphs back to characters, so that text is found, copied and read out as it was typed.

ReportLab maps unused codes to U+0000, which PDF/UA forbids, and writes characters beyond U+FFFF in a form that no
reader understands; Qt maps its first glyph to U+0000 too. The maps are written anew.
"""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Stream

from outreach_app.notes import script

_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
_AT_ONCE = 100
"""Pairs in one section, by the rules of character maps."""


def mend(pdf: pikepdf.Pdf) -> None:
    """Every map of every font that is in the file."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and font.get("/Type") == Name.Font and "/ToUnicode" in font:
            named = {code: text for code, text in _pairs(font.ToUnicode.read_bytes()) if text.strip("\0")}
            digits = 4 if font.get("/Subtype") == Name.Type0 else 2
            if digits == 4:  # Qt leaves out its spaces
                named = dict.fromkeys(range(1, max(named, default=0) + 1), " ") | named
            pairs = sorted(named.items())
            font.ToUnicode = pdf.make_indirect(Stream(pdf, "\n".join(_lines(pairs, digits)).encode()))


def _pairs(written: bytes) -> Iterator[tuple[int, str]]:
    for kind, body in _SECTION.findall(written):
        if kind == b"char":
            yield from ((int(code, 16), _text(to)) for code, to in _CHAR.findall(body))
            continue
        for first, last, start, listed in _RANGE.findall(body):
            if listed:
                yield from ((int(first, 16) + n, _text(to)) for n, to in enumerate(_HEX.findall(listed)))
            else:
                span = range(int(last, 16) - int(first, 16) + 1)
                yield from ((int(first, 16) + n, chr(int(start, 16) + n)) for n in span)


def _text(digits: bytes) -> str:
    """A number of up to six digits is ReportLab's way to write one character; what is longer is UTF-16."""
    if len(digits) <= 6:
        return chr(int(digits, 16))
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _lines(pairs: list[tuple[int, str]], digits: int) -> Iterator[str]:
    yield "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap"
    yield "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"
    yield "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def"
    yield f"1 begincodespacerange\n<{'0' * digits}> <{'F' * digits}>\nendcodespacerange"
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        yield f"{len(some)} beginbfchar"
        yield from (f"<{code:0{digits}X}> <{_utf16(text)}>" for code, text in some)
        yield "endbfchar"
    yield "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def _utf16(text: str) -> str:
    """A shaped letter stands for the letter that was typed."""
    return script.unshaped(text).encode("utf-16-be").hex().upper()
