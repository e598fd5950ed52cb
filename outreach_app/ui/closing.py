"""How an open vault ends: what is unsent is sent if it can be, jobs come to an end, keys are forgotten."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from outreach_app.errors import OutreachError

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell
    from outreach_app.workspace import Workspace

log = logging.getLogger(__name__)

PATIENCE_MS = 5000
"""How long a stalled share may hold up closing the vault."""
LAST_SYNC = 3.0
"""Seconds in which what is unsent may still be sent after locking, before the keys go."""


def note_refusal(error: OutreachError) -> None:
    """Of a job over a vault that nobody waits for."""
    log.error("vault: %s", type(error).__name__)


def close(shell: Shell, last_sync: float) -> bytes | None:
    """Sends what is unsent, within so many seconds; whoever waits for a stalled share then waits no longer.

    Yields what stood typed, sealed, where the disk did not take it.
    """
    try:
        _rest(shell, last_sync)
        return shell.keeping.sealed()
    finally:
        shell.workspace.close()


def restored_from(shell: Shell, file: Path) -> Workspace:
    """The same vault as a backup has it. Where that is refused, the vault is closed."""
    from outreach_app.workspace import Workspace

    before = shell.workspace
    try:
        _rest(shell, 0)
        before.backups.restore(file)
    except BaseException:
        before.close()
        raise
    return Workspace.of(before.vault)


def _rest(shell: Shell, last_sync: float) -> None:
    shell.workspace.share.part(last_sync)
    shell.background.rest()
    if not shell.background.wait(PATIENCE_MS):
        log.warning("a job did not end in time: the vault is closed without it")
