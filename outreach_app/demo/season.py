"""A season of rounds, drawn once and for all: July 2025 to March 2026, two rounds a week.

The counts behind the two worked notes are exact: in the Vlasakker 46 rounds, 120 encounters and 740 contacts from
July to December, 40 of them about sitting; 65 encounters with 390 contacts about leisure from October to March.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from outreach_app.domain.drafts import EncounterDraft, Pick, RoundDraft, VisitDraft

SITTING = "Geen plek om te zitten of te schuilen"
LEISURE = (
    ("Vrije tijd kost te veel", 25),
    ("‘Niet voor ons’: voelen zich niet welkom bij clubs", 20),
    ("Geen vervoer naar de training", 15),
    ("Wijken uit naar de centrumstad", 20),
)
OTHERS = (
    ("Te donker aan het station", ["public_space", "mobility"]),
    ("Nergens rustig leren na school", ["education"]),
    ("Vakantiewerk vinden zonder netwerk", ["work"]),
)
VLASAKKER = ("Vlasakkerplein", "Sporthal Vlasakker")
ELSEWHERE = ("Marktplein", "Bibliotheektrappen", "Stationsplein", "Skatepark De Bocht", "Molenpark")
AFTERWARDS = date(2026, 4, 7)
"""The season and its notes are told by then."""
EVENINGS, AFTERNOON = (1, 3), 2
"""Days of the week, 0 is Monday: every week, and every second one."""
AGES = ("12_14", "15_17", "15_17", "15_17", "18_20", "18_20", "21_25")


class SeasonClock:
    """The demo's wall clock: it stands where the season is."""

    def __init__(self) -> None:
        self.day = date(2025, 6, 30)
        self._ticks = 0

    def milliseconds(self) -> int:
        self._ticks += 1
        evening = datetime.combine(self.day, time(21, 30)).astimezone()
        return int(evening.timestamp() * 1000) + self._ticks % 60_000

    def today(self) -> date:
        return self.day


@dataclass(frozen=True)
class Evening:
    """One round, and which of the two workers types it in."""

    typist: int
    draft: RoundDraft


def season(picks: dict[str, Pick], workers: Sequence[Pick]) -> Iterator[Evening]:
    """Every round in order. `picks` finds spots and needs by name."""
    chance = random.Random(20260327)  # noqa: S311  drawn for show, not for secrecy
    autumn, winter = _dates(date(2025, 7, 1), 52), _dates(date(2026, 1, 6), 24)
    at_vlasakker = _vlasakker(chance, picks)
    leisure = _leisure(chance, picks)
    with_leisure = [day for day in (*autumn, *winter) if day >= date(2025, 10, 1)]
    quota = _spread(len(leisure), len(with_leisure), chance)
    for index, day in enumerate((*autumn, *winter)):
        visits = []
        if day < date(2026, 1, 1) and index not in {7, 14, 22, 29, 37, 49}:
            visits.append(_visit(picks, VLASAKKER[index % 2], at_vlasakker.pop()))
        elif index % 3 == 0:
            visits.append(VisitDraft(spot=picks[VLASAKKER[0]], no_contact=True))
        met = [leisure.pop() for _ in range(quota.pop())] if day in with_leisure else []
        visits += _elsewhere(chance, picks, index, met)
        team = list(workers) if index % 5 == 0 else [workers[index % 2]]
        start = chance.choice(("18:30", "19:00", "19:30"))
        yield Evening(
            index % 2,
            RoundDraft(date=day, start=start, end=f"{int(start[:2]) + 3}:00", workers=team, visits=visits),
        )


def lately(
    picks: dict[str, Pick], workers: Sequence[Pick], today: date, came_up: Iterable[tuple[int, str, str]]
) -> Iterator[Evening]:
    """The last half year up to yesterday, where the season is over: a demo that is opened later lives too.

    `came_up` is what was heard how many days ago, and where: told of on the next evening out.
    """
    chance = random.Random(20260328)  # noqa: S311  drawn for show, not for secrecy
    told = sorted((today - timedelta(ago), need, spot) for ago, need, spot in came_up)
    first = max(AFTERWARDS, today - timedelta(weeks=26))
    for index, day in enumerate(first + timedelta(n) for n in range((today - first).days)):
        if day.weekday() not in EVENINGS and (day.weekday() != AFTERNOON or day.isocalendar().week % 2):
            continue
        start, daypart = ("14:00", "afternoon") if day.weekday() == AFTERNOON else ("19:00", "evening")
        visits = [
            _visit(picks, chance.choice(VLASAKKER), [_met(chance, picks) for _n in range(chance.randint(1, 3))])
        ]
        visits += _elsewhere(chance, picks, index, [_met(chance, picks)])
        while told and told[0][0] <= day:
            _since, need, spot = told.pop(0)
            _tell(chance, picks, visits, need, spot)
        for encounter in (each for visit in visits for each in visit.encounters):
            encounter.daypart = daypart
        end = f"{int(start[:2]) + 3}:00"
        draft = RoundDraft(date=day, start=start, end=end, workers=[workers[index % 2]], visits=visits)
        yield Evening(index % 2, draft)


