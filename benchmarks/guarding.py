"""The guard: a note's tables with four years of ledger, a year's report, and counts from a real street."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import fmean
from time import perf_counter

from benchmarks.four_years import QUARTERS, published, withheld
from benchmarks.measure import Row, Scale, in_words
from outreach_app.domain.disclosure import Counts
from outreach_app.domain.periods import Span, quarter_of
from outreach_app.domain.quarters import span_of
from outreach_app.domain.registration import AreaFacts, Met, Registration, SpotFacts, Visited
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.guard import Asked, Base, Cell, audited, guard
from outreach_app.guard.base import TOTAL, Frozen
from outreach_app.guard.closed import closed_counts
from outreach_app.guard.publishing import Publication

NOTE, REPORT = 0.2, 3.0
"""Seconds at most: a note's tables on average, and a year's report."""
_KINDS = {"1": "square", "2": "park", "3": "transit"}
"""What the three types of the street counts stand for here: anything that tells them apart."""


def rows(scale: Scale, street: Path | None = None) -> Iterator[Row]:
    yield _notes(scale)
    yield _report(44 if scale.encounters >= 100_000 else 4)
    if street is not None:
        yield from _street(street)


def _notes(scale: Scale) -> Row:
    """The mean over the notes of four years: each audited against all before it."""
    seasons = [
        published(seed, notes_a_year=6 if scale.encounters >= 100_000 else 1) for seed in range(scale.pairs)
    ]
    seconds = [one for made in seasons for one in made.seconds]
    mean, share = fmean(seconds), fmean(withheld(made.ledger) for made in seasons)
    return Row(
        "guard, a note's tables",
        f"{in_words(mean)} on average, {in_words(max(seconds))} at most, {share:.0%} withheld",
        missed=f"{mean / NOTE - 1:.0%} over" if mean > NOTE else "",
        met=f"{in_words(NOTE)} on average",
    )


def _report(hoods: int) -> Row:
    """A year: every neighbourhood and quarter by life domain, age, part of the day and month, and its totals."""
    chance = random.Random(0)
    quarters, kinds = QUARTERS[:4], {"domain": 12, "age": 7, "daypart": 5, "who": 4}
    frozen, asked = [], []
    for hood in range(hoods):
        for quarter in quarters:
            heads = chance.randint(200, 900)
            counts = {TOTAL: Counts(heads, heads // 5)}
            here = frozenset({f"h{hood}"}), frozenset({quarter})
            asked.append(Asked(Cell(*here)))
            for attribute, n in kinds.items():
                cuts = sorted(chance.randint(0, heads) for _cut in range(n - 1))
                parts = [b - a for a, b in zip([0, *cuts], [*cuts, heads], strict=True)]
                for value, part in enumerate(parts):
                    counts[attribute, str(value)] = Counts(part, min(part, part // 5 + 1))
                    asked.append(Asked(Cell(*here, attribute, frozenset({str(value)}))))
            frozen.append(Frozen(f"h{hood}", quarter, _balanced(counts, kinds)))
    base = Base(dict.fromkeys(quarters, frozenset(f"h{hood}" for hood in range(hoods))), tuple(frozen))
    everywhere = frozenset(base.places[quarters[0]])
    asked += [Asked(Cell(everywhere, frozenset({quarter}))) for quarter in quarters]
    started = perf_counter()
    result = guard(asked, base, ())
    seconds = perf_counter() - started
    share = withheld(list(result.entries))
    return Row(
        f"guard, a year's report of {len(asked):,} cells",
        f"{in_words(seconds)}, {share:.0%} withheld",
        missed=f"{seconds / REPORT - 1:.0%} over" if seconds > REPORT else "",
        met=in_words(REPORT),
    )


def _balanced(counts: dict[tuple[str, str], Counts], kinds: dict[str, int]) -> dict[tuple[str, str], Counts]:
    """Encounters of an attribute of which each has one value add up to all of them."""
    whole = counts[TOTAL].encounters
    for attribute in ("daypart", "who"):
        left = whole
        for value in range(kinds[attribute]):
            key = attribute, str(value)
            last = value == kinds[attribute] - 1
            met = left if last else min(left, counts[key].encounters)
            counts[key] = Counts(max(counts[key].heads, met), met)
            left -= met
        heads = sum(counts[attribute, str(value)].heads for value in range(kinds[attribute]))
        more = counts[TOTAL].heads - heads
        key = attribute, "0"
        counts[key] = Counts(max(counts[key].heads + more, counts[key].encounters), counts[key].encounters)
    return counts


def _street(file: Path) -> Iterator[Row]:
    """The counts of a real street, read where they lie: by neighbourhood and month, and by kind."""
    live = _counted(file)
    quarters = sorted({quarter_of(visit.date) for visit in live.visits})
    for axes in (["area", "month"], ["area", "spot_kind"]):
        span = Span(span_of(quarters[0]).first, span_of(quarters[-1]).last)
        publication = Publication(closed_counts(live, span.quarters()), (), "street")
        started = perf_counter()
        table = publication.table(axes, span)
        seconds = perf_counter() - started
        state = audited(publication.counts.base, publication.entries)
        narrow = "nothing narrow" if not state.narrow else f"{len(state.narrow)} narrow"
        share = withheld(publication.entries)
        yield Row(
            f"guard, street counts by {' and '.join(axes)}",
            f"{in_words(seconds)}, {len(table.cells)} cells, {share:.0%} withheld, {narrow}",
        )


def _counted(file: Path) -> Registration:
    areas: dict[str, AreaFacts] = {}
    spots: dict[str, SpotFacts] = {}
    visits: list[Visited] = []
    met: list[Met] = []
    seen: dict[tuple[str, str, str], None] = defaultdict()
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            name = line["neighborhood"].strip().casefold().replace(" ", "_")
            spot = f"{name}-{line['type']}"
            areas[name] = AreaFacts(name)
            spots[spot] = SpotFacts(spot, name, _KINDS.get(line["type"], ""))
            day = date.fromisoformat(line["date"]).isoformat()
            if (day, name, spot) not in seen:
                seen[day, name, spot] = None
                visits.append(Visited(day, day, name, spot))
            heads = int(float(line["count"] or 0))
            if heads > 0:
                met.append(Met(day, day, name, spot, "", "", heads, (("unknown", heads),), (), ()))
    return Registration(areas, spots, visits, met, Vocabularies())
