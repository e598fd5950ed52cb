"""Syncs by itself, quietly: at the start, every five minutes, a little after something was saved, and as soon as
a folder that was out of reach answers again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtCore import Signal as QtSignal

from outreach_app.errors import OutreachError
from outreach_app.sync.errors import NotAFolder, SharedFolderMissing
from outreach_app.sync.standing import Standing
from outreach_app.ui.background import Background
from outreach_app.ui.sync_status import Known, Status, status_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from outreach_app.workspace import SyncReport, Workspace

EVERY_MS = 5 * 60_000
AFTER_SAVING_MS = 15_000
"""Long enough that a round is sent once, not visit by visit."""
KNOCK_MS = 30_000
"""Between two looks at a folder that did not answer."""
LOSE_MS = 1_500
"""After a person cancelled, until a folder that does not answer is no longer waited for; said again and again,
as one call may have just ended and the next be the one that is stuck."""
COUNT_MS = 300
"""After something was written, until it is counted what waits."""


class Syncing(QObject):
    """One sync at a time, on the lane for slow shares; a person may start or cancel one."""

    status_changed = QtSignal(object)
    progressed = QtSignal(int, int)
    finished = QtSignal(object)
    """The report."""
    failed = QtSignal(object)
    counted = QtSignal(object)
    """The Standing, counted anew."""

    def __init__(self, workspace: Workspace, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._background = workspace, background
        self._cancelled = False
        self._progress = (0, 0)
        self.busy = False
        self.report: SyncReport | None = None
        self.error: OutreachError | None = None
        self.standing = Standing()
        self._often = self._timer(EVERY_MS, self.start, once=False)
        self._soon = self._timer(AFTER_SAVING_MS, self.start)
        self._knocking = self._timer(KNOCK_MS, self._knock)
        self._counting = self._timer(COUNT_MS, self.count)
        self._losing = self._timer(LOSE_MS, workspace.share.give_up, once=False)
        self.progressed.connect(self._progressed)
        background.records_changed.connect(self._saved)

    def begin(self) -> None:
        """Syncs now and from now on, where there is a folder to sync with."""
        self._often.start()
        self.count()
        self.start()

    def soon(self) -> None:
        self._counting.start()
        if self._syncs():
            self._soon.start()

    @Slot()
    def start(self) -> None:
        if self.busy or not self._syncs() or self.standing.paused:
            self._tell()
            return
        self.busy, self._cancelled, self._progress = True, False, (0, 0)
        self._soon.stop()
        self._knocking.stop()
        self._tell()
        self._background.run_outside(self._sync, owner=self, done=self._done, failed=self._failed)

    def resume(self) -> None:
        """Someone looked at what came back from a backup: sync goes on."""
        self.standing = replace(self.standing, paused=False)
        self.start()

    def cancel(self) -> None:
        """Stops between two files, or soon where the folder does not answer; what was done stays done."""
        if self.busy and not self._cancelled:
            self._cancelled = True
            self._losing.start()
            self._tell()

    @Slot()
    def count(self) -> None:
        """What waits, what is to be chosen, who is behind: from the vault, whatever the last report said."""
        if self._workspace.team_fingerprint:
            share = self._workspace.share
            self._background.read(share.standing, owner=self, done=self._count)

    @property
    def unreachable(self) -> bool:
        """Whether it is the folder that is out of reach: then it is looked at again and again."""
        return isinstance(self.error, SharedFolderMissing) and not isinstance(self.error, NotAFolder)

    @property
    def status(self) -> Status:
        return status_of(
            Known(
                folder=bool(self._workspace.folder),
                role=self._workspace.role,
                standing=self.standing,
                now=datetime.fromtimestamp(self._workspace.clock.milliseconds() / 1000).astimezone(),
                busy=self.busy,
                stopping=self._cancelled,
                progress=self._progress,
                error=self.error,
                unreachable=self.unreachable,
                report=self.report,
            )
        )

    def _timer(self, milliseconds: int, ring: Callable[[], object], *, once: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(milliseconds)
        timer.timeout.connect(ring)
        return timer

    def _syncs(self) -> bool:
        return bool(self._workspace.folder) and not self._workspace.readonly

    def _saved(self) -> None:
        self._counting.start()
        if not self.busy:
            self.soon()

    def _knock(self) -> None:
        if not self.busy:
            self._background.run_outside(
                self._workspace.share.knock,
                owner=self,
                done=lambda _nothing: self.start(),
                failed=lambda _error: self._knocking.start(),
            )

    def _sync(self) -> tuple[SyncReport, Standing]:
        """In a worker thread."""
        workspace, stopping = self._workspace, self._background.stopping
        report = workspace.sync(
            progress=_seldom(self.progressed.emit), cancelled=lambda: self._cancelled or stopping.is_set()
        )
        with workspace.store.read() as session:
            return report, workspace.share.standing(session)

    def _progressed(self, done: int, of: int) -> None:
        self._progress = (done, of)
        self._tell()

    def _done(self, came: tuple[SyncReport, Standing]) -> None:
        self.busy, self._cancelled, self.error = False, False, None
        self.report, standing = came
        self._losing.stop()
        self._count(standing)
        self.finished.emit(self.report)

    def _failed(self, error: OutreachError) -> None:
        self.busy, self.error = False, None if self._cancelled else error
        self._cancelled = False
        self._losing.stop()
        if self.unreachable:
            self._knocking.start()
        self._tell()
        self.count()
        self.failed.emit(error)

    def _count(self, standing: Standing) -> None:
        self.standing = standing
        self._tell()
        self.counted.emit(standing)

    def _tell(self) -> None:
        self.status_changed.emit(self.status)


def _seldom(tell: Callable[[int, int], object]) -> Callable[[int, int], None]:
    """Ten times a second at most, and the last: a folder of thousands of files must not flood the window."""
    told = 0.0

    def progress(done: int, of: int) -> None:
        nonlocal told
        now = monotonic()
        if done == of or now - told >= 0.1:
            told = now
            tell(done, of)

    return progress
