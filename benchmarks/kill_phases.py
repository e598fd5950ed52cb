"""What a process is at when it is killed. Each phase prepares, says that it is ready, and then works.

`noor` is who is killed, a coordinator; `sam` is her colleague, whose laptop goes on.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from nacl.pwhash import argon2id

from benchmarks.plain import prepared
from outreach_app.domain.clock import SystemClock
from outreach_app.domain.records import Need
from outreach_app.store.migrations import upgrade
from outreach_app.sync import exchange, sealing
from outreach_app.tables import importing
from outreach_app.vault import slots
from outreach_app.workspace import Workspace

PASSPHRASE = "vier woorden zonder verband"
"""Of every vault here; `changed` makes the next one of it."""
CHEAP = slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
DAY = 24 * 3600 * 1000


@dataclass(frozen=True)
class Scale:
    """How much work there is to be killed in."""

    files: int
    """Sent or read in one piece of work, so that there is a between."""
    many: int
    """Changes in one file."""
    imported: int
    in_a_row: int
    """Kills before somebody looks: 1 shows what each of them did, more are a test of recovering."""


FULL = Scale(files=10, many=2_000, imported=200, in_a_row=1)
SMALL = Scale(files=3, many=200, imported=40, in_a_row=4)


class Later(SystemClock):
    """The wall clock, some days on."""

    def __init__(self, days: int) -> None:
        self._days = days

    def milliseconds(self) -> int:
        return super().milliseconds() + self._days * DAY

    def today(self) -> date:
        return date.fromordinal(super().today().toordinal() + self._days)


@dataclass
class Victim:
    """The laptop that will be killed; what it says has been committed before."""

    home: Path
    workspace: Workspace
    scale: Scale
    number: int
    said: Connection

    def say(self, kind: str, text: str = "") -> None:
        self.said.send((kind, text))

    def write(self, count: int, kind: str = "kept") -> list[str]:
        """New needs, each in a transaction of its own, acknowledged one by one."""
        words = [f"{kind} {self.number} {n}" for n in range(count)]
        for word in words:
            with self.workspace.store.write() as session:
                session.add(Need(title=word))
            self.say(kind, word)
        return words

    def write_together(self) -> None:
        words = [f"together {self.number} {n}" for n in range(self.scale.many // 5)]
        with self.workspace.store.write() as session:
            session.add_all(Need(title=word) for word in words)
        for word in words[:1] + words[-1:]:
            self.say("kept", word)


Work = Callable[[Victim], object]


def nothing(_anything: object) -> None:
    pass


@dataclass(frozen=True)
class Phase:
    """`opens`: the work is opening the vault itself. `yard`: what stands ready, made anew for each kill."""

    name: str
    work: Work
    prepare: Work = nothing
    feed: Callable[[Workspace, Scale], object] = lambda _sam, _scale: None
    """What the colleague sends before."""
    opens: bool = False
    yard: str = ""


def _seal(victim: Victim) -> None:
    exchange.seal(victim.workspace.store, victim.workspace.circle())


def _unsent(victim: Victim) -> None:
    """Several sealed files that are in no folder yet."""
    for _file in range(victim.scale.files):
        victim.write(1)
        _seal(victim)


def _sends_files(sam: Workspace, scale: Scale) -> None:
    for number in range(scale.files):
        with sam.store.write() as session:
            session.add(Need(title=f"sam {sam.clock.milliseconds()} {number}"))
        exchange.seal(sam.store, sam.circle())
    sam.sync()


def _sends_many(sam: Workspace, scale: Scale) -> None:
    with sam.store.write() as session:
        at = sam.clock.milliseconds()
        session.add_all(
            Need(title=f"veel {at} {n}", description="banken en schaduw " * 4) for n in range(scale.many)
        )
    sam.sync()


def _erases(victim: Victim) -> None:
    with victim.workspace.store.read() as session:
        doomed = [need.id for need in session.query(Need) if need.title.startswith(f"doomed {victim.number} ")]
    for id in doomed:
        erased = victim.workspace.erasing.erase(Need, id)
        victim.say("erased", erased.caption)
    victim.workspace.sync()


def _imports(victim: Victim) -> None:
    file = victim.home / f"{victim.number}.csv"
    count, area = victim.scale.imported, f"Wijk {victim.number}"
    rows = (f"2025-11-{1 + n % 28:02},{area},Plein {n % 7},{1 + n % 9}" for n in range(count))
    file.write_text("\n".join(["date,area,spot,group_size", *rows]), encoding="utf-8")
    victim.workspace.backups.before("import")
    importing.import_file(victim.workspace.store, "rounds", file, worker=victim.workspace.worker)
    victim.say("imported", area)


def _changes_passphrase(victim: Victim) -> None:
    victim.workspace.change_passphrase(changed(victim.number))
    victim.say("passphrase", changed(victim.number))


def _makes_backup(victim: Victim) -> None:
    victim.say("backup", str(victim.workspace.backups.make().path))


def _restores(victim: Victim) -> None:
    """Back to a moment at which all that is acknowledged was there, sent."""
    [newest, *_older] = victim.workspace.backups.all()
    victim.workspace.backups.restore(newest.path)


def _sent_and_backed_up(victim: Victim) -> None:
    victim.workspace.resume_sync()  # it was killed after an earlier one
    victim.write(3)
    victim.workspace.sync()
    victim.workspace.backups.make()
    victim.write(3)
    victim.workspace.sync()


PHASES = (
    Phase("seal", _seal, lambda victim: victim.write_together()),
    Phase("publish", lambda victim: victim.workspace.sync(), _unsent),
    Phase("pull", lambda victim: victim.workspace.sync(), feed=_sends_files),
    Phase("merge", lambda victim: victim.workspace.sync(), lambda victim: victim.write(2), feed=_sends_many),
    Phase("index", nothing, opens=True, yard="unindexed"),
    Phase("migrate", nothing, opens=True, yard="older"),
    Phase("backup", _makes_backup, lambda victim: victim.write(2)),
    Phase("restore", _restores, _sent_and_backed_up, yard="plain"),
    Phase("snapshot", lambda victim: victim.workspace.archive.snapshot(), lambda victim: victim.write(2)),
    Phase("compact", lambda victim: victim.workspace.archive.compact(), nothing, yard="ripe"),
    Phase("passphrase", _changes_passphrase, lambda victim: victim.write(1)),
    Phase("import", _imports),
    Phase("erase", _erases, lambda victim: (victim.write(6, "doomed"), victim.workspace.sync())),
)


def changed(number: int) -> str:
    return f"{PASSPHRASE} {number}"


def victim(name: str, scale: Scale, home: Path, passphrase: str, days: int, number: int, said: Connection) -> None:
    """The process to kill: works once, and waits for its end."""
    phase = next(one for one in PHASES if one.name == name)
    slots.STRENGTH = CHEAP
    sealing.PER_SEGMENT = scale.many // 10
    if phase.opens:
        said.send(("ready", ""))
    began = time.monotonic()
    workspace = Workspace.open(home / "noor", passphrase, clock=Later(days))
    one = Victim(home, workspace, scale, number, said)
    if not phase.opens:
        phase.prepare(one)
        said.send(("ready", ""))
        began = time.monotonic()
        phase.work(one)
    said.send(("done", str(time.monotonic() - began)))
    time.sleep(3600)


def unindex(workspace: Workspace) -> None:
    """As if the program that wrote it had known other fields: the index is built anew at the next opening."""
    with workspace.store.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER search_need_added")


def make_older(database: Path, key: bytes) -> None:
    """The same records as a program of the first version kept them."""
    import sqlcipher3.dbapi2 as sqlcipher

    from outreach_app.store.database import Store

    old = database.with_name("older.db")
    store = Store(old, key)
    with store.write() as session:
        upgrade.migrate(session.connection(), "0001")
    store.close()
    connection = sqlcipher.connect(str(old), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    prepared(connection)
    connection.execute(f"ATTACH '{database}' AS now KEY \"x'{key.hex()}'\"")
    for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        if table.startswith(("search", "sqlite_", "alembic")):
            continue
        columns = f"PRAGMA {{}}.table_info('{table}')"
        here, there = ({row[1] for row in connection.execute(columns.format(name))} for name in ("main", "now"))
        names = ", ".join(f'"{name}"' for name in sorted(here & there))
        if names:
            connection.execute(f'INSERT INTO main."{table}"({names}) SELECT {names} FROM now."{table}"')
    connection.close()
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    old.replace(database)
