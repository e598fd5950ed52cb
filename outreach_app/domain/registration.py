"""What was registered on the street, as far as figures need it: plain rows, brought to the place where they count.

A hundred thousand of these are counted at once, so they are tuples and dates are ISO text.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from outreach_app.domain.fields import Id
from outreach_app.domain.periods import Span
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import reading_order

NOWHERE = ""
"""The area of what was registered without one, and the spot of what has none (or one that must stay unknown)."""

UNKNOWN_AGE = "unknown"


class AreaFacts(NamedTuple):
    name: str
    parent: str = NOWHERE
    gone_to: bool = True
    """Whether the team may go there: a neighbour of the region in which it has no spot is no gap in its rounds."""


class SpotFacts(NamedTuple):
    """A spot that is not sensitive."""

    name: str
    area: str = NOWHERE
    kind: str = ""


class NeedFacts(NamedTuple):
    """A need that is not deleted."""

    title: str
    kind: str = ""
    domains: tuple[str, ...] = ()


class Visited(NamedTuple):
    """A visit, with contact or without."""

    round: Hashable
    """Which round it was: only told apart, never shown."""
    date: str
    area: str
    spot: str


class Met(NamedTuple):
    """An encounter with at least one head."""

    round: Hashable
    date: str
    area: str
    spot: str
    daypart: str
    who: str
    heads: int
    ages: tuple[tuple[str, int], ...]
    """Heads by age band: together always `heads`, what was not asked is unknown."""
    domains: tuple[str, ...]
    needs: tuple[str, ...]


class Counted(NamedTuple):
    """What is left of the encounters of a month: see aggregates.py."""

    month: str
    area: str
    axis: str
    """Empty for everything, each encounter once."""
    code: str
    rounds: int
    shared: int
    """Rounds that are counted more than once among this area and those that lie in it."""
    encounters: int
    heads: int


def heads_by_age(group_size: int, age_counts: Mapping[str, int]) -> tuple[int, tuple[tuple[str, int], ...]]:
    """All heads of an encounter, and by band: ages that add up to more raise the group, to less leave unknowns."""
    ages = {band: n for band, n in age_counts.items() if n > 0}
    known = sum(ages.values())
    if group_size > known:
        ages[UNKNOWN_AGE] = ages.get(UNKNOWN_AGE, 0) + group_size - known
    return max(group_size, known), tuple(ages.items())


@dataclass(frozen=True)
class Registration:
    """All that was registered, or the part of it that a question is about."""

    areas: Mapping[str, AreaFacts]
    spots: Mapping[str, SpotFacts]
    visits: list[Visited]
    encounters: list[Met]
    vocabularies: Vocabularies
    counted: tuple[Counted, ...] = ()
    """What is left of months whose encounters are erased."""
    scope: frozenset[str] | None = None
    """The areas it was narrowed to, with all that lies in them; None for everywhere."""
    needs: Mapping[str, NeedFacts] = field(default_factory=dict)
    delicate_needs: frozenset[str] = frozenset()
    """Known to be sensitive, where the encounters themselves do not say so any more."""

    def within(self, span: Span) -> "Registration":
        """What happened from the first day to the last."""
        first, last = span.first.isoformat(), span.last.isoformat()
        return replace(
            self,
            visits=[visit for visit in self.visits if first <= visit.date <= last],
            encounters=[met for met in self.encounters if first <= met.date <= last],
            counted=tuple(one for one in self.counted if first <= f"{one.month}-01" <= last),
        )

    def inside(self, areas: Iterable[str]) -> "Registration":
        """What happened in these areas or in an area that is part of one; everything if none is named."""
        scope = frozenset(areas)
        if not scope:
            return self
        scope |= {area for area in self.areas if scope.intersection(self.ancestors(area))}
        return replace(
            self,
            scope=scope,
            visits=[visit for visit in self.visits if visit.area in scope],
            encounters=[met for met in self.encounters if met.area in scope],
            counted=tuple(one for one in self.counted if one.area in scope),
        )

    def about(self, needs: Collection[Id]) -> "Registration":
        """The encounters in which one of these needs came up, each once, and the visits they belong to.

        Of erased months nothing: that a need came up is not counted there.
        """
        wanted = frozenset(needs)
        encounters = [met for met in self.encounters if not wanted.isdisjoint(met.needs)]
        visits = list(dict.fromkeys(Visited(*met[:4]) for met in encounters))
        return replace(self, visits=visits, encounters=encounters, counted=())

    def of_rounds(self, rounds: Collection[Hashable]) -> "Registration":
        """What happened on these rounds; of erased months nothing: whose rounds they were is not kept."""
        return replace(
            self,
            visits=[visit for visit in self.visits if visit.round in rounds],
            encounters=[met for met in self.encounters if met.round in rounds],
            counted=(),
        )

    def delicate(self, need: str) -> bool:
        """Whether a need is sensitive: by its own life domains, or by those of every encounter it came up in."""
        facts = self.needs.get(need)
        if need in self.delicate_needs or (facts is not None and self._sensitive(facts.domains)):
            return True
        return self._spoken_of.get(need, False)

    @cached_property
    def _spoken_of(self) -> Mapping[str, bool]:
        """The needs that came up: whether always beside a sensitive life domain."""
        always: dict[str, bool] = {}
        for (needs, domains), _n in Counter((met.needs, met.domains) for met in self.encounters).items():
            sensitive = self._sensitive(domains)
            for need in needs:
                always[need] = always.get(need, True) and sensitive
        return always

    def _sensitive(self, domains: Iterable[str]) -> bool:
        return any(self.vocabularies.sensitive("domain", code) for code in domains)

    @cached_property
    def span(self) -> Span | None:
        """From the first visit to the last, erased months whole; None where nothing was registered."""
        dates = [visit.date for visit in self.visits]
        for month in {one.month for one in self.counted}:
            dates += [f"{month}-01", f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]}"]
        if not dates:
            return None
        return Span(date.fromisoformat(min(dates)), date.fromisoformat(max(dates)))

    def ancestors(self, area: str) -> list[str]:
        """The areas it is part of, nearest first; a circle, which a merge can make, is walked once."""
        found: list[str] = []
        while area in self.areas and (area := self.areas[area].parent) and area not in found:
            found.append(area)
        return found

    @cached_property
    def leaves(self) -> frozenset[str]:
        """The areas that hold no other, as far as the team goes there."""
        parents = {facts.parent for facts in self.areas.values()}
        return frozenset(area for area, facts in self.areas.items() if facts.gone_to and area not in parents)

    @cached_property
    def counted_areas(self) -> frozenset[str]:
        """Where something is left of erased months."""
        return frozenset(one.area for one in self.counted if one.rounds or one.encounters)

    def listed_areas(self) -> list[str]:
        """Every area a table by area lists, by name: those that hold no other, and those visited."""
        listed = self.leaves | {visit.area for visit in self.visits} | self.counted_areas
        listed = listed if self.scope is None else listed & self.scope
        return sorted(listed, key=lambda area: (reading_order(self.area_name(area)), area))

    def listed_spots(self) -> list[str]:
        """Every spot a table by spot lists, by name."""
        spots = {spot for spot, facts in self.spots.items() if self.scope is None or facts.area in self.scope}
        spots |= {visit.spot for visit in self.visits if visit.spot}
        return sorted(spots, key=lambda spot: (reading_order(self.spots[spot].name), spot))

    def area_name(self, area: str) -> str:
        return self.areas[area].name if area in self.areas else ""
