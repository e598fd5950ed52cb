"""Folders, clocks and cables as they are: whatever goes wrong, nothing is lost and it goes on afterwards.

The table of all faults, and the test of each, is in test_catalogue.py.
"""

import errno
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgpack
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from outreach_app.domain.clock import MAX_STAMP
from outreach_app.domain.records import Need
from outreach_app.store.tables import FolderFile, Peer
from outreach_app.sync import exchange, payload, sealing, segment
from outreach_app.sync.errors import CUT_OR_ALTERED, NOT_WHOLE, SetAside, SharedFolderMissing, State
from outreach_app.sync.folder import DirectoryFolder, Entry, NotKept
from outreach_app.sync.report import SyncReport
from outreach_app.sync.sealing import DAY
from outreach_app.sync.segment import Header
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop
from tests.sync.faulty import Fault, Faults, failure, flipped, half

Join = Callable[[str], Laptop]
YEAR = 365 * DAY


def states(report: SyncReport) -> list[str]:
    return [one.state for one in report.details]


def settled(folder: FaultyFolder, *laptops: Laptop) -> None:
    """All have synced twice: they hold the same, and nothing is amiss."""
    for _round in range(3):
        reports = [laptop.sync(folder) for laptop in laptops]
    assert len({report.digest for report in reports}) == 1
    assert all((one.pending, one.missing, one.damaged) == (0, 0, 0) for one in reports)


@pytest.mark.parametrize(
    "fault",
    [
        failure(errno.EIO, half),
        failure(errno.ENOSPC, lambda _data: b""),
        failure(errno.EROFS),
        failure(errno.ETIMEDOUT, lambda data: data),
        Fault(NotKept(errno.EIO, "other content"), flipped),
        Fault(SharedFolderMissing(folder="share"), half),
    ],
    ids=lambda fault: f"{fault.error}"[:20],
)
def test_whichever_call_fails_nothing_is_lost(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "PER_SEGMENT", 1)
    calls = 4  # the list, what Sam wrote, and two files to put there
    for number in range(calls):
        sam.write(f"sam {number}")
        sam.sync(folder)
        with noor.store.write() as session:
            session.add_all(Need(title=f"noor {number}{part}") for part in "ab")
        faulty = Faults(folder, {number: fault})
        try:
            exchange.sync(noor.store, faulty)
        except SharedFolderMissing:
            assert faulty.calls == number + 1, "nothing is asked of a folder that is gone"
        assert faulty.calls > number
        noor.sync(folder)
    settled(folder, noor, sam)

    assert len(noor.titles()) == len(sam.titles()) == 3 * calls


def test_a_full_share_is_told_and_takes_the_file_once_there_is_room(noor: Laptop, folder: FaultyFolder) -> None:
    noor.write("een")
    folder.refuse = OSError(errno.ENOSPC, "full")
    full = noor.sync(folder)
    folder.refuse = None

    assert (full.pending, full.publishing, states(full)) == (1, False, [State.UNSENT])
    assert "full" in full.details[0].reason
    assert noor.sync(folder).published == 1


