"""Which words of a text may be somebody's first name, by a bundled list; what is known to be a place is not."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from outreach_app.domain.values import name_key
from outreach_app.paths import RESOURCES

CAPITAL, EVERYDAY = 1, 2
"""Marks of resources/names: found with a capital only, or only with one in the middle of a sentence."""
SMALL_FROM = 4
"""Letters a name needs to be found without its capital."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[\n.!?…:;|/\"“”„«»(\[•*>-])[\s\"“”„«'‘(*]*$")
_SAINT = re.compile(
    r"\b(?:sint|st|saint|sainte|santa|koning|koningin|prins|prinses|heilige)[.\s-]+$", re.IGNORECASE
)
_PLACE = re.compile(
    r"[\s-]+[A-Z]?[^\W\d_]*"
    r"(?:straat|steenweg|laan|plein|park|weg|lei|dreef|kaai|hof|school|college|instituut|kerk|huis)\b"
)
_SURNAME = re.compile(
    r"(?:[ ](?i:van|de|den|der|het|ter|ten|el|al|ben|bin|le|la|du|da|dos|di)\b)*"
    r"[ ][A-ZÀ-ÞĞİŞ](?:\.|[^\W\d_]*\b)"
)


class Known:
    """Names that point at no young person: spots, areas, organisations, colleagues."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_word: dict[str, set[str]] = {}
        for name in map(name_key, names):
            for word in _WORD.findall(name):
                self._by_word.setdefault(word, set()).add(name)

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether this stretch is a part of one of these names, as it stands in the text."""
        words = _WORD.findall(text[start:end].casefold())
        for name in self._by_word.get(words[0], ()) if words else ():
            around = text[max(0, start - len(name)) : end + len(name)].casefold()
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", around):
                return True
        return False


NOBODY = Known()


def names_in(text: str, known: Known = NOBODY) -> Iterator[tuple[int, int]]:
    """Where first names stand, with the family name or initial behind them."""
    names = listed()
    for found in _WORD.finditer(text):
        start, end = found.start(), found.start() + len(_bare(found.group(), names))
        word = text[start:end]
        mark = _mark(word, names)
        if mark is None or not _meant(text, start, word, mark) or known.covers(text, start, end):
            continue
        if _SAINT.search(text, max(0, start - 16), start) or _PLACE.match(text, end):
            continue
        yield start, _with_surname(text, end, known) if word[0].isupper() else end


def _with_surname(text: str, end: int, known: Known) -> int:
    behind = _SURNAME.match(text, end)
    if behind is None:
        return end
    said = behind.group().split()[-1]
    abbreviation = len(said) > 1 and said.isalpha() and said.isupper()
    return end if abbreviation or known.covers(text, behind.end() - len(said), behind.end()) else behind.end()


def _bare(word: str, names: dict[str, int]) -> str:
    """Without what says whose something is: Emma's, Ahmeds."""
    for mark in ("'s", "’s"):
        if word.endswith(mark):
            return word[:-2]
    if len(word) > SMALL_FROM and word[0].isupper() and word[-1] == "s" and word.casefold() not in names:
        return word[:-1] if names.get(word[:-1].casefold()) == 0 else word
    return word


def _mark(word: str, names: dict[str, int]) -> int | None:
    """The mark of a name; of a double one (Jan-Willem) where both halves are names. None where it is none."""
    marks = [names.get(part) for part in word.casefold().split("-")]
    return None if None in marks else min(mark for mark in marks if mark is not None)


def _meant(text: str, start: int, word: str, mark: int) -> bool:
    """Whether it is written as a name is, for one that is so easily something else."""
    if not word[0].isupper():
        return mark < CAPITAL and len(word) >= SMALL_FROM
    if word.isupper() and len(word) <= SMALL_FROM:
        return False  # an abbreviation
    return mark < EVERYDAY or not _BEGINS.search(text, max(0, start - 8), start)


@cache
def listed() -> dict[str, int]:
    """Every name in lower case with its mark; see resources/names/README.md."""
    lines = (RESOURCES / "names" / "first_names.txt").read_text("utf-8").split("\n")
    return {name: len(mark) for name, _space, mark in (line.partition(" ") for line in lines) if name}
