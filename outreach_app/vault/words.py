"""Passphrases by chance: words drawn evenly from a bundled list of the language."""

import math
import secrets
from dataclasses import dataclass
from functools import cache

from outreach_app.paths import RESOURCES

LANGUAGES = ("nl", "en", "fr")
LEAST_BITS = 60
"""What a generated passphrase is worth at least."""
MOST = 12


@dataclass(frozen=True)
class Phrase:
    text: str
    bits: int
    """How many times chance was asked heads or tails: rounded down."""


def generate(language: str, count: int | None = None) -> Phrase:
    """Words with spaces between them: as many as LEAST_BITS asks for, or `count` of them if that is more."""
    chosen = listed(language)
    each = math.log2(len(chosen))
    count = max(count or 0, fewest(language))
    return Phrase(" ".join(secrets.choice(chosen) for _word in range(count)), int(each * count))


def fewest(language: str) -> int:
    """How many words make LEAST_BITS."""
    return math.ceil(LEAST_BITS / math.log2(len(listed(language))))


@cache
def listed(language: str) -> tuple[str, ...]:
    """What passphrases are made of; see resources/wordlists/README.md for where the words come from."""
    return _read(language)


@cache
def spoken(language: str) -> tuple[str, ...]:
    """The most used words of Dutch or French, the little ones first: what someone who guesses would try."""
    return (*_read(f"common-{language}"), *listed(language))


def _read(name: str) -> tuple[str, ...]:
    return tuple((RESOURCES / "wordlists" / f"{name}.txt").read_text("utf-8").split())
