"""What the lists of rounds and of encounters can be narrowed by: the conditions of `Behind`, in words."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from outreach_app.domain.behind import NOT_SAID, PERIOD
from outreach_app.domain.fields import Kind
from outreach_app.domain.records import Area, Need, Record, Spot, Worker
from outreach_app.i18n import N_, gettext
from outreach_app.store.filters import NOT_FILLED, YES, Offer
from outreach_app.store.listing import vocabularies
from outreach_app.store.sheets import choices

_RECORDS: tuple[tuple[str, str, type[Record]], ...] = (
    ("spot", N_("Spot"), Spot),
    ("area", N_("Area"), Area),
    ("worker", N_("Colleague"), Worker),
    ("need", N_("Need"), Need),
)
_TERMS: tuple[tuple[str, str], ...] = (
    ("domain", N_("Life domain")),
    ("need_kind", N_("Kind of need")),
    ("age", N_("Age")),
    ("daypart", N_("Part of the day")),
    ("who", N_("Who")),
    ("spot_kind", N_("Kind of spot")),
)


def round_offers(session: Session) -> list[Offer]:
    """In the order of the menu."""
    terms, nothing = vocabularies(session), (NOT_SAID, gettext(NOT_FILLED))
    offered = [Offer(PERIOD, gettext(N_("Days")), Kind.DATE, ())]
    for name, label, record in _RECORDS:
        named: Sequence[tuple[str, str]] = [(one.id, one.name) for one in choices(session, record)]
        offered.append(Offer(name, gettext(label), Kind.REFERENCE, named))
    for vocabulary, label in _TERMS:
        listed = [(one.code, one.label) for one in terms.choices(vocabulary) if not one.retired]
        offered.append(Offer(vocabulary, gettext(label), Kind.TERM, [*listed, nothing]))
    offered.append(Offer("empty", gettext(N_("Nobody there")), Kind.FLAG, [("1", gettext(YES))]))
    return offered
