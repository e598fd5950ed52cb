"""Where young people are against where a team goes: per area, exact, for eyes inside the team."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from outreach_app.domain.periods import Span
from outreach_app.domain.registration import Registration
from outreach_app.store.figures import registration
from outreach_app.store.spot_map import span_of


@dataclass(slots=True)
class Covered:
    """One area in a period. `last` and `spots` look at all that was registered."""

    area: str
    name: str
    spots: int = 0
    visits: int = 0
    contacts: int = 0
    last: date | None = None
    walked: set[Hashable] = field(default_factory=set)

    @property
    def rounds(self) -> int:
        return len(self.walked)

    @property
    def per_visit(self) -> float:
        return self.contacts / self.visits if self.visits else 0.0

    def days_since(self, today: date) -> int | None:
        return (today - self.last).days if self.last else None


@dataclass(frozen=True)
class Coverage:
    areas: list[Covered]
    span: Span | None


def coverage(session: Session, period: str) -> Coverage:
    """Every area that holds no other, and every other that was visited."""
    registered = registration(session)
    span = span_of(registered, period)
    areas = {id: Covered(id, registered.area_name(id)) for id in registered.listed_areas() if id}
    for facts in registered.spots.values():
        if facts.area in areas:
            areas[facts.area].spots += 1
    _count_visits(registered, areas, span)
    return Coverage(list(areas.values()), span)


def _count_visits(registered: Registration, areas: dict[str, Covered], span: Span | None) -> None:
    for visit in registered.visits:
        area = areas.get(visit.area)
        if area is not None:
            day = date.fromisoformat(visit.date)
            area.last = max(day, area.last or day)
    if span is None:
        return
    part = registered.within(span)
    for visit in part.visits:
        if visit.area in areas:
            areas[visit.area].visits += 1
            areas[visit.area].walked.add(visit.round)
    for met in part.encounters:
        if met.area in areas:
            areas[met.area].contacts += met.heads
