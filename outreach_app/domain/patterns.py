"""Possible patterns: needs of one kind and life domain that come up again, and spread or rise. Pure.

A proposal and no more: somebody looks, and makes a signal of it, has its needs called recurring, or says why not.
The half year before today is looked at, its later half against its earlier one. What was decided before comes back
only once it has grown clearly: half as often again as then, and at least three times more.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from outreach_app.domain.states import RECURRING_DATES, RECURRING_ENCOUNTERS

WEEKS = 26
"""What came up before that, and not since, is no news."""
LEAST_SPOTS = 2
RISE = 1.5
"""So many times as often per visit in the later half as in the earlier one."""
GROWTH, MORE = 1.5, RECURRING_ENCOUNTERS
SPREADING, RISING = "spreading", "rising"


class Sighting(NamedTuple):
    """A need that came up in an encounter; once for each of its life domains."""

    encounter: Hashable
    date: date
    spot: str
    """Empty where it is not known."""
    need: str
    kind: str
    """Of the need; one without a kind is of its own."""
    domain: str


class Key(NamedTuple):
    """What a pattern is about: it stays the same while the figures change."""

    kind: str
    domain: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was said about a pattern, and how often it had come up by then."""

    encounters: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """The figures that make a pattern appear; exact, for eyes inside the team."""

    key: Key
    needs: tuple[str, ...]
    """Those that came up most first."""
    encounters: int
    dates: int
    spots: int
    earlier: int
    later: int
    """Encounters in each half of the time looked at."""
    visits_earlier: int
    visits_later: int
    """Visits of the whole team in each half, whatever came up."""
    first: date
    last: date
    why: tuple[str, ...]
    """SPREADING, RISING or both."""
    behind: frozenset[Hashable] = field(default_factory=frozenset)
    """The encounters themselves."""

    @property
    def new_spots(self) -> bool:
        return SPREADING in self.why


def patterns(
    sightings: Iterable[Sighting],
    visits: Iterable[date],
    today: date,
    decided: Mapping[Key, Decided] | None = None,
) -> list[Pattern]:
    """What is worth a look, that with the most encounters first. `visits` are the dates of all visits."""
    middle = today - timedelta(weeks=WEEKS // 2)
    recent = [day for day in visits if _within(day, today)]
    later = sum(day > middle for day in recent)
    groups: dict[Key, list[Sighting]] = defaultdict(list)
    for one in sightings:
        if one.domain and _within(one.date, today):
            groups[Key(one.kind or one.need, one.domain)].append(one)
    found = []
    for key, seen in groups.items():
        pattern = _pattern(key, seen, middle, len(recent) - later, later)
        if pattern is not None and not _known(pattern, (decided or {}).get(key)):
            found.append(pattern)
    found.sort(key=lambda pattern: (-pattern.encounters, pattern.key))
    return list(_told_once(found))


def grown(before: int, now: int) -> bool:
    """Whether something came up clearly more often than when it was decided about."""
    return now >= max(ceil(before * GROWTH), before + MORE)


def _within(day: date, today: date) -> bool:
    return today - timedelta(weeks=WEEKS) < day <= today


def _known(pattern: Pattern, decided: Decided | None) -> bool:
    return decided is not None and not grown(decided.encounters, pattern.encounters)


def _pattern(
    key: Key, seen: Collection[Sighting], middle: date, visits_earlier: int, visits_later: int
) -> Pattern | None:
    """The figures of one group; None where they are no pattern."""
    encounters = {one.encounter for one in seen}
    dates = {one.date for one in seen}
    if len(encounters) < RECURRING_ENCOUNTERS or len(dates) < RECURRING_DATES:
        return None
    late = {one.encounter for one in seen if one.date > middle}
    spots = {one.spot for one in seen if one.spot}
    known_before = {one.spot for one in seen if one.spot and one.date <= middle}
    early = len(encounters) - len(late)
    spreading = early > 0 and len(spots) >= LEAST_SPOTS and bool(spots - known_before)
    rising = _rises(early, len(late), visits_earlier, visits_later)
    why = tuple(reason for reason, holds in ((SPREADING, spreading), (RISING, rising)) if holds)
    if not why:
        return None
    often: dict[str, set[Hashable]] = defaultdict(set)
    for one in seen:
        often[one.need].add(one.encounter)
    needs = tuple(sorted(often, key=lambda need: (-len(often[need]), need)))
    return Pattern(
        *(key, needs, len(encounters), len(dates), len(spots), early, len(late), visits_earlier, visits_later),
        first=min(dates),
        last=max(dates),
        why=why,
        behind=frozenset(encounters),
    )


def _rises(early: int, late: int, visits_earlier: int, visits_later: int) -> bool:
    """Per visit, so that more rounds alone are no rise; without visits before there is nothing to compare with."""
    return visits_earlier > 0 and late > 0 and late * visits_earlier >= RISE * early * visits_later


def _told_once(found: Iterable[Pattern]) -> Iterator[Pattern]:
    """A need of two life domains is told of once, where its encounters are seen most."""
    told: list[Pattern] = []
    for pattern in found:
        if not any(pattern.behind <= other.behind and set(pattern.needs) <= set(other.needs) for other in told):
            told.append(pattern)
            yield pattern
