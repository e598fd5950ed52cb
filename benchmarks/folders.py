"""A folder in which twenty thousand files have gathered: a sync lists them and reads those that are new."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import insert

from benchmarks.exchange import laptop
from benchmarks.measure import Job, Row, Scale, compare, in_words
from benchmarks.plain import Workshop
from outreach_app.domain.records import Need
from outreach_app.store.tables import FolderFile
from outreach_app.sync import exchange, people
from outreach_app.sync.errors import State
from outreach_app.sync.folder import DirectoryFolder

FILES, NEW, LOGS = 20_000, 10, 40
_BYTES = 300


class Counting(DirectoryFolder):
    """Counts what is read."""

    reads = 0

    def read(self, name: str) -> bytes:
        self.reads += 1
        return super().read(name)


def rows(shop: Workshop, scale: Scale) -> Iterator[Row]:
    files = FILES if scale.pairs > 1 else 200
    folder, reader = _folder(shop, files)
    pair = compare(lambda: _syncing(shop, folder, reader), lambda: _walking(folder), scale.pairs)
    yield Row(
        f"sync with {files:,} files in the folder, {NEW} of them new",
        in_words(pair.ours),
        f"list them {in_words(pair.floor)}",
        pair.ratio,
        met=f"reads {NEW} files",
    )


def _folder(shop: Workshop, files: int) -> tuple[Path, Path]:
    """The folder, and a laptop that has read all of it but what a colleague has just put there."""
    folder = shop.new("folder")
    folder.mkdir()
    shared = DirectoryFolder(folder)
    boss, reader = laptop(shop), laptop(shop)
    fingerprint = people.found(boss, "Lindervoorde", "1", shared).founding.fingerprint
    asked = people.ask(reader, "2", shared, fingerprint)
    people.admit(boss, shared, asked.device.keys.fingerprint, "worker")
    for store in (reader, boss, reader, boss):
        exchange.sync(store, shared)
    for number in range(NEW):
        with boss.write() as session:
            session.add(Need(title=f"nieuw {number}"))
        exchange.sync(boss, shared)
    boss.close()
    names = [f"{number % LOGS:032x}/{number // LOGS + 1:010}.seg" for number in range(files)]
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(bytes(_BYTES))
    note = {"size": _BYTES, "state": State.KNOWN, "reason": "", "first_seen": 0}
    with reader.write() as session:
        session.execute(insert(FolderFile), [{"name": name, **note} for name in names])
    reader.close()
    return folder, reader.path


def _syncing(shop: Workshop, folder: Path, reader: Path) -> Job:
    store, shared = shop.store(like=reader), Counting(folder)

    def run() -> None:
        report = exchange.sync(store, shared)
        assert (report.applied, shared.reads, report.damaged) == (NEW, NEW, 0)
        store.close()

    return run


def _walking(folder: Path) -> Job:
    def run() -> None:
        for inner in os.scandir(folder):
            for entry in os.scandir(inner):
                entry.stat()

    return run
