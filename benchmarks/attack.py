"""An attack on what was published, written apart from the guard's own: `python -m benchmarks.attack`.

It knows every figure and every withheld mark of four years, the rules, and where rounds went. It shares no line
with the auditor: it keeps every place and quarter apart instead of gathering them into parts, counts heads and
encounters as they are, and knows needs by the sets of them that notes name, each at most the other where it holds
it. It then asks between which numbers every withheld count lies, and every small difference of two figures of
which one holds the other; and once more knowing of each withheld count whether it was small. Prints the worst
interval and the share that was withheld.
"""

import argparse
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from benchmarks.four_years import published, withheld
from benchmarks.world import Sum, Target, World, targets_of

Point = NDArray[np.float64]

_FAR = 600.0
"""How far from the truth it looks."""


@dataclass
class Verdict:
    """The worst that one season gave away. Negative slack is a failure."""

    seed: int
    cells: int
    withheld: float
    targets: int
    slack: int = 99
    worst: str = ""
    values: int = 99
    """Possible values of a count known to be small, at least."""


class Attack:
    """Drives sums up and down in a world."""

    def __init__(self, world: World, seed: int) -> None:
        self._chance = random.Random(seed)
        self._width = len(world.truth)
        self.point: Point = np.array(world.truth)
        for sum_, low, high in world.rows:
            assert low - 1e-6 <= world.value(sum_) <= high + 1e-6, "the truth must be possible"
        self._highs = _Quiet()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("simplex_strategy", 4)
        self._highs.setOptionValue("presolve", "off")
        self._highs.setOptionValue("threads", 1)
        self._highs.passModel(self._model(world))

    def _model(self, world: World) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._width, len(world.rows)
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_ = np.zeros(self._width)
        model.col_lower_, model.col_upper_ = np.zeros(self._width), self.point + _FAR
        model.row_lower_ = np.array([low for _sum, low, _high in world.rows])
        model.row_upper_ = np.array([high for _sum, _low, high in world.rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(sum_) for sum_, _l, _h in world.rows)]).astype(np.int32)
        model.a_matrix_.index_ = np.array([n for sum_, _l, _h in world.rows for n in sum_], dtype=np.int32)
        model.a_matrix_.value_ = np.array([w for sum_, _l, _h in world.rows for w in sum_.values()])
        return model

    def know(self, sum_: Sum, most: float) -> None:
        columns = np.array(list(sum_), dtype=np.int32)
        self._highs.addRow(-np.inf, most, len(sum_), columns, np.array(list(sum_.values())))

    def intervals(self, targets: Sequence[Target], enough: Sequence[int]) -> list[tuple[int, int]]:
        """Of each target: exact ends, or ends that are far enough apart already."""
        lower = [self._at(self.point, target) for target in targets]
        upper = list(lower)

        def see(point: Point) -> None:
            for n, target in enumerate(targets):
                value = self._at(point, target)
                lower[n], upper[n] = min(lower[n], value), max(upper[n], value)

        def width(n: int) -> int:
            return int(np.floor(upper[n] + 1e-6) - np.ceil(lower[n] - 1e-6))

        for _n in range(8):
            goal = np.zeros(self._width)
            for n, target in enumerate(targets):
                if width(n) < enough[n]:
                    goal += self._chance.choice((-1, 1)) * self._weights(target)
            if goal.any():
                see(self._most(goal))
        for n, target in enumerate(targets):
            for sign in (1, -1):
                if width(n) < enough[n]:
                    see(self._most(sign * self._weights(target)))
        return [(int(np.ceil(lower[n] - 1e-6)), int(np.floor(upper[n] + 1e-6))) for n in range(len(targets))]

    def _weights(self, target: Target) -> Point:
        found: Point = np.zeros(self._width)
        for n, weight in target.sum.items():
            found[n] += weight
        return found

    def _at(self, point: Point, target: Target) -> float:
        return float(sum(weight * point[n] for n, weight in target.sum.items()))

    def _most(self, goal: Point) -> Point:
        self._highs.changeColsCost(self._width, np.arange(self._width, dtype=np.int32), goal)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._highs.clearSolver()
            self._highs.setOptionValue("presolve", "on")
            self._highs.run()
            self._highs.setOptionValue("presolve", "off")
        assert self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return np.array(self._highs.getSolution().col_value)


class _Quiet(highspy.Highs):
    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)


def attacked(seed: int) -> Verdict:
    """One season, published and attacked."""
    chance = random.Random(seed * 7)
    size = {
        "areas": chance.randint(3, 6),
        "spots": chance.randint(5, 12),
        "encounters": chance.randint(400, 2_400),
    }
    made = published(seed, **size)
    world = World(made.base, made.ledger)
    targets = list(targets_of(world))
    verdict = Verdict(seed, len(made.ledger), withheld(made.ledger), len(targets))
    found = Attack(world, seed).intervals(targets, [target.needed for target in targets])
    for target, (low, high) in zip(targets, found, strict=True):
        if high - low - target.needed < verdict.slack:
            verdict.slack = high - low - target.needed
            verdict.worst = f"{target.what} in [{low}, {high}], needed {target.needed}"
    aware = Attack(world, seed + 1)
    hidden = [target for target in targets if target.what.startswith("–")]
    few = False
    for target in hidden:  # too few heads, or else too few encounters: what the guard tells its author
        small = world.value(target.sum) < target.needed
        if small and (target.heads or not few):
            aware.know(target.sum, target.needed - 1.0)
        few = small if target.heads else False
    for low, high in aware.intervals(hidden, [2] * len(hidden)):
        verdict.values = min(verdict.values, high - low + 1)
    return verdict


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attack", description=__doc__)
    parser.add_argument("--seasons", type=int, default=20)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first one")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.seasons)
    started, worst, found = time.perf_counter(), None, []
    with ProcessPoolExecutor(asked.processes) as pool:
        for verdict in pool.map(attacked, seeds):
            found.append(verdict)
            if worst is None or verdict.slack < worst.slack:
                worst = verdict
            if verdict.slack < 0 or verdict.values < 3:
                print(f"FAILED season {verdict.seed}: {verdict.worst}; {verdict.values} values", flush=True)
            if len(found) % 10 == 0:
                print(_told(found), f"{time.perf_counter() - started:.0f} s", flush=True)
    print(_told(found))
    print(f"worst: season {worst.seed}: {worst.worst}" if worst else "nothing was attacked")
    return int(any(one.slack < 0 or one.values < 3 for one in found))


def _told(found: Sequence[Verdict]) -> str:
    cells = sum(one.cells for one in found)
    share = sum(one.withheld * one.cells for one in found) / max(1, cells)
    return (
        f"{len(found)} seasons, {cells} cells, {share:.1%} withheld, {sum(one.targets for one in found)} counts "
        f"attacked; narrowest {min(one.slack for one in found)} above what it needs; "
        f"at least {min(one.values for one in found)} values where one knows it was small"
    )


if __name__ == "__main__":
    sys.exit(main())
