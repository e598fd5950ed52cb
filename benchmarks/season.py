"""A team's invented years on the street, as the creating patches of ten laptops; the same for the same size."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.clock import Edit, Rows
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Need, Record, Round, Spot, Step, Visit
from outreach_app.store.columns import shape_of

TEAM = Id("11" * 16)
LAPTOPS = tuple(n * 0x0B1E_55ED_C0FF_EE17 % (1 << 63) for n in range(1, 11))
"""Authors: as long as real ones, which are hashes."""

_START = date(2024, 1, 1)
_STAMP = 1_795_000_000_000 << 16
_SYLLABLES = [first + second for first in "bdfghklmnprstvw" for second in ("a", "e", "o", "ie", "ui")]
_chance = random.Random(6)
_WORDS = list(dict.fromkeys("".join(_chance.choices(_SYLLABLES, k=_chance.randint(2, 4))) for _ in range(3000)))
_WEIGHTS = [1 / (rank + 3) for rank in range(len(_WORDS))]
"""Words are as unevenly used as in any language."""


@dataclass
class Season:
    """Creating patches by table, spread over the laptops."""

    rows: dict[str, Rows]

    @property
    def count(self) -> int:
        return sum(len(rows.rows) for rows in self.rows.values())

    @property
    def encounters(self) -> Rows:
        return self.rows[Encounter.__tablename__]

    def of(self, author: int) -> dict[str, Rows]:
        """What one laptop wrote."""
        return {
            table: Rows(rows.columns, [row for row in rows.rows if row[2] == author])
            for table, rows in self.rows.items()
        }

    def local_notes(self) -> list[tuple[str, bytes]]:
        """A note of this laptop for every encounter: (text, id)."""
        chance = random.Random(7)
        return [(sentence(chance), row[0]) for row in self.encounters.rows]

    def edits(self, time: int = 0) -> list[Edit]:
        """One changed column of every encounter, by whoever saw the row as it was created, or edited before."""
        chance = random.Random(8 + time)
        mixes = list(BUILT_IN["mix"])
        before, after = time << 30, (time + 1) << 30
        return [
            Edit(
                "encounter", row, stamp + after, author, {"mix": chance.choice(mixes)}, ((stamp + before, author),)
            )
            for row, stamp, author, *_ in self.encounters.rows
        ]


def sentence(chance: random.Random, words: int = 8) -> str:
    return " ".join(chance.choices(_WORDS, _WEIGHTS, k=words))


def word(rank: int) -> str:
    """The word of that rank: 0 stands in most sentences, 2,000 in few."""
    return _WORDS[rank]


def season(encounters: int, laptops: Sequence[int] = LAPTOPS) -> Season:
    chance = random.Random(encounters)
    make = _Maker(chance, laptops)
    areas = make.rows(Area, ({"name": f"Wijk {n}", "level": "neighbourhood"} for n in range(12)))
    spots = make.rows(Spot, ({"name": f"Plek {n}", "area": chance.choice(areas)} for n in range(150)))
    needs = make.rows(Need, ({"title": sentence(chance, 5)} for _ in range(400)))
    days = (_START + timedelta(days=n % 900) for n in range(encounters // 12 + 1))
    rounds = make.rows(Round, ({"date": day, "start": "19:30"} for day in days))
    visits = make.rows(
        Visit,
        (
            {"round": rounds[n % len(rounds)], "spot": chance.choice(spots), "area": chance.choice(areas)}
            for n in range(encounters // 4 + 1)
        ),
    )
    make.rows(Encounter, (_encounter(chance, visits[n % len(visits)], needs) for n in range(encounters)))
    make.rows(
        Step,
        (
            {"signal": needs[0], "summary": sentence(chance), "result": sentence(chance)}
            for _ in range(encounters // 10)
        ),
    )
    return Season(make.made)


class _Maker:
    """Turns values into rows of database values, each with an id, a later stamp and the next laptop."""

    def __init__(self, chance: random.Random, laptops: Sequence[int]) -> None:
        self.made: dict[str, Rows] = {}
        self._chance = chance
        self._laptops = laptops
        self._count = 0

    def rows(self, record: type[Record], values: Iterable[Mapping[str, Any]]) -> list[Id]:
        shape = shape_of(record)
        made = self.made[shape.table] = Rows(shape.columns)
        for given in values:
            bound = {name: shape.binders[name](value) for name, value in given.items()}
            full = [bound[name] if name in bound else shape.defaults[name] for name in shape.columns]
            self._count += 1
            author = self._laptops[self._count % len(self._laptops)]
            made.rows.append((self._chance.randbytes(16), _STAMP + (self._count << 16), author, *full))
        return [Id(row[0].hex()) for row in made.rows]


def _encounter(chance: random.Random, visit: Id, needs: list[Id]) -> dict[str, Any]:
    size = chance.randint(1, 12)
    return {
        "visit": visit,
        "daypart": chance.choice(["afternoon", "evening", "night"]),
        "group_size": size,
        "age_counts": {"15_17": size // 2, "18_20": size - size // 2},
        "mix": chance.choice(["boys", "girls", "mixed"]),
        "intensity": chance.choice(["brief", "talk", "action"]),
        "domains": chance.sample(list(BUILT_IN["domain"]), chance.randint(0, 3)),
        "needs": chance.sample(needs, chance.choice([0, 0, 1, 2])),
        "result": chance.choice(["none", "info", "referred", "relation"]),
    }
