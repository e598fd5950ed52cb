"""Long work while it runs, at the foot of the window: how far it is, how long it takes, and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.motion import endless
from outreach_app.ui.pace import Pace, said
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Elided, Text, keep_if, row
from outreach_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from outreach_app.ui.desk import Desk
    from outreach_app.ui.syncing import Syncing

T = TypeVar("T")


class Task(QObject):
    """One piece of long work. `progress` and `cancelled` may be called from its thread."""

    progressed = QtSignal(int, int)
    stopping = QtSignal()
    ended = QtSignal()

    def __init__(self, words: str, *, can_stop: bool = False) -> None:
        super().__init__()
        self.words, self.can_stop = words, can_stop
        self._stopped = threading.Event()

    def progress(self, done: int, of: int) -> None:
        """`of` 0 means: no idea how long."""
        self.progressed.emit(done, of)

    def cancelled(self) -> bool:
        return self._stopped.is_set()

    def cancel(self) -> None:
        self._stopped.set()
        self.stopping.emit()

    def end(self) -> None:
        self.ended.emit()


class TaskLine(QFrame):
    """A task as it is shown."""

    BAR = 200

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.setProperty("look", "strip")
        self._task, self._pace = task, Pace()
        self._left = Text("", "small", "text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        endless(self._bar)
        self._bar.setFixedWidth(theme().px(self.BAR))
        self._bar.setAccessibleName(task.words)
        self._stop = Button(_("Cancel"), "link", pressed=task.cancel)
        keep_if(task.can_stop, self._stop)
        line = row(gap=Space.M, margins=(14, 3, 8, 3))
        line.addWidget(Elided(task.words, "label"), 1)
        for part in (self._left, self._bar, self._stop):
            line.addWidget(part)
        self.setLayout(line)
        self.setMinimumHeight(theme().px(42) + 12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        task.progressed.connect(self._show)
        task.stopping.connect(self._stopping)

    def _show(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        if not self._task.cancelled():
            left = said(self._pace.remaining(done, of))
            self._left.setText(left)
            self._bar.setAccessibleDescription(left)

    def _stopping(self) -> None:
        self._stop.setEnabled(False)
        self._left.setText(_("Stopping …"))


class Tasks(QWidget):
    """All that runs now, below each other."""

    SOON_MS = 400
    """What is done sooner is not shown: it would only flicker."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._lines)
        self.hide()

    def begin(self, words: str, *, can_stop: bool = False) -> Task:
        task = Task(words, can_stop=can_stop)
        line = TaskLine(task)
        self._lines.addWidget(line)
        line.hide()
        QTimer.singleShot(self.SOON_MS, line, lambda: self._show(line))
        task.ended.connect(lambda: self._end(line))
        task.setParent(line)
        return task

    def _show(self, line: TaskLine) -> None:
        if self._lines.indexOf(line) >= 0:
            line.show()
            self.show()

    def _end(self, line: TaskLine) -> None:
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        if not self._lines.count():
            self.hide()


class LongSync(QObject):
    """Shows a sync that has much to read or to send, with its own stop; the others stay quiet."""

    MANY = 100
    """Files from which on it is much."""

    def __init__(self, syncing: Syncing, tasks: Tasks) -> None:
        super().__init__(syncing)
        self._syncing, self._tasks = syncing, tasks
        self._task: Task | None = None
        syncing.progressed.connect(self._progressed)
        syncing.finished.connect(self._end)
        syncing.failed.connect(self._end)

    def _progressed(self, done: int, of: int) -> None:
        if self._task is None and of >= self.MANY and self._syncing.busy:
            self._task = self._tasks.begin(_("Syncing …"), can_stop=True)
            self._task.stopping.connect(self._syncing.cancel)
        if self._task is not None:
            self._task.progress(done, of)

    def _end(self, _what: object) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.end()


def run_long(
    desk: Desk,
    words: str,
    work: Callable[[Task], T],
    *,
    owner: QObject,
    done: Callable[[T], object],
    failed: Callable[[OutreachError], object] | None = None,
    busy: QWidget | None = None,
    can_stop: bool = False,
) -> Task:
    """As `run_outside`, shown at the foot of the window until it ends, whatever becomes of its owner."""
    task, background = desk.task(words, can_stop=can_stop), desk.background

    def run() -> T:
        try:
            return work(task)
        except OutreachError:
            if background.stopping.is_set():
                background.cut_short.set()
            raise

    def came(result: T) -> None:
        task.end()
        if shiboken6.isValid(owner):
            done(result)

    def refused(error: OutreachError) -> None:
        task.end()
        if failed is None or not shiboken6.isValid(owner):
            desk.refuse(error)
        else:
            failed(error)

    background.run_outside(run, owner=background, done=came, failed=refused, busy=busy)
    return task
