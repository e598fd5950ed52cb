"""What never belongs in free text because it points at one person: names, numbers, addresses, dates of birth.

Patterns and a list of first names, all on this laptop: a finding is a warning, never a proof. Made for Flanders.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from outreach_app.domain.first_names import NOBODY, Known, names_in
from outreach_app.i18n import N_


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of text that may point at someone: `text[start:end]`."""

    kind: str
    start: int
    end: int
    excerpt: str


LABELS: dict[str, str] = {
    "email": N_("E-mail address"),
    "handle": N_("Account name"),
    "national_number": N_("National register number"),
    "phone": N_("Telephone number"),
    "plate": N_("Number plate"),
    "birth_date": N_("Date of birth"),
    "address": N_("Address"),
    "name": N_("Name"),
}
"""What a finding is called, as source texts; the order is that of looking, and a stretch is found once."""

INSTEAD: dict[str, str] = {
    "email": N_("[e-mail address]"),
    "handle": N_("[account]"),
    "national_number": N_("[register number]"),
    "phone": N_("[telephone number]"),
    "plate": N_("[number plate]"),
    "birth_date": N_("[date of birth]"),
    "address": N_("[address]"),
    "name": N_("[name]"),
}
"""What may stand in its place, as source texts."""
NUMBERS_OF = ("BE", "NL", "FR", "LU")
"""Whose telephone numbers are typed without a prefix here; of the first, those with a slip too."""

MONTHS = (
    "jan(?:uari|uary|vier)?|feb(?:ruari|ruary)?|f[ée]vr(?:ier)?|maart|march|mars|apr(?:il)?|avril|mei|may|mai|"
    "jun[ei]?|juin|jul[iy]?|juillet|aug(?:ustus|ust)?|ao[uû]t|sep(?:t(?:ember|embre)?)?|o[ck]t(?:ober|obre)?|"
    "nov(?:ember|embre)?|d[eé]c(?:ember|embre)?"
)
_ANY_DATE = (
    rf"(?:\d{{1,2}}\s*[-/.]\s*\d{{1,2}}\s*[-/.]\s*(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}|"
    rf"\d{{1,2}}(?:\s+|e\s+|er\s+)(?:{MONTHS})\.?(?:\s+\d{{4}})?|\d{{1,2}}/\d{{1,2}}|(?:19|20)\d{{2}})"
)
_BORN = r"(?:geboren|geb|geboortedatum|verjaart|born|birth|date of birth|n[ée]e?\s+le|naissance)"
_BORN_YEARS = r"(?:199\d|200\d|201\d)"
"""The years in which those met on the street were born: a full date in one of them needs no other hint."""

_STREET = (
    r"(?:straat|str\.|steenweg|stwg\.?|laan|plein|weg|lei|dreef|kaai|kade|dijk|"
    r"hof|pad|baan|markt|singel|vest|ring)"
)
_WAY = r"(?:rue|avenue|av\.|chaussée|place|boulevard|bd\.?|quai|allée|impasse|clos|square)"
_HOUSE = (
    r"(?:n(?:r|°|o)\.?\s*)?\d{1,4}[a-zA-Z]?(?:\s*(?:bus|bte|boîte|/)\s*\w{1,4})?"
    r"(?![\w:.,/]*\w)(?!\s+(?!(?:in|bij|te|op|naast|en|of|met|à|et|chez)\b)[a-zà-ÿ<>]|\s*[%€])"
)
"""A house, not a count: six boys at a square stand behind it too."""

