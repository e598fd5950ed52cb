"""Vaults on real files, with a clock to set, and a folder between them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from nacl.pwhash import argon2id

from outreach_app.vault import slots
from outreach_app.workspace import Workspace
from tests.conftest import FakeClock
from tests.workspace.vaults import PASSPHRASE

CHEAP = slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "STRENGTH", CHEAP)


@pytest.fixture
def share(tmp_path: Path, started: "Started") -> Path:
    return shutil.copytree(started.share, tmp_path / "gedeelde map")


@pytest.fixture
def opened() -> Iterator[Callable[[Workspace], Workspace]]:
    """Closes at the end what a test opens on its way."""
    with ExitStack() as closing:
        yield closing.enter_context


@dataclass(frozen=True)
class Started:
    """A team of two that has synced, as folders to copy: quicker than to found one for each test."""

    noor: Path
    sam: Path
    share: Path


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Started:
    root = tmp_path_factory.mktemp("team")
    started = Started(root / "noor", root / "sam", root / "share")
    started.share.mkdir()
    usual, slots.STRENGTH = slots.STRENGTH, CHEAP
    noor, _code = Workspace.create(started.noor, PASSPHRASE, clock=FakeClock())
    sam, _code = Workspace.create(started.sam, PASSPHRASE, clock=FakeClock())
    with noor, sam:
        noor.found_team("Vlasakker", "Noor", started.share)
        sam.ask_to_join("Sam", started.share)
        noor.admit(sam.fingerprint)
        noor.sync()
        sam.sync()
    slots.STRENGTH = usual
    return started


@pytest.fixture
def noor(tmp_path: Path, share: Path, clock: FakeClock, started: Started) -> Iterator[Workspace]:
    """A coordinator with a folder."""
    yield from _copied(started.noor, tmp_path / "noor", share, clock)


@pytest.fixture
def sam(tmp_path: Path, share: Path, clock: FakeClock, started: Started) -> Iterator[Workspace]:
    """A worker, admitted and synced."""
    yield from _copied(started.sam, tmp_path / "sam", share, clock)


def _copied(vault: Path, to: Path, share: Path, clock: FakeClock) -> Iterator[Workspace]:
    shutil.copytree(vault, to)
    with Workspace.open(to, PASSPHRASE, clock=clock) as workspace:
        workspace.use_folder(share)
        yield workspace
