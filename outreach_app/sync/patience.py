"""A share that has stalled is out of reach, and no reason to wait for ever.

A call of the kernel to a dead server may never return. So every call to a folder is made by a thread of its own,
and whoever asked waits as long as the folder gives signs of life. While one call is stuck no other is begun: the
folder is out of reach until it returns. The thread is left behind and keeps nobody from ending the program.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from outreach_app.errors import OutreachError
from outreach_app.sync.errors import FolderStalled
from outreach_app.sync.folder import DirectoryFolder, Entry, Folder
from outreach_app.sync.long_paths import refuse_too_long

SECONDS = 30.0
"""Without a sign of life, after which a folder counts as out of reach."""
_IDLE = 5.0
"""Seconds after which a thread without work ends."""

T = TypeVar("T")


class PatientFolder:
    """Another folder, with a limit to the waiting. Raises FolderStalled, besides what the other raises."""

    def __init__(self, inner: Folder, seconds: float = SECONDS) -> None:
        self._inner, self._seconds = inner, seconds
        self._lane = _lane(inner.place)

    @property
    def place(self) -> str:
        return self._inner.place

    def list(self, prefix: str = "") -> list[Entry]:
        return self._wait(lambda: self._inner.list(prefix))

    def read(self, name: str) -> bytes:
        return self._wait(lambda: self._inner.read(name))

    def put_once(self, name: str, data: bytes) -> None:
        self._wait(lambda: self._inner.put_once(name, data))

    def delete(self, name: str) -> None:
        self._wait(lambda: self._inner.delete(name))

    def alive(self) -> None:
        """The other says that it gets on: the waiting begins anew."""
        self._lane.beat = time.monotonic()

    def give_up(self) -> None:
        """Whoever waits for a call stops waiting: the vault is being closed."""
        self._lane.give_up()

    def _wait(self, work: Callable[[], T]) -> T:
        try:
            return self._lane.run(work, self._seconds)
        except _Stalled:
            raise FolderStalled(folder=self.place) from None


def patient(root: Path) -> PatientFolder:
    """A directory, as everybody should use one that may be on a share."""
    directory = DirectoryFolder(root)
    folder = PatientFolder(directory)
    directory.alive = folder.alive
    return folder


def chosen(root: Path) -> PatientFolder:
    """A folder that someone names, now that another could still be chosen. Raises FolderTooLong."""
    root = root.absolute()
    refuse_too_long(root)
    return patient(root)


class _Stalled(Exception):
    """No sign of life within the limit."""


class _Call(Generic[T]):
    """One call on its way, and what came of it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._result: list[T] = []
        self._error: BaseException = RuntimeError("a call to the folder died")
        self.ended = False

    def do(self) -> None:
        try:
            self._result.append(self._work())
        except (OSError, OutreachError) as error:
            self._error = error

    def result(self) -> T:
        if self._result:
            return self._result[0]
        raise self._error


class _Lane:
    """The one thread that calls one place, whoever asks."""

    def __init__(self) -> None:
        self.beat = 0.0
        """When the call that runs last gave a sign of life."""
        self._changed = threading.Condition()
        self._running: _Call[Any] | None = None
        self._stalled = False
        self._thread: threading.Thread | None = None

    def run(self, work: Callable[[], T], seconds: float) -> T:
        """Raises _Stalled, and what `work` raises."""
        mine = _Call(work)
        with self._changed:
            self._wait(lambda: self._running is None, seconds)
            self._running, self.beat = mine, time.monotonic()
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="folder", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            self._wait(lambda: mine.ended, seconds)
        return mine.result()

    def give_up(self) -> None:
        with self._changed:
            self._stalled = self._running is not None
            self._changed.notify_all()

    def _wait(self, ready: Callable[[], bool], seconds: float) -> None:
        while not ready():
            left = self.beat + seconds - time.monotonic()
            if self._stalled or left <= 0:
                self._stalled = True
                self._changed.notify_all()
                raise _Stalled
            self._changed.wait(left)

    def _serve(self) -> None:
        while True:
            with self._changed:
                if not self._changed.wait_for(lambda: self._running is not None, _IDLE):
                    self._thread = None
                    return
                call = self._running
            assert call is not None
            try:
                call.do()
            finally:
                with self._changed:
                    call.ended = True
                    self._running, self._stalled = None, False
                    self._changed.notify_all()


_lanes: dict[str, _Lane] = {}
_making = threading.Lock()


def _lane(place: str) -> _Lane:
    """One for each place in the whole process: locking and unlocking a vault does not start another."""
    with _making:
        return _lanes.setdefault(place, _Lane())
