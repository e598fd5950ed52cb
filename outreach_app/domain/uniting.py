"""What could stand in place of values that were written apart: a proposal, where one keeps all of them.

Lists are united. Longer texts stand under each other, and what they have in common stands once. Counts say how
many of the same thing were seen, so they are never added up: one that holds the other is proposed. Of numbers,
dates and single choices there is nothing between one and the other.
"""

import re
from collections.abc import Sequence
from typing import Any

from outreach_app.domain.fields import Field, Kind
from outreach_app.domain.values import MAX_TEXT

FEW_WORDS = 3
"""Texts no longer than this say one or the other, not both."""

_MANY = frozenset({Kind.TERMS, Kind.REFERENCES, Kind.LINES})
_END_OF_SENTENCE = re.compile(r"[.!?…](?=\s)|\n")


def united(field: Field, values: Sequence[Any]) -> Any:
    """What keeps all that these values of a field say, the first said first; None where nothing does."""
    if field.kind in _MANY:
        return list(dict.fromkeys(part for value in values for part in value))
    if field.kind is Kind.TALLY:
        return _fullest(values)
    if field.kind is Kind.TEXT and field.multiline:
        return _under_each_other(values)
    return None


def _fullest(tallies: Sequence[dict[str, int]]) -> dict[str, int] | None:
    """The tally that counts at least as many of everything as all the others."""
    most = {code: max(tally.get(code, 0) for tally in tallies) for tally in tallies for code in tally}
    return next((tally for tally in tallies if tally == most), None)


def _under_each_other(texts: Sequence[str]) -> str | None:
    if all(len(text.split()) <= FEW_WORDS for text in texts):
        return None
    kept = ""
    for text in texts:
        kept = _both(kept, text.strip())
    return kept if len(kept) <= MAX_TEXT else None


def _both(first: str, second: str) -> str:
    if _holds(first, second):
        return first
    if _holds(second, first):
        return second
    return f"{first}\n{second[_common(first, second) :].lstrip()}"


def _holds(whole: str, part: str) -> bool:
    """Whether one text stands in the other as it is; a piece of a word is no part of it."""
    return not part or re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole) is not None


def _common(first: str, second: str) -> int:
    """How many characters both begin with, up to the end of a sentence or a line."""
    same = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    alike = second[: min(len(first), len(second)) if same is None else same]
    ends = [found.end() for found in _END_OF_SENTENCE.finditer(alike)]
    return ends[-1] if ends else 0