def _tell(chance: random.Random, picks: dict[str, Pick], visits: list[VisitDraft], need: str, spot: str) -> None:
    """One more encounter of the evening, at a spot that may not have been on the way."""
    met = _encounter(chance, chance.randint(2, 6), [])
    met.needs = [picks[need]]
    there = next((visit for visit in visits if visit.spot and visit.spot.name == spot), None)
    if there is None:
        visits.append(_visit(picks, spot, [met]))
    else:
        there.encounters.append(met)
        there.no_contact = False


def _met(chance: random.Random, picks: dict[str, Pick]) -> EncounterDraft:
    domains = chance.choice((["public_space"], ["public_space", "leisure"], ["leisure"], ["work"], ["housing"]))
    met = _encounter(chance, chance.randint(2, 7), domains)
    met.needs = [picks[SITTING]] if "public_space" in domains and chance.random() < 0.4 else []
    return met


def _dates(first: date, count: int) -> list[date]:
    """Tuesdays and Thursdays from the first one on."""
    tuesday = first + timedelta((1 - first.weekday()) % 7)
    return [tuesday + timedelta(7 * (n // 2) + 2 * (n % 2)) for n in range(count)]


def _vlasakker(chance: random.Random, picks: dict[str, Pick]) -> list[list[EncounterDraft]]:
    sizes = _spread(740, 120, chance, low=3)
    drafts = [
        _encounter(chance, size, ["public_space"] if n < 40 else chance.choice((["leisure"], ["education"], [])))
        for n, size in enumerate(sizes)
    ]
    for draft in drafts[:40]:
        draft.needs = [picks[SITTING]]
    chance.shuffle(drafts)
    per_round = [3] * 28 + [2] * 18
    chance.shuffle(per_round)
    return [[drafts.pop() for _ in range(count)] for count in per_round]


def _leisure(chance: random.Random, picks: dict[str, Pick]) -> list[EncounterDraft]:
    drafts = [_encounter(chance, size, ["leisure"]) for size in _spread(390, 65, chance, low=3)]
    position = 0
    for title, count in LEISURE:
        for step in range(count):
            drafts[(position + step) % len(drafts)].needs.append(picks[title])
        position += count
    chance.shuffle(drafts)
    return drafts


def _elsewhere(
    chance: random.Random, picks: dict[str, Pick], index: int, met: list[EncounterDraft]
) -> Iterator[VisitDraft]:
    spots = chance.sample(ELSEWHERE, 3)
    yield _visit(picks, spots[0], met)
    title, domains = OTHERS[index % len(OTHERS)]
    other = _encounter(chance, chance.randint(2, 6), list(domains))
    other.needs = [picks[title]] if chance.random() < 0.5 else []
    some = [
        _encounter(
            chance, chance.randint(2, 8), chance.choice((["home"], ["work"], ["mental_health"], ["education"]))
        )
    ]
    yield _visit(picks, spots[1], [other, *some] if index % 2 else [other])
    yield VisitDraft(spot=picks[spots[2]], no_contact=True) if index % 4 else _visit(picks, spots[2], some[:0])


def _visit(picks: dict[str, Pick], spot: str, encounters: list[EncounterDraft]) -> VisitDraft:
    return VisitDraft(spot=picks[spot], encounters=encounters, no_contact=not encounters)


def _encounter(chance: random.Random, size: int, domains: list[str]) -> EncounterDraft:
    ages: dict[str, int] = {}
    for _ in range(size - chance.randint(0, min(2, size - 1))):
        age = chance.choice(AGES)
        ages[age] = ages.get(age, 0) + 1
    return EncounterDraft(
        group_size=size,
        age_counts=ages,
        mix=chance.choice(("boys", "girls", "mixed", "mixed")),
        intensity=chance.choice(("brief", "talk", "talk", "action")),
        domains=domains,
        daypart="evening",
        result=chance.choice(("info", "none", "relation", "referred")),
    )


def _spread(total: int, parts: int, chance: random.Random, low: int = 0) -> list[int]:
    """`parts` numbers of at least `low` that add up to `total`, none far above the others."""
    sizes = [low] * parts
    most = 2 * total // parts + 1
    for _ in range(total - low * parts):
        index = chance.randrange(parts)
        while sizes[index] >= most:
            index = chance.randrange(parts)
        sizes[index] += 1
    return sizes
