"""The disclosure guard: what of a table may leave the team, so that no small group can be recognised in it.

This is the part that needs no memory: merge upward, withhold what stays small, round the rest. It answers for one
table. What several tables give away together is found by the package `guard`, against the ledger of all that was
published. Pure: no I/O, no clock, no chance.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

Cell = tuple[str, ...]
"""One value for each axis of a table, in the order of its axes."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How small is too small. One set for a whole team: it stands in the method line of every note."""

    heads: int = 5
    encounters: int = 3
    sensitive_heads: int = 10
    rounding: int = 5
    share: float = 0.8
    """Of the finest cells that must pass before merging stops."""


RULES = Rules()
DELICATE = replace(RULES, heads=RULES.sensitive_heads)
"""For figures that are about a sensitive topic as a whole: no cell of them is any less so."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in a cell: heads (contacts) and the encounters they were counted in."""

    heads: int = 0
    encounters: int = 0


class Reason(StrEnum):
    """Why a cell is withheld: for the author's eyes only, on paper there is one mark for all."""

    FEW_HEADS = "few_heads"
    FEW_ENCOUNTERS = "few_encounters"
    PROTECTS = "protects"
    LEDGER = "ledger"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class Ladder:
    """An axis with its levels. Each level groups all finest values; a later level only joins groups of the former.

    `levels[n][value]` is the group of a finest value at level n; at level 0 every value is its own.
    """

    levels: tuple[Mapping[str, str], ...]
    sensitive: frozenset[str] = frozenset()
    """Finest values that need more heads."""

    @classmethod
    def flat(cls, values: Iterable[str], sensitive: Iterable[str] = ()) -> "Ladder":
        """An axis whose values are never merged."""
        return cls(({value: value for value in values},), frozenset(sensitive))

    @property
    def top(self) -> int:
        return len(self.levels) - 1

    def groups(self, level: int) -> dict[str, tuple[str, ...]]:
        """Group to finest values, both in the order of the values."""
        groups: dict[str, list[str]] = {}
        for value, group in self.levels[level].items():
            groups.setdefault(group, []).append(value)
        return {group: tuple(values) for group, values in groups.items()}

    def sensitive_groups(self, level: int) -> frozenset[str]:
        return frozenset(self.levels[level][value] for value in self.sensitive if value in self.levels[level])


CountsAt = Callable[[tuple[int, ...]], Mapping[Cell, Counts]]
"""The exact counts of every cell that is not empty, at one level for each axis."""


@dataclass(frozen=True)
class Verdicts:
    """The level at which each axis may be shown, and what is withheld there. Cells that are absent are empty."""

    levels: tuple[int, ...]
    counts: Mapping[Cell, Counts]
    sensitive: tuple[frozenset[str], ...]
    rules: Rules
    whole: Counts | None = None
    """What is shown beside the table, if anything is: all it counts, each encounter once."""

    def withheld(self, cell: Cell) -> Reason | None:
        """Why this cell may not be shown; None if it may. An empty cell is a small one."""
        counts = self.counts.get(cell, Counts())
        rules = replace(self.rules, heads=self.rules.sensitive_heads) if self.delicate(cell) else self.rules
        small = too_small(counts, rules=rules)
        if small is None and self.whole is not None and rules.heads >= rules.sensitive_heads:
            return Reason.PROTECTS if singles_out(self.whole, counts, rules) else None
        return small

    def delicate(self, cell: Cell) -> bool:
        """Whether more heads are asked of it: for its own sake, or as the whole table is about such a topic."""
        of_itself = any(value in groups for value, groups in zip(cell, self.sensitive, strict=True))
        return of_itself or self.rules.heads >= self.rules.sensitive_heads


def too_small(counts: Counts, *, sensitive: bool = False, rules: Rules = RULES) -> Reason | None:
    """Why these counts may not be published; None if they may. Heads and encounters go together."""
    if counts.heads < (rules.sensitive_heads if sensitive else rules.heads):
        return Reason.FEW_HEADS
    return Reason.FEW_ENCOUNTERS if counts.encounters < rules.encounters else None


