"""A folder in which ten laptops left their patches: sealing them, opening them, and a whole first sync."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import func, select

from benchmarks.measure import Job, Row, Scale, compare, in_words, rate, seconds
from benchmarks.patches import plain_inserts
from benchmarks.plain import KEY, Workshop, encrypted
from benchmarks.season import Season, season
from outreach_app.domain.clock import Create
from outreach_app.domain.records import Encounter
from outreach_app.store.database import Store
from outreach_app.store.packing import pack
from outreach_app.sync import circle as circles
from outreach_app.sync import exchange, people, pull, segment, upkeep
from outreach_app.sync.circle import Circle
from outreach_app.sync.folder import DirectoryFolder
from outreach_app.sync.keys import Device
from outreach_app.sync.publish import Publisher
from outreach_app.sync.report import SyncReport

_INDEXED = {"area": "''", "spot": "remarks", "need": "description", "step": "result"}
"""Tables with text, and what stands in the body of their rows in the index."""
_TITLE = {"step": "summary", "need": "title"}


EDITS = 4
"""Of each encounter, where a history is measured: what a snapshot leaves behind."""


@dataclass(frozen=True)
class Team:
    folder: Path
    writers: list[Store]
    reader: Path
    """The closed database of a laptop that was admitted and has read nothing yet."""


def rows(shop: Workshop, scale: Scale) -> Iterator[Row]:
    team = _team(shop, scale.laptops)
    # A season in its own proportions, a tenth of it texts, that comes to as many patches as there are encounters.
    made = season(int(scale.encounters * 0.69), [store.author for store in team.writers])
    _write(team.writers, made)
    sealing = _seal(team.writers)
    size = _publish(team)
    yield Row(
        f"seal patches of {scale.laptops} laptops",
        rate(made.count, sealing),
        f"{size / made.count:.0f} bytes a row shared",
    )
    opening = min(seconds(lambda: _opening(shop, team)) for _ in range(scale.pairs))
    yield Row("verify, open and decode them", rate(made.count, opening))
    pair = compare(lambda: _syncing(shop, team), lambda: _plain(shop, made), scale.pairs)
    yield Row(
        f"first sync of {made.count:,} patches, indexed",
        rate(made.count, pair.ours),
        f"inserts and index {rate(made.count, pair.floor)}",
        pair.ratio,
        1.6,
    )
    pair = compare(lambda: _syncing(shop, team), lambda: plain_inserts(shop, made.rows, shop.new()), scale.pairs)
    yield Row(
        f"first sync of {made.count:,} patches",
        rate(made.count, pair.ours),
        f"inserts alone {rate(made.count, pair.floor)}",
        pair.ratio,
        2.0,
    )
    yield _snapshot_row(shop, team, f"{made.count:,} rows as they were made", scale)
    edited = _team(shop, scale.laptops)
    few = season(int(scale.encounters * 0.69 / (1 + EDITS)), [store.author for store in edited.writers])
    _write(edited.writers, few, EDITS)
    _seal(edited.writers)
    _publish(edited)
    yield _snapshot_row(shop, edited, f"{few.count:,} rows, encounters edited {EDITS} times", scale)


def _snapshot_row(shop: Workshop, team: Team, what: str, scale: Scale) -> Row:
    snapshot = _with_snapshot(shop, team)
    pair = compare(lambda: _starting(shop, snapshot), lambda: _syncing(shop, team), scale.pairs)
    return Row(
        f"start from a snapshot: {what}",
        f"{in_words(pair.ours)}, {_weight(snapshot.folder):.1f} MB",
        f"replay {in_words(pair.floor)}, {_weight(team.folder):.1f} MB",
        pair.ratio,
    )


def _team(shop: Workshop, laptops: int) -> Team:
    folder = shop.new("folder")
    folder.mkdir()
    shared = DirectoryFolder(folder)
    boss, *workers, reader = (laptop(shop) for _ in range(laptops + 1))
    fingerprint = people.found(boss, "Lindervoorde", "1", shared).founding.fingerprint
    for number, worker in enumerate((*workers, reader), 2):
        asked = people.ask(worker, str(number), shared, fingerprint)
        people.admit(boss, shared, asked.device.keys.fingerprint, "worker")
        exchange.sync(worker, shared)
    for store in (boss, *workers):
        exchange.sync(store, shared)
    reader.close()
    return Team(folder, [boss, *workers], reader.path)


def laptop(shop: Workshop) -> Store:
    path = shop.new()
    store = Store(path, KEY)
    store.migrate()
    with store.write() as session:
        Device.new().save(session)
    return store


def _write(writers: list[Store], made: Season, times: int = 0) -> None:
    """Puts each laptop's patches into its outbox, as the capture does; encounters are edited so many times."""
    for store in writers:
        patches = [
            (row[0], pack(Create(table, row[0], row[1], row[2], dict(zip(rows.columns, row[3:], strict=True)))))
            for table, rows in made.of(store.author).items()
            for row in rows.rows
        ]
        patches += [
            (edit.row, pack(edit))
            for time in range(times)
            for edit in made.edits(time)
            if edit.author == store.author
        ]
        with store.write() as session:
            session.connection().exec_driver_sql("INSERT INTO outbox(row, patch) VALUES (?, ?)", patches)


