"""How an open vault ends: what is unsent is sent if it can be, jobs come to an end, keys are forgotten."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell
    from outreach_app.workspace import Workspace

log = logging.getLogger(__name__)

PATIENCE_MS = 5000
"""How long a stalled share may hold up closing the vault."""


def close(shell: Shell, last_sync: float) -> None:
    """Sends what is unsent, within so many seconds; whoever waits for a stalled share then waits no longer."""
    try:
        _rest(shell, last_sync)
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
