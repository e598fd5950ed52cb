"""The list of encounters at two sizes, in a real table: what one waits for must not grow with what is kept."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection

from benchmarks.measure import Job, Row, Scale, compare, in_words
from benchmarks.plain import Workshop
from benchmarks.season import Season, word
from outreach_app.domain.filters import Condition
from outreach_app.store import search_index
from outreach_app.store.columns import quoted
from outreach_app.store.database import Store
from outreach_app.ui.background import Background
from outreach_app.ui.pages.encounters import columns, count_encounters, ids_of_encounters, read_encounters
from outreach_app.ui.record_table import model_of
from outreach_app.ui.widgets.paged_table import ID_ROLE, Asked
from outreach_app.ui.widgets.row_window import PAGE
from outreach_app.ui.widgets.table_view import TableView

TIMES = 10
"""How much larger the larger one is."""
TWICE = 2.0
"""What the larger may take of the smaller's time."""
KEY_LIMIT = 0.2
"""Seconds from a key in the search to what it finds, at the smaller size."""
PATIENCE = 60
_COPIED = {"round": (), "visit": ("round",), "encounter": ("visit",)}
"""Tables, parents first, with the columns that point at a parent."""


def rows(shop: Workshop, season: Season, scale: Scale) -> Iterator[Row]:
    QApplication.instance() or QApplication([])
    gc.disable()  # as in the program: see outreach_app/ui/collecting.py
    few = shop.filled(season)
    many = _multiplied(shop, few)
    small, large = Desk(few), Desk(many)
    pairs = max(scale.pairs, 1)
    words = f"{len(season.encounters.rows):,} encounters"
    for name, action, target in (
        ("encounters, list opened", Desk.show_all, TWICE),
        ("encounters, to the last row", Desk.to_the_end, TWICE),
        ("encounters, sorted by contacts", Desk.by_contacts, TWICE),
        ("encounters, filtered by a life domain", Desk.about_leisure, TWICE),
        ("encounters, opened and counted", Desk.open, None),
        ("encounters, dragged to the middle", Desk.to_the_middle, None),
    ):
        pair = compare(_prepared(large, action), _prepared(small, action), pairs)
        yield Row(name, in_words(pair.ours), f"{words} {in_words(pair.floor)}", pair.ratio, target)
    yield _typing(small, large, words)
    yield _memory(shop, few, words)
    large.open()
    large.to_the_middle()
    large.to_the_end()
    yield Row("encounters, rows in memory", f"{large.held:,} of {large.model.total:,}")
    for desk in (small, large):
        desk.close()
    gc.enable()


def _prepared(desk: "Desk", action: "Callable[[Desk], object]") -> Callable[[], Job]:
    def prepare() -> Job:
        desk.open()
        desk.table.scrollToTop()
        return lambda: action(desk)

    return prepare


def _typing(small: "Desk", large: "Desk", words: str) -> Row:
    """One word, letter by letter, each once rows stand there for the one before: they are still being counted."""
    typed = word(300)
    took: dict[Desk, list[float]] = {small: [], large: []}
    counted = {}
    for desk in (small, large):
        for end in range(1, len(typed) + 1):
            start = time.perf_counter()
            desk.ask(Asked(typed[:end]), counted=False)
            took[desk].append(time.perf_counter() - start)
        start = time.perf_counter()
        desk.ask(Asked(typed[:1]))
        counted[desk] = time.perf_counter() - start
    worst = max(took[small])
    return Row(
        "encounters, search as you type",
        f"{in_words(median(took[large]))} a key, at most {in_words(max(took[large]))}; one letter counted "
        f"{in_words(counted[large])}",
        f"{words} {in_words(median(took[small]))}, at most {in_words(worst)}; counted {in_words(counted[small])}",
        median(took[large]) / median(took[small]),
        missed="" if worst < KEY_LIMIT else f"{in_words(worst)} at worst at the smaller size",
        met=f"the smaller under {in_words(KEY_LIMIT)}",
    )


