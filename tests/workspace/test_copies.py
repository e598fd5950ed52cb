"""One vault in two places: on two computers, in two folders, in two processes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from outreach_app.store.errors import ReadOnly
from outreach_app.sync import exchange
from outreach_app.sync.errors import State
from outreach_app.vault import machine
from outreach_app.vault.errors import VaultInUse
from outreach_app.workspace import Workspace
from tests.workspace.processes import elsewhere, hold
from tests.workspace.vaults import PASSPHRASE, log_of, places, titles, write

Opened = Callable[[Workspace], Workspace]


def copied(workspace: Workspace, to: Path) -> Path:
    """The folder as a person copies it: with the program closed."""
    workspace.close()
    shutil.copytree(workspace.vault.folder, to)
    return to


def test_a_vault_on_another_computer_starts_a_new_log_before_it_writes(
    noor: Workspace, sam: Workspace, tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "_of_the_system", lambda: "this computer")
    copy, first = copied(sam, tmp_path / "copy"), log_of_closed(sam)
    here = opened(Workspace.open(sam.vault.folder, PASSPHRASE))
    assert not here.moved and log_of(here) == first
    monkeypatch.setattr(machine, "_of_the_system", lambda: "another computer")

    there = opened(Workspace.open(copy, PASSPHRASE))

    assert there.moved and log_of(there) != first
    for workspace, title in ((here, "hier"), (there, "daar"), (here, "weer hier")):
        write(workspace, title)
        workspace.sync()
    for workspace in (noor, there, here, noor):
        report = workspace.sync()
    assert titles(noor) == titles(there) == titles(here) == ["daar", "hier", "weer hier"]
    assert not [one for one in report.details if one.state == State.FORK]
    there.close()
    assert not opened(Workspace.open(copy, PASSPHRASE)).moved
    assert machine.identity(bytes(16)) != machine.identity(bytes(15) + b"\1") != ""


def log_of_closed(workspace: Workspace) -> str:
    with Workspace.open(workspace.vault.folder, PASSPHRASE) as again:
        return log_of(again)


def test_two_live_copies_on_one_computer_raise_the_alarm_and_keep_both_branches(
    noor: Workspace, sam: Workspace, tmp_path: Path, opened: Opened
) -> None:
    """Only the folder can tell: nothing on the computer differs."""
    copy, first = copied(sam, tmp_path / "copy"), log_of_closed(sam)
    here, there = (opened(Workspace.open(folder, PASSPHRASE)) for folder in (sam.vault.folder, copy))
    seal_apart(here, "hier")
    seal_apart(there, "daar")

    for workspace in (here, there, here, noor):
        report = workspace.sync()

    assert State.FORK in {one.state for one in report.details}
    assert titles(noor) == titles(here) == ["daar", "hier"] and log_of(here) != first
    for workspace, title in ((here, "verder hier"), (there, "verder daar")):
        write(workspace, title)
        workspace.sync()
    for workspace in (here, noor):
        workspace.sync()
    assert titles(noor) == titles(here) == ["daar", "hier", "verder daar", "verder hier"]


def seal_apart(workspace: Workspace, title: str) -> None:
    """Sealed before either copy could see what the other did."""
    write(workspace, title)
    exchange.seal(workspace.store, workspace.circle())


def test_others_know_of_numbers_that_a_restored_laptop_does_not(
    noor: Workspace, sam: Workspace, share: Path, tmp_path: Path, opened: Opened
) -> None:
    """The folder lost those files as well: only what others have read tells that they were used."""
    old = copied(sam, tmp_path / "old")
    sam = opened(Workspace.open(sam.vault.folder, PASSPHRASE))
    write(sam, "gestuurd en verloren")
    sam.sync()
    write(noor, "gelezen")
    noor.sync()
    first = log_of(sam)
    for file in sorted((share / first).iterdir())[-1:]:
        file.unlink()

    again = opened(Workspace.open(old, PASSPHRASE))
    write(again, "daarna")
    report = again.sync()
    noor.sync()

    assert log_of(again) != first and [one.state for one in report.notices] == [State.FORK]
    assert "daarna" in titles(noor) and len(places(noor)) == len(set(places(noor)))


def test_a_second_process_is_told_and_may_read_along(noor: Workspace, tmp_path: Path, opened: Opened) -> None:
    noor.close()
    context = elsewhere()
    held, go = context.Event(), context.Event()
    first = context.Process(target=hold, args=(tmp_path / "noor", held, go))
    first.start()
    assert held.wait(60)

    with pytest.raises(VaultInUse):
        Workspace.open(tmp_path / "noor", PASSPHRASE)
    with Workspace.open(tmp_path / "noor", PASSPHRASE, readonly=True) as second:
        assert titles(second) == ["van de eerste"]
        with pytest.raises(ReadOnly):
            write(second, "van de tweede")
    go.set()
    first.join(60)

    assert first.exitcode == 0
    assert titles(opened(Workspace.open(tmp_path / "noor", PASSPHRASE))) == ["nog een", "van de eerste"]
