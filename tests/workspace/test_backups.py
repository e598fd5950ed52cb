"""Backups make themselves, say what they are, thin themselves out, and never replace good ones by bad ones."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import outreach_app
from outreach_app.domain.records import Need
from outreach_app.store.errors import DatabaseDamaged, ReadOnly
from outreach_app.workspace import Workspace
from outreach_app.workspace.backups import REASONS
from outreach_app.workspace.errors import BackupUnwritable, NoRoomForBackup
from tests.conftest import FakeClock
from tests.workspace.disks import DISKS, Disk
from tests.workspace.vaults import PASSPHRASE, flip, titles, write

DAY = 24 * 3600 * 1000


def test_a_backup_is_a_vault_packed(
    noor: Workspace, tmp_path: Path, opened: Callable[[Workspace], Workspace]
) -> None:
    write(noor, "geen banken")
    stick = tmp_path / "stick"
    stick.mkdir()

    made = noor.backups.make(to=stick)

    assert [one.path for one in noor.backups.all(stick)] == [made.path] and noor.backups.all() == []
    assert b"geen banken" not in made.path.read_bytes()
    with zipfile.ZipFile(made.path) as packed:
        packed.extractall(tmp_path / "by hand")
    assert titles(opened(Workspace.open(tmp_path / "by hand", PASSPHRASE))) == ["geen banken"]


def test_it_holds_one_moment_while_work_goes_on(noor: Workspace) -> None:
    write(noor, "eerst")
    with noor.store.write() as session:  # a save that is not done yet waits for nobody, and nobody for it
        session.add(Need(title="half"))
        session.flush()
        made = noor.backups.make()
    write(noor, "later")

    [change] = noor.backups.preview(made.path).kinds
    assert (change.record, change.added, change.removed, change.changed) == (Need, 0, 2, 0)


def test_one_a_day_by_itself_and_the_rule_thins_them_out(noor: Workspace, clock: FakeClock) -> None:
    made = noor.backups.daily()
    assert made is not None and made.reason == "daily" and noor.backups.daily() is None
    for _day in range(9):
        clock.tick(DAY)
        noor.backups.daily()

    assert 7 <= len(noor.backups.all()) < 10
    clock.tick(200 * DAY)
    noor.backups.daily()
    assert len(noor.backups.all()) == 1


def test_those_of_another_vault_are_not_its_own(noor: Workspace, sam: Workspace, tmp_path: Path) -> None:
    noor.backups.make(to=tmp_path)
    assert sam.backups.all(tmp_path) == [] and len(noor.backups.all(tmp_path)) == 1


def test_no_backup_is_made_of_a_damaged_vault_and_the_old_ones_stay(
    tmp_path: Path, noor: Workspace, opened: Callable[[Workspace], Workspace]
) -> None:
    write(noor, *(f"nood {number}" for number in range(400)))
    good = noor.backups.make()
    noor.close()
    flip(tmp_path / "noor" / "vindplaats.db", 0.95)
    again = opened(Workspace.open(tmp_path / "noor", PASSPHRASE))

    with pytest.raises(DatabaseDamaged):
        again.backups.before("import")

    assert [one.path for one in again.backups.all()] == [good.path]
    assert list(again.backups.folder.iterdir()) == [good.path]


@pytest.mark.parametrize("disk", DISKS)
def test_a_full_disk_is_said_and_nothing_half_stays(noor: Workspace, tmp_path: Path, disk: Disk) -> None:
    write(noor, "geen banken")
    kept = noor.backups.make()
    with disk(tmp_path / "small", 200_000) as small, pytest.raises((NoRoomForBackup, BackupUnwritable)) as said:
        noor.backups.make(to=small)

    assert str(tmp_path) in str(said.value) and not list((tmp_path / "small").iterdir())
    assert [one.path for one in noor.backups.all()] == [kept.path]
    with pytest.raises(BackupUnwritable):
        noor.backups.make(to=tmp_path / "nowhere")


def test_after_an_erasure_only_a_fresh_one_is_left(noor: Workspace, tmp_path: Path) -> None:
    for place in ("stick", "unplugged"):
        (tmp_path / place).mkdir()
        noor.backups.make(to=tmp_path / place)
    noor.backups.make()
    (tmp_path / "unplugged").rename(tmp_path / "away")

    unreached = noor.backups.drop_all_before_now()

    assert unreached == noor.backups.elsewhere() == [tmp_path / "unplugged"]
    assert [one.reason for one in noor.backups.all()] == ["erasure"]
    assert not list((tmp_path / "stick").iterdir())


def test_what_asks_for_a_backup_says_so_in_words_that_people_can_read() -> None:
    sources = "\n".join(file.read_text("utf-8") for file in Path(outreach_app.__file__).parent.rglob("*.py"))

    assert set(re.findall(r'\.before\("(\w+)"\)', sources)) == REASONS.keys() - {"asked", "daily", "erasure"}


def test_who_reads_along_makes_none(noor: Workspace, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "noor", PASSPHRASE, readonly=True) as second:
        assert second.backups.daily() is None
        with pytest.raises(ReadOnly):
            second.backups.make()
