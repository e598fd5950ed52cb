"""Closed quarters as a registration to make tables of, and the cells of such tables as the guard knows them.

A table has one attribute at most, so the frozen counts by that attribute are all there is to count: as many
encounters as were frozen, with as many heads. Which areas, spots and terms there are and what they are called is
as the team knows it now.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from outreach_app.domain.disclosure import Counts
from outreach_app.domain.fields import Id
from outreach_app.domain.ladders import ATTRIBUTES, spot_value
from outreach_app.domain.periods import Span, quarters_of
from outreach_app.domain.quarters import DELICATE_NEED, Place, counted_at, span_of
from outreach_app.domain.registration import NOWHERE, Met, Registration, Visited
from outreach_app.guard.base import TOTAL, Base, Frozen, is_band
from outreach_app.guard.cells import AGE, MONTH, NEED, Cell

_NEEDS = ("need", "need_kind")
_FROZEN_BY = {"need_kind": NEED}
"""What is counted by something else: kinds by their needs."""


def closed_counts(live: Registration, quarters: Iterable[str]) -> "ClosedCounts":
    """Quarters as they would be frozen now. Raises QuarterErased."""
    places: dict[str, Place] = {}
    visited: dict[str, set[str]] = {}
    rows = []
    for quarter in quarters:
        visited[quarter] = set()
        for at in counted_at(live, quarter):
            places[at.place.key] = at.place
            visited[quarter].add(at.place.key)
            counts = {(axis, value): of for axis, values in at.by.items() for value, of in values.items()}
            rows.append(Frozen(at.place.key, quarter, counts))
    base = Base({quarter: frozenset(of) for quarter, of in visited.items()}, tuple(rows))
    return ClosedCounts(base, places, live)


@dataclass(frozen=True)
class ClosedCounts:
    """The frozen counts of some quarters, and what is known now of their places and needs."""

    base: Base
    places: Mapping[str, Place]
    """What the base calls a place, to what it is."""
    live: Registration

    def registration(self, axes: Sequence[str], needs: frozenset[str] = frozenset()) -> Registration:
        """What a table by these axes counts; only what was about these needs, where some are named."""
        attribute = NEED if needs else next((axis for axis in axes if axis in (*ATTRIBUTES, MONTH)), TOTAL[0])
        visits, encounters = list(self.live.visits), list[Met]()
        visits += [Visited(one, f"{one.month}-01", one.area, NOWHERE) for one in self.live.counted]
        for quarter, visited in sorted(self.base.places.items()):
            day = span_of(quarter).first.isoformat()
            gone = [] if attribute == MONTH else sorted(visited)  # in which month is not kept
            visits += [Visited((key, quarter), day, *self._where(key)) for key in gone]
        days = {quarter: span_of(quarter).first.isoformat() for quarter in self.base.places}
        for row in self.base.rows:
            where = self._where(row.spot)
            for (frozen_by, value), counts in row.counts.items():
                if frozen_by == _FROZEN_BY.get(attribute, attribute) and not is_band(frozen_by, value):
                    visit = Visited((row.spot, row.quarter), days[row.quarter], *where)
                    encounters += _encounters(visit, frozen_by, value, counts)
        if attribute == MONTH:
            visits += [Visited(*met[:4]) for met in encounters]
        if (scope := self.live.scope) is not None:
            visits = [visit for visit in visits if visit.area in scope]
            encounters = [met for met in encounters if met.area in scope]
        delicate = frozenset(filter(self.delicate, self.live.needs))
        found = replace(self.live, visits=visits, encounters=encounters, counted=(), delicate_needs=delicate)
        return found.about([Id(need) for need in needs]) if needs else found

    def delicate(self, need: str) -> bool:
        """Whether a need came up beside something sensitive wherever it came up in closed quarters."""
        there = Cell(frozenset(self.places), frozenset(self.base.places), DELICATE_NEED, frozenset({need}))
        sensitive = self.base.count(there).encounters
        return sensitive > 0 and sensitive == self.base.count(replace(there, attribute=NEED)).encounters

    def cell(self, holds: Mapping[str, Sequence[str]], span: Span, needs: frozenset[str] = frozenset()) -> Cell:
        """What a cell of such a table counts; with nothing held, everything there is in that period."""
        spots = frozenset(key for key in self.places if self._lies_in(key, holds))
        quarters = set(span.quarters())
        attribute, values = (NEED, needs) if needs else ("", frozenset[str]())
        for axis, held in holds.items():
            if axis in ("quarter", "year"):
                quarters &= {quarter for value in held for quarter in quarters_of(value)}
            elif axis == MONTH or axis in ATTRIBUTES:
                attribute, values = _FROZEN_BY.get(axis, axis), self._values(axis, held)
        return Cell(spots, frozenset(quarters), attribute, values)

    def _values(self, axis: str, held: Sequence[str]) -> frozenset[str]:
        if axis != "need_kind":
            return frozenset(held)
        return frozenset(need for need, facts in self.live.needs.items() if facts.kind in held)

    def _where(self, key: str) -> Place:
        """Where it is now: an area or a spot that is gone has no name to count it under."""
        area, spot = self.places[key]
        return Place(area if area in self.live.areas else NOWHERE, spot if spot in self.live.spots else NOWHERE)

    def _lies_in(self, key: str, holds: Mapping[str, Sequence[str]]) -> bool:
        area, spot = self._where(key)
        known = self.live.spots.get(spot)
        told = {"area": area, "spot": spot_value(area, spot), "spot_kind": known.kind if known else ""}
        inside = self.live.scope is None or area in self.live.scope
        return inside and all(value in holds[axis] for axis, value in told.items() if axis in holds)


def _encounters(visit: Visited, attribute: str, value: str, counts: Counts) -> Iterator[Met]:
    """As many encounters as were counted, with as many heads in all."""
    if attribute == MONTH:
        visit = visit._replace(date=f"{value}-01")
    for n in range(counts.encounters):
        heads = counts.heads - counts.encounters + 1 if n == 0 else 1
        yield Met(
            *visit,
            daypart=value if attribute == "daypart" else "",
            who=value if attribute == "who" else "",
            heads=heads,
            ages=((value, heads),) if attribute == AGE else (),
            domains=(value,) if attribute == "domain" else (),
            needs=tuple(value.split(",")) if attribute == NEED else (),
        )
