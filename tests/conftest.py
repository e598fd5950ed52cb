"""Stores on real SQLCipher files, with a clock that stands still until it is told otherwise."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from outreach_app.domain.fields import Id
from outreach_app.store.database import Store

KEY = bytes(range(32))
TEAM = Id("11" * 16)

MakeStore = Callable[..., Store]


class FakeClock:
    """A wall clock to set: `clock.now = …` in milliseconds since 1970, or `clock.tick(…)`."""

    def __init__(self, now: int = 1_795_000_000_000) -> None:
        self.now = now
        """A moment in November 2026."""

    def milliseconds(self) -> int:
        return self.now

    def today(self) -> date:
        return datetime.fromtimestamp(self.now / 1000, UTC).date()

    def tick(self, milliseconds: int = 1) -> None:
        self.now += milliseconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy: making one anew for every test costs more than opening it."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    store = Store(path, KEY)
    store.migrate()
    store.close()
    return path


@pytest.fixture
def make_store(tmp_path: Path, clock: FakeClock, empty_database: Path) -> Iterator[MakeStore]:
    """Makes identified stores: `make_store(author=2)`, with a clock of its own if one is given."""
    stores: list[Store] = []
    authors = itertools.count(1)

    def make(author: int = 0, *, team: Id = TEAM, clock: FakeClock = clock) -> Store:
        path = tmp_path / f"store-{len(stores)}.db"
        shutil.copyfile(empty_database, path)
        store = Store(path, KEY, clock=clock)
        stores.append(store)
        store.identify(author or next(authors), team)
        return store

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def store(make_store: MakeStore) -> Store:
    """An empty store of author 1 in team 1111…"""
    return make_store(author=1)
