"""What an attacker can read with an old copy of the folder, and with today's vault beside it."""

import errno
from collections.abc import Mapping

import pytest

from outreach_app.store.tables import Secret
from outreach_app.sync import circle as circles
from outreach_app.sync import forgetting, operations, people, rekeying, revoking, segment, team
from outreach_app.sync.errors import SetAside, State
from outreach_app.sync.sealing import DAY
from outreach_app.sync.segment import MAGIC
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop
from tests.sync.test_compaction import Join, compact, days_pass, settled, take
from tests.sync.test_exchange import states


def opened(files: Mapping[str, bytes], *laptops: Laptop) -> set[str]:
    """Names of the segments and snapshots that can be read with everything that stands in these vaults, and with
    every key that anything in the files gives away to them."""
    keys: dict[str, bytes] = {}
    for laptop in laptops:
        circle = laptop.circle
        with laptop.store.read() as session:
            keys.update({row.name.removeprefix("epoch/"): row.value for row in session.query(Secret)})
        for data in files.values():
            if data.startswith(team.MAGIC):
                keys.update(team.unsealed(circle.device, team.parse(data)).items())
    found = set()
    for name, data in files.items():
        if data.startswith(MAGIC):
            one = segment.parse(data)
            try:
                segment.unseal(one, segment.key_of(one, keys.get(one.header.epoch, bytes(32))))
                found.add(name)
            except SetAside:
                continue
    return found