_PATTERNS: dict[str, re.Pattern[str]] = {
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "handle": re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{2,}"),
    "national_number": re.compile(r"(?<![\d.,])\d{2}[. ]?\d{2}[. ]?\d{2}[-. ]?\d{3}[-. ]?\d{2}(?![\d,])"),
    "phone": re.compile(
        r"(?<![\w.,/+-])(?<!BE )"  # an enterprise number is no telephone
        r"(?:(?:\+|00)[1-9]\d{0,2}[ ./-]?(?:\(0\)[ ]?)?|0(?!\d?[/.-]\d{1,2}[/.-]\d{2,4}(?!\d)))"  # nor is a date
        r"[1-9](?:[ ./-]{0,2}\d){7,9}(?![\d])"
    ),
    "plate": re.compile(
        r"(?<![\w-])(?:[1-9][- ]?[A-Z]{3}[- ]?\d{3}|[A-Z]{3}-\d{3}|\d{3}-[A-Z]{3}|[1-9]-\d{3}-[A-Z]{3})(?![\w-])"
    ),
    "birth_date": re.compile(
        rf"\b{_BORN}\b\.?[^.!?\n]{{0,25}}?{_ANY_DATE}(?!\d)|"
        rf"(?<![\d/.-])(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_BORN_YEARS}|{_BORN_YEARS}-\d{{2}}-\d{{2}})(?![\d/.-]\d)",
        re.IGNORECASE,
    ),
    "address": re.compile(
        rf"\b(?:[A-ZÀ-Þ][^\W\d_]*-){{0,3}}[^\W\d_]*{_STREET}[ \t]+{_HOUSE}|"
        rf"\b{_WAY}[ \t]+(?:[^\W\d_]+['’ -]+){{0,4}}[^\W\d_]+,?[ \t]+{_HOUSE}|"
        rf"\b\d{{1,4}}[a-z]?,?[ \t]+{_WAY}[ \t]+(?:[^\W\d_]+['’ -]+){{0,4}}[A-ZÀ-Þ][^\W\d_]+"
    ),
}


def find(text: str, known: Known = NOBODY) -> list[Finding]:
    """Everything in the text that looks like one person's data, in reading order, without overlaps. `known` names
    belong to no young person."""
    return sorted(_findings(text, known), key=lambda finding: finding.start)


def _findings(text: str, known: Known) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    for kind in LABELS:
        for start, end in _spans(kind, text, known):
            at = bisect(taken, (start, end))
            free_before = at == 0 or taken[at - 1][1] <= start
            if free_before and (at == len(taken) or end <= taken[at][0]):
                taken.insert(at, (start, end))
                yield Finding(kind, start, end, text[start:end])


def _spans(kind: str, text: str, known: Known) -> Iterator[tuple[int, int]]:
    if kind == "name":
        yield from names_in(text, known)
        return
    for match in _PATTERNS[kind].finditer(text):
        start, end = match.span()
        if _holds(kind, match.group()) and not (kind == "address" and known.covers(text, start, end)):
            yield start, end


def _holds(kind: str, excerpt: str) -> bool:
    """What a pattern alone cannot tell."""
    if kind == "national_number":
        return _has_check_digits(excerpt)
    return kind != "phone" or _can_be_dialled(excerpt)


def _has_check_digits(excerpt: str) -> bool:
    """Eleven digits could be many things: bare ones count when their check digits fit (97 - n mod 97)."""
    digits = "".join(filter(str.isdigit, excerpt))
    body, check = int(digits[:9]), int(digits[9:])
    fits = check in (97 - body % 97, 97 - (2_000_000_000 + body) % 97)
    return fits or re.fullmatch(r"\d{2}\.\d{2}\.\d{2}[- ]\d{3}[. -]\d{2}", excerpt) is not None


def _can_be_dialled(excerpt: str) -> bool:
    """Here or next door; from anywhere with the prefix of its country."""
    from phonenumbers import NumberParseException, is_possible_number, is_valid_number, parse  # not at start-up

    for country in NUMBERS_OF:
        try:
            number = parse(excerpt, country)
        except NumberParseException:
            continue
        at_home = country == NUMBERS_OF[0] or excerpt.startswith(("+", "00"))
        if is_possible_number(number) if at_home else is_valid_number(number):
            return True
    return False
