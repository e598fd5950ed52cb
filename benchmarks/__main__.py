"""Prints the table: `python -m benchmarks [--quick] [--only WORD]`."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import (
    desk,
    entry,
    exchange,
    folders,
    guarding,
    lists,
    maps,
    network,
    paper,
    patches,
    region,
    starting,
)
from benchmarks.measure import FULL, QUICK, Row, Scale
from benchmarks.plain import Workshop, workshop
from benchmarks.season import Season, season

Part = Callable[[Workshop, Season, Scale], Iterator[Row]]

PARTS: dict[str, Part] = {
    "start": lambda shop, _season, scale: starting.rows(shop, scale),
    "desk": desk.rows,
    "entry": entry.rows,
    "lists": lists.rows,
    "patches": patches.rows,
    "exchange": lambda shop, _season, scale: exchange.rows(shop, scale),
    "folders": lambda shop, _season, scale: folders.rows(shop, scale),
    "region": lambda shop, _season, scale: region.rows(shop, scale),
    "paper": lambda shop, _season, scale: paper.rows(shop, scale),
    "guard": lambda _shop, _season, scale: guarding.rows(scale),
    "map": lambda _shop, _season, scale: maps.rows(scale),
    "network": lambda _shop, _season, scale: network.rows(scale),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small size, once: that it runs, not how fast")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part of the table")
    parser.add_argument("--street", type=Path, help="street counts to try the guard on (CSV), with --only guard")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    scale = QUICK if asked.quick else FULL
    print(f"{scale.encounters:,} encounters; medians, and ratios of interleaved pairs\n")
    print("| what | ours | floor | ratio | target | |\n|---|---|---|---|---|---|")
    with workshop() as shop:
        made = season(scale.encounters)
        for name, part in PARTS.items():
            if not asked.only or name in asked.only:
                rows = guarding.rows(scale, asked.street) if name == "guard" else part(shop, made, scale)
                for row in rows:
                    print(line(row), flush=True)
    return 0


def line(row: Row) -> str:
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
    return f"| {row.name} | {row.ours} | {row.floor} | {ratio} | {row.aim} | {row.verdict} |"


if __name__ == "__main__":
    sys.exit(main())
