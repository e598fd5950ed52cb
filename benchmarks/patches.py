"""Merging patches into the store against the driver writing the same rows, and what their clock weighs."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import Job, Row, Scale, compare, rate
from benchmarks.plain import Workshop, encrypted, insert_statement
from benchmarks.season import TEAM, Season
from outreach_app.domain.clock import Edit, Rows
from outreach_app.store import merge
from outreach_app.store.database import Store

CLOCK_BYTES = 30
"""Most that a never-edited row may spend on its clock."""


def rows(shop: Workshop, season: Season, scale: Scale) -> Iterator[Row]:
    creates = {"encounter": season.encounters}
    count = len(season.encounters.rows)
    edits = season.edits()
    filled, plain = _filled(shop, creates), shop.new()
    plain_inserts(shop, creates, plain)()

    pair = compare(
        lambda: merging(shop.store(), creates, ()), lambda: plain_inserts(shop, creates, shop.new()), scale.pairs
    )
    yield Row(
        "apply creating patches", rate(count, pair.ours), f"inserts {rate(count, pair.floor)}", pair.ratio, 1.3
    )
    pair = compare(
        lambda: merging(shop.store(like=filled), {}, edits), lambda: _updates(shop, edits, plain), scale.pairs
    )
    yield Row(
        "apply single-column edits", rate(count, pair.ours), f"updates {rate(count, pair.floor)}", pair.ratio, 2.5
    )
    weight = _clock_weight(shop, filled, count)
    yield Row(
        "clock of a never-edited row",
        f"{weight:.1f} bytes",
        missed="" if weight <= CLOCK_BYTES else f"{weight:.1f} of {CLOCK_BYTES} bytes",
        met=f"at most {CLOCK_BYTES} bytes",
    )


def merging(store: Store, creates: dict[str, Rows], edits: Sequence[Edit]) -> Job:
    def run() -> None:
        with store.write() as session:
            merge.apply(session, creates, edits, TEAM)
        store.close()

    return run


def _filled(shop: Workshop, creates: dict[str, Rows]) -> Path:
    store = shop.store()
    merging(store, creates, ())()
    return store.path


def plain_inserts(shop: Workshop, creates: dict[str, Rows], path: Path) -> Job:
    """The same rows into a new encrypted database with the same indexes, in one transaction."""
    with encrypted(path) as connection:
        for statement in shop.tables(*creates):
            connection.execute(statement)

    def run() -> None:
        with encrypted(path) as connection:
            connection.execute("BEGIN IMMEDIATE")
            for table, rows in creates.items():
                connection.executemany(insert_statement(table, rows), rows.rows)
            connection.execute("COMMIT")

    return run


def _updates(shop: Workshop, edits: Sequence[Edit], filled: Path) -> Job:
    path = shop.new()
    shutil.copyfile(filled, path)
    values = [(edit.values["mix"], edit.row) for edit in edits]

    def run() -> None:
        with encrypted(path) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("UPDATE encounter SET mix = ? WHERE id = ?", values)
            connection.execute("COMMIT")

    return run


def _clock_weight(shop: Workshop, filled: Path, count: int) -> float:
    """Bytes a row that the file is larger with the columns of the clock than without them."""
    sizes = []
    for without in ((), ("stamp", "author")):
        path = shop.new()
        with encrypted(filled) as connection:
            columns = [row[1] for row in connection.execute("PRAGMA table_info(encounter)")]
            kept = ", ".join(f'"{name}"' for name in columns if name not in without)
            connection.execute(f"ATTACH '{path}' AS other KEY ''")
            connection.execute(f"CREATE TABLE other.encounter AS SELECT {kept} FROM encounter")
            (edits,) = connection.execute("SELECT count(*) FROM edit").fetchone()
            assert edits == 0, "nothing was edited, so nothing is kept beside the rows"
        sizes.append(path.stat().st_size)
    return (sizes[0] - sizes[1]) / count