def forget(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> dict[str, bytes]:
    """The folder before something was erased and all was done that makes leftovers unreadable."""
    need = noor.write("een naam die weg moet")
    settled(folder, noor, sam)
    before = dict(folder.files)
    assert opened(before, noor) == {name for name in before if not name.endswith(".mem")}
    with noor.store.write() as session:
        operations.erase(session, noor.circle, [need], noor.clock.now)
    settled(folder, noor, sam)
    revoking.rekey(noor.store, folder)
    settled(folder, noor, sam)
    take(noor, folder)
    for _week in range(4):
        days_pass(noor, sam, days=8)
        settled(folder, noor, sam)
        compact(noor, folder)
    settled(folder, noor, sam)
    return before


def test_an_old_copy_of_the_folder_is_closed_even_to_todays_vaults(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    before = forget(noor, sam, folder)
    sam.write("vandaag")
    settled(folder, sam, noor)

    assert opened(before) == opened(before, noor, sam) == set()
    assert opened(dict(folder.files), noor) == {name for name in folder.files if not name.endswith(".mem")}
    assert len(noor.circle.epochs.keys) == 1 and noor.circle.epochs == sam.circle.epochs  # type: ignore[union-attr]
    assert noor.titles() == sam.titles() == ["vandaag"]
    assert sam.fingerprint == noor.circle.roster.members[sam.circle.device.id].keys.fingerprint


def test_after_an_erasure_leftovers_are_closed_without_anyone_asking(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    need = noor.write("een naam die weg moet")
    settled(folder, noor, sam)
    before, first = dict(folder.files), noor.circle.epochs
    with noor.store.write() as session:
        operations.erase(session, noor.circle, [need], noor.clock.now)
    for days in (1, 91, 8, 8, 8, 8):
        days_pass(noor, sam, days=days)
        settled(folder, noor, sam)

    made = {one.body["epoch"] for one in noor.circle.counted if one.kind == team.REKEY}
    assert len(made) == 1 and noor.circle.epochs == sam.circle.epochs != first
    assert opened(before, noor, sam) == set()


def test_two_coordinators_who_make_a_new_key_at_once_agree(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    people.admit(noor.store, folder, sam.fingerprint, "coordinator")
    need = noor.write("een naam die weg moet")
    circle = noor.circle
    with noor.store.write() as session:
        operations.erase(session, circle, [need], noor.clock.now)
    settled(folder, sam, noor)
    for laptop in (noor, sam):
        circle = laptop.circle
        with laptop.store.write() as session:
            rekeying.after_erasures(session, circle, laptop.clock.now)
    settled(folder, noor, sam)
    days_pass(noor, sam, days=2)
    settled(folder, sam, noor)

    assert noor.circle.epochs == sam.circle.epochs
    assert len(noor.circle.epochs.keys) == 3  # type: ignore[union-attr]


def test_work_sealed_with_a_key_that_is_gone_is_sealed_again(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    """Lien had sealed it before she was away; it left her laptop when the others had forgotten the key."""
    lien = join("Lien")
    settled(folder, noor, sam, lien)
    lien.write("van vroeger")
    folder.refuse = PermissionError(errno.EROFS, "read-only")
    lien.sync(folder)
    folder.refuse = None
    days_pass(noor, sam, days=70)
    forget(noor, sam, folder)
    lien.clock.tick(110 * DAY)

    lien.sync(folder)
    settled(folder, noor, sam, lien)

    assert "van vroeger" in noor.titles() and noor.titles() == sam.titles() == lien.titles()
    reports = [laptop.sync(folder) for laptop in (noor, sam, lien)]
    assert [(one.missing, one.damaged, one.details) for one in reports] == [(0, 0, [])] * 3
    assert len({one.digest for one in reports}) == 1


def test_a_key_that_was_sealed_in_vain_is_handed_out_again(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    """Sam's laptop had destroyed the key by which it could have opened what was sealed to it."""
    settled(folder, noor, sam)
    revoking.rekey(noor.store, folder)
    device = sam.circle.device.receiving()
    with sam.store.write() as session:
        device.forgetting().save(session)
        circles.load(session).including([team.receive(device, noor.circle.team, [], sam.clock.now)]).save(session)
    noor.write("daarna")
    noor.sync(folder)
    sam.write("met de oude sleutel")
    lacking = sam.sync(folder)
    days_pass(noor, sam, days=2)
    sam.write("nog altijd")
    sam.sync(folder)
    noor.sync(folder)

    settled(folder, sam, noor)

    assert (lacking.applied, states(lacking)) == (0, [State.LOCKED])
    assert noor.circle.epochs == sam.circle.epochs
    assert sam.titles() == noor.titles() == ["daarna", "met de oude sleutel", "nog altijd"]


def test_a_clock_that_was_years_ahead_locks_no_laptop_out(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    """Sam's laptop said so with which key to seal to it, and threw that key away after its clock was set right."""

    def turn() -> None:
        settled(folder, sam, noor)
        with sam.store.write() as session:
            circles.destroy(session, [], sam.circle.device)

    sam.clock.tick(700 * DAY)
    forgetting._say(sam.store, sam.circle, sam.clock.now)
    turn()
    sam.clock.tick(-700 * DAY)
    forgetting._say(sam.store, sam.circle, sam.clock.now)
    turn()
    revoking.rekey(noor.store, folder)
    noor.write("daarna")
    settled(folder, noor, sam)

    assert sam.titles() == ["daarna"]


@pytest.mark.parametrize("whose", ["sam", "noor"])
def test_a_copy_from_before_the_new_keys_gets_them_again(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder, whose: str
) -> None:
    """Even the only coordinator does, and what the copy wrote before it had them is read."""
    restored = {"noor": noor, "sam": sam}[whose]
    copy = make_laptop(restored.store.path)
    other = noor if restored is sam else sam
    forget(noor, sam, folder)
    restored.write("verloren gewaand")
    settled(folder, restored, other)
    revoking.rekey(noor.store, folder)
    restored.write("nog meer")
    settled(folder, noor, sam)
    copy.clock.now = other.clock.now
    copy.write("op de kopie")

    copy.sync(folder)
    settled(folder, other, copy, other)

    assert copy.circle.epochs.current == other.circle.epochs.current  # type: ignore[union-attr]
    assert copy.titles() == other.titles() == ["nog meer", "op de kopie", "verloren gewaand"]
    assert [laptop.sync(folder).details for laptop in (copy, other)] == [[], []]
