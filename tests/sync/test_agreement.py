"""Two laptops that have read the same hold the same; where they do not, someone is told, and it is put right."""

from collections.abc import Callable

import pytest

from outreach_app.store.tables import Baseline, SegmentFile
from outreach_app.sync import revoking, snapshot
from outreach_app.sync.bootstrap import Start
from outreach_app.sync.errors import NothingToRebuildFrom, State
from outreach_app.sync.report import SyncReport
from outreach_app.sync.sealing import DAY
from tests.sync.conftest import FaultyFolder, Laptop
from tests.sync.test_exchange import states
from tests.sync.test_revoking import put_out, waiting, work_on


def spoil(laptop: Laptop) -> None:
    """A cell that says something else than was ever written."""
    with laptop.store.write() as session:
        session.connection().exec_driver_sql("UPDATE need SET title = 'omgevallen bit'")


def rebuild(laptop: Laptop) -> None:
    Start(laptop.store, laptop.circle, SyncReport()).rebuild()


@pytest.mark.parametrize("from_snapshot", [True, False])
def test_a_spoilt_cell_is_noticed_and_put_right(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, from_snapshot: bool
) -> None:
    noor.write("geen banken")
    if from_snapshot:
        with noor.store.write() as session:
            snapshot.make(session, noor.circle, noor.clock.now)
    sam.sync(folder)
    noor.clock.tick(2 * DAY)
    noor.sync(folder)
    quiet = sam.sync(folder)
    spoil(sam)
    noor.clock.tick(2 * DAY)
    noor.write("geen licht")
    noor.sync(folder)

    alarm = sam.sync(folder)
    sam.write("nog niet verstuurd")
    with sam.store.write() as session:
        session.connection().exec_driver_sql("UPDATE need SET title = 'omgevallen bit' WHERE title = 'geen licht'")
    rebuild(sam)

    assert State.DIFFERS not in states(quiet) and State.DIFFERS in states(alarm)
    assert sam.titles() == ["geen banken", "geen licht", "nog niet verstuurd"]
    sam.sync(folder)
    assert noor.sync(folder).digest == sam.sync(folder).digest
    assert State.DIFFERS not in states(sam.sync(folder)) + states(noor.sync(folder))


def test_work_that_came_too_late_does_not_silence_the_alarm(
    noor: Laptop, sam: Laptop, join: Callable[[str], Laptop], folder: FaultyFolder
) -> None:
    tibo = join("Tibo")
    noor.write("geen banken")
    noor.sync(folder)
    sam.sync(folder)
    said = put_out(noor, tibo, folder)
    for title in ("te laat", "nog later"):
        work_on(tibo, title, folder, said)
    noor.sync(folder)
    sam.sync(folder)
    noor.clock.tick(2 * DAY)
    noor.write("geen licht")
    noor.sync(folder)
    quiet = sam.sync(folder)
    spoil(sam)
    noor.clock.tick(2 * DAY)
    noor.write("geen plek")
    noor.sync(folder)

    alarm = sam.sync(folder)
    rebuild(sam)
    revoking.accept(noor.store, folder, waiting(noor)[1])
    noor.sync(folder)
    noor.clock.tick(2 * DAY)
    noor.write("na het afscheid")
    noor.sync(folder)
    accepted = sam.sync(folder)

    assert waiting(sam) and State.DIFFERS not in states(quiet) and State.DIFFERS in states(alarm)
    assert State.DIFFERS not in states(accepted) and noor.titles() == sam.titles()


def test_without_a_snapshot_and_without_the_beginning_nothing_is_thrown_away(noor: Laptop) -> None:
    noor.write("geen banken")
    with noor.store.write() as session:
        session.add(
            Baseline(log=noor.circle.device.log, device=noor.circle.device.id, seq=1, through=2, hash=bytes(32))
        )
        session.query(SegmentFile).delete()

    with pytest.raises(NothingToRebuildFrom):
        rebuild(noor)

    assert noor.titles() == ["geen banken"]
