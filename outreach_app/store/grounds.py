"""What a signal's frozen figures were asked about, so that the way back to its encounters can be found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from outreach_app.domain.behind import Behind
from outreach_app.domain.fields import Id
from outreach_app.domain.periods import Span
from outreach_app.domain.records import MonthCount, Signal
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.store.areas import areas_of
from outreach_app.store.evidence import frozen_evidence, needs_of
from outreach_app.store.finding import live
from outreach_app.store.listing import vocabularies


@dataclass(frozen=True)
class Frozen:
    """`everywhere` asks for the period and the places; figures are as they were frozen."""

    figures: Mapping[str, Any]
    everywhere: Behind
    terms: Vocabularies
    needs: Sequence[tuple[Id, str]] = ()
    """Id and title."""
    areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name of an area to the ids of all that lies in it; only where one area has that name."""
    erased: bool = False
    """Whether encounters of the period were erased since: of those only monthly counts are left."""


def frozen(session: Session, signal_id: Id) -> Frozen | None:
    """None while nothing is frozen."""
    signal = live(session, Signal, signal_id)
    found = frozen_evidence(session, signal.id)
    if found is None or found.period_from is None or found.period_to is None:
        return None
    areas = areas_of(session)
    named: dict[str, list[Id]] = {}
    for id, node in areas.nodes.items():
        named.setdefault(node.name, []).append(id)
    scope = tuple(sorted({inner for area in found.areas or signal.areas for inner in areas.within(area) | {area}}))
    span = Span(found.period_from, found.period_to)
    return Frozen(
        found.figures,
        Behind(span.first, span.last, areas=scope),
        vocabularies(session),
        [(need.id, need.title) for need in needs_of(session, signal)],
        {name: tuple(sorted(areas.within(ids[0]))) for name, ids in named.items() if len(ids) == 1},
        _erased(session, span, scope),
    )


def _erased(session: Session, span: Span, scope: Sequence[Id]) -> bool:
    first = date(span.first.year, span.first.month, 1)
    left = select(MonthCount.n).where(~MonthCount.deleted, MonthCount.month.between(first, span.last))
    return bool(session.scalar(select(exists(left.where(MonthCount.area.in_(scope)) if scope else left))))
