"""The recovery sheet of an open vault."""

from outreach_app.vault.recovery import RecoverySheet
from outreach_app.workspace.opened import Workspace


def new_sheet(workspace: Workspace) -> RecoverySheet:
    """With a new code: the old one opens nothing any more. Raises VaultInUse where this is open to read only."""
    return sheet_of(workspace, workspace.vault.new_recovery_code())


def sheet_of(workspace: Workspace, code: str) -> RecoverySheet:
    """For a code that was just made: it is kept nowhere."""
    number = workspace.vault.id.hex()[:8].upper()
    return RecoverySheet(
        code=code,
        team=workspace.team_name,
        worker=workspace.worker_name,
        vault=f"{number[:4]}-{number[4:]}",
        made_on=workspace.clock.today(),
    )
