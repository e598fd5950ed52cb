"""Behind which figure the rounds of a list stand, in words."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from outreach_app.domain.behind import NOT_SAID, Behind, among
from outreach_app.domain.filters import Filter
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day
from outreach_app.store.behind import names_in
from outreach_app.store.listing import vocabularies
from outreach_app.store.round_filters import round_offers
from outreach_app.ui.filter_bar import Narrowing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_AREAS_AT_MOST = 3
_MONDAY = date(2024, 1, 1)


_TERMS = ("daypart", "domain", "need_kind", "age", "who", "spot_kind")
_RECORDS = ("need", "spot", "area", "worker")


def _words(session: "Session", conditions: Filter) -> list[str]:
    asked = [Behind.of((one,)) or Behind() for one in conditions]
    terms = vocabularies(session)
    return [words_of(one, terms, names_in(session, one)) or "?" for one in asked]


OF_ROUNDS = Narrowing(round_offers, _words, single=True)
"""How the lists of rounds and of encounters are narrowed."""


def words_of(behind: Behind, terms: Vocabularies, names: Mapping[str, str]) -> str:
    """`names` of the records that it asks about."""
    return " · ".join(_parts(behind, terms, names))


def _parts(behind: Behind, terms: Vocabularies, names: Mapping[str, str]) -> Iterator[str]:
    if behind.first and behind.last:
        first, last = day(behind.first, "d MMM yyyy"), day(behind.last, "d MMM yyyy")
        yield first if first == last else f"{first} – {last}"
    if behind.weekday is not None:
        yield day(_MONDAY + timedelta(days=behind.weekday), "EEEE")
    for vocabulary in _TERMS:
        codes = among(getattr(behind, vocabulary))
        if codes:
            yield ", ".join(
                _("Not filled in") if code == NOT_SAID else terms.label(vocabulary, code) for code in codes
            )
    for record in _RECORDS:
        ids = among(getattr(behind, record))
        if ids:
            yield ", ".join(names.get(id, _("Not filled in")) for id in ids)
    if behind.areas:
        yield ", ".join(names[area] for area in behind.areas[:_AREAS_AT_MOST] if area in names)
    if behind.empty:
        yield _("nobody met")
