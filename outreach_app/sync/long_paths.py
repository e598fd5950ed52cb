"""How long a path may get: some systems stop at 260 characters, and say "not found" beyond."""

import os
from pathlib import Path, PurePath, PureWindowsPath

from outreach_app.sync.errors import FolderTooLong

BELOW = 85
"""Characters that may stand below the root: a name of ours, and what a cloud client adds to a conflict copy."""
WINDOWS, ELSEWHERE = 259, 4095
"""Characters of a path (bytes, elsewhere), for all who use the folder: explorers, cloud clients, backups."""
LONGEST = WINDOWS if os.name == "nt" else ELSEWHERE
_PREFIX = "\\\\?\\"


def refuse_too_long(root: PurePath, longest: int = LONGEST) -> None:
    """Raises FolderTooLong, at a time when another folder can still be chosen."""
    text = str(root)
    over = len(text if longest == WINDOWS else text.encode()) + BELOW - longest
    if over > 0:
        raise FolderTooLong(folder=root, over=over)


def unlimited(root: Path) -> Path:
    """The same folder, so that this program at least is not stopped by the limit of Windows."""
    return Path(prefixed(root)) if isinstance(root, PureWindowsPath) else root


def prefixed(root: PureWindowsPath) -> str:
    """With the prefix that lifts the limit; a path that is not absolute has none."""
    text = str(root)
    if not root.is_absolute() or text.startswith(_PREFIX):
        return text
    return f"{_PREFIX}UNC{text[1:]}" if text.startswith("\\\\") else _PREFIX + text
