"""What a young person said, on paper: an age, a place and a month together point at who said it.

Any two of them may stand there; the third is what a reader needs to know who it was. Names, numbers and dates of
birth are found elsewhere (`norms.py`).
"""

import re
from collections.abc import Iterable

from outreach_app.domain.norms import MONTHS
from outreach_app.domain.values import name_key

_AGE = re.compile(
    r"\b(?:[6-9]|[12]\d)(?:\s*[-–]?\s*(?:[12]\d))?\s*-?\s*(?:jaar|jarigen?|jr\.?|ans?|years?|yo)\b"
    r"|\b(?:ik ben|ben|was|wordt?|i am|i['’]m|j['’]ai)\s+(?:[6-9]|1\d|2[0-6])\b(?!\s*(?:keer|uur|min|h\b|%|€))",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?:{MONTHS})\b|\b\d{{1,2}}[-/.]\d{{1,2}}(?:[-/.]\d{{2,4}})?\b", re.IGNORECASE)


def points_at_someone(text: str, places: Iterable[str]) -> bool:
    """Whether an age, one of the places and a month stand in it together."""
    return bool(_AGE.search(text) and _MONTH.search(text)) and _names_place(text, places)


def _names_place(text: str, places: Iterable[str]) -> bool:
    folded = name_key(text)
    return any(re.search(rf"(?<!\w){re.escape(name_key(place))}(?!\w)", folded) for place in places if place)
