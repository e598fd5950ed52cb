"""An open vault from the outside: what the window and the command line do with it, on real files."""

import multiprocessing
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.pwhash import argon2id

from outreach_app.domain.records import Need, Team
from outreach_app.errors import OutreachError
from outreach_app.store.errors import ReadOnly
from outreach_app.sync.errors import (
    NoSharedFolder,
    NotAdmitted,
    NoTeamInFolder,
    NoTeamYet,
    SharedFolderMissing,
    State,
    WrongTeam,
)
from outreach_app.vault import errors, slots
from outreach_app.workspace import Workspace
from tests.conftest import FakeClock

PASSPHRASE = "vier woorden zonder verband"


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "STRENGTH", slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))


@pytest.fixture
def share(tmp_path: Path) -> Path:
    path = tmp_path / "gedeelde map"
    path.mkdir()
    return path


@pytest.fixture
def noor(tmp_path: Path, share: Path) -> Iterator[Workspace]:
    """A coordinator with a folder."""
    workspace, _code = Workspace.create(tmp_path / "noor", PASSPHRASE, clock=FakeClock())
    with workspace:
        workspace.found_team("Vlasakker", "Noor", share)
        yield workspace


@pytest.fixture
def sam(tmp_path: Path, share: Path, noor: Workspace) -> Iterator[Workspace]:
    """A newcomer who has asked."""
    workspace, _code = Workspace.create(tmp_path / "sam", PASSPHRASE, clock=FakeClock())
    with workspace:
        workspace.ask_to_join("Sam", share)
        yield workspace


def write(workspace: Workspace, title: str) -> None:
    with workspace.store.write() as session:
        session.add(Need(title=title))


def titles(workspace: Workspace) -> list[str]:
    with workspace.store.read() as session:
        return sorted(need.title for need in session.query(Need))


def test_from_two_vaults_to_one_team(noor: Workspace, sam: Workspace) -> None:
    write(sam, "geen banken")
    [request] = noor.requests()
    noor.admit(request.fingerprint)
    noor.sync()
    joined = sam.sync()
    noor.sync()

    assert (request.name, request.fingerprint) == ("Sam", sam.fingerprint)
    assert (joined.published, joined.pending) == (2, 0)
    assert titles(noor) == ["geen banken"]
    assert (sam.role, sam.team_name, sam.worker_name) == ("worker", "Vlasakker", "Sam")
    assert (noor.actor.coordinator, sam.actor.coordinator, sam.actor.worker) == (True, False, sam.worker)
    assert [(one.name, one.role, one.own) for one in sam.members()] == [
        ("Noor", "coordinator", False),
        ("Sam", "worker", True),
    ]
    assert sam.sync().digest == noor.sync().digest


def test_a_team_is_unconfirmed_until_its_fingerprint_is_given(noor: Workspace, sam: Workspace) -> None:
    before = (noor.confirmed, sam.confirmed)
    sam.confirm_team(noor.team_fingerprint.replace("-", " "))

    assert (before, sam.confirmed) == ((True, False), True)
    assert sam.team_fingerprint == noor.team_fingerprint


def test_who_one_is_may_be_asked_inside_a_session(noor: Workspace) -> None:
    with noor.store.read():
        assert noor.actor.coordinator and noor.team_name == "Vlasakker" and noor.worker_name == "Noor"
    with noor.store.write() as session:
        session.query(Team).one().name = "Vlasakker-Noord"

    assert noor.team_name == "Vlasakker-Noord"


def test_everything_is_there_after_closing_and_opening(tmp_path: Path, share: Path) -> None:
    made, code = Workspace.create(tmp_path / "noor", PASSPHRASE)
    with made:
        made.found_team("Vlasakker", "Noor", share)
        write(made, "geen banken")
        known = (made.worker, made.fingerprint, made.team_fingerprint, made.role, made.folder)

    with Workspace.open(tmp_path / "noor", PASSPHRASE) as opened:
        assert (opened.worker, opened.fingerprint, opened.team_fingerprint, opened.role, opened.folder) == known
        assert opened.sync().published == 3
        opened.change_passphrase("een heel andere zin")
    with Workspace.open_with_code(tmp_path / "noor", code) as opened:
        assert titles(opened) == ["geen banken"]
    with pytest.raises(errors.WrongPassphrase):
        Workspace.open(tmp_path / "noor", PASSPHRASE)


def test_a_second_one_reads_only(tmp_path: Path, noor: Workspace) -> None:
    write(noor, "geen banken")

    with pytest.raises(errors.VaultInUse):
        Workspace.open(tmp_path / "noor", PASSPHRASE)
    with Workspace.open(tmp_path / "noor", PASSPHRASE, readonly=True) as second:
        assert second.readonly and titles(second) == ["geen banken"]
        assert second.role == "coordinator"
        with pytest.raises(ReadOnly):
            second.sync()
        with pytest.raises(errors.VaultInUse):
            second.change_passphrase("een heel andere zin")


