"""Looks out for what waits, wherever someone is in the window: Today shows it, and the navigation counts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtCore import Signal as QtSignal

from outreach_app.domain.waiting import Counts, Facts, Kind, Task, waiting
from outreach_app.i18n import ngettext
from outreach_app.store.ledger import alarm
from outreach_app.store.today import Outing, facts_of, last_outing
from outreach_app.ui.offers import from_millis

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.sync.standing import Standing
    from outreach_app.ui.shell import Shell

AFTER_MS = 400
"""After something was written: a merge writes many times in a row."""
OF_SIGNALS = {Kind.ANSWER, Kind.DECISION, Kind.DELIVERY, Kind.FEEDBACK, Kind.TELLING}
OF_AGREEMENTS = {Kind.AGREEMENT, Kind.AGREEMENTS}


class Lookout(QObject):
    """Counts what stands in the vault at each change; what hangs on folder and files after each sync."""

    looked = QtSignal()
    """`tasks` and `outing` are as of now."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell, self._workspace, self._background = shell, shell.workspace, shell.background
        self._facts: Facts | None = None
        self._counts = Counts()
        self.outing: Outing | None = None
        self.tasks: list[Task] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_MS)
        self._soon.timeout.connect(self.look)
        if shell.desk.readonly:
            return
        self._background.records_changed.connect(self._soon.start)
        shell.waiting.counted.connect(lambda n: self._count(choices=n))
        shell.syncing.counted.connect(self._stands)
        shell.syncing.finished.connect(self._look_further)

    def begin(self) -> None:
        """Once the window stands."""
        self.look()
        self._look_further()
        if not self._shell.desk.readonly:
            notes = self._workspace.retention.old_local_notes
            self._background.read(notes, owner=self, done=lambda found: self._count(old_notes=len(found)))

    def look_again(self) -> None:
        """Someone came to see: the hour is another one, and what was true then may not be now."""
        if self._facts is not None:
            self.look()

    @property
    def hour(self) -> int:
        return from_millis(self._shell.desk.clock.milliseconds()).hour

    @Slot()
    def look(self) -> None:
        if self._shell.desk.readonly:
            return
        desk, hour = self._shell.desk, self.hour
        today, actor, workspace = desk.today(), desk.actor, self._workspace

        def read(session: Session) -> tuple[Facts, Outing | None, int]:
            facts = facts_of(session, actor, today, hour)
            asked = len(workspace.erasing.requests(session)) if workspace.team_fingerprint else 0
            return facts, last_outing(session, today), asked

        self._background.read(read, owner=self, done=self._looked)

    def _looked(self, found: tuple[Facts, Outing | None, int]) -> None:
        self._facts, self.outing, asked = found
        self._count(erasures=asked)

    @Slot()
    def _look_further(self) -> None:
        """At backups and, where a coordinator is, at who asks and what came too late."""
        workspace = self._workspace
        if workspace.readonly or not workspace.team_fingerprint:
            return
        if workspace.actor.coordinator:
            self._background.read(alarm, owner=self, done=lambda told: self._count(alarm=int(told)))
        self._background.run_outside(
            lambda: _further(self._shell), owner=self, done=lambda found: self._count(**found), failed=_unsaid
        )

    @Slot(object)
    def _stands(self, standing: Standing) -> None:
        apart = standing.days_apart(self._shell.desk.clock.milliseconds())
        self._count(unsent=standing.pending, apart_days=apart if self._shell.syncing.unreachable else 0)

    def _count(self, **counts: int | date | None) -> None:
        self._counts = replace(self._counts, **counts)  # type: ignore[arg-type]
        if self._facts is not None:
            self.tasks = waiting(replace(self._facts, counts=self._counts))
            self._tell_navigation()
            self.looked.emit()

    def _tell_navigation(self) -> None:
        signals = len({task.id for task in self.tasks if task.kind in OF_SIGNALS})
        late = [task for task in self.tasks if task.kind in OF_AGREEMENTS and task.days > 0]
        agreements = sum(task.n or 1 for task in late)
        waits = ngettext("{n} signal waits for you", "{n} signals wait for you", signals)
        are_late = ngettext("{n} agreement is late", "{n} agreements are late", agreements)
        for place, n, words in (("signals", signals, waits), ("agreements", agreements, are_late)):
            button = self._shell.navigation.buttons.get(place)
            if button is not None:
                button.show_waiting(n, words if n else "")


def _further(shell: Shell) -> dict[str, int | date | None]:
    """In a worker thread."""
    workspace = shell.workspace
    newest = next(iter(workspace.backups.all()), None)
    found: dict[str, int | date | None] = {"backup": from_millis(newest.at).date() if newest else None}
    if workspace.actor.coordinator:
        found["late_work"] = len(workspace.membership.quarantined())
        if workspace.folder and shell.syncing.report is not None:
            found["joining"] = len(workspace.requests())
    return found


def _unsaid(_error: Exception) -> None:
    """What is wrong with the folder is said elsewhere."""
