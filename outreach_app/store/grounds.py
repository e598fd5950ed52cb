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
from outreach_app.domain.records import Area, MonthCount, Signal
from outreach_app.domain.vocabularies import Vocabularies
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
    areas = session.execute(select(Area.id, Area.name, Area.parent).where(~Area.deleted)).all()
    children: dict[Id | None, list[Id]] = {}
    for id, _name, parent in areas:
        children.setdefault(parent, []).append(id)
    named: dict[str, list[Id]] = {}
    for id, name, _parent in areas:
        named.setdefault(name, []).append(id)
    scope = tuple(sorted({inner for area in found.areas or signal.areas for inner in _within(area, children)}))
    span = Span(found.period_from, found.period_to)
    return Frozen(
        found.figures,
        Behind(span.first, span.last, areas=scope),
        vocabularies(session),
        [(need.id, need.title) for need in needs_of(session, signal)],
        {name: tuple(sorted(_within(ids[0], children))) for name, ids in named.items() if len(ids) == 1},
        _erased(session, span, scope),
    )


def _within(area: Id, children: Mapping[Id | None, Sequence[Id]]) -> set[Id]:
    """This area with all that lies in it; a circle that arrived by a merge ends."""
    found, new = {area}, [area]
    while new:
        new = [child for one in new for child in children.get(one, ()) if child not in found]
        found.update(new)
    return found


def _erased(session: Session, span: Span, scope: Sequence[Id]) -> bool:
    first = date(span.first.year, span.first.month, 1)
    left = select(MonthCount.n).where(~MonthCount.deleted, MonthCount.month.between(first, span.last))
    return bool(session.scalar(select(exists(left.where(MonthCount.area.in_(scope)) if scope else left))))
