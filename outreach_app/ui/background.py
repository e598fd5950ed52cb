"""Jobs off the UI thread: one writer, one reader, and a lane without a session for slow shares and paper.

One job = one session = one transaction. UI code cannot get a session any other way. Results come back in the
main thread, and only while the widget that asked is still there.
"""

import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, Slot
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QApplication, QWidget

from outreach_app.errors import OutreachError

if TYPE_CHECKING:  # the lock screen runs before SQLAlchemy is imported
    from sqlalchemy.orm import Session

    from outreach_app.domain.records import Record

T = TypeVar("T")
HOLD = 0.0005
"""Seconds a thread may hold the interpreter while another waits for it: with Python's own 5 ms, a merge that runs
doubles the time from a key to its character."""


class Sessions(Protocol):
    """What a job needs of the store."""

    def write(self) -> "AbstractContextManager[Session]": ...

    def read(self, *, still: "Callable[[], bool] | None" = None) -> "AbstractContextManager[Session]": ...

    def listen(self, callback: "Callable[[set[type[Record]]], None]") -> None: ...


class Background(QObject):
    """Runs work elsewhere and brings its result home."""

    records_changed = QtSignal(set)
    """The record classes written, whoever wrote: a form, an import or a sync. Emitted in the main thread."""
    refused = QtSignal(object)
    """An OutreachError that no `failed` callback took: the window shows it in its message bar."""
    _written = QtSignal(object)
    _finished = QtSignal(object)

    def __init__(self, store: Sessions | None = None, parent: QObject | None = None, *, outside: int = 2) -> None:
        """`outside` is how many jobs without a session run at once; with 1 they come one after the other."""
        super().__init__(parent)
        sys.setswitchinterval(HOLD)
        self._store = store
        self._writer, self._reader, self._outside = _pool(1), _pool(1), _pool(outside)
        self.stopping = threading.Event()
        """Set on closing: long work looks at it between two batches."""
        self.unwritten = threading.Event()
        """Set when a job that writes was refused, whether or not anybody is told any more."""
        self.cut_short = threading.Event()
        """Set when closing broke off long work that somebody had asked for."""
        self._finished.connect(self._deliver)
        self._written.connect(self._announce)
        if store is not None:
            store.listen(self._heard)

    def run(
        self,
        work: "Callable[[Session], T]",
        *,
        owner: QObject,
        done: Callable[[T], object] | None = None,
        failed: Callable[[OutreachError], object] | None = None,
        busy: QWidget | None = None,
    ) -> None:
        """Does `work` in one transaction on the writer thread; `busy` is disabled meanwhile.

        An OutreachError goes to `failed` or the message bar, with everything rolled back; anything else is a bug.
        """
        store = self._opened()

        def write() -> T:
            try:
                return _within(store.write(), work)
            except OutreachError:
                self.unwritten.set()
                raise

        self._start(self._writer, write, owner, done, failed, busy)

    def read(
        self,
        work: "Callable[[Session], T]",
        *,
        owner: QObject,
        done: Callable[[T], object] | None = None,
        failed: Callable[[OutreachError], object] | None = None,
        busy: QWidget | None = None,
        still: Callable[[], bool] | None = None,
    ) -> None:
        """As `run`, on the read-only connection: never waits behind a merge.

        `still` is asked in its thread whether the answer is waited for: once it is not, the work is broken off and
        nothing is called back.
        """
        store = self._opened()
        self._start(self._reader, lambda: _within(store.read(still=still), work), owner, done, failed, busy, still)

    def look(self, work: "Callable[[Session], T]") -> T:
        """For a job of `run_outside` that reads much: one step of it, between which others have their turn."""
        return _within(self._opened().read(), work)

    def run_outside(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], object] | None = None,
        failed: Callable[[OutreachError], object] | None = None,
        busy: QWidget | None = None,
    ) -> None:
        """As `run`, without a session, beside the others: a stalled share never blocks a list."""
        self._start(self._outside, work, owner, done, failed, busy)

    def close(self) -> None:
        """Lets what was begun end, and calls nothing back any more. Blocks as long as the longest job."""
        self.stopping.set()
        self.wait()

    def rest(self) -> None:
        """Blocks until every job with a session ended: nothing written is lost, and no share is waited for."""
        self._writer.waitForDone()
        self._reader.waitForDone()

    def wait(self, milliseconds: int = -1) -> bool:
        """Whether all lanes came to rest in time; results are delivered by the event loop afterwards."""
        return all(pool.waitForDone(milliseconds) for pool in (self._writer, self._reader, self._outside))

    def _opened(self) -> Sessions:
        assert self._store is not None
        return self._store

    def _start(
        self,
        pool: QThreadPool,
        work: Callable[[], T],
        owner: QObject,
        done: Callable[[T], object] | None,
        failed: Callable[[OutreachError], object] | None,
        busy: QWidget | None,
        still: Callable[[], bool] | None = None,
    ) -> None:
        if self.stopping.is_set():
            return  # a timer that still ran: nobody is there for the answer
        if busy is not None:
            _hold(busy)
        pool.start(_Job(work, owner, done, failed, busy, still or _always, home=self._finished.emit).do)

    @Slot(object)
    def _deliver(self, job: "_Job[Any]") -> None:
        if job.busy is not None and shiboken6.isValid(job.busy):
            _release(job.busy)
        if self.stopping.is_set() or not shiboken6.isValid(job.owner) or not job.still():
            return
        match job.error:
            case None:
                if job.done is not None:
                    job.done(job.result)
            case OutreachError() as error if job.failed is not None:
                job.failed(error)
            case OutreachError() as error:
                self.refused.emit(error)
            case error:
                sys.excepthook(type(error), error, error.__traceback__)

    def _heard(self, written: "set[type[Record]]") -> None:
        """In the thread that wrote. A store may outlive this: the window speaks another language."""
        if not self.stopping.is_set():
            self._written.emit(written)

    @Slot(object)
    def _announce(self, written: "set[type[Record]]") -> None:
        if not self.stopping.is_set():
            self.records_changed.emit(written)


