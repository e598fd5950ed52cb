"""Where things are: what ships with the program, and the user's own folders."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

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
    """A file that is there whole or not at all; an older one stands until the new one does. Raises OSError."""
    half = path.with_name(f".{path.name}.half")
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        error.filename = str(path)  # a full disk names no file by itself
        raise
    finally:
        half.unlink(missing_ok=True)
