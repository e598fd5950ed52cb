"""A dumb folder: list, read, put once, delete. Names are written once and never change their content.

Everything else that sync needs is built on these four calls, so that faults can be injected here and another kind
of storage needs an adapter and no more.
"""

import errno
import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from outreach_app.sync.errors import NotAFolder, SharedFolderMissing
from outreach_app.sync.long_paths import unlimited

TEMPORARY = ".tmp"
"""Ending of files being written; cloud clients leave these alone, and so do readers."""

_DEPTH = 2
_HALF = re.compile(r"(^|/)[0-9a-f]{16}\.tmp$")
"""A file that this program is writing, or was."""
_DEAD = 7 * 24 * 3600 * 1000
_PIECE = 1 << 20
"""Bytes moved at a time: a slow line is told from a dead one by each of them."""
_TRIES = 6
_LOCKED_BY_OTHERS = {5, 32, 33}
"""Windows: access denied, sharing violation, lock violation. An antivirus or an indexer looks at a fresh file."""
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS}
"""A file system that cannot flush says so; read-back is what we rely on."""


class Entry(NamedTuple):
    """A file in the folder; `name` with `/` between its parts."""

    name: str
    size: int
    at: int = 0
    """When it was last written, as the folder has it, in milliseconds since 1970; 0 where it does not say. A hint:
    nothing but a warning may hang on it."""


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
        self.alive: Callable[[], object] = int
        """Called with every file listed and every piece moved."""
        self._base = unlimited(root)

    @property
    def place(self) -> str:
        return str(self.root)

    def list(self, prefix: str = "") -> list[Entry]:
        """Files up to one folder deep; what hides or is being written is left out."""
        self._reachable()
        below, slash, _rest = prefix.partition("/")
        start, named, depth = (self._base / below, f"{below}/", 1) if slash else (self._base, "", _DEPTH)
        try:
            found = list(self._walk(start, named, depth))
            self._sweep(found)
            return [entry for entry in found if entry.name.startswith(prefix) and not _HALF.search(entry.name)]
        except (FileNotFoundError, NotADirectoryError) as error:
            if not slash:
                raise SharedFolderMissing(folder=self.root) from error
            self._reachable()
            return []
        except OSError as error:
            raise SharedFolderMissing(folder=self.root) from error

    def read(self, name: str) -> bytes:
        try:
            return self._content(self._base / name)
        except OSError:
            self._reachable()
            raise

    def put_once(self, name: str, data: bytes) -> None:
        path = self._base / name
        try:
            if path.exists():
                if self._content(path) != data:
                    raise FileExistsError(errno.EEXIST, "other content", str(path))
                return
            if path.parent != self._base:  # a root that is gone is never made here
                path.parent.mkdir(exist_ok=True)
            _write(path, data, self.alive)
            if self._content(path) != data:
                raise NotKept(errno.EIO, "other content", str(path))
        except OSError:
            self._reachable()
            raise

    def delete(self, name: str) -> None:
        self._reachable()
        try:
            (self._base / name).unlink(missing_ok=True)
        except OSError:
            self._reachable()
            raise

    def _sweep(self, found: Iterable[Entry]) -> None:
        """Takes away what a program left that was killed while it wrote: half files that are a week old by the
        folder's own dates and by this computer's clock."""
        now = min(max((entry.at for entry in found), default=0), time.time_ns() // 1_000_000)
        for entry in found:
            if _HALF.search(entry.name) and 0 < entry.at < now - _DEAD:
                with suppress(OSError):
                    (self._base / entry.name).unlink(missing_ok=True)

    def _reachable(self) -> None:
        if not self._base.is_dir():
            raise (NotAFolder if self._base.exists() else SharedFolderMissing)(folder=self.root)

    def _content(self, path: Path) -> bytes:
        pieces = []
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                pieces.append(piece)
                self.alive()
        return b"".join(pieces)

    def _walk(self, directory: Path, prefix: str, depth: int) -> Iterator[Entry]:
        with os.scandir(directory) as entries:
            for entry in entries:
                self.alive()
                if entry.name.startswith(".") or (entry.name.endswith(TEMPORARY) and not _HALF.search(entry.name)):
                    continue
                if entry.is_file():
                    try:
                        stat = entry.stat()
                    except FileNotFoundError:
                        continue  # gone meanwhile
                    except OSError:
                        yield Entry(prefix + entry.name, 0)  # reading it will say what is wrong
                        continue
                    yield Entry(prefix + entry.name, stat.st_size, stat.st_mtime_ns // 1_000_000)
                elif depth > 1 and entry.is_dir(follow_symlinks=False):
                    try:
                        yield from self._walk(Path(entry.path), f"{prefix}{entry.name}/", depth - 1)
                    except (PermissionError, FileNotFoundError):
                        continue  # not ours to read, so not ours; or gone meanwhile


def _write(path: Path, data: bytes, alive: Callable[[], object]) -> None:
    """Whole or not at all, as far as the file system can; readers verify, so nothing hangs on it."""
    temporary = path.with_name(secrets.token_hex(8) + TEMPORARY)
    try:
        _flushed(temporary, data, alive)
        for attempt in range(_TRIES):
            try:
                temporary.rename(path)
                break
            except OSError as error:
                if getattr(error, "winerror", None) not in _LOCKED_BY_OTHERS:
                    raise
                time.sleep(0.05 * 2**attempt)
        else:
            _flushed(path, data, alive)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_directory(path.parent)


def _flushed(path: Path, data: bytes, alive: Callable[[], object]) -> None:
    with path.open("xb") as file:
        for start in range(0, len(data), _PIECE):
            file.write(data[start : start + _PIECE])
            file.flush()
            try:
                os.fsync(file.fileno())
            except OSError as error:
                if error.errno not in _NO_SYNC:
                    raise
            alive()


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
