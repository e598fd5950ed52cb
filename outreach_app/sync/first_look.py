"""What a folder tells before a team uses it: whether it answers, can be written, and has a team in it already."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from outreach_app.errors import OutreachError
from outreach_app.sync import place as places
from outreach_app.sync.folder import TEMPORARY, DirectoryFolder, Folder
from outreach_app.sync.long_paths import refuse_too_long
from outreach_app.sync.patience import PatientFolder
from outreach_app.sync.people import statements_in
from outreach_app.sync.place import Place
from outreach_app.sync.team import FOUNDING

SECONDS = 5.0
"""Somebody watches: a folder that says nothing for so long is out of reach."""
CLOUDS = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("seafile", "Seafile"),
    ("kdrive", "kDrive"),
    ("pcloud", "pCloud"),
    ("proton drive", "Proton Drive"),
)
"""How the folders of cloud clients begin, and what these clients are called."""


@dataclass(frozen=True)
class FirstLook:
    """`last` is when a laptop last wrote there, as the folder has it, in milliseconds since 1970; 0 for never."""

    writable: bool
    teams: int = 0
    laptops: int = 0
    last: int = 0
    files: int = 0
    cloud: str = ""
    """The client that brings it to other computers, by its name."""
    alone: bool = False
    """It lies among the user's own files, on the same disk: nothing says that others reach it."""


def first_look(place: Place, seconds: float = SECONDS) -> FirstLook:
    """Changes nothing: writes a file and takes it away again.

    Raises SharedFolderMissing, NotAFolder, FolderStalled, FolderTooLong, ServerRefused, NoServersHere.
    """
    if not isinstance(place, Path):
        return _look(places.chosen(place))
    root = place.absolute()
    refuse_too_long(root)
    directory = DirectoryFolder(root)
    folder = PatientFolder(directory, seconds)
    directory.alive = folder.alive
    cloud = cloud_of(root)
    return _look(folder, cloud, alone=not cloud and _own_disk(root))


def cloud_of(folder: Path) -> str:
    """The cloud client in whose folder this one lies; empty for none."""
    for part in reversed(folder.parts):
        for start, name in CLOUDS:
            if part.casefold().startswith(start):
                return name
    return ""


def _look(folder: Folder, cloud: str = "", *, alone: bool = False) -> FirstLook:
    entries = folder.list()
    written = [entry for entry in entries if entry.name.endswith(".seg")]
    return FirstLook(
        writable=_writable(folder),
        teams=len({one.team for one in statements_in(folder) if one.kind == FOUNDING}),
        laptops=len({entry.name.partition("/")[0] for entry in written}),
        last=max((entry.at for entry in written), default=0),
        files=len(entries),
        cloud=cloud,
        alone=alone,
    )


def _writable(folder: Folder) -> bool:
    trial = f"{secrets.token_hex(8)}{TEMPORARY}"
    try:
        folder.put_once(trial, b"vindplaats")
    except OSError:
        return False
    finally:
        with suppress(OSError, OutreachError):
            folder.delete(trial)
    return True


def _own_disk(folder: Path) -> bool:
    try:
        home = Path.home().resolve()
        return home in folder.resolve().parents and folder.stat().st_dev == home.stat().st_dev
    except (OSError, RuntimeError):
        return False