def test_a_vault_that_failed_to_open_is_free_again(tmp_path: Path, noor: Workspace) -> None:
    noor.close()
    database = tmp_path / "noor" / "vindplaats.db"
    whole = database.read_bytes()
    database.write_bytes(b"no database" * 1000)

    with pytest.raises(OutreachError):
        Workspace.open(tmp_path / "noor", PASSPHRASE)
    database.write_bytes(whole)

    Workspace.open(tmp_path / "noor", PASSPHRASE).close()


def test_each_kind_of_wrong_folder_has_its_word_and_changes_nothing(
    tmp_path: Path, share: Path, noor: Workspace, sam: Workspace
) -> None:
    noor.sync()
    write(noor, "geen banken")
    empty, away = tmp_path / "leeg", tmp_path / "weg"
    empty.mkdir()
    lien, _code = Workspace.create(tmp_path / "lien", PASSPHRASE)
    with lien:
        with pytest.raises(NoTeamYet):
            lien.sync()
        with pytest.raises(NoTeamInFolder):
            lien.ask_to_join("Lien", empty)
        with pytest.raises(SharedFolderMissing):
            lien.ask_to_join("Lien", away)
        with pytest.raises(WrongTeam):
            lien.ask_to_join("Lien", share, "0" * 25)
        lien.found_team("Molenkouter", "Lien")
        with pytest.raises(NoSharedFolder):
            lien.sync()
        with pytest.raises(WrongTeam):
            lien.use_folder(share)
        lien.use_folder(empty)
        assert lien.sync().published == 2

    share.rename(away)
    with pytest.raises(SharedFolderMissing):
        noor.sync()
    shutil.copytree(empty, share)
    with pytest.raises(WrongTeam):
        noor.sync()
    shutil.rmtree(share)
    share.mkdir()
    refilled = noor.sync()

    assert refilled.published == 1 and [one.state for one in refilled.details] == [State.REFILLED]


def test_bundles_need_no_folder(tmp_path: Path, noor: Workspace, sam: Workspace) -> None:
    with pytest.raises(NotAdmitted):
        sam.bundles.write(tmp_path / "x.bundle")
    noor.admit(sam.fingerprint)
    sam.sync()
    write(sam, "geen banken")
    assert sam.bundles.write(tmp_path / "x.bundle", [noor.fingerprint]) == 2

    told = noor.bundles.preview(tmp_path / "x.bundle")
    report = noor.bundles.read(tmp_path / "x.bundle")

    assert (told.team, told.creates, told.new) == ("Vlasakker", {"workers": 1, "needs": 1}, 2)
    assert told.as_json()["writer"] == sam.fingerprint
    assert (report.applied, titles(noor)) == (2, ["geen banken"])


def test_the_report_as_json_has_its_seven_counts(noor: Workspace) -> None:
    report = noor.sync()

    assert list(report.as_json()) == [
        "published",
        "applied",
        "pending",
        "missing",
        "damaged",
        "conflicts",
        "digest",
    ]
    listed = report.as_json(details=True)["details"]
    assert [one["changes"] for one in listed.pop("published")] == [report.published]
    assert listed == {key: [] for key in ("applied", "pending", "missing", "conflicts", "files", "notices")}


def test_a_vault_that_gets_no_team_is_not_left_behind(tmp_path: Path) -> None:
    workspace, _code = Workspace.create(tmp_path / "lien", PASSPHRASE)
    with pytest.raises(SharedFolderMissing), workspace:
        workspace.found_team("Molenkouter", "Lien", tmp_path / "weg")

    assert not (tmp_path / "lien").exists()


def _sync(vault: Path, ready: "multiprocessing.synchronize.Event") -> None:
    slots.STRENGTH = slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
    with Workspace.open(vault, PASSPHRASE) as workspace:
        ready.set()
        for number in range(10_000):
            write(workspace, f"nood {number}")
            workspace.sync()


def test_a_process_killed_at_any_moment_goes_on_as_if_nothing_was(
    tmp_path: Path, noor: Workspace, sam: Workspace
) -> None:
    noor.admit(sam.fingerprint)
    noor.sync()
    noor.close()
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=_sync, args=(tmp_path / "noor", ready))
    process.start()
    assert ready.wait(60)
    process.join(0.3)
    process.kill()
    process.join()
    with Workspace.open(tmp_path / "noor", PASSPHRASE) as again:
        sent = again.sync()
        received = sam.sync()

        assert (sent.pending, sent.damaged, received.missing, received.damaged) == (0, 0, 0, 0)
        assert titles(sam) == titles(again) != []
        assert received.digest == again.sync().digest
