"""A directory as the folder: whole files or none, written once, and told apart from a folder that is gone."""

import errno
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from outreach_app.sync import folder as module
from outreach_app.sync.errors import NotAFolder, SharedFolderMissing
from outreach_app.sync.folder import DirectoryFolder, Entry


@pytest.fixture
def share(tmp_path: Path) -> Path:
    path = tmp_path / "gedeelde map"
    path.mkdir()
    return path


def sized(listing: Sequence[Entry]) -> list[tuple[str, int]]:
    return [(one.name, one.size) for one in listing]


def test_what_is_put_is_listed_and_read(share: Path) -> None:
    folder = DirectoryFolder(share)
    folder.put_once("team/een.mem", b"een")
    folder.put_once("aa/0000000001.seg", b"twee")
    folder.put_once("aa/0000000001.seg", b"twee")

    assert sorted(sized(folder.list())) == [("aa/0000000001.seg", 4), ("team/een.mem", 3)]
    assert sized(folder.list("team/")) == [("team/een.mem", 3)]
    assert folder.list("nergens/") == [] == folder.list("team/een.mem/")
    assert all(abs(one.at - time.time() * 1000) < 600_000 for one in folder.list())
    assert folder.read("aa/0000000001.seg") == b"twee"
    with pytest.raises(FileExistsError):
        folder.put_once("team/een.mem", b"iets anders")
    assert folder.read("team/een.mem") == b"een"


def test_a_file_taken_away_twice_is_gone(share: Path) -> None:
    folder = DirectoryFolder(share)
    folder.put_once("een.mem", b"een")
    folder.delete("een.mem")
    folder.delete("een.mem")

    assert folder.list() == []


def test_what_hides_is_being_written_or_lies_deep_is_left_out(share: Path) -> None:
    for name in (".verborgen", "aa/ab12.tmp", "a/b/c.seg", "los.seg"):
        (share / name).parent.mkdir(parents=True, exist_ok=True)
        (share / name).write_bytes(b"x")

    assert sized(DirectoryFolder(share).list()) == [("los.seg", 1)]


def test_what_a_killed_program_left_half_written_goes_after_a_week(share: Path) -> None:
    old, young, foreign = share / "aa" / f"{'1' * 16}.tmp", share / "aa" / f"{'2' * 16}.tmp", share / "werk.tmp"
    (share / "aa").mkdir()
    for path, days in ((old, 8), (young, 6), (foreign, 99)):
        path.write_bytes(b"half")
        os.utime(path, (time.time() - days * 86_400,) * 2)
    (share / "aa" / "0000000001.seg").write_bytes(b"x")

    assert sized(DirectoryFolder(share).list()) == [("aa/0000000001.seg", 1)]
    assert (old.exists(), young.exists(), foreign.exists()) == (False, True, True)


@pytest.mark.parametrize("fault", ["write", "fsync", "rename", "other content"])
def test_a_write_that_fails_leaves_nothing_behind(
    share: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    folder = DirectoryFolder(share)
    folder.put_once("aa/eerst.seg", b"een")

    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    if fault == "write":
        monkeypatch.setattr(module, "_flushed", fail)
    elif fault == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    elif fault == "rename":
        monkeypatch.setattr(Path, "rename", fail)
    else:
        monkeypatch.setattr(module, "_write", lambda path, data, _alive: path.write_bytes(data[:1]))

    with pytest.raises(OSError):
        folder.put_once("aa/dan.seg", b"twee")
    monkeypatch.undo()

    assert not list(share.rglob("*.tmp"))
    assert {"eerst.seg"} <= {path.name for path in (share / "aa").iterdir()}


def test_a_file_system_that_cannot_flush_is_good_enough(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(_descriptor: int) -> None:
        raise OSError(errno.EINVAL, "no")

    monkeypatch.setattr(os, "fsync", cannot)
    DirectoryFolder(share).put_once("een.seg", b"een")

    assert (share / "een.seg").read_bytes() == b"een"


def test_a_look_by_an_antivirus_is_waited_out_and_then_gone_round(
    share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def locked(_path: Path, _target: Path) -> None:
        error = PermissionError(errno.EACCES, "looked at")
        error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
        raise error

    monkeypatch.setattr(Path, "rename", locked)
    monkeypatch.setattr(time, "sleep", waits.append)
    DirectoryFolder(share).put_once("een.seg", b"een")

    assert [path.name for path in share.iterdir()] == ["een.seg"]
    assert 1 < len(waits) < 10 and sum(waits) < 5


def test_a_folder_that_is_gone_is_not_a_file_that_is_gone(share: Path) -> None:
    folder = DirectoryFolder(share)
    with pytest.raises(FileNotFoundError):
        folder.read("nergens.seg")
    share.rmdir()

    calls: tuple[Callable[[], object], ...] = (
        folder.list,
        lambda: folder.read("x"),
        lambda: folder.put_once("x", b""),
        lambda: folder.put_once("a/x", b""),
        lambda: folder.delete("x"),
    )
    for call in calls:
        with pytest.raises(SharedFolderMissing):
            call()
    assert not share.exists()
    share.write_text("een bestand")
    with pytest.raises(NotAFolder):
        folder.list()
