"""What can be chosen, and how what was typed finds it."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple


class Option(NamedTuple):
    """Something to choose: what it is kept as, what it is called, and what tells it from its likes."""

    code: str
    label: str
    detail: str = ""
    icon: str = ""


def folded(text: str) -> str:
    """Without case and accents: how 'creche' finds 'Crèche'."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).strip()


def matching(options: Iterable[Option], text: str, most: int = 50) -> list[Option]:
    """Those that hold every word typed, in any order; those that begin with the text come first."""
    typed = folded(text)
    words = typed.split()
    found = [
        (folded(option.label), option)
        for option in options
        if all(word in folded(f"{option.label} {option.detail}") for word in words)
    ]
    found.sort(key=lambda each: not each[0].startswith(typed))  # stable: the given order is kept otherwise
    return [option for _label, option in found[:most]]
