"""What lists can be narrowed by, in words, and the views that are kept on this laptop."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Kind, fields_of
from outreach_app.domain.filters import EMPTY, FILLED, Condition, Filter, View, period
from outreach_app.domain.records import BY_TABLE, Record
from outreach_app.i18n import N_, day, gettext, reading_order
from outreach_app.store import settings
from outreach_app.store.listing import vocabularies
from outreach_app.store.sheets import choices

_VIEWS = "views"
"""Setting: the views of each list, by its slug."""


class Offer(NamedTuple):
    """A field that a list can be narrowed by, in words of the current language."""

    name: str
    label: str
    kind: Kind
    choices: Sequence[tuple[str, str]]
    """Value and what it is called; of a date none, as periods follow from the calendar."""


def offers(session: Session, record: type[Record], hidden: Sequence[str] = ()) -> list[Offer]:
    """Every field that makes sense, in the order of the description."""
    terms = vocabularies(session)
    found = []
    for described in fields_of(record):
        if described.name in hidden or described.local_only or described.kind is Kind.FROZEN:
            continue
        found.append(Offer(described.name, gettext(described.label), described.kind, []))
        if described.kind in (Kind.TERM, Kind.TERMS):
            listed = [(one.code, one.label) for one in terms.choices(described.vocabulary) if not one.retired]
            found[-1] = found[-1]._replace(choices=[*listed, (EMPTY, gettext(NOT_FILLED))])
        elif described.kind in (Kind.REFERENCE, Kind.REFERENCES):
            named = [(str(one.id), one.name) for one in choices(session, BY_TABLE[described.to])]
            found[-1] = found[-1]._replace(choices=[*named, (EMPTY, gettext(NOT_FILLED))])
        elif described.kind is Kind.FLAG:
            found[-1] = found[-1]._replace(choices=[("1", gettext(YES)), ("0", gettext(NO))])
        elif described.kind is Kind.DATE:
            found[-1] = found[-1]._replace(choices=[(EMPTY, gettext(NOT_FILLED))])
        else:
            found[-1] = found[-1]._replace(choices=[(FILLED, gettext(IS_FILLED)), (EMPTY, gettext(NOT_FILLED))])
    return found


def words_of(offered: Iterable[Offer], conditions: Filter) -> list[str]:
    """What each condition is called. One on something that is gone meanwhile keeps the name of its field."""
    by_name = {offer.name: offer for offer in offered}
    return [_words(by_name[one.name], one) if one.name in by_name else one.name for one in conditions]


def _words(offer: Offer, condition: Condition) -> str:
    if offer.kind is Kind.DATE and condition.value not in (EMPTY, FILLED):
        first, last = (day(date.fromisoformat(one), "d MMM yyyy") for one in period(condition.value))
        return first if first == last else f"{first} – {last}"
    label = dict(offer.choices).get(condition.value, "?")
    speaking = offer.kind in (Kind.TERM, Kind.TERMS, Kind.REFERENCE, Kind.REFERENCES)
    if speaking and condition.value not in (EMPTY, FILLED):
        return label
    return f"{offer.label}: {label.lower()}"


NOT_FILLED, IS_FILLED, YES, NO = N_("Not filled in"), N_("Filled in"), N_("Yes"), N_("No")


def views(session: Session, slug: str) -> list[View]:
    """Those of one list, by name."""
    kept = settings.get(session, _VIEWS, {}).get(slug, [])
    return sorted((View.read(one) for one in kept), key=lambda view: reading_order(view.name))


def every_view(session: Session) -> list[View]:
    """Those of all lists."""
    return [view for slug in settings.get(session, _VIEWS, {}) for view in views(session, slug)]


def keep_view(session: Session, slug: str, view: View) -> None:
    """In place of one with the same name."""
    _replace(session, slug, [*(one for one in views(session, slug) if one.name != view.name), view])


def forget_view(session: Session, slug: str, name: str) -> None:
    _replace(session, slug, [one for one in views(session, slug) if one.name != name])


def _replace(session: Session, slug: str, kept: Sequence[View]) -> None:
    every = settings.get(session, _VIEWS, {})
    settings.put(session, _VIEWS, {**every, slug: [view.as_json() for view in kept]})