def circle_of(store: Store) -> Circle:
    with store.read() as session:
        return circles.load(session)


def _seal(writers: list[Store]) -> float:
    start = perf_counter()
    for store in writers:
        exchange.seal(store, circle_of(store))
    return perf_counter() - start


def _publish(team: Team) -> int:
    shared = DirectoryFolder(team.folder)
    for store in team.writers:
        Publisher(store, circle_of(store), shared, SyncReport(), shared.list(), emptied=False).run()
        store.close()
    return sum(entry.size for entry in shared.list() if entry.name.endswith(".seg"))


def _reader(shop: Workshop, team: Team) -> Store:
    return shop.store(like=team.reader)


def _opening(shop: Workshop, team: Team) -> Job:
    store = _reader(shop, team)
    circle = circle_of(store)
    names = list(team.folder.rglob("*.seg"))

    def run() -> None:
        for path in names:
            pull.opened(circle, segment.parse(path.read_bytes()), {})

    return run


def _syncing(shop: Workshop, team: Team) -> Job:
    store, folder = _reader(shop, team), shop.new("folder")
    shutil.copytree(team.folder, folder)

    def run() -> None:
        report = exchange.sync(store, DirectoryFolder(folder))
        assert report.applied and not report.damaged and not report.missing
        store.close()

    return run


def _with_snapshot(shop: Workshop, team: Team) -> Team:
    """The same folder after a snapshot was made and everything that it stands for was tidied up."""
    folder = shop.new("folder")
    shutil.copytree(team.folder, folder)
    boss = shop.store(like=team.writers[0].path)
    exchange.sync(boss, DirectoryFolder(folder))
    upkeep.make_snapshot(boss, circle_of(boss))
    exchange.sync(boss, DirectoryFolder(folder))
    boss.close()
    for path in folder.rglob("*.seg"):
        path.unlink()
    return Team(folder, [], team.reader)


def _starting(shop: Workshop, team: Team) -> Job:
    store, folder = _reader(shop, team), shop.new("folder")
    shutil.copytree(team.folder, folder)

    def run() -> None:
        report = exchange.sync(store, DirectoryFolder(folder))
        assert not report.damaged and not report.missing
        with store.read() as session:
            assert session.scalar(select(func.count()).select_from(Encounter))
        store.close()

    return run


def _weight(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _plain(shop: Workshop, made: Season) -> Job:
    path = shop.new()
    insert = plain_inserts(shop, made.rows, path)

    def run() -> None:
        insert()
        with encrypted(path) as connection:
            _index(shop, connection)

    return run


def _index(shop: Workshop, connection: Any) -> None:
    """The store's full-text index, filled in one statement for each table."""
    (declared,) = (sql for _kind, table, sql in shop.schema if table == "search")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(declared)
    for place, (table, body) in enumerate(_INDEXED.items()):
        title = _TITLE.get(table, "name")
        connection.execute(
            f"INSERT INTO search(rowid, title, body) SELECT n * 64 + {place}, {title}, {body} FROM {table}"
        )
    connection.execute("COMMIT")
