"""A laptop is put out of the team: what it wrote stays, what it writes later waits, the rest it cannot read."""

import errno
from collections.abc import Callable

import pytest

from outreach_app.sync import epochs, payload, people, quarantine, revoking, segment, team
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import (
    CoordinatorsOnly,
    LastCoordinator,
    NoSuchLateWork,
    NoSuchMember,
    OutAlready,
    OwnLaptop,
    SharedFolderMissing,
    State,
)
from outreach_app.sync.pull import opened
from outreach_app.sync.report import SyncReport
from outreach_app.sync.segment import Header
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop

Join = Callable[[str], Laptop]


def states(report: SyncReport) -> list[str]:
    return [one.state for one in report.details]


def put_out(noor: Laptop, whom: Laptop, folder: FaultyFolder) -> set[str]:
    """The names of the files that say so."""
    before = set(folder.files)
    revoking.revoke(noor.store, folder, whom.fingerprint)
    return set(folder.files) - before


def work_on(laptop: Laptop, title: str, folder: FaultyFolder, without: set[str]) -> str:
    """Writes and sends although it is out, because it has not heard of that."""
    folder.hidden = without
    laptop.write(title)
    laptop.sync(folder)
    folder.hidden = set()
    return folder.of(laptop)[-1]


def waiting(laptop: Laptop) -> list[bytes]:
    circle = laptop.circle
    with laptop.store.read() as session:
        return [row.hash for row in quarantine.waiting(session, circle)]


def test_a_colleague_leaves(noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder) -> None:
    lien = join("Lien")
    sam.write("geen banken")
    sam.sync(folder)
    for laptop in (noor, lien):
        laptop.sync(folder)
    said = put_out(noor, sam, folder)
    late = [work_on(sam, title, folder, said) for title in ("te laat", "nog later")]
    noor.write("na het afscheid")
    quarantined = noor.sync(folder)
    again = noor.sync(folder)
    lien.sync(folder)

    assert {one.name for one in quarantined.details if one.state == State.QUARANTINED} == set(late)
    assert (quarantined.damaged, again.damaged, quarantined.missing, again.missing) == (2, 0, 0, 0)
    assert noor.titles() == lien.titles() == ["geen banken", "na het afscheid"]

    first, second = waiting(noor)
    revoking.accept(noor.store, folder, second)
    reports = [laptop.sync(folder) for laptop in (noor, lien)]

    assert waiting(noor) == waiting(lien) == [first], "one by one: what it builds on stays where it is"
    assert noor.titles() == lien.titles() == ["geen banken", "na het afscheid", "nog later"]
    assert len({report.digest for report in reports}) == 1


