"""Syncs by itself, quietly: at the start, every five minutes, and a little after something was saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtCore import Signal as QtSignal

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.ui.background import Background

if TYPE_CHECKING:
    from outreach_app.workspace import SyncReport, Workspace

EVERY_MS = 5 * 60_000
AFTER_SAVING_MS = 15_000
"""Long enough that a round is sent once, not visit by visit."""


class State(Enum):
    """What the indicator shows: its icon and colour token."""

    ALONE = ("laptop", "text2")
    WAITING = ("cloud", "text2")
    BUSY = ("refresh-cw", "blue")
    DONE = ("cloud-check", "green")
    UNREACHABLE = ("cloud-off", "amber")
    CHOICES = ("git-merge", "red")

    @property
    def icon(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Status:
    """How sync stands, in words: a line, and a quieter one below it."""

    state: State
    line: str
    detail: str = ""


class Syncing(QObject):
    """One sync at a time, on the lane for slow shares; a person may start or cancel one."""

    status_changed = QtSignal(object)
    progressed = QtSignal(int, int)
    finished = QtSignal(object)
    """The report."""
    failed = QtSignal(object)

    def __init__(self, workspace: Workspace, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._background = workspace, background
        self._cancelled = False
        self.busy = False
        self.report: SyncReport | None = None
        self.error: OutreachError | None = None
        self.at: datetime | None = None
        """When the last sync that worked ended."""
        self._often = QTimer(self)
        self._often.setInterval(EVERY_MS)
        self._often.timeout.connect(self.start)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_SAVING_MS)
        self._soon.timeout.connect(self.start)
        background.records_changed.connect(self._saved)

    def begin(self) -> None:
        """Syncs now and from now on, where there is a folder to sync with."""
        self._often.start()
        self.start()

    def soon(self) -> None:
        if self._syncs():
            self._soon.start()

    @Slot()
    def start(self) -> None:
        if self.busy or not self._syncs():
            self._tell()
            return
        self.busy, self._cancelled = True, False
        self._soon.stop()
        self._tell()
        stopping = self._background.stopping
        self._background.run_outside(
            lambda: self._workspace.sync(
                progress=self.progressed.emit, cancelled=lambda: self._cancelled or stopping.is_set()
            ),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def cancel(self) -> None:
        """Stops between two files; what was done stays done."""
        self._cancelled = True

    @property
    def status(self) -> Status:
        if not self._workspace.folder:
            return Status(State.ALONE, _("Only on this computer"), _("No shared folder yet"))
        if self.busy:
            return Status(State.BUSY, _("Syncing …"), _("Shared folder"))
        if self.error is not None:
            pending = self.report.pending if self.report else 0
            waiting = ngettext("{n} change is waiting", "{n} changes are waiting", pending)
            return Status(
                State.UNREACHABLE,
                _("Folder not reachable"),
                waiting if pending else _("Your work is saved here"),
            )
        return self._settled()

    def _settled(self) -> Status:
        report = self.report
        if report is None or self.at is None:
            return Status(State.WAITING, _("Not synced yet"), _("Shared folder"))
        if not self._workspace.role:
            return Status(State.WAITING, _("Waiting for admission"), _("Tell a coordinator your fingerprint"))
        if not report.publishing:
            return Status(State.UNREACHABLE, _("Folder cannot be written"), _("Your work is saved here"))
        when = _("At {time}").format(time=f"{self.at:%H:%M}")
        if report.conflicts:
            line = ngettext("{n} choice needed", "{n} choices needed", report.conflicts)
            return Status(State.CHOICES, line, _("Changes collide"))
        if report.damaged or report.missing:
            return Status(State.UNREACHABLE, _("Synced in part"), _("See Team and sync"))
        return Status(State.DONE, _("Synced"), when)

    def _syncs(self) -> bool:
        return bool(self._workspace.folder) and not self._workspace.readonly

    def _saved(self) -> None:
        if not self.busy:
            self.soon()

    def _done(self, report: SyncReport) -> None:
        self.busy, self.report, self.error, self.at = False, report, None, datetime.now().astimezone()
        self._tell()
        self.finished.emit(report)

    def _failed(self, error: OutreachError) -> None:
        self.busy, self.error = False, error
        self._tell()
        self.failed.emit(error)

    def _tell(self) -> None:
        self.status_changed.emit(self.status)
