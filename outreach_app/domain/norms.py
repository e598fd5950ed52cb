"""What never belongs in free text because it points at one person: numbers, addresses on the net, dates of birth.

Patterns only: names cannot be found this way, and a finding is a warning, never a proof. Made for Flanders.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
}
"""What a finding is called, as source texts; the order is that of looking, and a stretch is found once."""

_MONTHS = (
    "jan(?:uari|uary|vier)?|feb(?:ruari|ruary)?|f[ée]vr(?:ier)?|maart|march|mars|apr(?:il)?|avril|mei|may|mai|"
    "jun[ei]?|juin|jul[iy]?|juillet|aug(?:ustus|ust)?|ao[uû]t|sep(?:t(?:ember|embre)?)?|o[ck]t(?:ober|obre)?|"
    "nov(?:ember|embre)?|d[eé]c(?:ember|embre)?"
)
_ANY_DATE = (
    rf"(?:\d{{1,2}}\s*[-/.]\s*\d{{1,2}}\s*[-/.]\s*(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}|"
    rf"\d{{1,2}}(?:\s+|e\s+|er\s+)(?:{_MONTHS})\.?(?:\s+\d{{4}})?|\d{{1,2}}/\d{{1,2}}|(?:19|20)\d{{2}})"
)
_BORN = r"(?:geboren|geb|geboortedatum|verjaart|born|birth|date of birth|n[ée]e?\s+le|naissance)"
_BORN_YEARS = r"(?:199\d|200\d|201\d)"
"""The years in which those met on the street were born: a full date in one of them needs no other hint."""

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
}


def find(text: str) -> list[Finding]:
    """Everything in the text that looks like one person's data, in reading order, without overlaps."""
    return sorted(_findings(text), key=lambda finding: finding.start)


def _findings(text: str) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    for kind in LABELS:
        for match in _PATTERNS[kind].finditer(text):
            start, end = match.span()
            if _holds(kind, match.group()) and all(end <= a or start >= b for a, b in taken):
                taken.append((start, end))
                yield Finding(kind, start, end, match.group())


def _holds(kind: str, excerpt: str) -> bool:
    """Eleven digits could be many things: bare ones count when their check digits fit (97 - n mod 97)."""
    if kind != "national_number":
        return True
    digits = "".join(filter(str.isdigit, excerpt))
    body, check = int(digits[:9]), int(digits[9:])
    fits = check in (97 - body % 97, 97 - (2_000_000_000 + body) % 97)
    return fits or re.fullmatch(r"\d{2}\.\d{2}\.\d{2}[- ]\d{3}[. -]\d{2}", excerpt) is not None