def test_who_had_read_on_before_hearing_of_it_takes_that_back(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    lien = join("Lien")
    need = sam.write("geen banken")
    sam.sync(folder)
    for laptop in (noor, lien):
        laptop.sync(folder)
    said = put_out(noor, sam, folder)
    folder.hidden = said
    sam.edit(need, title="geen plek")
    sam.write("te laat")
    sam.sync(folder)
    lien.sync(folder)
    lien.write("gezien")
    lien.sync(folder)
    before = lien.titles()
    folder.hidden = set()

    told = lien.sync(folder)
    ends = [laptop.sync(folder) for laptop in (noor, lien)]

    assert before == ["geen plek", "gezien", "te laat"] and State.RENEWED in states(told)
    assert noor.titles() == lien.titles() == ["geen banken", "gezien"]
    assert len({report.digest for report in ends}) == 1 and len(waiting(lien)) == 1
    revoking.accept(noor.store, folder, waiting(noor)[0])
    ends = [laptop.sync(folder) for laptop in (noor, lien)]
    assert noor.titles() == lien.titles() == ["geen plek", "gezien", "te laat"]
    assert len({report.digest for report in ends}) == 1


def test_whoever_is_out_learns_it_forgets_the_keys_and_writes_nothing(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    put_out(noor, sam, folder)
    noor.write("na het afscheid")
    noor.sync(folder)
    sam.write("te laat")
    before, fingerprint, own = dict(folder.files), sam.circle.fingerprint, sam.circle.device

    report = sam.sync(folder)
    sam.sync(folder)

    assert states(report) == [State.REVOKED] and report.pending == 1
    assert folder.files == before
    assert sam.titles() == ["te laat"]
    circle = sam.circle
    assert (circle.revoked, circle.admitted, circle.role, circle.epochs) == (True, False, "", None)
    assert circle.fingerprint == fingerprint
    for one in map(team.parse, (data for name, data in folder.files.items() if name.startswith("team/"))):
        assert not team.unsealed(circle.device, one), "with its new key it opens nothing that was sealed to it"
    assert any(team.unsealed(own, team.parse(data)) for name, data in folder.files.items() if "team/" in name)


def test_what_is_written_afterwards_is_sealed_with_a_key_that_it_never_had(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    had = dict((sam.circle.epochs or pytest.fail()).keys)
    put_out(noor, sam, folder)
    noor.write("na het afscheid")
    noor.sync(folder)

    written = segment.parse(folder.files[folder.of(noor)[-1]])

    assert written.header.epoch not in had
    for name, data in folder.files.items():
        if name.startswith("team/"):
            assert set(team.unsealed(sam.circle.device, team.parse(data))) <= set(had)


def forged(laptop: Laptop, circle: Circle, seq: int, prev: bytes, model: bytes) -> tuple[str, bytes]:
    """What a changed program could put there in the laptop's name: another segment under an old number."""
    said = opened(circle, segment.parse(model), {})
    device, epochs = circle.device, circle.epochs
    assert epochs is not None
    header = Header(circle.team, device.id, epochs.current, device.log, seq, prev)
    made = segment.seal(header, payload.encode(said), epochs.keys[epochs.current], device.signing)
    return f"{device.log}/{seq:010}-ab.seg", made.sealed


def test_nothing_is_slipped_in_under_an_old_number(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    for title in ("een", "twee", "drie"):
        sam.write(title)
        sam.sync(folder)
    noor.sync(folder)
    circle = sam.circle
    said = put_out(noor, sam, folder)
    late = work_on(sam, "te laat", folder, said)
    model = folder.files.pop(late)
    for seq in (1, 2, 3):
        name, data = forged(sam, circle, seq, bytes(32), model)
        folder.files[name] = data

    report = noor.sync(folder)
    newcomer = join("Lien")

    assert states(report).count(State.QUARANTINED) == 3
    assert noor.titles() == newcomer.titles() == ["drie", "een", "twee"]


def test_a_newcomer_reads_what_a_former_colleague_wrote_in_whatever_order_it_comes(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    for title in ("een", "twee", "drie"):
        sam.write(title)
        sam.sync(folder)
    noor.sync(folder)
    put_out(noor, sam, folder)
    lien = make_laptop()
    people.ask(lien.store, "Lien", folder, None)
    people.admit(noor.store, folder, lien.fingerprint, "worker")
    *_rest, middle, last = folder.of(sam)
    folder.files[f"Kopie van {middle.partition('/')[2]}"] = folder.files.pop(middle)
    folder.hidden = {last}
    lien.sync(folder)
    early = lien.titles()
    folder.hidden = set()

    lien.sync(folder)

    assert early == [] and lien.titles() == ["drie", "een", "twee"]
    assert lien.sync(folder).digest == noor.sync(folder).digest
    assert not waiting(lien)


def test_who_may_put_whom_out(noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder) -> None:
    lien = join("Lien")
    with pytest.raises(CoordinatorsOnly):
        revoking.revoke(sam.store, folder, noor.fingerprint)
    with pytest.raises(CoordinatorsOnly):
        revoking.rekey(sam.store, folder)
    with pytest.raises(NoSuchMember):
        revoking.revoke(noor.store, folder, "1" * 25)
    with pytest.raises(LastCoordinator):
        revoking.revoke(noor.store, folder, noor.fingerprint, own=True)
    with pytest.raises(NoSuchLateWork):
        revoking.accept(noor.store, folder, bytes(32))
    put_out(noor, lien, folder)
    with pytest.raises(OutAlready):
        put_out(noor, lien, folder)
    with pytest.raises(OutAlready):
        people.admit(noor.store, folder, lien.fingerprint, "coordinator")
    assert people.requests(noor.circle, folder) == []


def test_a_coordinator_leaves_and_another_goes_on(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    people.admit(noor.store, folder, sam.fingerprint, "coordinator")
    sam.sync(folder)
    with pytest.raises(OwnLaptop):
        revoking.revoke(noor.store, folder, noor.fingerprint)
    folder.refuse = OSError(errno.EACCES, "no")
    with pytest.raises(OSError, match="no"):
        revoking.revoke(noor.store, folder, noor.fingerprint, own=True)
    folder.refuse = None
    assert noor.circle.admitted, "nobody else could tell the others"
    revoking.revoke(noor.store, folder, noor.fingerprint, own=True)
    old = (sam.circle.epochs or pytest.fail()).current

    report = sam.sync(folder)

    assert noor.circle.revoked and noor.circle.epochs is None
    assert sam.circle.roster.coordinators == [sam.circle.device.id]
    assert (sam.circle.epochs or pytest.fail()).current != old, "a key that someone has who left is replaced"
    assert sam.titles() == noor.titles() and report.damaged == 0


def test_a_term_is_renewed_and_a_role_raised_by_admitting_again(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    device = sam.circle.device.id
    before = noor.circle.roster.members[device]
    noor.clock.tick(100_000)
    people.admit(noor.store, folder, sam.fingerprint, "worker")
    renewed = noor.circle.roster.members[device]
    people.admit(noor.store, folder, sam.fingerprint, "coordinator")

    assert (renewed.not_after - before.not_after, renewed.role) == (100_000, "worker")
    assert noor.circle.roster.role(device) == "coordinator"


def test_a_statement_that_no_longer_counts_is_dropped_named_and_heard_again_if_someone_vouches_for_it(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    people.admit(noor.store, folder, sam.fingerprint, "coordinator")
    sam.sync(folder)
    lien = make_laptop()
    people.ask(lien.store, "Lien", folder, None)
    said = put_out(noor, sam, folder)
    folder.hidden = said
    people.admit(sam.store, folder, lien.fingerprint, "worker")
    lien.sync(folder)
    lien.write("geen licht")
    lien.sync(folder)
    folder.hidden = set()

    report = noor.sync(folder)
    lien.sync(folder)

    assert set(states(report)) == {State.IGNORED, State.UNKNOWN}
    assert not lien.circle.admitted and lien.titles() == ["geen licht"]
    people.admit(noor.store, folder, lien.fingerprint, "worker")
    lien.sync(folder)
    noor.sync(folder)
    assert noor.titles() == ["geen licht"]


def test_what_cannot_be_put_there_now_the_next_sync_puts_there(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    folder.missing = SharedFolderMissing(folder="memory")
    revoking.revoke(noor.store, folder, sam.fingerprint)
    folder.missing = None

    noor.sync(folder)
    report = sam.sync(folder)

    assert states(report) == [State.REVOKED]


def test_what_a_worker_or_a_stranger_signs_changes_nothing_and_is_named(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    cut, eve = team.Cut({}), make_laptop()
    people.ask(eve.store, "Eve", folder, None)
    by_sam = team.revoke(sam.circle.device, sam.circle.team, noor.circle.device.id, cut, (), 9)
    by_eve = team.revoke(eve.circle.device, sam.circle.team, noor.circle.device.id, cut, (), 9)
    as_noor = team.parse(by_eve.data[:24] + bytes.fromhex(noor.circle.device.id) + by_eve.data[40:])
    for one in (by_sam, by_eve, as_noor):
        folder.files[one.name] = one.data

    noor.clock.tick(2 * 24 * 3600 * 1000)
    told = {one.name: one.state for one in noor.sync(folder).details}

    assert told[by_sam.name] == State.IGNORED and told[by_eve.name] == State.UNKNOWN
    assert told[as_noor.name] in (State.INCOMPLETE, State.DAMAGED)
    assert noor.circle.admitted and not sam.circle.roster.revoked


def test_two_coordinators_rekey_let_in_and_put_out_at_once_and_come_together(
    noor: Laptop, sam: Laptop, join: Join, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    lien, tibo = join("Lien"), make_laptop()
    people.admit(noor.store, folder, sam.fingerprint, "coordinator")
    people.ask(tibo.store, "Tibo", folder, None)
    for laptop in (sam, noor):
        laptop.sync(folder)
    start = set(folder.files)
    revoking.revoke(noor.store, folder, lien.fingerprint)
    by_noor = set(folder.files) - start
    folder.hidden = by_noor
    revoking.rekey(sam.store, folder)
    people.admit(sam.store, folder, tibo.fingerprint, "worker")
    tibo.write("van Tibo")
    tibo.sync(folder)
    sam.write("van Sam")
    sam.sync(folder)
    folder.hidden = set()

    for laptop in (noor, sam, tibo, lien, noor, sam, tibo):
        laptop.write("erna")
        laptop.sync(folder)
    ends = [laptop.sync(folder) for laptop in (noor, sam, tibo)]
    ends = [laptop.sync(folder) for laptop in (noor, sam, tibo)]

    assert len({report.digest for report in ends}) == 1 and "van Tibo" in noor.titles()
    held = [laptop.circle.epochs for laptop in (noor, sam, tibo)]
    assert held[0] == held[1] == held[2] and held[0] is not None
    given = epochs.audience(noor.circle.counted)[held[0].current]
    assert lien.circle.device.id not in given and tibo.circle.device.id in given
