"""The benchmarks run; how fast is for `python -m benchmarks` to say."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from benchmarks import desk, entry, exchange, folders, guarding, lists, maps, measure, network, paper, patches
from benchmarks.measure import Row, Scale
from benchmarks.plain import workshop
from benchmarks.season import season

TINY = Scale(encounters=200, pairs=1, often=1, laptops=2)


def test_every_part_measures_something() -> None:
    made = season(TINY.encounters)
    with workshop() as shop:
        rows = [
            *desk.rows(shop, made, TINY),
            *lists.rows(shop, made, TINY),
            *entry.rows(shop, made, TINY),
            *maps.rows(TINY),
            *network.rows(TINY),
            *patches.rows(shop, made, TINY),
            *exchange.rows(shop, TINY),
            *folders.rows(shop, TINY),
            *paper.rows(shop, TINY),
            *guarding.rows(TINY),
        ]
    assert all(row.ours for row in rows)
    assert {row.target for row in rows} >= {1.3, 1.5, 1.6, 2.0, 2.5}


def test_a_ratio_is_the_median_of_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([1.0, 2.0, 30.0, 10.0, 1.0, 4.0])  # floor and ours in turn, the second pair the other way round
    monkeypatch.setattr(measure, "seconds", lambda _job: next(times))
    pair = measure.compare(lambda: lambda: None, lambda: lambda: None, 3)
    assert (pair.ours, pair.floor, pair.ratio) == (4.0, 1.0, 3.0)


def test_a_missed_target_says_by_how_much() -> None:
    assert Row("x", "", ratio=1.0, target=2.0).verdict == "met"
    assert Row("x", "", ratio=3.0, target=2.0).verdict == "missed: 50% over"
    assert Row("x", "", ratio=3.0, target=2.0, missed="slow", met="under 1 s").verdict == "missed: 50% over, slow"
    assert Row("x", "").verdict == ""
