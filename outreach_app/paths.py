"""Where things are: what ships with the program, and the user's own folders."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

_inside = Path(__file__).parent / "resources"
RESOURCES = _inside if _inside.is_dir() else Path(__file__).parent.parent / "resources"
"""Inside the package when installed from a wheel, beside it in a checkout."""


def _dirs() -> "PlatformDirs":
    from platformdirs import PlatformDirs  # 40 ms that the lock screen need not wait for

    return PlatformDirs("vindplaats", appauthor=False)


def default_vault() -> Path:
    """The vault that is opened when none is named."""
    return Path(_dirs().user_data_dir) / "vault"


def has_display() -> bool:
    """Whether a window can be shown here; Qt would end the process where it cannot."""
    shown_by = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in shown_by)


def write_whole(path: Path, content: bytes) -> None:
    """As `whole`, of what is in memory."""
    with whole(path) as file:
        file.write(content)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Opens a file that is there whole or not at all; an older one stands until the new one does. Raises OSError.

    Where the system can, it has no name until it is whole: a killed program leaves nothing. Elsewhere, and for the
    moment in which it takes the place of an older one, it lies beside it as `half_of` says.
    """
    half = half_of(path)
    try:
        half.unlink(missing_ok=True)  # of a program that was killed
        nameless = _nameless(path.parent)
        with nameless or half.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            there = nameless is not None and _named(nameless, path, half)
        if not there:
            half.replace(path)
    except OSError as error:
        error.filename = str(path)  # a full disk names no file by itself
        raise
    finally:
        half.unlink(missing_ok=True)


def half_of(path: Path) -> Path:
    """Where a file is written that has no name of its own yet."""
    return path.with_name(f".{path.name}.half")


def _nameless(folder: Path) -> BinaryIO | None:
    """None where system or disk have no such files."""
    flag = getattr(os, "O_TMPFILE", 0)
    if flag:
        with suppress(OSError):
            return os.fdopen(os.open(folder, flag | os.O_RDWR, 0o666), "w+b")
    return None


def _named(file: BinaryIO, path: Path, half: Path) -> bool:
    """Gives it its name; False where it got that of `half`: one stands there, or it cannot be named by itself."""
    open_file, number = f"/proc/self/fd/{file.fileno()}", file.fileno()
    for name in (path, half):
        with suppress(OSError):
            # Only with a folder, which an absolute path makes no use of, does Python follow the link.
            os.link(open_file, name, src_dir_fd=number, follow_symlinks=True)
            return name == path
    file.seek(0)
    with half.open("wb") as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())
    return False
