"""Snapshots: what a laptop that starts from one has, and which are not believed."""

from collections.abc import Callable

import pytest

from outreach_app.store import snapshots
from outreach_app.store.search import search
from outreach_app.store.tables import Baseline
from outreach_app.sync import snapshot
from tests.sync.conftest import FaultyFolder, Laptop

Join = Callable[[str], Laptop]


def take(laptop: Laptop) -> None:
    with laptop.store.write() as session:
        snapshot.make(session, laptop.circle, laptop.clock.now)


def parts(folder: FaultyFolder) -> list[str]:
    return sorted(name for name in folder.files if name.endswith(".snap"))


def edits(laptop: Laptop) -> list[tuple[object, ...]]:
    with laptop.store.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT tbl, name, row, stamp, author, dead, value FROM edit JOIN field ON n = col"
            " WHERE dead = 0 ORDER BY tbl, name, row, stamp, author"
        )
        return [tuple(row) for row in rows]


@pytest.fixture
def worked(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> tuple[str, str]:
    """An edited need with an open conflict, and one with a closed one."""
    open_, closed = noor.write("geen banken"), noor.write("geen licht")
    noor.sync(folder)
    sam.sync(folder)
    for need in (open_, closed):
        noor.edit(need, title="van Noor")
        sam.edit(need, title="van Sam")
    noor.sync(folder)
    sam.sync(folder)
    sam.edit(closed, title="van allebei")
    sam.sync(folder)
    noor.sync(folder)
    sam.sync(folder)
    return open_, closed


def test_a_new_laptop_starts_from_a_snapshot_and_what_came_later(
    noor: Laptop,
    sam: Laptop,
    join: Join,
    folder: FaultyFolder,
    worked: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(snapshots, "AT_ONCE", 2)
    take(noor)
    noor.sync(folder)
    sam.write("daarna")
    sam.sync(folder)
    noor.sync(folder)
    stood_for = [name for name in folder.segments if name not in folder.of(sam)[-1:]]
    for name in stood_for:
        del folder.files[name]

    lien = join("Lien")
    report = lien.sync(folder)

    assert len(parts(folder)) > 5
    assert (report.missing, report.damaged, report.conflicts) == (0, 0, 1)
    assert report.digest == sam.sync(folder).digest
    assert edits(lien) == edits(sam)
    with lien.store.read() as session:
        assert [hit.title for hit in search(session, "daarna")] == ["daarna"]
        assert search(session, "allebei")
        assert {row.log for row in session.query(Baseline)} >= {noor.circle.device.log, sam.circle.device.log}
