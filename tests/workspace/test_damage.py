"""A vault that is damaged is told so, and comes back: from a backup, and from what it had sent."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from outreach_app.store import integrity
from outreach_app.store.errors import DatabaseDamaged, StoreFull
from outreach_app.workspace import Workspace
from outreach_app.workspace.errors import NoBackup
from outreach_app.workspace.rescue import BEYOND_OPENING, backups_beside, rescue
from tests.workspace.conftest import Started
from tests.workspace.disks import DISKS, Disk
from tests.workspace.vaults import PASSPHRASE, flip, log_of, places, titles, write

Opened = Callable[[Workspace], Workspace]
DATABASE = "vindplaats.db"


def truncated(vault: Path) -> None:
    with (vault / DATABASE).open("r+b") as file:
        file.truncate(file.seek(0, 2) // 3)


def without_header(vault: Path) -> None:
    with (vault / DATABASE).open("r+b") as file:
        file.write(bytes(4096))


def foreign_keys(vault: Path) -> None:
    other, _code = Workspace.create(vault.parent / "other", PASSPHRASE)
    with other:
        shutil.copyfile(vault.parent / "other" / "keys.json", vault / "keys.json")


def only_backups(vault: Path) -> None:
    for name in (DATABASE, "keys.json"):
        (vault / name).unlink()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "first page": lambda vault: flip(vault / DATABASE, 0.001),
    "a page in the middle": lambda vault: flip(vault / DATABASE, 0.6),
    "cut off": truncated,
    "zeroed header": without_header,
    "empty": lambda vault: (vault / DATABASE).write_bytes(b""),
    "gone": lambda vault: (vault / DATABASE).unlink(),
    "another vault's keys": foreign_keys,
    "no keys": lambda vault: (vault / "keys.json").unlink(),
    "keys that are none": lambda vault: (vault / "keys.json").write_text("{"),
    "everything but the backups": only_backups,
}


@dataclass(frozen=True)
class Worked:
    """A vault with a backup and with work after it, all sent; as folders to copy."""

    vault: Path
    share: Path
    titles: list[str]
    log: str


@pytest.fixture(scope="session")
def worked(started: Started, tmp_path_factory: pytest.TempPathFactory) -> Worked:
    root = tmp_path_factory.mktemp("worked")
    vault, share = shutil.copytree(started.noor, root / "noor"), shutil.copytree(started.share, root / "share")
    with Workspace.open(vault, PASSPHRASE) as noor:
        noor.use_folder(share)
        write(noor, *(f"nood {number}" for number in range(200)))
        noor.sync()
        noor.backups.make()
        write(noor, "na de backup")
        noor.sync()
        return Worked(vault, share, titles(noor), log_of(noor))


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_way_back_is_a_backup_and_what_was_sent(
    worked: Worked, tmp_path: Path, opened: Opened, damage: str
) -> None:
    vault = shutil.copytree(worked.vault, tmp_path / "noor")
    share = shutil.copytree(worked.share, tmp_path / "share")
    DAMAGE[damage](vault)

    again = opened(comes_back(vault))

    assert again.paused and log_of(again) != worked.log
    again.use_folder(share)
    again.resume_sync()
    write(again, "verder")
    report = again.sync()
    assert titles(again) == [*worked.titles, "verder"]
    assert (report.missing, report.damaged, report.pending) == (0, 0, 0)
    assert len(places(again)) == len(set(places(again)))
    assert integrity.check(again.store, full=True).integrity == "ok"


def comes_back(vault: Path) -> Workspace:
    """As a person does: opens it, is told, and takes the newest backup."""
    try:
        workspace = Workspace.open(vault, PASSPHRASE)
    except BEYOND_OPENING as told:
        assert str(told) and told.what_now
        return rescue(vault, backups_beside(vault)[0].path, PASSPHRASE)
    assert integrity.sample(workspace.store) and integrity.check(workspace.store, full=True).integrity != "ok"
    [newest] = workspace.backups.all()
    assert workspace.backups.preview(newest.path).kinds
    workspace.backups.restore(newest.path)
    return Workspace.of(workspace.vault)


def test_what_stood_there_is_set_aside_until_it_is_erased(noor: Workspace, tmp_path: Path, opened: Opened) -> None:
    noor.backups.make()
    noor.close()
    damaged = b"no database" * 1000
    (tmp_path / "noor" / DATABASE).write_bytes(damaged)

    again = opened(comes_back(tmp_path / "noor"))

    [aside] = (tmp_path / "noor").glob("set-aside-*")
    assert (aside / DATABASE).read_bytes() == damaged and not (aside / "keys.json").exists()
    again.backups.drop_all_before_now()
    assert not aside.exists()


def test_without_a_backup_it_is_said_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoBackup) as said:
        backups_beside(tmp_path)
    assert "join the team" in said.value.what_now


def test_without_its_latest_pages_a_vault_goes_on_like_a_restored_one(
    noor: Workspace, sam: Workspace, tmp_path: Path, opened: Opened
) -> None:
    """Power loss and a disk that lied: what was written last, and sent, is not in the file."""
    sam.close()
    sam = opened(Workspace.open(tmp_path / "sam", PASSPHRASE))
    write(sam, "in het bestand en in de map")
    sam.sync()
    old = log_of(sam)
    lost = tmp_path / "lost"
    lost.mkdir()
    for name in ("keys.json", DATABASE):  # without the write-ahead log
        shutil.copyfile(tmp_path / "sam" / name, lost / name)

    again = opened(Workspace.open(lost, PASSPHRASE))
    write(again, "daarna")
    again.sync()
    noor.sync()

    assert log_of(again) != old and titles(again) == titles(noor)
    assert len(places(noor)) == len(set(places(noor)))


def test_a_sample_reads_a_small_database_whole_and_a_check_reads_every_page(
    noor: Workspace, tmp_path: Path
) -> None:
    write(noor, *(f"nood {number}" for number in range(200)))
    noor.close()
    database = tmp_path / "noor" / DATABASE
    whole = database.read_bytes()
    found = []
    for place in range(1, 10):
        flip(database, place / 10)
        try:
            with Workspace.open(tmp_path / "noor", PASSPHRASE) as again:
                assert integrity.check(again.store, full=True).integrity != "ok"
                found.append(bool(integrity.sample(again.store)))
        except DatabaseDamaged:
            found.append(True)
        database.write_bytes(whole)
    assert sum(found) >= 5  # the rest hit indexes, or pages that hold nothing


@pytest.mark.parametrize("disk", DISKS)
def test_a_full_local_disk_takes_the_change_back_and_loses_nothing(
    tmp_path: Path, noor: Workspace, opened: Opened, disk: Disk
) -> None:
    write(noor, "eerst")
    noor.close()
    with disk(tmp_path / "small", 1_200_000) as small:
        shutil.copytree(tmp_path / "noor", small / "vault")
        workspace = Workspace.open(small / "vault", PASSPHRASE)
        with workspace:
            with pytest.raises(StoreFull) as said:
                for number in range(1000):
                    write(workspace, f"{number:04}" + "x" * 20_000)
            kept = titles(workspace)
            assert said.value.what_now and "eerst" in kept and f"{len(kept) - 1:04}" not in str(kept)
            assert integrity.check(workspace.store, full=True).integrity == "ok"
        shutil.copytree(small / "vault", tmp_path / "roomy")
    with Workspace.open(tmp_path / "roomy", PASSPHRASE) as again:
        assert titles(again) == kept
        write(again, "daarna")
        again.sync()
        assert "daarna" in titles(again) and integrity.check(again.store, full=True).integrity == "ok"
