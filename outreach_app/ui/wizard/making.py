"""What the first start does in a worker thread: looks at a folder, makes a vault with its team."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach_app.errors import OutreachError

if TYPE_CHECKING:
    from outreach_app.workspace import Workspace

NEW, JOIN, BACK, DEMO = "new", "join", "back", "demo"


@dataclass
class Answers:
    """What was asked on the way."""

    kind: str = NEW
    team: str = ""
    worker: str = ""
    folder: Path | None = None
    team_fingerprint: str = ""
    passphrase: str = ""
    backup: Path | None = None


@dataclass(frozen=True)
class Look:
    """What is to be said of a folder at first sight."""

    found: bool
    writable: bool = False
    files: int = 0


@dataclass(frozen=True)
class Made:
    """A vault that was just made, still open; the code is shown this once."""

    workspace: Workspace
    code: str
    fingerprint: str
    team_fingerprint: str


def look_at(folder: Path) -> Look:
    """Whether the folder is there, holds something, and can be written: by writing a file and taking it away."""
    try:
        files = sum(1 for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return Look(found=False)
    trial = folder / f"{secrets.token_hex(8)}.tmp"
    try:
        trial.write_bytes(b"")
    except OSError:
        return Look(True, False, files)
    finally:
        with contextlib.suppress(OSError):
            trial.unlink(missing_ok=True)
    return Look(True, True, files)


def make(vault: Path, answers: Answers) -> Made:
    """A vault with a new team, or with a request to join one. Leaves nothing behind when it fails."""
    from outreach_app.workspace import Workspace

    workspace, code = Workspace.create(vault, answers.passphrase)
    try:
        if answers.kind == NEW:
            founded = workspace.found_team(answers.team, answers.worker, answers.folder)
            return Made(workspace, code, founded.fingerprint, founded.team_fingerprint)
        assert answers.folder is not None
        asked = workspace.ask_to_join(answers.worker, answers.folder, answers.team_fingerprint or None)
        return Made(workspace, code, asked.fingerprint, asked.team_fingerprint)
    except OutreachError:
        workspace.discard()
        raise


def put_back(vault: Path, answers: Answers) -> Workspace:
    """A vault from a backup file and its passphrase, with sync paused. Leaves nothing behind when it fails."""
    from outreach_app.workspace.rescue import rescue

    assert answers.backup is not None
    return rescue(vault, answers.backup, answers.passphrase)


def free_folder(wanted: Path) -> Path:
    """The folder for a new vault: the one wanted, or the next with a number where that is taken."""
    folder, number = wanted, 2
    while folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        folder = wanted.with_name(f"{wanted.name}-{number}")
        number += 1
    return folder
