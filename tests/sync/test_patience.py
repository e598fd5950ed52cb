"""A folder that stops answering is out of reach after a while; one that is merely slow is waited for."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach_app.sync.errors import FolderStalled, SharedFolderMissing
from outreach_app.sync.folder import Entry
from outreach_app.sync.patience import PatientFolder, patient
from tests.sync.conftest import FaultyFolder

SOON = 0.05


class Stuck(FaultyFolder):
    """Its calls do not return until `answers` is set; each says when it has begun."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place
        self.answers, self.begun = threading.Event(), threading.Semaphore(0)
        self.calls = 0

    def list(self, prefix: str = "") -> list[Entry]:
        self.calls += 1
        self.begun.release()
        self.answers.wait(20)
        return super().list(prefix)


@pytest.fixture
def stuck(request: pytest.FixtureRequest) -> Iterator[Stuck]:
    folder = Stuck(request.node.name)
    yield folder
    folder.answers.set()


def threads() -> int:
    return sum(thread.name == "folder" for thread in threading.enumerate())


def test_a_call_that_does_not_return_puts_the_folder_out_of_reach(stuck: Stuck) -> None:
    folder, before = PatientFolder(stuck, SOON), threads()

    for _try in range(20):
        with pytest.raises(FolderStalled) as told:
            folder.list()
    again = PatientFolder(stuck, SOON)  # the vault was locked and opened
    with pytest.raises(SharedFolderMissing):
        again.read("x")

    assert stuck.calls == 1 and threads() <= before + 1, "nothing piles up on a dead share"
    assert stuck.place in str(told.value)


def test_once_it_answers_everything_goes_on(stuck: Stuck) -> None:
    folder = PatientFolder(stuck, SOON)
    with pytest.raises(FolderStalled):
        folder.list()
    stuck.answers.set()
    while stuck.calls == 1:
        try:
            assert folder.list() == []
        except FolderStalled:
            continue  # the first call is just returning

    folder.put_once("een.seg", b"een")
    assert folder.read("een.seg") == b"een"
    folder.delete("een.seg")
    assert folder.list() == []


def test_closing_the_vault_ends_the_waiting(stuck: Stuck) -> None:
    folder = PatientFolder(stuck, 60)
    came: list[BaseException] = []

    def ask() -> None:
        try:
            folder.list()
        except FolderStalled as error:
            came.append(error)

    waiting = [threading.Thread(target=ask) for _number in range(3)]
    for thread in waiting:
        thread.start()
    assert stuck.begun.acquire(timeout=20)
    folder.give_up()
    for thread in waiting:
        thread.join(20)

    assert len(came) == 3 and stuck.calls == 1


def test_what_a_call_raises_is_raised(tmp_path: Path) -> None:
    folder = patient(tmp_path)

    with pytest.raises(FileNotFoundError):
        folder.read("nergens.seg")
    with pytest.raises(SharedFolderMissing) as gone:
        patient(tmp_path / "weg").list()

    assert not isinstance(gone.value, FolderStalled)


def test_a_slow_folder_that_gives_signs_of_life_is_waited_for() -> None:
    class Slow(FaultyFolder):
        place = "slow"

        def list(self, prefix: str = "") -> list[Entry]:
            until = time.monotonic() + 4 * SOON
            while time.monotonic() < until:
                folder.alive()
            return super().list(prefix)

    folder = PatientFolder(Slow(), SOON)

    assert folder.list() == []


def test_every_file_and_every_piece_is_a_sign_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signs: list[str] = []
    monkeypatch.setattr(PatientFolder, "alive", lambda _folder: signs.append(""))
    folder = patient(tmp_path)

    folder.put_once("een.seg", bytes(3 << 20))
    written = len(signs)
    folder.read("een.seg")
    read = len(signs) - written
    folder.list()

    assert (written, read, len(signs) - written - read) == (6, 3, 1)  # written, and read back
