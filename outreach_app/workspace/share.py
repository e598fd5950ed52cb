"""The shared folder as the window looks at it between two syncs: whether it answers, what waits, who has what."""

import logging
import threading
import time
from typing import TYPE_CHECKING

from outreach_app.errors import OutreachError
from outreach_app.sync import standing
from outreach_app.sync.standing import Overview, Standing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.workspace.opened import Workspace

log = logging.getLogger(__name__)

_AGAIN = 0.25
PARTING = 8.0
"""Seconds that a last sync may take before the vault is closed."""


class Share:
    """Hangs from a workspace as `share`."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def knock(self) -> None:
        """Returns if the folder answers. Cheap, whatever is in it. Raises NoSharedFolder, SharedFolderMissing."""
        self._workspace.shared().list("team/")

    def standing(self, session: "Session") -> Standing:
        """How sync stands. Raises NoTeamYet."""
        return standing.standing(session, self._workspace.circle(), self._workspace.clock.milliseconds())

    def overview(self, session: "Session") -> Overview:
        """Who has what, and what is missing. Raises NoTeamYet."""
        return standing.overview(session, self._workspace.circle())

    def part(self, seconds: float = PARTING) -> None:
        """Sends what waits before the vault is closed, if that takes no longer; afterwards nobody waits for the
        folder any more, whatever is under way."""
        workspace = self._workspace
        if not workspace.folder or workspace.readonly:
            return
        until = time.monotonic() + seconds
        over = threading.Event()
        threading.Thread(target=self._ring, args=(seconds, over), daemon=True).start()
        try:
            with workspace.store.read() as session:
                waits = standing.pending(session)
            if waits and workspace.role and seconds:
                workspace.sync(cancelled=lambda: time.monotonic() > until)
        except OutreachError as error:
            log.info("a last sync: %s", type(error).__name__)
        finally:
            over.set()
            self.give_up()

    def _ring(self, seconds: float, over: threading.Event) -> None:
        """Gives up after so many seconds, and again: one call may have just ended, and the next be the one that is
        stuck."""
        left = seconds
        while not over.wait(left):
            self.give_up()
            left = _AGAIN

    def give_up(self) -> None:
        """Whoever waits for a folder that does not answer stops waiting."""
        if self._workspace.folder:
            self._workspace.shared().give_up()
