"""What other processes do with a vault. They start from one that has everything imported."""

import multiprocessing
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Event
from pathlib import Path

from nacl.pwhash import argon2id

from outreach_app.vault import slots
from outreach_app.workspace import Workspace
from tests.workspace.vaults import PASSPHRASE, write


def elsewhere() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def hold(vault: Path, held: Event, go: Event) -> None:
    """Has the vault open, and writes before and after it may go on."""
    with _opened(vault) as workspace:
        write(workspace, "van de eerste")
        held.set()
        go.wait(60)
        write(workspace, "nog een")


def back_up_and_restore(vault: Path, ready: Event) -> None:
    """Again and again, until it is killed."""
    workspace = _opened(vault)
    ready.set()
    while True:
        backup = workspace.backups.make()
        workspace.backups.restore(backup.path)
        workspace = Workspace.of(workspace.vault)


def _opened(vault: Path) -> Workspace:
    slots.STRENGTH = slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
    return Workspace.open(vault, PASSPHRASE)
