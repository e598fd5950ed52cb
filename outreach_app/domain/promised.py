"""An agreement typed in one line while people talk: what, @who by when. What is no name and no day stays text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outreach_app.domain.fields import Id
from outreach_app.domain.typed import NoDate, typed_date
from outreach_app.domain.values import name_key
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

_BEFORE_A_DAY = frozenset(
    {"by", "before", "tegen", "voor", "vóór", "uiterlijk", "avant", "pour", "d'ici", "d’ici"}
)
_LONGEST_DAY = 3
"""Words in a date: 15 december 2026."""


class NothingAgreed(OutreachError):
    message = N_("It is not said what is agreed.")
    advice = N_("Write what is to be done, then @ and who does it, then by when: Place benches @parks by 15/12.")


class NobodyCalled(OutreachError):
    message = N_("No organisation is called “{name}”.")
    advice = N_("Write the beginning of its name after @, or add it to the network first.")


class SeveralCalled(OutreachError):
    message = N_("Several organisations are called so: {names}.")
    advice = N_("Write more of the name, until only one is left.")


@dataclass(frozen=True, slots=True)
class Promised:
    text: str
    organisation: Id | None = None
    name: str = ""
    """Of the organisation, as it is called."""
    due: date | None = None


def promised(line: str, names: Mapping[Id, str], today: date) -> Promised:
    """What was typed. Raises NothingAgreed, NobodyCalled and SeveralCalled."""
    words = line.split()
    due, words = _day(words, today)
    at = next((n for n, word in enumerate(words) if word.startswith("@") and len(word) > 1), None)
    if at is None:
        return _whole(words, None, "", due)
    called = [words[at][1:], *words[at + 1 :]]
    organisation, used = _organisation(called, names)
    return _whole([*words[:at], *called[used:]], organisation, names[organisation], due)


def _whole(words: list[str], organisation: Id | None, name: str, due: date | None) -> Promised:
    text = " ".join(words).strip(" ,;")
    if not text:
        raise NothingAgreed
    return Promised(text, organisation, name, due)


def _day(words: list[str], today: date) -> tuple[date | None, list[str]]:
    """The last day that is named after a word such as *by*, and the words without it."""
    for at in range(len(words) - 1, 0, -1):
        if words[at - 1].casefold() not in _BEFORE_A_DAY:
            continue
        for length in range(min(_LONGEST_DAY, len(words) - at), 0, -1):
            typed = " ".join(words[at : at + length]).strip(".,;")
            if day := _as_day(typed, today):
                return day, words[: at - 1] + words[at + length :]
    return None, words


def _as_day(typed: str, today: date) -> date | None:
    if not re.search(r"\w", typed):
        return None
    try:
        return typed_date(typed, today, ahead=True)
    except NoDate:
        return None


def _organisation(called: list[str], names: Mapping[Id, str]) -> tuple[Id, int]:
    """Who is meant, by the beginnings of the words of its name, and how many words that took: as many as fit."""
    found: dict[Id, str] = {}
    used = 0
    for length in range(1, len(called) + 1):
        typed = name_key(" ".join(called[:length]).strip(".,;:")).split()
        fitting = {id: name for id, name in names.items() if _begins(typed, name_key(name).split())}
        if not fitting:
            break
        found, used = fitting, length
    if not found:
        raise NobodyCalled(name=called[0])
    whole = set(name_key(" ".join(called[:used]).strip(".,;:")).split())
    for fits in (whole.__eq__, whole.issubset):
        exact = [id for id, name in found.items() if fits(set(name_key(name).split()))]
        if len(exact) == 1:
            return exact[0], used
    if len(found) > 1:
        raise SeveralCalled(names=", ".join(sorted(found.values())))
    return next(iter(found)), used


def _begins(typed: list[str], name: list[str]) -> bool:
    """Whether each word typed begins a word of the name, in their order."""
    at = 0
    for word in typed:
        while at < len(name) and not name[at].startswith(word):
            at += 1
        if at == len(name):
            return False
        at += 1
    return bool(typed)
