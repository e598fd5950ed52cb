"""Closed quarters to attack: by hand, or a season by chance."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from outreach_app.domain.aggregates import AGE_BANDS
from outreach_app.domain.disclosure import Counts
from outreach_app.guard import Asked, Base, Cell, Shown, Verdict
from outreach_app.guard.base import TOTAL, Frozen

AGES = ("u12", "12_14", "15_17", "18_20", "21_25", "26_up", "unknown")
DOMAINS = ("education", "work", "leisure", "housing", "justice")
SENSITIVE = frozenset({"justice"})
NEEDS = ("bench", "shelter", "fee", "bus")
DAYPARTS = ("morning", "evening")

Q1, Q2 = "2025-Q1", "2025-Q2"

Key = tuple[str, str]
Rows = Mapping[tuple[str, str], Mapping[Key, tuple[int, int]]]


def base(rows: Rows, empty: Iterable[tuple[str, str]] = ()) -> Base:
    """Of (spot, quarter) to attribute and value to heads and encounters; and where one went and met nobody."""
    places: dict[str, set[str]] = defaultdict(set)
    for spot, quarter in [*rows, *empty]:
        places[quarter].add(spot)
    frozen = tuple(
        Frozen(spot, quarter, {key: Counts(*counts) for key, counts in counted.items()})
        for (spot, quarter), counted in rows.items()
    )
    return Base({quarter: frozenset(spots) for quarter, spots in places.items()}, frozen)


def totals(numbers: Mapping[tuple[str, str], tuple[int, int]]) -> Base:
    return base({where: {TOTAL: counts} for where, counts in numbers.items()})


def season(seed: int, spots: int = 6, quarters: Sequence[str] = (Q1, Q2), encounters: int = 120) -> Base:
    """Encounters by chance, most of them at a few spots."""
    chance = random.Random(seed)
    names = [f"s{n}" for n in range(spots)]
    often = [chance.random() ** 2 + 0.01 for _name in names]
    rows: dict[tuple[str, str], dict[Key, tuple[int, int]]] = defaultdict(dict)
    for _n in range(encounters):
        where = chance.choices(names, often)[0], chance.choice(quarters)
        for key, heads in _met(chance, where[1]).items():
            before = rows[where].get(key, (0, 0))
            rows[where][key] = before[0] + heads, before[1] + 1
    return base(rows)


def _met(chance: random.Random, quarter: str) -> dict[Key, int]:
    heads = 1 + int(chance.expovariate(1 / 4))
    month = (int(quarter[-1]) - 1) * 3 + chance.randint(1, 3)
    found = {
        TOTAL: heads,
        ("month", f"{quarter[:4]}-{month:02}"): heads,
        ("daypart", chance.choice(DAYPARTS)): heads,
    }
    found |= {("domain", one): heads for one in chance.sample(DOMAINS, chance.randrange(3))}
    needs = chance.sample(NEEDS, chance.choice((0, 0, 1, 2)))
    if needs:
        found["need", ",".join(sorted(needs))] = heads
    for age in chance.choices(AGES, k=heads):
        found["age", age] = found.get(("age", age), 0) + 1
        if age in AGE_BANDS:
            found["age", AGE_BANDS[age]] = found.get(("age", AGE_BANDS[age]), 0) + 1
    return found


def cell(spots: Iterable[str], quarters: Iterable[str] = (Q1,), attribute: str = "", *values: str) -> Cell:
    return Cell(frozenset(spots), frozenset(quarters), attribute, frozenset(values))


def asked(*cells: Cell) -> list[Asked]:
    """With what is sensitive marked so."""
    return [Asked(one, one.attribute == "domain" and bool(one.values & SENSITIVE)) for one in cells]


def shown(verdicts: Iterable[Verdict]) -> list[Shown]:
    return [verdict for verdict in verdicts if isinstance(verdict, Shown)]


def tables(seed: int, frozen: Base, notes: int) -> list[list[Asked]]:
    """Tables as notes ask for them: some neighbourhoods, some quarters, and one attribute or none."""
    chance = random.Random(seed)
    quarters = sorted(frozen.places)
    spots = sorted(frozenset().union(*frozen.places.values()))
    hoods = [frozenset(spots[n::3]) for n in range(3)]
    found = []
    for _n in range(notes):
        first = chance.randrange(len(quarters))
        during = quarters[first : chance.randint(first, len(quarters)) + 1]
        there = chance.sample(hoods, chance.randint(1, 3))
        around = frozenset().union(*there)
        needs = chance.sample(NEEDS, chance.randint(1, 2))
        found.append(
            chance.choice(
                (
                    [cell(around, during), *(cell(hood, during) for hood in there)],
                    [cell(hood, [quarter]) for hood in there for quarter in during],
                    [cell(around, during, "age", age) for age in AGES],
                    [cell(hood, during, "domain", domain) for hood in there for domain in DOMAINS],
                    [cell(around, during, "daypart", part) for part in DAYPARTS] + [cell(around, during)],
                    [
                        cell(around, during, "need", *needs),
                        *(cell(hood, during, "need", *needs) for hood in there),
                    ],
                    [cell([spot], during) for spot in sorted(around)],
                )
            )
        )
    return [asked(*cells) for cells in found]