def singles_out(whole: Counts, part: Counts, rules: Rules = RULES) -> bool:
    """Whether a part and its whole, both shown, tell about the few that are left out; about nobody, they do not.

    Rounding leaves the difference of two figures some nine possible values: enough where five heads are asked,
    too few where it is ten.
    """
    heads, encounters = whole.heads - part.heads, whole.encounters - part.encounters
    return heads > 0 and (heads < rules.heads or 0 < encounters < rules.encounters)


def rounded(value: int, base: int = RULES.rounding) -> int:
    """To the nearest multiple of base, halves upward."""
    return (2 * value + base) // (2 * base) * base


def guard(
    axes: Sequence[Ladder],
    counts_at: CountsAt,
    finest: Sequence[Cell],
    rules: Rules = RULES,
    whole: Counts | None = None,
    at_least: Sequence[int] = (),
) -> Verdicts:
    """Merge one table upward until enough of it can be shown, then say what must still be withheld.

    While fewer than `rules.share` of the finest cells lie in a cell that passes, the axis that gains most goes one
    level up, everywhere in the table alike. `finest` are the cells to count: those where something could have been
    registered. Of these, a cell that would not pass even with every axis at its top can be saved by no merging and
    does not count, so that a topic nobody raises costs no other figure its detail. Where the `whole` is shown
    beside the table, a sensitive cell is also withheld if it leaves too few over. Merging begins `at_least` there.
    """
    judge = _Judge(axes, counts_at, rules, whole)
    floor = at_least or [0] * len(axes)
    levels = tuple(min(level, axis.top) for level, axis in zip(floor, axes, strict=True))
    hopeful = judge.passing(finest, tuple(axis.top for axis in axes))
    while hopeful and len(judge.passing(hopeful, levels)) < rules.share * len(hopeful):
        levels = judge.coarsened(hopeful, levels)
    return judge.verdicts(levels)


class _Judge:
    def __init__(self, axes: Sequence[Ladder], counts_at: CountsAt, rules: Rules, whole: Counts | None) -> None:
        self._axes = axes
        self._counts_at = counts_at
        self._rules = rules
        self._whole = whole

    def verdicts(self, levels: tuple[int, ...]) -> Verdicts:
        sensitive = tuple(axis.sensitive_groups(level) for axis, level in zip(self._axes, levels, strict=True))
        return Verdicts(levels, self._counts_at(levels), sensitive, self._rules, self._whole)

    def passing(self, finest: Sequence[Cell], levels: tuple[int, ...]) -> list[Cell]:
        """The finest cells that lie in a cell which may be shown at these levels."""
        verdicts = self.verdicts(levels)
        shown = {cell for cell in verdicts.counts if verdicts.withheld(cell) is None}
        return [cell for cell in finest if self._merged(cell, levels) in shown]

    def coarsened(self, hopeful: Sequence[Cell], levels: tuple[int, ...]) -> tuple[int, ...]:
        """One axis a level up: where most cells gain; on a tie where most detail is left, then the later axis."""
        candidates = [
            (*levels[:n], level + 1, *levels[n + 1 :])
            for n, level in enumerate(levels)
            if level < self._axes[n].top
        ]
        return max(
            candidates,
            key=lambda option: (len(self.passing(hopeful, option)), self._detail(hopeful, option), option[::-1]),
        )

    def _detail(self, finest: Sequence[Cell], levels: tuple[int, ...]) -> int:
        return len({self._merged(cell, levels) for cell in finest})

    def _merged(self, cell: Cell, levels: tuple[int, ...]) -> Cell:
        return tuple(
            axis.levels[level][value] for axis, level, value in zip(self._axes, levels, cell, strict=True)
        )


def summed(finest: Mapping[Cell, Counts], axes: Sequence[Ladder], levels: Sequence[int]) -> dict[Cell, Counts]:
    """Counts at the given levels from those of the finest cells, on axes whose values never overlap."""
    heads: Counter[Cell] = Counter()
    encounters: Counter[Cell] = Counter()
    maps = [axis.levels[level] for axis, level in zip(axes, levels, strict=True)]
    for cell, counts in finest.items():
        merged = tuple(groups[value] for groups, value in zip(maps, cell, strict=True))
        heads[merged] += counts.heads
        encounters[merged] += counts.encounters
    return {cell: Counts(heads[cell], encounters[cell]) for cell in heads}
