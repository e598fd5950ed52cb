"""What a laptop had taken in of a colleague who was out by then, it gives back whole, whatever it had become."""

from collections.abc import Callable

from outreach_app.sync import people
from outreach_app.sync.errors import State
from tests.sync.conftest import FaultyFolder, Laptop
from tests.sync.test_compaction import settled
from tests.sync.test_operations import erase
from tests.sync.test_revoking import put_out, states

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
