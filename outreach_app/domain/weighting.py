"""Which area a plain weighting would put first: what counts, how heavily, and what each part adds.

Each part is the area's own number against the highest of all areas, from 0 to 1; an indicator of which less is
worse is the lowest against its own. A score is the mean of the parts by their weights, from 0 to 100. What is not
known of an area is left out of its mean and told, never taken for nothing. It decides nothing: the team does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outreach_app.domain.fields import Id

PARTS = ("needs", "signals", "contacts", "uncovered", "figures")
"""What is weighed, by its code in the vocabulary `weighing`."""
MORE, LESS = "more", "less"


@dataclass(frozen=True, slots=True)
class Indicator:
    """The newest figure of one indicator in one area. `direction` says what more of it means for attention."""

    name: str
    value: float
    year: int
    direction: str = MORE
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one area; a number that is None is not known."""

    area: Id
    name: str
    numbers: Mapping[str, float | None]
    """By part, all but the figures."""
    indicators: Sequence[Indicator] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    area: Id
    name: str
    score: float | None
    """None where nothing that weighs is known."""
    place: int
    """From 1 on; areas of one score share a place."""
    parts: Mapping[str, float] = field(default_factory=dict)
    """From 0 to 1, as far as known."""
    unknown: tuple[str, ...] = ()
    """Parts that weigh and are not known here."""


def weights_of(given: Mapping[str, int]) -> dict[str, int]:
    """All alike where none is given; else what is not named does not weigh."""
    known = {code: given.get(code, 0) for code in PARTS}
    return known if any(known.values()) else dict.fromkeys(PARTS, 1)


def weigh(facts: Sequence[Facts], weights: Mapping[str, int]) -> list[Weighed]:
    """In the order in which the weighting puts them, then by name."""
    found = [_weighed(one, parts, weights) for one, parts in zip(facts, _parts(facts), strict=True)]
    scores = [score for _one, score, _p, _u in found if score is not None]
    lines = [
        Weighed(
            one.area,
            one.name,
            score,
            1 + sum(other > score for other in scores) if score is not None else len(scores) + 1,
            parts,
            unknown,
        )
        for one, score, parts, unknown in found
    ]
    return sorted(lines, key=lambda line: (line.place, line.name.casefold(), line.area))


def _weighed(
    one: Facts, parts: Mapping[str, float], weights: Mapping[str, int]
) -> tuple[Facts, float | None, Mapping[str, float], tuple[str, ...]]:
    known = {code: weights.get(code, 0) for code in parts if weights.get(code, 0)}
    unknown = tuple(code for code in PARTS if weights.get(code, 0) and code not in parts)
    total = sum(known.values())
    score = 100 * sum(parts[code] * weight for code, weight in known.items()) / total if total else None
    return one, None if score is None else round(score, 6), parts, unknown


def _parts(facts: Sequence[Facts]) -> list[dict[str, float]]:
    numbers = {code: _against_most(one.numbers.get(code) for one in facts) for code in PARTS[:-1]}
    figures = _figures(facts)
    found: list[dict[str, float]] = []
    for n in range(len(facts)):
        every = {code: values[n] for code, values in numbers.items()} | {"figures": figures[n]}
        found.append({code: value for code, value in every.items() if value is not None})
    return found


def _figures(facts: Sequence[Facts]) -> list[float | None]:
    """The mean of an area's indicators, each against the same indicator elsewhere."""
    shares: list[list[float]] = [[] for _one in facts]
    names = {indicator.name for one in facts for indicator in one.indicators}
    for name in sorted(names):
        own = [next((each for each in one.indicators if each.name == name), None) for one in facts]
        for direction, scale in ((MORE, _against_most), (LESS, _against_least)):
            scaled = scale(each.value if each and each.direction == direction else None for each in own)
            for n, value in enumerate(scaled):
                if value is not None:
                    shares[n].append(value)
    return [sum(values) / len(values) if values else None for values in shares]


def _against_most(values: Iterable[float | None]) -> list[float | None]:
    listed = [None if value is None else max(value, 0.0) for value in values]
    most = max((value for value in listed if value is not None), default=0.0)
    return [None if value is None else value / most if most else 0.0 for value in listed]


def _against_least(values: Iterable[float | None]) -> list[float | None]:
    listed = [None if value is None else max(value, 0.0) for value in values]
    least = min((value for value in listed if value is not None), default=0.0)
    return [None if value is None else least / value if value else 1.0 for value in listed]