def test_a_torn_file_of_any_length_is_read_once_it_is_whole(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    noor.write("een")
    noor.sync(folder)
    newest = folder.of(noor)[-1]
    whole = folder.files[newest]

    for length in (0, 1, 4, 100, 300, len(whole) - 1):
        folder.files[newest] = whole[:length]
        report = sam.sync(folder)
        assert (report.applied, report.damaged, states(report)) == (0, 1, [State.INCOMPLETE])
    folder.files[newest] = whole

    assert (sam.sync(folder).applied, sam.sync(folder).details) == (1, [])


def test_what_is_not_whole_has_a_day_before_it_alarms(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    noor.write("een")
    noor.sync(folder)
    newest = folder.of(noor)[-1]
    folder.files[newest] = folder.files[newest][:-1]
    first = sam.clock.now

    early = sam.sync(folder)
    sam.clock.tick(DAY - 1)
    later = sam.sync(folder)
    sam.clock.tick(2)
    late = sam.sync(folder)

    assert [(one.state, one.source) for one in early.details] == [(State.INCOMPLETE, NOT_WHOLE)]
    assert [early.alarming, later.alarming] == [[], []]
    assert [(one.state, one.source, one.since) for one in late.alarming] == [
        (State.DAMAGED, CUT_OR_ALTERED, first)
    ]
    assert early.damaged == later.damaged == late.damaged == 1, "counted from the first moment"


COPIES = (
    "{stem} (1).seg",
    "{stem}-LAPTOP-7K2.seg",
    "{stem} (conflicted copy 2026-11-18).seg",
    "{stem} (Sams conflicterende kopie).seg",
    "{stem} (SFConflict sam).seg",
    "{stem}.sync-conflict-20261118-101500-ABCDEFG.seg",
    "{stem}.seg.1",
    "Kopie van 1.SEG",
)
"""As cloud clients and people name them."""


@pytest.mark.parametrize("alone", [True, False])
def test_a_conflict_copy_is_what_it_holds(noor: Laptop, sam: Laptop, folder: FaultyFolder, alone: bool) -> None:
    for copy in COPIES:
        noor.write(copy)
        noor.sync(folder)
    for copy, name in zip(COPIES, folder.of(noor)[-len(COPIES) :], strict=True):
        data = folder.files.pop(name) if alone else folder.files[name]
        folder.files[copy.format(stem=name.removesuffix(".seg"))] = data

    report, again = sam.sync(folder), sam.sync(folder)

    assert (report.applied, report.missing, report.details) == (len(COPIES), 0, [])
    assert (again.applied, again.details, sam.titles()) == (0, [], sorted(COPIES))


@pytest.mark.parametrize(
    "shown",
    [
        lambda name: iter((name.upper(),)),
        lambda name: iter((unicodedata.normalize("NFD", name),)),
        lambda name: iter((name, name.upper(), f"{name[:-4]} (2){name[-4:]}")),
    ],
    ids=["upper case", "decomposed", "three times"],
)
def test_how_a_system_shows_names_has_no_effect(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, shown: Callable[[str], Iterator[str]]
) -> None:
    noor.write("een")
    noor.sync(folder)
    before = set(folder.files)
    faulty = Faults(folder, {}, shown)

    report = exchange.sync(sam.store, faulty)
    back = exchange.sync(noor.store, faulty)
    quiet = exchange.sync(sam.store, faulty)

    assert (report.applied, report.damaged, sam.titles()) == (1, 0, ["een"])
    assert back.damaged == quiet.damaged == quiet.applied == 0
    assert set(folder.files) == before, "nothing is written again because of its name"
    assert all(name.isascii() and name == name.lower() for name in before)


def test_a_folder_whose_path_is_decomposed_or_has_spaces_is_a_folder(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, tmp_path: Path
) -> None:
    root = tmp_path / unicodedata.normalize("NFD", "Préventie & équipe") / "gedeelde map"
    root.mkdir(parents=True)
    real = DirectoryFolder(root)
    for name, data in folder.files.items():
        real.put_once(name, data)
    noor.write("een")

    exchange.sync(noor.store, real)

    assert exchange.sync(sam.store, real).applied == 1


def test_a_listing_of_some_time_ago_loses_nothing(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    noor.write("een")
    noor.sync(folder)
    before = folder.list()
    noor.write("twee")
    noor.sync(folder)
    gone = folder.of(noor)[-2]
    held = folder.files.pop(gone)

    stale = exchange.sync(sam.store, Faults(folder, {}, listing=before))
    folder.files[gone] = held

    assert (stale.applied, states(stale)) == (0, [State.INCOMPLETE])
    assert (sam.sync(folder).applied, sam.titles()) == (2, ["een", "twee"])


def test_what_an_antivirus_takes_away_is_put_there_again(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    noor.write("een")
    taken = Faults(folder, {1: Fault(NotKept(errno.EIO, "gone"), lambda _data: None)})
    first = exchange.sync(noor.store, taken)
    second = noor.sync(folder)
    newest = folder.of(noor)[-1]
    data = folder.files.pop(newest)  # and again, a day later

    third = noor.sync(folder)

    assert (states(first), first.pending) == ([State.UNSENT], 1)
    assert (second.published, states(third), folder.files[newest]) == (1, [State.REFILLED], data)
    assert sam.sync(folder).applied == 1


def test_power_that_fails_after_the_rename_makes_no_second_version(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, make_laptop: MakeLaptop
) -> None:
    class PowerCut(BaseException):
        pass

    noor.write("een")
    with pytest.raises(PowerCut):
        exchange.sync(noor.store, Faults(folder, {1: Fault(PowerCut(), lambda data: data)}))
    files = dict(folder.files)
    noor.write("twee")

    noor.sync(folder)

    assert {name: folder.files[name] for name in files} == files, "the same bytes, not sealed anew"
    assert len(folder.files) == len(files) + 1
    assert (sam.sync(folder).details, sam.titles()) == ([], ["een", "twee"])


def test_a_branch_of_a_fork_that_bears_the_name_and_the_size_of_another_is_sent_all_the_same(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder
) -> None:
    copy = make_laptop(sam.store.path)
    copy.write("daar")
    exchange.sync(copy.store, Faults(folder, {1: failure(errno.EROFS)}))  # sealed, not sent
    sam.write("hier")
    sam.sync(folder)

    copy.sync(folder)
    noor.sync(folder)

    assert noor.titles() == ["daar", "hier"]


def test_files_in_any_order_and_twice_come_to_the_same(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    lien = join("Lien")
    need = noor.write("een")
    for number in range(4):
        noor.edit(need, title=f"versie {number}")
        noor.sync(folder)
    later = list(folder.of(noor)[-4:])
    for hidden in (later[:3], later[1:2], []):
        folder.hidden = set(hidden)
        sam.sync(folder)
    folder.files |= {f"{name[:-4]} (2).seg": folder.files[name] for name in later}

    settled(folder, noor, sam, lien)
    assert noor.titles() == sam.titles() == lien.titles() == ["versie 3"]


def test_a_clock_two_years_ahead_drags_nobody_along_and_loses_to_corrections(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    noor.clock.tick(2 * YEAR)
    need = noor.write("van overmorgen")
    noor.sync(folder)
    sam.sync(folder)
    sam.edit(need, title="verbeterd")
    own = sam.write("van vandaag")
    for laptop in (sam, noor, sam):
        report = laptop.sync(folder)

    assert noor.titles() == sam.titles() == ["van vandaag", "verbeterd"]
    assert report.conflicts == 0
    with sam.store.read() as session:
        assert session.query(Need).filter_by(id=own).one().stamp >> 16 == sam.clock.now


def test_a_clock_put_back_still_orders_what_follows_from_what(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    need = noor.write("eerst")
    noor.sync(folder)
    sam.sync(folder)
    sam.clock.tick(-5 * YEAR)
    sam.edit(need, title="daarna")
    sam.sync(folder)

    assert noor.sync(folder).conflicts == 0
    assert noor.titles() == ["daarna"]


class Dated(FaultyFolder):
    """Says when its files were written."""

    def __init__(self, files: dict[str, bytes], at: int) -> None:
        super().__init__()
        self.files, self.at = files, at

    def list(self, prefix: str = "") -> list[Entry]:
        return [entry._replace(at=self.at) for entry in super().list(prefix)]


@pytest.mark.parametrize(
    ("off", "witnesses", "warned"), [(-YEAR, 2, True), (-YEAR, 1, False), (-DAY // 2, 2, False), (0, 2, False)]
)
def test_a_clock_that_is_behind_the_folder_and_two_colleagues_is_told(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, off: int, witnesses: int, warned: bool
) -> None:
    dated = Dated(folder.files, noor.clock.now)
    _heard(noor, {f"{number:032}": noor.clock.now for number in range(witnesses - 1)})  # Sam is one
    noor.clock.tick(off)

    assert (State.CLOCK in states(noor.sync(dated))) is warned
    assert State.CLOCK not in states(noor.sync(folder)), "a folder that tells no times proves nothing"


@pytest.mark.parametrize(("off", "read"), [(YEAR, True), (YEAR, False), (DAY // 2, True)])
def test_a_clock_that_is_ahead_is_told_by_who_read_what_it_wrote(
    noor: Laptop, folder: FaultyFolder, off: int, read: bool
) -> None:
    dated = Dated(folder.files, noor.clock.now)
    now = noor.clock.now
    noor.clock.tick(off)
    noor.write("van later")
    noor.sync(dated)
    log = noor.circle.device.log
    seq = len(folder.of(noor))
    _heard(noor, {"aa" * 16: now, "bb" * 16: now}, {log: [seq if read else seq - 1, 9]})

    assert (State.CLOCK in states(noor.sync(dated))) is (off == YEAR and read)
    noor.clock.tick(-off)
    assert State.CLOCK not in states(noor.sync(dated)), "it was put right"


def _heard(laptop: Laptop, said: dict[str, int], front: dict[Any, list[int]] | None = None) -> None:
    """What laptops that are in the team said, by their clocks."""
    with laptop.store.write() as session:
        for device, at in said.items():
            session.merge(Peer(device=device, at=at, front=front or {}))  # type: ignore[arg-type]


def test_a_stamp_that_no_clock_can_give_is_refused_by_all_alike(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder
) -> None:
    lien = join("Lien")
    need = noor.write("een")
    noor.sync(folder)
    edit: tuple[Any, ...] = (
        "need",
        bytes.fromhex(need),
        MAX_STAMP,
        sam.circle.device.author,
        {"title": "voor eeuwig"},
        [],
    )
    _garbage(folder, sam, 50, {"edits": [edit]})
    lien.write("twee")
    lien.sync(folder)

    reports = [laptop.sync(folder) for laptop in (noor, lien)]

    assert [State.QUARANTINED in states(one) and bool(one.alarming) for one in reports] == [True, True]
    assert noor.titles() == lien.titles() == ["een", "twee"]


NOISE = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 64) - 1) | st.floats() | st.binary(max_size=40)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=8) | st.binary(max_size=16), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    part=st.sampled_from(["v", "logs", "at", "through", "front", "want", "digest", "ops", "keys", "new", "edits"]),
    noise=NOISE,
)
def test_whatever_a_signed_payload_says_it_is_read_or_set_aside(part: str, noise: Any) -> None:
    from tests.sync.test_payload import DEVICE, content

    data = zstandard.compress(msgpack.packb(content() | {part: noise}))
    try:
        payload.decode(data, DEVICE.keys.verify, DEVICE.log)
    except SetAside as aside:
        assert aside.state in (State.QUARANTINED, State.NEWER)


def test_a_malformed_segment_is_set_aside_and_the_others_go_on(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    sam.write("een")
    sam.sync(folder)
    malformed: list[dict[str, Any]] = [{"new": []}, {"edits": [[]]}, {"ops": [{}]}, {"through": None}]
    for seq, said in enumerate(malformed, start=50):
        _garbage(folder, sam, seq, said)
    _garbage(folder, sam, 60, {}, packed=b"no zstd at all")

    report = noor.sync(folder)

    assert (report.applied, report.damaged, set(states(report))) == (1, 5, {State.QUARANTINED})
    assert noor.titles() == ["een"]


def test_a_folder_with_twenty_thousand_files_is_read_for_what_is_new(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    old = {f"{number % 97:032x}/{number:010}.seg": b"VPS1" for number in range(20_000)}
    note = {"size": 4, "state": State.FOREIGN, "reason": "", "first_seen": 0}
    with sam.store.write() as session:
        session.execute(insert(FolderFile), [{"name": name, **note} for name in old])
    noor.write("een")
    noor.sync(folder)
    folder.files |= old

    assert sam.sync(folder).applied == 1
    assert folder.reads[-1] == folder.of(noor)[-1] and not set(folder.reads) & set(old)


def _garbage(
    folder: FaultyFolder, insider: Laptop, seq: int, said: dict[str, Any], packed: bytes | None = None
) -> None:
    """A segment by a member, signed and sealed as it should be, whose content is not."""
    circle = insider.circle
    device, epochs = circle.device, circle.epochs
    assert epochs is not None
    plain = payload.encode(payload.Payload(device.nonces, 1, 99))
    content = msgpack.unpackb(zstandard.decompress(plain)) | said
    header = Header(circle.team, device.id, epochs.current, device.log, seq)
    data = packed if packed is not None else zstandard.compress(msgpack.packb(content))
    sealed = segment.seal(header, data, epochs.keys[epochs.current], device.signing)
    folder.files[header.name] = sealed.sealed
