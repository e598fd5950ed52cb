"""Disks without room: a small one of its own where that is allowed, else a limit on how large a file may grow."""

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

Disk = Callable[[Path, int], AbstractContextManager[Path]]


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """A file system of `size` bytes at `place`."""
    place.mkdir()
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["/bin/umount", "-l", str(place)], check=True)


@contextmanager
def no_large_files(place: Path, size: int) -> Iterator[Path]:
    """Files of this process grow no further than `size` bytes, wherever they are."""
    place.mkdir(exist_ok=True)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield place
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@cache
def may_mount() -> bool:
    with TemporaryDirectory() as scratch:
        try:
            with small_disk(Path(scratch) / "trial", 1 << 16):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False


DISKS: list[Disk] = [no_large_files, *([small_disk] if may_mount() else [])]