@dataclass(eq=False)
class _Job(Generic[T]):
    """Work on its way, then its result on its way back."""

    work: Callable[[], T]
    owner: QObject
    done: Callable[[T], object] | None
    failed: Callable[[OutreachError], object] | None
    busy: QWidget | None
    still: Callable[[], bool]
    home: Callable[["_Job[Any]"], None]
    result: Any = None
    error: Exception | None = None

    def do(self) -> None:
        """In a worker thread; whatever goes wrong travels home."""
        try:
            if self.still():
                self.result = self.work()
        except Exception as error:  # reported in the main thread, by what kind it is
            self.error = error
        with suppress(RuntimeError):  # the window is gone: this hung on a share until after the vault was closed
            self.home(self)


def _within(session: "AbstractContextManager[Session]", work: "Callable[[Session], T]") -> T:
    with session as opened:
        return work(opened)


def _always() -> bool:
    return True


def _pool(threads: int) -> QThreadPool:
    """Threads that stay: an expired one would take its database connection along."""
    pool = QThreadPool()
    pool.setMaxThreadCount(threads)
    pool.setExpiryTimeout(-1)
    return pool


def _hold(busy: QWidget) -> None:
    """Disables a widget for one more job, and remembers who had the focus in it."""
    jobs = busy.property("jobs") or 0
    if not jobs:
        focused = QApplication.focusWidget()
        inside = focused is not None and (focused is busy or busy.isAncestorOf(focused))
        busy.setProperty("focused", focused if inside else None)
        busy.setEnabled(False)
    busy.setProperty("jobs", jobs + 1)


def _release(busy: QWidget) -> None:
    jobs = busy.property("jobs") - 1
    busy.setProperty("jobs", jobs)
    if not jobs:
        busy.setEnabled(True)
        focused = busy.property("focused")
        if isinstance(focused, QWidget) and shiboken6.isValid(focused) and QApplication.focusWidget() is None:
            focused.setFocus()
