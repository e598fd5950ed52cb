"""What a laptop had taken in of a colleague who was out by then, it gives back whole, whatever it had become."""

from collections.abc import Callable

from outreach_app.sync import people, upkeep
from outreach_app.sync.errors import State
from tests.sync.conftest import FaultyFolder, Laptop
from tests.sync.test_compaction import compact, days_pass, settled, take
from tests.sync.test_operations import erase
from tests.sync.test_revoking import put_out, states, waiting, work_on

Join = Callable[[str], Laptop]


def test_what_was_erased_too_late_comes_back_and_what_others_erased_too_stays_erased(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    lien = join("Lien")
    for laptop in (sam, lien):
        people.admit(noor.store, folder, laptop.fingerprint, "coordinator")
    kept, gone = noor.write("geen banken"), noor.write("Kim slaapt buiten")
    settled(folder, noor, sam, lien)
    folder.hidden = put_out(noor, sam, folder)
    erase(sam, kept, gone)
    sam.sync(folder)
    lien.sync(folder)
    erase(lien, gone)
    before = lien.titles()
    folder.hidden = set()

    told = lien.sync(folder)
    settled(folder, noor, lien)

    assert before == [] and State.RENEWED in states(told)
    assert noor.titles() == lien.titles() == ["geen banken"]
    noor.edit(kept, title="geen plek")
    settled(folder, noor, lien)
    assert lien.titles() == ["geen plek"] and noor.sync(folder).digest == lien.sync(folder).digest


def test_what_is_late_is_taken_back_from_a_snapshot_of_whom_is_out_by_now_and_no_other_is_made_before(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    lien = join("Lien")
    for laptop in (sam, lien):
        people.admit(noor.store, folder, laptop.fingerprint, "coordinator")
    noor.write("geen banken")
    settled(folder, noor, sam, lien)
    take(sam, folder)
    settled(folder, noor, lien, sam)
    days_pass(noor, sam, lien, days=8)
    tidied = compact(sam, folder).ready
    settled(folder, noor, lien)
    said = put_out(noor, sam, folder)
    work_on(sam, "te laat", folder, said)
    folder.hidden = said
    lien.sync(folder)
    before, folder.hidden = lien.titles(), set()
    circle = lien.circle.including(noor.circle.statements.values())
    made = upkeep.make_snapshot(lien.store, circle)
    days_pass(noor, lien, days=1)

    told = lien.sync(folder)
    settled(folder, noor, lien)

    assert tidied and not made and before == ["geen banken", "te laat"] and State.RENEWED in states(told)
    assert noor.titles() == lien.titles() == ["geen banken"]
    assert len(waiting(noor)) == len(waiting(lien)) == 1


def test_a_snapshot_made_before_it_was_heard_who_is_out_brings_nobody_what_came_too_late(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    lien, tibo = join("Lien"), join("Tibo")
    people.admit(noor.store, folder, lien.fingerprint, "coordinator")
    noor.write("geen banken")
    settled(folder, noor, sam, lien, tibo)
    said = put_out(noor, sam, folder)
    late = work_on(sam, "te laat", folder, said)
    folder.hidden = said
    lien.sync(folder)
    take(lien, folder)
    folder.hidden = said | {late}
    tibo.sync(folder)
    before, folder.hidden = tibo.titles(), set()

    noor.sync(folder)
    told = lien.sync(folder)
    days_pass(noor, lien, tibo, days=1)
    noor.write("geen licht")
    take(noor, folder)
    settled(folder, lien, tibo, noor)

    assert State.RENEWED in states(told) and "te laat" in before
    assert noor.titles() == lien.titles() == tibo.titles() == ["geen banken", "geen licht"]
    assert noor.sync(folder).digest == lien.sync(folder).digest == tibo.sync(folder).digest
