"""A vault put back from a backup: what the preview says, what sync brings back, what never happens twice."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from outreach_app.domain.records import Encounter, Need, Spot
from outreach_app.store import erasing
from outreach_app.store.errors import NewerDatabase
from outreach_app.store.tables import Draft
from outreach_app.workspace import Workspace
from outreach_app.workspace.errors import (
    BackupLocked,
    BackupOfAnotherVault,
    NewerBackup,
    NotABackup,
    SyncPaused,
)
from outreach_app.workspace.rescue import look_into, rescue
from outreach_app.workspace.restoring import UNPACKED
from tests.conftest import FakeClock
from tests.workspace.processes import back_up_and_restore, elsewhere
from tests.workspace.vaults import PASSPHRASE, flip, log_of, places, titles, write

Opened = Callable[[Workspace], Workspace]


def restored(workspace: Workspace, file: Path) -> Workspace:
    """As the window and the command line do it."""
    workspace.backups.restore(file)
    return Workspace.of(workspace.vault, workspace.clock)


def test_what_was_sent_comes_back_and_no_number_is_used_twice(
    noor: Workspace, sam: Workspace, clock: FakeClock, opened: Opened
) -> None:
    write(sam, "voor de backup")
    sam.sync()
    backup = sam.backups.make()
    write(sam, "gestuurd")
    sam.sync()
    write(sam, "nooit gestuurd")
    clock.tick(1000)
    first = log_of(sam)

    again = opened(restored(sam, backup.path))

    assert titles(again) == ["voor de backup"] and log_of(again) != first and again.paused == backup.at
    with pytest.raises(SyncPaused) as said:
        again.sync()
    assert "--resume" in said.value.what_now
    write(again, "daarna")
    again.resume_sync()
    again.sync()
    noor.sync()
    assert titles(again) == titles(noor) == ["daarna", "gestuurd", "voor de backup"]
    assert len(places(noor)) == len(set(places(noor))) and noor.sync().details == []
    assert again.sync().digest == noor.sync().digest
    assert [one.reason for one in again.backups.all()] == ["restore", "asked"]
    lost = again.backups.preview(again.backups.all()[0].path)
    assert {one.record: (one.added, one.removed) for one in lost.kinds}[Need] == (1, 1)


def test_the_preview_counts_what_changes_and_what_only_this_laptop_has(noor: Workspace) -> None:
    write(noor, "blijft", "wijzigt", "gaat weg")
    backup = noor.backups.make()
    with noor.store.write() as session:
        changing, going = (session.query(Need).filter_by(title=title).one() for title in ("wijzigt", "gaat weg"))
        changing.title, going.deleted = "gewijzigd", True
        session.add_all(
            [
                Need(title="nieuw"),
                Encounter(visit=noor.worker, local_note="alleen hier"),
                Spot(name="Geheim", sensitive=True),
                Draft(content={"spot": "x"}),
            ]
        )

    preview = noor.backups.preview(backup.path)

    found = {one.record: (one.added, one.removed, one.changed) for one in preview.kinds}
    assert found[Need] == (1, 1, 1) and found[Encounter] == (0, 1, 0) and found[Spot] == (0, 1, 0)
    lost = preview.lost
    assert (lost.records, lost.notes, lost.drafts) == (1, 1, 1) and lost.unsent == 4
    assert json.dumps(preview.as_json()) and len(preview.lost_lines()) == 4
    assert not (noor.vault.folder / "restoring").exists()


def test_what_was_erased_since_stays_erased(noor: Workspace, opened: Opened) -> None:
    write(noor, "blijft", "gewist")
    backup = noor.backups.make()
    with noor.store.write() as session:
        erasing.erase(session, [session.query(Need).filter_by(title="gewist").one().id])

    assert titles(opened(restored(noor, backup.path))) == ["blijft"]


def test_from_the_file_and_its_passphrase_alone(
    noor: Workspace, sam: Workspace, tmp_path: Path, opened: Opened
) -> None:
    """A new laptop, and a passphrase that was changed after the backup."""
    write(noor, "voor de backup")
    backup = noor.backups.make(to=tmp_path)
    noor.change_passphrase("een heel andere zin")
    new = tmp_path / "new"

    with pytest.raises(BackupLocked):
        look_into(new, backup.path, "een heel andere zin")
    assert {one.record: one.added for one in look_into(new, backup.path, PASSPHRASE).kinds}[Need] == 1
    assert not new.exists()
    again = opened(rescue(new, backup.path, PASSPHRASE, noor.clock))

    assert titles(again) == ["voor de backup"] and again.paused and log_of(again) != log_of(noor)
    again.resume_sync()
    again.sync()
    again.close()
    assert titles(opened(Workspace.open(new, PASSPHRASE))) == ["voor de backup"]


def test_a_backup_of_another_vault_or_none_at_all_changes_nothing(
    noor: Workspace, sam: Workspace, tmp_path: Path
) -> None:
    foreign, own = sam.backups.make(), noor.backups.make()
    letter = tmp_path / "letter.vpbackup"
    letter.write_text("Geachte college")
    cut = tmp_path / "cut.vpbackup"
    cut.write_bytes(own.path.read_bytes()[:-5000])
    damaged = tmp_path / "damaged.vpbackup"
    damaged.write_bytes(own.path.read_bytes())
    flip(damaged, 0.5)
    newer = repacked(own.path, tmp_path / "newer.vpbackup", version=2)
    write(noor, "geen banken")

    for file, error in {
        foreign.path: BackupOfAnotherVault,
        letter: NotABackup,
        cut: NotABackup,
        damaged: NotABackup,
        newer: NewerBackup,
        tmp_path / "nowhere": NotABackup,
    }.items():
        with pytest.raises(error):
            noor.backups.restore(file)
        with pytest.raises(error):
            noor.backups.preview(file)
    assert titles(noor) == ["geen banken"] and not noor.paused


def test_a_database_of_a_newer_program_is_not_put_back(noor: Workspace) -> None:
    with noor.store.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    backup = noor.backups.make()
    with noor.store.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")

    with pytest.raises(NewerDatabase, match="9999"):
        noor.backups.restore(backup.path)
    write(noor, "geen banken")


def repacked(file: Path, target: Path, **head: object) -> Path:
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            content = source.read(name)
            packed.writestr(name, json.dumps(json.loads(content) | head) if name == "backup.json" else content)
    return target


def test_what_a_killed_restore_left_goes_at_the_next_opening(noor: Workspace, opened: Opened) -> None:
    left = noor.vault.folder / UNPACKED
    noor.close()
    left.mkdir()
    (left / "vindplaats.db").write_bytes(b"half")

    opened(Workspace.open(noor.vault.folder, PASSPHRASE, readonly=True)).close()
    assert left.exists(), "who only reads deletes nothing"
    opened(Workspace.open(noor.vault.folder, PASSPHRASE))

    assert not left.exists()


def test_killed_in_a_backup_or_a_restore_the_vault_is_whole(
    tmp_path: Path, noor: Workspace, opened: Opened
) -> None:
    write(noor, *(f"nood {number}" for number in range(300)))
    before = titles(noor)
    noor.close()
    context = elsewhere()
    for killed in range(6):
        ready = context.Event()
        process = context.Process(target=back_up_and_restore, args=(tmp_path / "noor", ready))
        process.start()
        assert ready.wait(60)
        process.join(0.01 + killed * 0.05)
        process.kill()
        process.join()

        again = opened(Workspace.open(tmp_path / "noor", PASSPHRASE))

        assert titles(again) == before and again.backups.make()
        left = {path.name for path in again.vault.folder.iterdir()}
        assert left <= {
            *("keys.json", "vault.lock", "backups", "vindplaats.db", "vindplaats.db-wal", "vindplaats.db-shm")
        }
        assert all(path.suffix == ".vpbackup" for path in again.backups.folder.iterdir())
        assert all(zipfile.ZipFile(one.path).testzip() is None for one in again.backups.all())
        again.close()
