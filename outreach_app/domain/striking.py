"""A person's name in running text: found whatever its case, its accents and what stands between its words, and
struck out without a trace of how long it was."""

import re
import unicodedata
from typing import Any

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

MARK = "[…]"
"""What stands where words were struck out."""

_MARKS = r"[\u0300-\u036f]*"
"""Accents that follow their letter instead of being part of it."""
_WORD = re.compile(r"[^\W_]+")
_LETTERS_AT_LEAST = 3


class TooLittleToFind(OutreachError):
    message = N_("“{text}” is too little to look for: it would strike out half of what the team wrote.")
    advice = N_("Give a whole name, of three letters or more.")


class Trace:
    """Words that stand for one person. Raises TooLittleToFind."""

    def __init__(self, text: str) -> None:
        words = _WORD.findall(_folded(unicodedata.normalize("NFC", text)))
        if sum(map(len, words)) < _LETTERS_AT_LEAST:
            raise TooLittleToFind(text=text[:40])
        spelt = (_MARKS.join(map(re.escape, word)) + _MARKS for word in words)
        self._pattern = re.compile(r"(?<![^\W_])" + r"[\W_]+?".join(spelt) + r"(?![^\W_]|[\u0300-\u036f])")

    def found_in(self, value: Any) -> bool:
        """Whether a text, or any text in a list or in JSON, holds the words."""
        match value:
            case str():
                return self._pattern.search(_folded(value)) is not None
            case dict():
                return any(self.found_in(part) for pair in value.items() for part in pair)
            case list() | tuple():
                return any(map(self.found_in, value))
        return False

    def struck(self, value: Any) -> Any:
        """The same with the words struck out."""
        match value:
            case str():
                return self._struck_text(value)
            case dict():
                return {self._struck_text(name): self.struck(part) for name, part in value.items()}
            case list() | tuple():
                return [self.struck(part) for part in value]
        return value

    def _struck_text(self, text: str) -> str:
        kept, done = [], 0
        for found in self._pattern.finditer(_folded(text)):
            kept += [text[done : found.start()], MARK]
            done = found.end()
        return "".join([*kept, text[done:]]) if done else text


def _folded(text: str) -> str:
    """Without accents and case, and just as long."""
    if text.isascii():
        return text.lower()
    return "".join((unicodedata.normalize("NFKD", letter)[0].casefold() or letter)[0] for letter in text)
