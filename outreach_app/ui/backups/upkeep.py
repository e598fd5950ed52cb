"""After unlocking, once the window stands: the backup of the day, a look at the file, and what is to be said."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.store import integrity
from outreach_app.store.errors import DatabaseDamaged
from outreach_app.ui.backups.listed import moment
from outreach_app.ui.places import SETTINGS
from outreach_app.workspace import Workspace
from outreach_app.workspace.errors import VAULT_MOVED, BackupUnwritable, NoRoomForBackup

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell

log = logging.getLogger(__name__)

LATER_MS = 3000


class _Found(NamedTuple):
    damaged: bool
    no_backup: OutreachError | None = None


class Upkeep(QObject):
    """Speaks in the bar above the pages; the gravest stays."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell, self._workspace = shell, shell.workspace
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self.look)

    def begin(self) -> None:
        if self._workspace.paused:
            self._say_paused()
            self._shell.syncing.finished.connect(self._shell.notice.hide)
        elif self._workspace.moved:
            self._shell.notice.say(_(VAULT_MOVED), tone="warning")
        self._shell.background.run_outside(self._workspace.exports.clear_halves, owner=self)
        self._later.start()

    def look(self) -> None:
        """At the file, and whether there is a backup of this day."""
        workspace = self._workspace
        self._shell.background.run_outside(lambda: _look(workspace), owner=self, done=self._looked)

    def _looked(self, found: _Found) -> None:
        notice = self._shell.notice
        if found.damaged:
            advice = _("Restore the newest backup now. What was sent since comes back from the team.")
            action = (_("To the backups"), lambda: self._shell.go(SETTINGS, "backups"))
            notice.say(_("The file of this vault is damaged."), advice, "error", action, closable=False)
        elif found.no_backup is not None and notice.isHidden():
            notice.say(str(found.no_backup), found.no_backup.what_now, "warning")

    def _say_paused(self) -> None:
        date = moment(self._workspace.paused)
        said = _("This vault was put back from the backup of {date}. Sync is paused.").format(date=date)
        advice = _("Look whether it is the one you want. What was sent after that date comes back with the sync.")
        self._shell.notice.say(said, advice, "warning", (_("Resume sync"), self._resume), closable=False)

    def _resume(self) -> None:
        self._shell.background.run_outside(
            self._workspace.resume_sync, owner=self, done=lambda _nothing: self._shell.syncing.resume()
        )


def _look(workspace: Workspace) -> _Found:
    """In a worker thread. A backup reads every page, so it finds what a sample does not."""
    if integrity.sample(workspace.store):
        log.error("the sample found damaged pages")
        return _Found(damaged=True)
    try:
        workspace.backups.daily()
    except DatabaseDamaged:
        log.error("the daily backup found damaged pages")
        return _Found(damaged=True)
    except (NoRoomForBackup, BackupUnwritable) as error:
        return _Found(damaged=False, no_backup=error)
    return _Found(damaged=False)
