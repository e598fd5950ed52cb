"""Four years of a team by chance: what it registered, and the notes it published as its quarters closed."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from outreach_app.domain.disclosure import Counts
from outreach_app.domain.fields import Id
from outreach_app.domain.freezing import Subject, Topic
from outreach_app.domain.periods import Span
from outreach_app.domain.quarters import span_of
from outreach_app.domain.registration import (
    AreaFacts,
    Met,
    NeedFacts,
    Registration,
    SpotFacts,
    Visited,
    heads_by_age,
)
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.guard import Base, Entry, TableUnproven
from outreach_app.guard.closed import ClosedCounts, closed_counts
from outreach_app.guard.freezing import frozen_figures
from outreach_app.guard.publishing import Publication

QUARTERS = [f"{year}-Q{n}" for year in range(2021, 2025) for n in range(1, 5)]
_DOMAINS = [
    "home",
    "education",
    "work",
    "leisure",
    "housing",
    "health",
    "justice",
    "income",
    "relations",
    "public_space",
    "mobility",
]
_KINDS = ("square", "park", "transit", "shops")
_AGES = ("u12", "12_14", "15_17", "18_20", "21_25", "26_up")


@dataclass
class Published:
    """What was printed, and how long each note took."""

    counts: ClosedCounts
    ledger: list[Entry] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    unproven: int = 0

    @property
    def base(self) -> Base:
        return self.counts.base


def registered(
    seed: int, areas: int = 5, spots: int = 10, encounters: int = 1_600, needs: int = 12
) -> Registration:
    """Few spots see most of it, some needs come up often and others hardly, and most groups are small."""
    chance = random.Random(seed)
    homes = {_id(chance): AreaFacts(f"Wijk {n}", "f" * 32) for n in range(1, areas + 1)}
    names = list(homes)
    places = {
        _id(chance): SpotFacts(f"Plek {n}", chance.choice(names), chance.choice(_KINDS)) for n in range(spots)
    }
    asked = {
        _id(chance): NeedFacts(f"Nood {n}", chance.choice(("missing", "cost", "rule")), (chance.choice(_DOMAINS),))
        for n in range(needs)
    }
    often = [chance.random() ** 2 + 0.02 for _place in places]
    spoken = {need: chance.random() ** 2 / 4 for need in asked}
    topics = {domain: chance.random() / 2 for domain in _DOMAINS}
    visits, met = [], []
    first = date(2021, 1, 1)
    for n in range(encounters):
        day = (first + timedelta(chance.randrange(1461))).isoformat()
        spot = chance.choices(list(places), often)[0]
        visit = Visited(n, day, places[spot].area, spot if chance.random() < 0.95 else "")
        visits.append(visit)
        size = 1 + int(chance.expovariate(1 / 4)) + (20 if chance.random() < 0.02 else 0)
        band = chance.randrange(len(_AGES))
        ages: dict[str, int] = {}
        for _head in range(size if chance.random() < 0.8 else size // 2):
            age = _AGES[max(0, min(5, band + chance.randint(-1, 1)))]
            ages[age] = ages.get(age, 0) + 1
        daypart = chance.choices(("afternoon", "evening", "night", ""), (4, 6, 1, 1))[0]
        who = chance.choices(("youth", "parents", "residents"), (12, 1, 1))[0]
        domains = tuple(domain for domain in _DOMAINS if chance.random() < topics[domain])
        about = tuple(need for need in asked if chance.random() < spoken[need])
        heads, of_ages = heads_by_age(size, ages)
        met.append(Met(*visit, daypart, who, heads, of_ages, domains, about))
    town = {"f" * 32: AreaFacts("Lindervoorde")}
    return Registration({**town, **homes}, places, visits, met, Vocabularies(), needs=asked)


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def published(seed: int, notes_a_year: int = 6, **size: int) -> Published:
    """All notes of four years: each about some needs, in some areas, over some of the quarters closed by then."""
    live = registered(seed, **size)
    made = Published(closed_counts(live, QUARTERS))
    for title, span, subject, axes in _asked(seed, live, notes_a_year):
        publish(made, title, span, subject, axes)
    return made


def publish(made: Published, title: str, span: Span, subject: Subject, axes: list[str]) -> None:
    """A note with its tables, and one table of everything beside it."""
    counts = ClosedCounts(made.counts.base, made.counts.places, made.counts.live.inside(subject.areas))
    started = time.perf_counter()
    publication = Publication(counts, made.ledger, title)
    try:
        frozen_figures(publication, subject, {}, span)
        if axes:
            publication.table(axes, span)
    except TableUnproven:  # a machine that does much else: nothing of this note is published
        made.unproven += 1
        return
    made.seconds.append(time.perf_counter() - started)
    made.ledger += publication.entries
    made.refused += publication.refused


def _asked(seed: int, live: Registration, notes_a_year: int) -> Iterator[tuple[str, Span, Subject, list[str]]]:
    chance = random.Random(seed + 1)
    areas = [Id(area) for area, facts in live.areas.items() if facts.parent]
    needs = [Topic(Id(need), facts.title, facts.domains) for need, facts in live.needs.items()]
    for year in range(4):
        for n in range(notes_a_year):
            last = min(len(QUARTERS) - 1, year * 4 + n * 4 // notes_a_year)
            first = max(0, last - chance.randint(0, 5))
            span = Span(span_of(QUARTERS[first]).first, span_of(QUARTERS[last]).last)
            where = chance.sample(areas, chance.randint(0, 2))
            about = chance.sample(needs, chance.randint(1, 2))
            axes = chance.choice(
                (["area", "quarter"], ["age"], ["domain"], ["month"], ["spot"], ["area", "domain"], [])
            )
            yield f"note {year}.{n}", span, Subject(about, where), axes


def withheld(ledger: list[Entry]) -> float:
    """The share of what was asked for that was not shown."""
    return sum(entry.shown is None for entry in ledger) / max(1, len(ledger))


def primary(made: Published) -> float:
    """The share that is too small by itself."""
    small = 0
    for entry in made.ledger:
        counts: Counts = made.base.count(entry.cell)
        small += counts.heads < entry.least or counts.encounters < 3
    return small / max(1, len(made.ledger))