def _memory(shop: Workshop, few: Store, words: str) -> Row:
    """Each in a process of its own: what the list needs beside what any window of Qt needs."""
    path = shop.new()
    few.copy_to(path)
    run = partial(subprocess.run, check=True, capture_output=True)
    ours, empty = (
        float(run([sys.executable, "-m", "benchmarks.memory", *asked]).stdout)
        for asked in (["list", str(path)], ["window"])
    )
    return Row(
        f"memory of a window with {words} open", f"{ours:.0f} MB", f"empty window {empty:.0f} MB", ours / empty
    )


class Desk:
    """A table over a store, as the page has it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._background = Background(store)
        self.model = model_of(
            columns(), self._background, self._background, read_encounters, count_encounters, ids_of_encounters
        )
        self.table = TableView(self.model, "Encounters")
        self.table.resize(700, 600)
        self.table.show()
        self.open()

    def open(self) -> None:
        self.ask(Asked())

    def show_all(self) -> None:
        self.ask(Asked(), counted=False)

    def by_contacts(self) -> None:
        self.ask(Asked(sort="contacts", descending=True), counted=False)

    def about_leisure(self) -> None:
        self.ask(Asked(conditions=(Condition("domain", "leisure"),)), counted=False)

    def ask(self, asked: Asked, *, counted: bool = True) -> None:
        """Until the first rows are there, and counted."""
        arrived: list[bool] = []

        def came() -> None:
            arrived.append(True)

        self.model.loaded.connect(came)
        self.model.ask(asked)
        _wait(lambda: bool(arrived) and (self.model.known or not counted))
        self.model.loaded.disconnect(came)
        self.table.viewport().repaint()

    def to_the_end(self) -> None:
        QTest.keyClick(self.table, Qt.Key.Key_End)
        self._until_seen(self.model.total - 1)

    def to_the_middle(self) -> None:
        """Where no page was read yet, each time somewhere else."""
        place = self.model.total // 2 + time.perf_counter_ns() % (self.model.total // 10)
        self.table.scrollTo(self.model.index(place, 0))
        self._until_seen(place)

    def close(self) -> None:
        self.table.close()
        self._background.close()
        self._store.close()

    @property
    def held(self) -> int:
        """Rows in memory."""
        pages = sum(1 for row in range(0, self.model.total, PAGE) if self._here(row))
        return min(pages * PAGE, self.model.total)

    def _here(self, row: int) -> bool:
        return bool(self.model.index(row, 0).data(ID_ROLE))

    def _until_seen(self, row: int) -> None:
        self.table.viewport().repaint()
        _wait(lambda: self._here(row))
        self.table.viewport().repaint()


def _wait(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not ready():
        QApplication.processEvents()
        if time.monotonic() > until:
            raise TimeoutError("the list did not come")
        time.sleep(0.0002)


def _multiplied(shop: Workshop, few: Store) -> Store:
    """The same years again and again, each copy with ids and days of its own."""
    path: Path = shop.new()
    few.copy_to(path)
    many = shop.opened(path)
    with many.write() as session:
        connection = session.connection()
        search_index.rest(connection)
        most = {
            table: connection.exec_driver_sql(f"SELECT max(n) FROM {quoted(table)}").scalar() for table in _COPIED
        }
        for copy in range(1, TIMES):
            for table, parents in _COPIED.items():
                _copy(connection, table, parents, copy, most[table])
        search_index.build(connection)
    return many


def _copy(connection: Connection, table: str, parents: tuple[str, ...], copy: int, most: object) -> None:
    names = [name for _n, name, *_ in connection.exec_driver_sql(f"PRAGMA table_info({quoted(table)})")]
    names.remove("n")
    values = []
    for name in names:
        if name in ("id", *parents):
            values.append(f"CAST(substr({quoted(name)}, 1, 12) || x'{copy:08x}' AS BLOB)")
        elif name == "date":
            values.append(f"date(date, '-{copy * 3} days')")
        else:
            values.append(quoted(name))
    into = ", ".join(map(quoted, names))
    connection.exec_driver_sql(
        f"INSERT INTO {quoted(table)}({into}) SELECT {', '.join(values)} FROM {quoted(table)} WHERE n <= {most}"
    )
