"""What a sync does when all goes well, and when the folder does what folders do."""

import errno
import tracemalloc
from collections.abc import Callable

import pytest

from outreach_app.domain.clock import Rows
from outreach_app.domain.records import Need, Team, Worker
from outreach_app.store.tables import Peer, SegmentFile
from outreach_app.sync import exchange, ledger, payload, people, sealing, segment
from outreach_app.sync.errors import SharedFolderMissing, State, WrongTeam
from outreach_app.sync.keys import Device
from outreach_app.sync.payload import Mark, Payload
from outreach_app.sync.report import SyncReport
from outreach_app.sync.segment import Header
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop

Join = Callable[[str], Laptop]


def states(report: SyncReport) -> list[str]:
    return [one.state for one in report.details]


def test_what_one_writes_the_others_read(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    need = noor.write("geen banken")
    sent = noor.sync(folder)
    received = sam.sync(folder)
    sam.edit(need, title="geen plek om te zitten")
    sam.sync(folder)
    back = noor.sync(folder)

    assert (sent.published, sent.applied, sent.pending) == (1, 0, 0)
    assert (received.published, received.applied, received.missing, received.damaged) == (0, 1, 0, 0)
    assert (back.applied, back.conflicts) == (1, 0)
    assert noor.titles() == sam.titles() == ["geen plek om te zitten"]
    assert back.digest == sam.sync(folder).digest


def test_each_laptop_has_one_worker_and_the_team_one_record(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    founded = noor.circle.team

    for laptop in (noor, sam):
        with laptop.store.read() as session:
            assert sorted(worker.name for worker in session.query(Worker)) == ["Noor", "Sam"]
            assert [team.id for team in session.query(Team)] == [founded]


def test_what_is_written_before_admission_is_sent_after_it(
    noor: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    lien = make_laptop()
    people.ask(lien.store, "Lien", folder, None)
    lien.write("geen overkapping")
    waiting = lien.sync(folder)
    people.admit(noor.store, folder, lien.fingerprint, "worker")
    admitted = lien.sync(folder)
    noor.sync(folder)

    assert (waiting.published, waiting.pending, states(waiting)) == (0, 2, [State.WAITING])
    assert (admitted.published, admitted.pending) == (2, 0)
    assert noor.titles() == ["geen overkapping"]
    assert not lien.circle.requests and len(folder.list("team/")) == 3


def test_every_file_is_read_once_and_nothing_is_said_without_need(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    noor.write("geen banken")
    noor.sync(folder)
    sam.sync(folder)
    files, folder.reads = dict(folder.files), []

    sam.sync(folder)
    noor.sync(folder)

    assert folder.reads == []
    assert folder.files == files


def test_once_a_day_a_silent_laptop_says_what_it_has_read(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    sam.clock.tick(2 * sealing.DAY)
    noor.write("geen banken")
    noor.sync(folder)
    before = len(folder.segments)

    sam.sync(folder)
    sam.sync(folder)
    noor.clock.tick(2 * sealing.DAY)
    noor.sync(folder)

    assert len(folder.segments) == before + 1
    with noor.store.read() as session:
        told = session.get_one(Peer, sam.circle.device.id)
    assert told.front[noor.circle.device.log] == [2, 3]
    assert told.digest == noor.sync(folder).digest


def test_a_cut_or_altered_segment_is_named_and_the_rest_goes_on(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    for title in ("een", "twee", "drie", "vier"):
        noor.write(title)
        noor.sync(folder)
    first, second, third = folder.of(noor)[-4:-1]
    good = dict(folder.files)
    folder.files[first] = good[first][:-1]
    folder.files[second] = b""
    folder.files[third] = good[third][:200] + bytes([good[third][200] ^ 1]) + good[third][201:]

    report = sam.sync(folder)

    assert [one.name for one in report.details] == [first, second, third]
    assert set(states(report)) == {State.INCOMPLETE}
    assert (report.damaged, report.missing, report.applied) == (3, 3, 1)
    assert sam.titles() == ["vier"]


def test_the_owner_puts_damaged_files_right(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    noor.write("een")
    noor.sync(folder)
    noor.write("twee")
    noor.sync(folder)
    cut, altered = folder.of(noor)[-2:]
    folder.files[cut] = folder.files[cut][:100]
    folder.files[altered] = bytes(len(folder.files[altered]))

    sam.sync(folder)
    mended = noor.sync(folder)
    healed = sam.sync(folder)

    assert states(mended) == [State.INCOMPLETE, State.REFILLED, State.REFILLED]
    assert cut not in folder.files and altered not in folder.files
    assert (healed.applied, healed.damaged, healed.missing) == (2, 0, 0)
    assert noor.sync(folder).details == []


def test_a_file_that_never_arrives_is_counted_in_changes_and_asked_for(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    noor.write("een")
    noor.write("twee")
    noor.sync(folder)
    held_back = folder.of(noor)[-1]
    folder.hidden.add(held_back)
    sam.sync(folder)
    noor.write("drie")
    noor.sync(folder)

    gap = sam.sync(folder)
    folder.hidden.clear()
    del folder.files[held_back]
    noor.sync(folder)
    filled = sam.sync(folder)

    assert (gap.applied, gap.missing, gap.damaged) == (1, 2, 0)
    assert (filled.applied, filled.missing) == (2, 0)


def test_what_others_have_read_is_known_to_be_missing(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    """The newest file of a log leaves no gap; only a colleague who has read it can tell."""
    noor.write("een")
    noor.sync(folder)
    newest = folder.of(noor)[-1]
    sam.sync(folder)
    sam.write("twee")
    sam.sync(folder)
    folder.hidden.add(newest)

    assert join("Lien").sync(folder).missing == 1


def test_conflict_copies_and_capitals_are_read_by_what_they_are(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    noor.write("een")
    noor.sync(folder)
    newest = folder.of(noor)[-1]
    data = folder.files.pop(newest)
    folder.files[newest.upper().replace(".SEG", " (kopie van Sam).SEG")] = data
    folder.files[f"zonder map {newest[-14:]}"] = data

    report = sam.sync(folder)

    assert (report.applied, report.damaged, report.details) == (1, 0, [])


def test_an_emptied_folder_is_filled_by_each_from_its_own(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    noor.write("een")
    noor.sync(folder)
    sam.sync(folder)
    before = dict(folder.files)
    folder.files.clear()

    first, second = noor.sync(folder), sam.sync(folder)

    assert folder.files == before
    assert (states(first), states(second)) == ([State.REFILLED], [State.REFILLED])
    assert noor.titles() == sam.titles() == ["een"]
    assert (first.published, noor.sync(folder).details) == (0, [])


def test_a_folder_that_cannot_be_written_is_still_read(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    noor.write("een")
    noor.sync(folder)
    sam.write("twee")
    sam.write("drie")
    folder.refuse = PermissionError(errno.EROFS, "read-only")

    refused = sam.sync(folder)
    sealed = sam.circle.device.log, len(folder.files)
    again = sam.sync(folder)
    folder.refuse = None
    sent = sam.sync(folder)

    assert (refused.applied, refused.published, refused.pending, refused.publishing) == (1, 0, 2, False)
    assert states(refused) == [State.UNSENT] and "cannot be written" in refused.details[0].reason
    assert (again.pending, sealed) == (2, (sam.circle.device.log, len(folder.files) - 1))
    assert (sent.published, sent.pending, sent.publishing) == (2, 0, True)


def test_a_missing_folder_waits(noor: Laptop, folder: FaultyFolder) -> None:
    noor.write("een")
    folder.missing = SharedFolderMissing(folder="share")

    with pytest.raises(SharedFolderMissing):
        noor.sync(folder)
    folder.missing = None

    assert noor.sync(folder).published == 1


def test_another_teams_folder_is_left_alone(noor: Laptop, make_laptop: MakeLaptop) -> None:
    theirs = FaultyFolder()
    other = make_laptop()
    people.found(other.store, "Molenkouter", "Elke", theirs)
    other.sync(theirs)
    before = dict(theirs.files)

    with pytest.raises(WrongTeam):
        noor.sync(theirs)

    assert theirs.files == before


def test_two_teams_in_one_folder_do_not_mix(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    own = FaultyFolder()
    other = make_laptop()
    people.found(other.store, "Molenkouter", "Elke", own)
    other.write("van hen")
    other.sync(own)
    folder.files |= own.files

    report = sam.sync(folder)

    assert (report.applied, report.damaged, set(states(report))) == (0, 0, {State.FOREIGN})
    assert sam.titles() == []
    assert states(sam.sync(folder)) == states(report)


def test_a_stranger_with_the_key_is_not_read(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    forge(folder, sam, Device.new())

    report = noor.sync(folder)

    assert (report.applied, states(report)) == (0, [State.UNKNOWN])


def test_a_member_cannot_write_in_the_name_of_another(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    forge(folder, sam, sam.circle.device, author=noor.circle.device.author)

    report = noor.sync(folder)

    assert (report.applied, report.damaged, states(report)) == (0, 1, [State.QUARANTINED])
    assert states(noor.sync(folder)) == [State.QUARANTINED]
    with noor.store.read() as session:
        assert [row.applied for row in session.query(SegmentFile).filter_by(seq=99)] == [False]


@pytest.mark.parametrize(
    ("seq", "front", "state"),
    [
        (1 << 63, 0, State.INCOMPLETE),
        (20_000_000, 0, State.INCOMPLETE),
        (0, 0, State.INCOMPLETE),
        (99, 20_000_000, State.QUARANTINED),
        (99, (1 << 63) - 1, State.QUARANTINED),
    ],
)
def test_a_number_that_no_log_can_reach_sets_its_segment_aside(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, seq: int, front: int, state: State
) -> None:
    forge(folder, sam, sam.circle.device, seq=seq, front=front)
    noor.write("een")

    first, second = noor.sync(folder), noor.sync(folder)

    assert (first.applied, first.damaged, states(first), first.published) == (0, 1, [state], 1)
    assert (second.damaged, states(second)) == (1, [state])


def test_a_log_that_is_said_to_be_very_long_costs_no_more_than_a_short_one(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    forge(folder, sam, sam.circle.device, seq=segment.LAST, front=segment.LAST)

    tracemalloc.start()
    noor.sync(folder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    with noor.store.read() as session:
        lacks = ledger.lacks(session)
    assert peak < 20_000_000
    assert [len(seqs) for seqs in lacks.want.values()] == [1000]
    assert lacks.gaps == [(sam.circle.device.log, 2, segment.LAST - 1)]


def test_one_impossible_change_sets_its_segment_aside_and_no_other(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    sam.write("een")
    sam.sync(folder)
    forge(folder, sam, sam.circle.device, title=7)

    report = noor.sync(folder)

    assert (report.applied, report.damaged, states(report)) == (1, 1, [State.QUARANTINED])
    assert noor.titles() == ["een"]


def test_a_newer_format_waits_for_an_update(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    forge(folder, sam, sam.circle.device)
    name = folder.of(sam)[-1]
    folder.files[name] = folder.files[name][:4] + b"\x09" + folder.files[name][5:]

    report = noor.sync(folder)

    assert (report.damaged, states(report)) == (0, [State.NEWER])


def test_a_sync_that_is_cancelled_goes_on_where_it_stopped(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("een", "twee", "drie"):
        noor.write(title)
        noor.sync(folder)
    sam.write("vier")
    answers = iter([False, False, True])
    seen: list[tuple[int, int]] = []

    stopped = exchange.sync(sam.store, folder, lambda *at: seen.append(at), lambda: next(answers))
    folder.reads = []
    finished = sam.sync(folder)

    assert (stopped.applied, stopped.published, stopped.cancelled) == (2, 0, True)
    assert seen == [(1, 3), (2, 3)]
    assert (finished.applied, finished.published, len(folder.reads)) == (1, 1, 1)


def test_a_vault_put_back_from_a_copy_reads_its_lost_work_and_starts_anew(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    copy = make_laptop(sam.store.path)
    sam.write("verloren gewaand")
    sam.sync(folder)
    copy.write("vandaag")

    report = copy.sync(folder)
    noor.sync(folder)

    assert (report.applied, report.published, states(report)) == (1, 1, [State.FORK])
    assert noor.titles() == copy.titles() == ["vandaag", "verloren gewaand"]
    assert copy.circle.device.id == sam.circle.device.id and copy.circle.device.log != sam.circle.device.log
    assert copy.store.author == copy.circle.device.author


def test_two_copies_in_use_at_once_lose_nothing(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    """Both write number 2 of one log before either saw the other: a fork, of which both branches count."""
    copy = make_laptop(sam.store.path)
    elsewhere = FaultyFolder()
    elsewhere.files = dict(folder.files)
    sam.write("hier")
    sam.sync(folder)
    copy.write("daar")
    copy.sync(elsewhere)
    for name, data in elsewhere.files.items():
        folder.files.setdefault(name if folder.files.get(name, data) == data else f"{name[:-4]} (2).seg", data)

    report = noor.sync(folder)

    assert (report.applied, states(report)) == (2, [State.FORK])
    assert noor.titles() == ["daar", "hier"]


def test_changes_to_one_field_at_once_are_counted_as_a_choice(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    need = noor.write("banken")
    noor.sync(folder)
    sam.sync(folder)
    noor.edit(need, title="zitbanken")
    sam.edit(need, title="plek om te zitten")

    noor.sync(folder)
    sam.sync(folder)
    report = noor.sync(folder)

    assert report.conflicts == sam.sync(folder).conflicts == 1
    assert noor.titles() == sam.titles()


def test_a_large_outbox_becomes_segments_that_a_reader_can_hold(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "PER_SEGMENT", 4)
    monkeypatch.setattr(payload, "_PREFERRED", 3000)
    with noor.store.write() as session:
        session.add_all(Need(title=f"{number:02}" * 100, description="x" * 900) for number in range(9))
    before = len(folder.segments)

    sent = noor.sync(folder)

    assert sent.published == 9 and len(folder.segments) - before > 3
    assert sam.sync(folder).applied == 9
    assert len(sam.titles()) == 9


def forge(
    folder: FaultyFolder,
    insider: Laptop,
    signer: Device,
    *,
    author: int | None = None,
    title: object = "vals",
    seq: int = 99,
    front: int = 0,
) -> None:
    """A segment with the team's key, signed by `signer`, in the log of `signer`."""
    circle = insider.circle
    shape = ("title",)
    row = (bytes(16), 1 << 50, signer.author if author is None else author, title)
    marks = {signer.log: Mark(front, front, bytes(32))} if front else {}
    said = Payload(signer.nonces, 1, 99, {"need": Rows(shape, [row])}, front=marks)
    epochs = circle.epochs
    assert epochs is not None
    header = Header(circle.team, signer.id, epochs.current, signer.log, seq)
    found = segment.seal(header, payload.encode(said), epochs.keys[epochs.current], signer.signing)
    folder.files[header.name] = found.sealed
