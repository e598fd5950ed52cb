"""A dumb folder: list, read, put once, delete. Names are written once and never change their content.

Everything else that sync needs is built on these four calls, so that faults can be injected here and another kind
of storage needs an adapter and no more.
"""

import errno
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from outreach_app.sync.errors import NotAFolder, SharedFolderMissing

TEMPORARY = ".tmp"
"""Ending of files being written; cloud clients leave these alone, and so do readers."""

_DEPTH = 2
_TRIES = 6
_LOCKED_BY_OTHERS = {5, 32, 33}
"""Windows: access denied, sharing violation, lock violation. An antivirus or an indexer looks at a fresh file."""
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS}
"""A file system that cannot flush says so; read-back is what we rely on."""


class Entry(NamedTuple):
    """A file in the folder; `name` with `/` between its parts."""

    name: str
    size: int


class NotKept(OSError):
    """The folder took a file and gives back another one, or none."""


class Folder(Protocol):
    """Where a team exchanges files. Raises SharedFolderMissing if it is out of reach, OSError for one file."""

    @property
    def place(self) -> str:
        """Where it is, for messages and settings."""
        ...

    def list(self, prefix: str = "") -> list[Entry]: ...

    def read(self, name: str) -> bytes: ...

    def put_once(self, name: str, data: bytes) -> None:
        """Writes a file that did not exist and reads it back. The same bytes again are no error.

        Raises FileExistsError if the name has other content, NotKept if reading back fails.
        """
        ...

    def delete(self, name: str) -> None: ...


class DirectoryFolder:
    """A local or mounted directory."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def place(self) -> str:
        return str(self.root)

    def list(self, prefix: str = "") -> list[Entry]:
        """Files up to one folder deep; what hides or is being written is left out."""
        self._reachable()
        try:
            return [entry for entry in self._walk(self.root, "", _DEPTH) if entry.name.startswith(prefix)]
        except OSError as error:
            raise SharedFolderMissing(folder=self.root) from error

    def read(self, name: str) -> bytes:
        try:
            return (self.root / name).read_bytes()
        except OSError:
            self._reachable()
            raise

    def put_once(self, name: str, data: bytes) -> None:
        path = self.root / name
        try:
            if path.exists():
                if path.read_bytes() != data:
                    raise FileExistsError(errno.EEXIST, "other content", str(path))
                return
            if path.parent != self.root:  # a root that is gone is never made here
                path.parent.mkdir(exist_ok=True)
            _write(path, data)
            if path.read_bytes() != data:
                raise NotKept(errno.EIO, "other content", str(path))
        except OSError:
            self._reachable()
            raise

    def delete(self, name: str) -> None:
        self._reachable()
        try:
            (self.root / name).unlink(missing_ok=True)
        except OSError:
            self._reachable()
            raise

    def _reachable(self) -> None:
        if not self.root.is_dir():
            raise (NotAFolder if self.root.exists() else SharedFolderMissing)(folder=self.root)

    def _walk(self, directory: Path, prefix: str, depth: int) -> Iterator[Entry]:
        with os.scandir(directory) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.endswith(TEMPORARY):
                    continue
                if entry.is_file():
                    yield Entry(prefix + entry.name, entry.stat().st_size)
                elif depth > 1 and entry.is_dir(follow_symlinks=False):
                    try:
                        yield from self._walk(Path(entry.path), f"{prefix}{entry.name}/", depth - 1)
                    except PermissionError:
                        continue  # not ours to read, so not ours


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, as far as the file system can; readers verify, so nothing hangs on it."""
    temporary = path.with_name(secrets.token_hex(8) + TEMPORARY)
    try:
        _flushed(temporary, data)
        for attempt in range(_TRIES):
            try:
                temporary.rename(path)
                break
            except OSError as error:
                if getattr(error, "winerror", None) not in _LOCKED_BY_OTHERS:
                    raise
                time.sleep(0.05 * 2**attempt)
        else:
            _flushed(path, data)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_directory(path.parent)


def _flushed(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        try:
            os.fsync(file.fileno())
        except OSError as error:
            if error.errno not in _NO_SYNC:
                raise


def _sync_directory(directory: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)
