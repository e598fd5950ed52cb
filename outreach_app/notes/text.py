"""What people typed, made fit for paper without changing what it says."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 1500
"""Characters in one paragraph on paper: what is longer goes on in a next one, so that pages can break in it."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
"""Control characters, and those that would turn the writing direction of what follows."""
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBERED = re.compile(r"(?:art(?:ikel|icle)?\.?)\s*\d+\s?(?:bis|ter|er)?(?![\w%])", re.IGNORECASE)


def clean(text: str) -> str:
    """One line of text, without what no reader can see; spaces and tabs become single spaces."""
    return " ".join(lines(text))


def lines(text: str) -> list[str]:
    """The non-empty lines, each cleaned."""
    visible = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return [line for line in (" ".join(part.split()) for part in _LINE_END.split(visible)) if line]


def pieces(text: str) -> Iterator[str]:
    """The lines, in pieces of at most LONGEST characters, cut at a space where there is one."""
    for line in lines(text):
        start = 0
        while len(line) - start > LONGEST:
            cut = line.rfind(" ", start, start + LONGEST)
            end = cut if cut > start else start + LONGEST
            yield line[start:end]
            start = end + (cut > start)
        yield line[start:]


def shorten(text: str, most: int) -> str:
    """The text in one line of at most `most` characters; a cut shows as an ellipsis."""
    line = clean(text[: most * 4])
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def unquoted(text: str) -> str:
    """Words without the quotation marks that enclose them: paper adds its own."""
    for pair in ("“”", '""', "«»", "‘’", "„”", "„“", "''"):
        inside = text[1:-1]
        if len(text) > 2 and text[0] == pair[0] and text[-1] == pair[1] and not set(inside) & set(pair):
            return inside.strip()
    return text


def articles(text: str) -> list[tuple[str, list[str]]]:
    """A resolution as (its own number or "", its lines). Once one has a number, those without belong to it."""
    found: list[tuple[str, list[str]]] = []
    typed = list(pieces(text))
    own_numbers = any(_NUMBERED.match(line) for line in typed)
    for line in typed:
        match = _NUMBERED.match(line)
        if match:
            found.append((match.group(), [line[match.end() :].lstrip(" .:–—-)")]))
        elif own_numbers and found:
            found[-1][1].append(line)
        else:
            found.append(("", [line]))
    return found
