"""What goes behind a snapshot, when, and who comes back after it went."""

from collections.abc import Callable

import pytest

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need
from outreach_app.store import settings
from outreach_app.store.tables import Draft, SegmentFile, SnapshotPart
from outreach_app.sync import compaction, operations, segment, upkeep
from outreach_app.sync.compaction import Compaction
from outreach_app.sync.errors import State
from outreach_app.sync.pull import opened
from outreach_app.sync.sealing import DAY
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop
from tests.sync.test_exchange import states
from tests.sync.test_snapshot import edits, parts

Join = Callable[[str], Laptop]


def take(laptop: Laptop, folder: FaultyFolder) -> None:
    assert upkeep.make_snapshot(laptop.store, laptop.circle)
    laptop.sync(folder)


def compact(laptop: Laptop, folder: FaultyFolder) -> Compaction:
    result = compaction.tidy_here(laptop.store, laptop.circle, laptop.clock.now)
    compaction.tidy_folder(laptop.store, laptop.circle, folder, result)
    return result


def days_pass(*laptops: Laptop, days: int) -> None:
    for laptop in laptops:
        laptop.clock.tick(days * DAY)


def settled(folder: FaultyFolder, *laptops: Laptop) -> None:
    for _round in range(2):
        for laptop in laptops:
            laptop.sync(folder)


def held(laptop: Laptop) -> int:
    with laptop.store.read() as session:
        return session.query(SegmentFile).count()


