"""Between a laptop and the folder: calls that go wrong as told, and names as some systems show them."""

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outreach_app.sync.errors import SharedFolderMissing
from outreach_app.sync.folder import Entry
from tests.sync.conftest import FaultyFolder


@dataclass(frozen=True)
class Fault:
    """What becomes of one call. Of a file that was being written `leaves` says how much stands there then."""

    error: BaseException
    leaves: Callable[[bytes], bytes | None] = lambda _data: None


def failure(number: int, leaves: Callable[[bytes], bytes | None] = lambda _data: None) -> Fault:
    return Fault(OSError(number, os.strerror(number)), leaves)


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    return bytes([*data[:-1], data[-1] ^ 1])


@dataclass
class Faults:
    """The four calls of another folder, numbered from 0 as they come."""

    inner: FaultyFolder
    at: dict[int, Fault]
    shown: Callable[[str], Iterator[str]] = lambda name: iter((name,))
    """Names under which the folder lists a file."""
    listing: list[Entry] | None = None
    """What is listed, if the folder shows how it was some time ago."""
    calls: int = 0
    place: str = "memory"

    def list(self, prefix: str = "") -> list[Entry]:
        try:
            self._step()
        except OSError as error:  # as the calls are defined
            raise SharedFolderMissing(folder=self.place) from error
        if self.listing is not None:
            return self.listing
        return [entry._replace(name=name) for entry in self.inner.list(prefix) for name in self.shown(entry.name)]

    def read(self, name: str) -> bytes:
        self._step()
        real = next((one for one in self.inner.files if name in self.shown(one)), "")
        if not real:
            raise FileNotFoundError(errno.ENOENT, "gone", name)
        return self.inner.read(real)

    def put_once(self, name: str, data: bytes) -> None:
        self._step(name, data)
        self.inner.put_once(name, data)

    def delete(self, name: str) -> None:
        self._step()
        self.inner.delete(name)

    def _step(self, name: str = "", data: bytes = b"") -> None:
        number, self.calls = self.calls, self.calls + 1
        if (fault := self.at.get(number)) is None:
            return
        left = fault.leaves(data) if name else None
        if left is not None:
            self.inner.files.setdefault(name, left)
        raise fault.error
