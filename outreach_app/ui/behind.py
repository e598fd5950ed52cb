"""Behind which figure the rounds of a list stand, in words."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach_app.domain.behind import Behind
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day

_MONDAY = date(2024, 1, 1)


def words_of(behind: Behind, terms: Vocabularies) -> str:
    return " · ".join(_parts(behind, terms))


def _parts(behind: Behind, terms: Vocabularies) -> Iterator[str]:
    if behind.first and behind.last:
        first, last = day(behind.first, "d MMM yyyy"), day(behind.last, "d MMM yyyy")
        yield first if first == last else f"{first} – {last}"
    if behind.weekday is not None:
        yield day(_MONDAY + timedelta(days=behind.weekday), "EEEE")
    if behind.daypart:
        yield terms.label("daypart", behind.daypart)
    if behind.domain:
        yield terms.label("domain", behind.domain)
    if behind.empty:
        yield _("nobody met")
