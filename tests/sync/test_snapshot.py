"""Snapshots: what a laptop that starts from one has, and which are not believed."""

from collections.abc import Callable

import pytest

from outreach_app.domain.fields import new_id
from outreach_app.domain.records import Encounter, Need, Spot, Visit
from outreach_app.store import settings, snapshots
from outreach_app.store.search import search
from outreach_app.store.tables import Baseline, Draft, SnapshotPart
from outreach_app.sync import people, snapshot
from outreach_app.sync.errors import State
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop
from tests.sync.test_agreement import rebuild

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


def test_what_is_this_laptops_own_stays(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    with sam.store.write() as session:
        visit, hidden = new_id(), new_id()
        session.add(Spot(id=hidden, name="Achterom", sensitive=True))
        session.add(Visit(id=visit, round=new_id(), sensitive_spot=hidden))
        session.add(Encounter(visit=visit, local_note="belt morgen terug"))
        settings.put(session, settings.WORKER, "wie ik ben")
        session.add(Draft(content={"typed": "halverwege"}))
    sam.sync(folder)
    noor.sync(folder)
    take(noor)
    noor.sync(folder)
    sam.sync(folder)
    with sam.store.write() as session:
        session.add(Need(title="nog niet verstuurd"))
        session.add(Encounter(visit=visit, local_note="ook niet"))

    rebuild(sam)

    with sam.store.read() as session:
        assert [spot.name for spot in session.query(Spot)] == ["Achterom"]
        assert [one.sensitive_spot for one in session.query(Visit)] == [hidden]
        assert sorted(one.local_note for one in session.query(Encounter)) == ["belt morgen terug", "ook niet"]
        assert settings.get(session, settings.WORKER) == "wie ik ben" and session.query(Draft).count() == 1
        assert [hit.title for hit in search(session, "achterom")] == ["Achterom"]
    sam.sync(folder)
    assert noor.sync(folder).digest == sam.sync(folder).digest
    assert noor.titles() == ["nog niet verstuurd"]


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("cut", State.INCOMPLETE),
        ("gone", None),
        ("by a worker", State.IGNORED),
        ("does not add up", State.QUARANTINED),
    ],
)
def test_a_snapshot_that_is_not_right_is_not_used(
    noor: Laptop,
    sam: Laptop,
    make_laptop: MakeLaptop,
    folder: FaultyFolder,
    fault: str,
    state: State | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noor.write("geen banken")
    noor.sync(folder)
    sam.sync(folder)
    maker = sam if fault == "by a worker" else noor
    if fault == "does not add up":
        monkeypatch.setattr(snapshots, "sums", lambda *_: {"need": (("title",), bytes(16))})
    take(maker)
    monkeypatch.undo()
    with maker.store.read() as session:
        folder.files |= {
            snapshot.name_of(part.snapshot, part.seq): part.sealed for part in session.query(SnapshotPart)
        }
    match fault:
        case "cut":
            folder.files[parts(folder)[-1]] = folder.files[parts(folder)[-1]][:-1]
        case "gone":
            del folder.files[parts(folder)[-1]]

    lien = make_laptop()
    people.ask(lien.store, "Lien", folder, None)
    people.admit(noor.store, folder, lien.fingerprint, "worker")
    report = lien.sync(folder)

    with lien.store.read() as session:
        assert session.query(Baseline).count() == 0
    assert {one.state for one in report.details} == ({state} if state else set())
    assert (report.missing, lien.titles()) == (0, ["geen banken"])
