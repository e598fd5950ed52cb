"""What is left of a month when its encounters are erased: counts by area and by one attribute at a time.

Of rounds, which may pass several areas, each area has its own number; `shared` is how many of them are counted
more than once among an area and those that lie in it, so that a whole can be told from its parts. Small counts are
lifted to the area around until they are large enough, at last to no area at all: none points at a place and few
people there.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from outreach_app.domain.disclosure import RULES, Counts, Rules, too_small
from outreach_app.domain.periods import month_of
from outreach_app.domain.registration import NOWHERE, Counted, Met, Registration

AGE_BANDS = {"u12": "u12+12_14", "12_14": "u12+12_14", "15_17": "15_17+18_20", "18_20": "15_17+18_20"} | {
    "21_25": "21_25+26_up",
    "26_up": "21_25+26_up",
}
"""Ages merge into these. An encounter with two ages of one band is one there: bands have counts of their own."""

TOTAL = ""
"""Instead of an axis: everything, each encounter once."""
SPOT_KIND = "spot_kind"
_PLACES = frozenset({TOTAL, SPOT_KIND})
"""Rounds are counted by where they went, not by whom they met; they stay where they were."""


class Key(NamedTuple):
    """One line of one table: a month, an axis and a code on it."""

    month: str
    axis: str
    code: str


Known = Mapping[tuple[Key, str], Counts]
"""What is kept of a line in an area already: what comes late is added to it."""


@dataclass(slots=True)
class _Node:
    """What is counted in one area, not in those that lie in it."""

    rounds: set[Hashable] = field(default_factory=set)
    heads: int = 0
    encounters: int = 0


_Line = dict[str, _Node]
"""Area to what is counted there."""


def aggregated(registration: Registration, known: Known | None = None, rules: Rules = RULES) -> list[Counted]:
    """All that was registered as monthly counts; `known` are those that they will be added to."""
    lines: dict[Key, _Line] = defaultdict(lambda: defaultdict(_Node))
    kinds = {spot: facts.kind for spot, facts in registration.spots.items()}
    for visit in registration.visits:
        for axis, code in ((TOTAL, ""), (SPOT_KIND, kinds.get(visit.spot, ""))):
            lines[Key(month_of(visit.date), axis, code)][visit.area].rounds.add(visit.round)
    for met in registration.encounters:
        for axis, code, heads in _said(met, kinds):
            node = lines[Key(month_of(met.date), axis, code)][met.area]
            node.encounters += 1
            node.heads += heads
            if axis not in _PLACES:
                node.rounds.add(met.round)
    tree = _Tree(registration)
    found: list[Counted] = []
    for key, line in sorted(lines.items()):
        sensitive = registration.vocabularies.sensitive(key.axis, key.code)
        tree.lift(key, line, known or {}, rules, sensitive=sensitive)
        found += tree.told(key, line)
    return found


def rounds_of(counted: Iterable[Counted]) -> int:
    """How many rounds these lines of one axis stand for, each once: areas come with all that lies in them."""
    return sum(one.rounds - one.shared for one in counted)


def holds(areas: Registration, around: str, among: Iterable[str]) -> set[str]:
    """Which of these are an area or lie in it; everything lies in no area."""
    return {area for area in among if around in (NOWHERE, area) or around in areas.ancestors(area)}


def _said(met: Met, kinds: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Axis, code and heads of every line an encounter counts in."""
    yield TOTAL, "", met.heads
    yield SPOT_KIND, kinds.get(met.spot, ""), met.heads
    yield "daypart", met.daypart, met.heads
    yield "who", met.who, met.heads
    for domain in met.domains:
        yield "domain", domain, met.heads
    for age, heads in by_age(met):
        yield "age", age, heads


def by_age(met: Met) -> Iterator[tuple[str, int]]:
    """Heads of an encounter by age, and by the broader bands that ages merge to."""
    bands: dict[str, int] = defaultdict(int)
    for age, heads in met.ages:
        yield age, heads
        if age in AGE_BANDS:
            bands[AGE_BANDS[age]] += heads
    yield from bands.items()


class _Tree:
    def __init__(self, registration: Registration) -> None:
        self._above = {area: registration.ancestors(area) for area in registration.areas}

    def lift(self, key: Key, line: _Line, known: Known, rules: Rules, *, sensitive: bool) -> None:
        """The deepest first, so that what is lifted from several may be enough around them."""
        areas = {at for area in line if area for at in (area, *self._above[area])}
        for area in sorted(areas, key=lambda area: (-len(self._above[area]), area)):
            node, before = line[area], known.get((key, area), Counts())
            counts = Counts(node.heads + before.heads, node.encounters + before.encounters)
            if node.encounters and too_small(counts, sensitive=sensitive, rules=rules):
                around = line[self._around(area)]
                around.heads, around.encounters = around.heads + node.heads, around.encounters + node.encounters
                node.heads = node.encounters = 0
                if key.axis not in _PLACES:
                    around.rounds |= node.rounds
                    node.rounds = set()

    def _around(self, area: str) -> str:
        return (*self._above[area], NOWHERE)[0]

    def told(self, key: Key, line: _Line) -> Iterator[Counted]:
        shared = self._shared(line)
        for area in sorted({*line, *shared}):
            node = line.get(area, _Node())
            counted = Counted(
                *key[:1], area, *key[1:], len(node.rounds), shared.get(area, 0), node.encounters, node.heads
            )
            if any(counted[4:]):
                yield counted

    def _shared(self, line: _Line) -> dict[str, int]:
        """Of an area and what lies in it: how many more rounds the parts have than the whole."""
        whole: dict[str, set[Hashable]] = defaultdict(set)
        parts: dict[str, int] = defaultdict(int)
        for area, node in line.items():
            path = (area, *self._above.get(area, ()), NOWHERE) if area else (NOWHERE,)
            parts[area] += len(node.rounds)
            for at in path:
                whole[at] |= node.rounds
        for area in list(whole):
            if area:
                parts[self._around(area)] += len(whole[area])
        return {area: parts[area] - len(rounds) for area, rounds in whole.items()}
