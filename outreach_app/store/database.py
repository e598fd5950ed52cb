"""The encrypted database: one writer, one reader, one transaction per job."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from outreach_app.domain.clock import Clock, SystemClock
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record
from outreach_app.store import confining, ordering, scope, settings
from outreach_app.store.answers import Answers
from outreach_app.store.breaking_off import breaking_off
from outreach_app.store.changes import CapturingSession, Writer
from outreach_app.store.errors import DatabaseDamaged, DatabaseUnreachable, DiskRefuses, ReadOnly, StoreFull
from outreach_app.store.migrations import upgrade
from outreach_app.store.trouble import told

Callback = Callable[[set[type[Record]]], None]

_PATIENCE = 10.0
"""Seconds to wait for another process that checkpoints."""
_WRITER_PAGES = -65536
"""Page cache of the writer in KiB: a merge of 100,000 patches stays in memory until it is committed."""
_READER_PAGES = -32768
"""Of the reader: with the 2 MiB that SQLite takes by itself, most pages are decrypted again and again, and to go
through a million encounters takes nine times as long."""


class Store:
    """An open database. Sessions come from `write` and `read` alone.

    Opening does not migrate, so that a caller can say what is about to happen. May be used from any thread.
    Raises DatabaseDamaged where the key does not fit, DatabaseUnreachable where the file cannot be opened.
    """

    def __init__(self, path: Path, key: bytes, *, clock: Clock | None = None, readonly: bool = False) -> None:
        self.path = path
        self.clock: Clock = clock or SystemClock()
        self.readonly = readonly
        self._key = bytearray(key)
        self._callbacks: list[Callback] = []
        self._writing = _Turn()
        self._reading = _Turn()
        if readonly and not path.is_file():
            raise DatabaseUnreachable(path=path)
        self._engines: list[Engine] = []
        self._who = Writer(self.clock)
        self._scope = scope.Scope()
        self._answers = Answers()
        try:
            # The writer first: it makes the file, and it is the one that turns on the write-ahead log.
            self._writer = None if readonly else self._engine(writes=True)
            self._reader = self._engine(writes=False)
            self._recall()
        except BaseException:
            self.close()
            raise

    @property
    def author(self) -> int:
        """Who stamps what is written here; 0 until identified."""
        return self._who.author

    @property
    def team(self) -> Id | None:
        return self._who.team

    def migrate(self, before: Callable[[], object] | None = None) -> None:
        """Make a new database, or bring an older one up to date; `before` is called before the latter.

        All or nothing. Raises NewerDatabase, and OlderDatabase where the store is open for reading alone.
        """
        with self._reading, told(self.path), self._reader.connect() as connection:
            upgrade.refuse_newer(connection, readonly=self.readonly)
        if self._writer is not None:
            with self._writing, told(self.path):
                upgrade.bring_up_to_date(self._writer, Writer(self.clock), before)
        self._recall()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed on leaving, rolled back on any error. Writers wait for each other."""
        if self._writer is None:
            raise ReadOnly
        with self._writing:
            session = CapturingSession(self._writer, self._who)
            scope.limit(session, self.team if self._scope.several else None)
            with told(self.path, writing=True), session, session.begin():
                yield session
        if session.written:
            for callback in self._callbacks:
                callback(set(session.written))

    @contextmanager
    def read(self, *, own: bool = False, still: Callable[[], bool] | None = None) -> Iterator[Session]:
        """A consistent view of what is committed, on a connection that never waits for the writer.

        `own`: about the own team, whichever is looked at. Once `still` says no, the work is broken off.
        """
        with self._reading, told(self.path), Session(self._reader, expire_on_commit=False) as session:
            scope.limit(
                session, ((None if own else self._scope.shown) or self.team) if self._scope.several else None
            )
            if not own and self._scope.shown is None:
                confining.confine(session)
            self._answers.lend(session)
            with breaking_off(session, still) if still else nullcontext():
                yield session

    def identify(self, author: int, team: Id) -> None:
        """Who writes here from now on. Kept in the settings; new records carry both."""
        with self.write() as session:
            settings.put(session, settings.AUTHOR, author)
            settings.put(session, settings.TEAM, team)
        self._who.author, self._who.team = author, team

    def look_at(self, team: Id | None) -> None:
        """Reading is about another team from now on; None brings the own one back. Writing always is."""
        self._recall()
        self._scope.shown = team

    @contextmanager
    def aside(self, other: "Store | None" = None) -> Iterator[Any]:
        """A bare connection to read by, beside the others: for long looks that nobody should wait for.

        With `other` the tables of that store are seen too, as `other.…`.
        """
        with told(self.path):
            connection = self._connect(self.path, writes=False)
            try:
                if other is not None:
                    connection.execute(f"ATTACH ? AS other KEY \"x'{other._key.hex()}'\"", (str(other.path),))
                yield connection
            finally:
                connection.close()

    def copy_to(self, target: Path) -> None:
        """The database as it is now, under the same key, into a file that does not exist. Nobody waits for it.

        By SQLite itself: opening the file beside it would drop its locks. Every page is verified on the way.
        Raises DatabaseDamaged, StoreFull.
        """
        with self.aside() as source:
            copy = sqlcipher.connect(str(target), isolation_level=None)
            try:
                self._unlock(copy)
                source.backup(copy)
            except sqlcipher.OperationalError as error:  # without a code, as `backup` gives none
                raise (StoreFull if "full" in str(error) else DiskRefuses)(path=target) from error
            except sqlcipher.DatabaseError as error:
                raise DatabaseDamaged(path=self.path) from error
            finally:
                copy.close()

    @contextmanager
    def settled(self) -> Iterator[bool]:
        """Nobody writes meanwhile. Whether the file is all there is: nothing waits in the log beside it."""
        if self._writer is None:
            yield False
            return
        with self._writing:
            try:
                with self._reading:
                    whole = self._emptied_log()
            except StoreFull:
                whole = False
            yield whole

    def scrub(self) -> None:
        """Empties the log beside the database into it, so that neither holds what was erased."""
        if self._writer is None:
            raise ReadOnly
        with self._writing, self._reading:
            self._emptied_log()

    def _emptied_log(self) -> bool:
        """Whether all of it could be."""
        assert self._writer is not None
        with told(self.path, writing=True):
            raw = self._writer.raw_connection()  # no transaction may be open
            try:
                cursor = raw.cursor()
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                [(busy, _pages, _emptied)] = cursor.fetchall()
                return not busy
            finally:
                raw.close()

    def listen(self, callback: Callback) -> None:
        """Call `callback` after each commit with the record classes written, in the thread that wrote."""
        self._callbacks.append(callback)

    def close(self) -> None:
        """Waits for a session that is open in another thread; a straggler finds that it cannot open any more.

        Overwrites our copy of the key; SQLCipher overwrites its own.
        """
        with self._writing, self._reading:
            for engine in self._engines:
                engine.dispose()
            self._answers.forget()
            self._key[:] = bytes(len(self._key))
            self._key.clear()

    def _recall(self) -> None:
        with self.read() as session:
            if session.connection().dialect.has_table(session.connection(), "setting"):
                self._who.author = settings.get(session, settings.AUTHOR, 0)
                self._who.team = settings.get(session, settings.TEAM)
                self._scope.several = bool(settings.get(session, settings.OTHER_TEAMS))

    def _engine(self, *, writes: bool) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=lambda: self._connect(self.path, writes=writes),
            poolclass=StaticPool,  # one connection each: transactions of one kind never overlap
            hide_parameters=True,  # what people typed stays out of tracebacks and logs
        )
        begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        self._engines.append(engine)
        with told(self.path):
            engine.connect().close()
        return engine

    def _connect(self, path: Path, *, writes: bool) -> Any:
        if not self._key:
            raise RuntimeError("the store is closed")
        # isolation_level None: transactions begin where we say so, and schema changes roll back like any other.
        connection = sqlcipher.connect(str(path), timeout=_PATIENCE, check_same_thread=False, isolation_level=None)
        try:
            self._unlock(connection)
            connection.execute("SELECT count(*) FROM sqlite_master")  # the first read tells whether the key fits
            for pragma in _PRAGMAS + (_WRITER_PRAGMAS if writes else _READER_PRAGMAS):
                connection.execute(f"PRAGMA {pragma}")
            ordering.teach(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _unlock(self, connection: Any) -> None:
        connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        connection.execute("PRAGMA cipher_log = off")  # SQLCipher would write to stderr


_PRAGMAS = ("temp_store = MEMORY", "foreign_keys = OFF", "trusted_schema = OFF")
_WRITER_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a change that was published must survive a power cut
    "secure_delete = ON",
    "journal_size_limit = 67108864",
    f"cache_size = {_WRITER_PAGES}",
)
_READER_PRAGMAS = ("query_only = ON", f"cache_size = {_READER_PAGES}")


class _Turn:
    """A lock that notices when the thread that holds it asks again: one job is one session."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    def __enter__(self) -> None:
        if self._holder == threading.get_ident():
            raise RuntimeError("this thread has a session already: one job is one session")
        self._lock.acquire()
        self._holder = threading.get_ident()

    def __exit__(self, *_error: object) -> None:
        self._holder = None
        self._lock.release()