@pytest.fixture
def worked(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> Id:
    need = noor.write("geen banken")
    noor.sync(folder)
    sam.sync(folder)
    sam.edit(need, title="geen plek")
    settled(folder, sam, noor)
    return need


def test_what_a_snapshot_stands_for_goes_once_everybody_has_it_and_a_week_has_passed(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, worked: Id
) -> None:
    noor.write("geen licht")
    noor.sync(folder)
    before = set(folder.segments)
    take(noor, folder)

    waits = compact(noor, folder)
    settled(folder, sam, noor)
    young = compact(noor, folder)
    days_pass(noor, sam, days=8)
    done = compact(noor, folder)
    settled(folder, sam, noor)

    assert (waits.waits_for, waits.days, waits.ready, waits.files) == ([sam.circle.device.id], 7, False, 0)
    assert (young.waits_for, young.days, young.files) == ([], 7, 0)
    assert (done.ready, done.files, done.segments) == (True, len(before), len(before))
    assert not before & set(folder.segments) and parts(folder)
    assert all(held(laptop) <= len(folder.segments) for laptop in (noor, sam))
    assert noor.sync(folder).digest == sam.sync(folder).digest
    assert noor.sync(folder).details == sam.sync(folder).details == []


def test_files_that_come_back_change_nothing(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, worked: Id, join: Join
) -> None:
    old = dict(folder.files)
    take(noor, folder)
    settled(folder, sam, noor)
    days_pass(noor, sam, days=8)
    compact(noor, folder)
    settled(folder, sam, noor)
    sam.edit(worked, title="overkapping")
    settled(folder, sam, noor)
    digest = noor.sync(folder).digest

    folder.files |= {f"terug/{name.replace('/', '-')}": data for name, data in old.items()} | old
    reports = [laptop.sync(folder) for laptop in (noor, sam)]
    lien = join("Lien")

    assert [(one.applied, one.damaged, one.missing, one.conflicts) for one in reports] == [(0, 0, 0, 0)] * 2
    assert [one.digest for one in reports] == [digest] * 2
    assert lien.sync(folder).digest == noor.sync(folder).digest
    assert noor.titles() == lien.titles() == ["overkapping"]


@pytest.fixture
def away(noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder, worked: Id) -> Laptop:
    """Lien read all, wrote, and was away for months; meanwhile a conflict was closed, a need erased, and all that
    she would have to read was tidied away."""
    lien = join("Lien")
    erased = noor.write("te wissen")
    settled(folder, noor, sam, lien)
    lien.write("van Lien")
    lien.edit(worked, title="lang niet gezien")
    lien.edit(erased, title="nog bewerkt")
    noor.edit(worked, description="van Noor")
    sam.edit(worked, description="van Sam")
    settled(folder, noor, sam)
    sam.edit(worked, description="van allebei")
    sam.sync(folder)
    with noor.store.write() as session:
        operations.erase(session, noor.circle, [erased], noor.clock.now)
    days_pass(noor, sam, days=70)
    settled(folder, noor, sam)
    take(noor, folder)
    settled(folder, noor, sam)
    days_pass(noor, sam, days=8)
    sam.write("vandaag")
    settled(folder, sam, noor)
    assert compact(noor, folder).ready
    return lien


def test_a_laptop_that_was_away_starts_anew_and_loses_nothing(
    away: Laptop, noor: Laptop, sam: Laptop, folder: FaultyFolder, worked: Id
) -> None:
    away.clock.tick(78 * DAY)
    report = away.sync(folder)
    settled(folder, noor, sam, away)

    assert State.RENEWED in states(report) and (report.missing, report.damaged) == (0, 0)
    assert noor.titles() == sam.titles() == away.titles()
    assert "van Lien" in noor.titles() and "nog bewerkt" not in noor.titles()
    reports = [laptop.sync(folder) for laptop in (noor, sam, away)]
    assert len({one.digest for one in reports}) == 1
    assert [one.conflicts for one in reports] == [0, 0, 0]  # her title came after all others had seen theirs
    assert len({str(edits(laptop)) for laptop in (noor, sam, away)}) == 1


def test_what_was_erased_meanwhile_is_not_sent_by_a_laptop_that_was_away(
    away: Laptop, noor: Laptop, folder: FaultyFolder
) -> None:
    with away.store.write() as session:
        erased = session.query(Need).filter_by(title="nog bewerkt").one().id
        session.add(Draft(kind="place", content={"id": erased, "title": "nog bewerkt"}))
    away.clock.tick(78 * DAY)

    away.sync(folder)

    sent = [opened(noor.circle, segment.parse(folder.files[name]), {}) for name in folder.of(away)]
    assert "lang niet gezien" in str(sent) and "nog bewerkt" not in str(sent)
    with away.store.read() as session:
        assert session.query(Draft).count() == 0 and settings.get(session, settings.SCRUB)


def test_a_wiped_folder_is_filled_again_after_tidying_up(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, worked: Id, join: Join
) -> None:
    take(noor, folder)
    settled(folder, sam, noor)
    days_pass(noor, sam, days=8)
    compact(noor, folder)
    settled(folder, sam, noor)
    folder.files.clear()

    sam.sync(folder)
    noor.sync(folder)

    assert parts(folder)
    lien = join("Lien")
    assert lien.sync(folder).digest == noor.sync(folder).digest
    assert lien.titles() == ["geen plek"]


def test_nothing_goes_as_long_as_the_snapshot_cannot_be_read_back(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, worked: Id
) -> None:
    take(noor, folder)
    settled(folder, sam, noor)
    days_pass(noor, sam, days=8)
    before = set(folder.segments)
    one = parts(folder)[0]
    folder.files[one] = bytes(len(folder.files[one]))

    result = compact(noor, folder)

    assert (result.not_in_folder, result.files, before <= set(folder.segments)) == (True, 0, True)


def test_a_clock_that_runs_ahead_makes_nobody_stale(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, worked: Id
) -> None:
    """Nobody else has said anything by the time that this laptop believes it is."""
    noor.write("geen licht")
    noor.sync(folder)
    take(noor, folder)
    days_pass(noor, days=700)
    noor.sync(folder)

    result = compact(noor, folder)

    assert (result.waits_for, result.days, result.files) == ([sam.circle.device.id], 0, 0)


def test_after_an_erasure_tidying_up_waits_for_no_earlier_snapshot(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, worked: Id
) -> None:
    def wanted() -> bool:
        circle = noor.circle
        with noor.store.read() as session:
            return compaction.wanted(session, circle, noor.clock.now)

    take(noor, folder)
    asked, circle = [wanted()], noor.circle
    with noor.store.write() as session:
        operations.erase(session, circle, [worked], noor.clock.now)
    noor.sync(folder)
    asked.append(wanted())
    take(noor, folder)

    assert [*asked, wanted()] == [False, True, False]
    assert compact(noor, folder).keys == 1, "the key under which it was erased"


def test_a_laptop_that_is_silent_for_months_is_not_waited_for(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder, worked: Id
) -> None:
    lien = join("Lien")
    noor.sync(folder)
    noor.write("geen licht")
    noor.sync(folder)
    take(noor, folder)
    days_pass(noor, sam, days=61)
    settled(folder, sam, noor)

    assert compact(noor, folder).waits_for == []
    assert lien.sync(folder).digest == noor.sync(folder).digest


def test_a_snapshot_is_made_when_much_or_long_ago_lies_behind_it(
    noor: Laptop, sam: Laptop, folder: FaultyFolder, worked: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor.sync(folder)
    assert not parts(folder)
    days_pass(noor, sam, days=91)
    noor.sync(folder)
    first = parts(folder)
    days_pass(noor, sam, days=1)
    noor.sync(folder)
    assert first and parts(folder) == first

    monkeypatch.setattr(compaction, "MANY", 2)
    for title in ("een", "twee", "drie"):
        sam.write(title)
    sam.sync(folder)
    days_pass(noor, sam, days=1)
    noor.sync(folder)
    second = set(parts(folder)) - set(first)
    assert second

    for _week in range(3):
        days_pass(noor, sam, days=8)
        settled(folder, sam, noor)
    assert set(parts(folder)) == second
    with sam.store.read() as session:
        assert {part.snapshot for part in session.query(SnapshotPart)} == {next(iter(second))[:32]}


def test_a_vault_put_back_from_a_copy_finds_its_own_log_in_a_snapshot(
    noor: Laptop, sam: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder, worked: Id
) -> None:
    copy = make_laptop(sam.store.path)
    sam.write("verloren gewaand")
    settled(folder, sam, noor)
    take(noor, folder)
    settled(folder, sam, noor)
    days_pass(noor, sam, days=8)
    compact(noor, folder)
    copy.write("vandaag")

    report = copy.sync(folder)
    noor.sync(folder)

    assert State.FORK in states(report) and copy.circle.device.log != sam.circle.device.log
    assert noor.titles() == copy.titles() == ["geen plek", "vandaag", "verloren gewaand"]


def test_a_coordinator_answers_for_who_does_not(
    noor: Laptop, sam: Laptop, join: Join, folder: FaultyFolder, worked: Id
) -> None:
    lien = join("Lien")
    settled(folder, noor, lien)
    sam.write("van Sam")
    sam.sync(folder)
    settled(folder, noor)
    noor.write("zodat Lien weet dat er meer is")
    noor.sync(folder)
    for name in folder.of(sam):
        del folder.files[name]

    asked = lien.sync(folder)
    noor.sync(folder)
    assert asked.missing and not folder.of(sam)
    days_pass(noor, lien, days=2)
    noor.sync(folder)

    assert lien.sync(folder).missing == 0 and "van Sam" in lien.titles()
