"""`python -m benchmarks.memory merge|insert N`: the megabytes that a process of its own holds at its peak."""

import sys

from benchmarks.patches import merging, plain_inserts
from benchmarks.plain import workshop
from benchmarks.season import season


def peak() -> float:
    """Megabytes this process has held at once so far."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main() -> None:
    what, encounters = sys.argv[1], int(sys.argv[2])
    creates = {"encounter": season(encounters).encounters}
    with workshop() as shop:
        job = merging(shop.store(), creates, ()) if what == "merge" else plain_inserts(shop, creates, shop.new())
        job()
    print(peak())


if __name__ == "__main__":
    main()
