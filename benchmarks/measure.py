"""Ratios from interleaved pairs: a shared machine drifts, so ours and its floor are measured in turn."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.season import LAPTOPS

Job = Callable[[], object]
Prepare = Callable[[], Job]
"""Does what is not measured, and returns what is."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians in seconds, and the median of the ratios pair by pair."""

    ours: float
    floor: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    ours: str
    floor: str = ""
    ratio: float | None = None
    target: float | None = None
    """The ratio that must not be exceeded."""
    missed: str = ""
    """How a limit other than the ratio was missed; empty where it holds."""
    met: str = ""
    """That other limit, in words."""

    @property
    def aim(self) -> str:
        return ", ".join(filter(None, (f"≤ {self.target}" if self.target else "", self.met)))

    @property
    def verdict(self) -> str:
        over = self.ratio is not None and self.target is not None and self.ratio > self.target
        if not self.aim:
            return ""
        if not over and not self.missed:
            return "met"
        by = f"{self.ratio / self.target - 1:.0%}" if over and self.ratio and self.target else ""
        return "missed: " + ", ".join(filter(None, (by and f"{by} over", self.missed)))


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is generated, and how often each pair is measured."""

    encounters: int
    pairs: int
    often: int
    """Repetitions of what takes milliseconds."""
    laptops: int = len(LAPTOPS)
    """Of the team that exchanges."""


FULL = Scale(encounters=100_000, pairs=5, often=40)
QUICK = Scale(encounters=2_000, pairs=1, often=3)


def seconds(prepare: Prepare) -> float:
    job = prepare()
    gc.collect()
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def compare(ours: Prepare, floor: Prepare, times: int) -> Pair:
    """Measures both in turn, and each first every other time."""
    pairs = []
    for n in range(times):
        if n % 2:
            mine, plain = seconds(ours), seconds(floor)
        else:
            plain, mine = seconds(floor), seconds(ours)
        pairs.append((mine, plain))
    return Pair(
        ours=median(mine for mine, _ in pairs),
        floor=median(plain for _, plain in pairs),
        ratio=median(mine / plain for mine, plain in pairs),
    )


def in_words(duration: float) -> str:
    if duration < 1e-3:
        return f"{duration * 1e6:.0f} µs"
    return f"{duration * 1e3:.1f} ms" if duration < 1 else f"{duration:.2f} s"


def rate(count: int, duration: float) -> str:
    return f"{count / duration:,.0f} rows/s"
