"""Laptops of one team over a folder in memory that misbehaves when told to."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need
from outreach_app.store.database import Store
from outreach_app.sync import circle as circles
from outreach_app.sync import exchange, people
from outreach_app.sync.circle import Circle
from outreach_app.sync.folder import Entry
from outreach_app.sync.keys import Device
from outreach_app.sync.report import SyncReport
from tests.conftest import KEY, FakeClock


class FaultyFolder:
    """The four calls over a dict. `refuse` is raised by every write, `unreadable` names give no bytes."""

    place = "memory"

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.refuse: BaseException | None = None
        self.missing: BaseException | None = None
        self.reads: list[str] = []
        self.hidden: set[str] = set()
        """Files that have not arrived here yet."""

    def list(self, prefix: str = "") -> list[Entry]:
        if self.missing:
            raise self.missing
        return [
            Entry(name, len(data))
            for name, data in self.files.items()
            if name.startswith(prefix) and name not in self.hidden
        ]

    def read(self, name: str) -> bytes:
        self.reads.append(name)
        return self.files[name]

    def put_once(self, name: str, data: bytes) -> None:
        if self.refuse:
            raise self.refuse
        if self.files.setdefault(name, data) != data:
            raise FileExistsError(name)

    def delete(self, name: str) -> None:
        if self.refuse:
            raise self.refuse
        self.files.pop(name, None)

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.files if name.endswith(".seg")))

    def of(self, laptop: "Laptop") -> tuple[str, ...]:
        """The segments of a laptop's log, oldest first."""
        return tuple(name for name in self.segments if name.startswith(laptop.circle.device.log))


class Laptop:
    """A store with keys of its own, and what its owner does."""

    def __init__(self, store: Store, name: str, clock: FakeClock) -> None:
        self.store, self.name, self.clock = store, name, clock
        with store.write() as session:
            Device.new().save(session)

    @property
    def circle(self) -> Circle:
        with self.store.read() as session:
            return circles.load(session)

    @property
    def fingerprint(self) -> str:
        return self.circle.device.keys.fingerprint

    def sync(self, folder: FaultyFolder) -> SyncReport:
        return exchange.sync(self.store, folder)

    def write(self, title: str) -> Id:
        with self.store.write() as session:
            need = Need(title=title)
            session.add(need)
        return need.id

    def edit(self, id: Id, **values: object) -> None:
        with self.store.write() as session:
            need = session.query(Need).filter_by(id=id).one()
            for name, value in values.items():
                setattr(need, name, value)

    def titles(self) -> list[str]:
        with self.store.read() as session:
            return sorted(need.title for need in session.query(Need).filter_by(deleted=False))


MakeLaptop = Callable[..., Laptop]


@pytest.fixture
def folder() -> FaultyFolder:
    return FaultyFolder()


@pytest.fixture
def make_laptop(tmp_path: Path, empty_database: Path) -> Iterator[MakeLaptop]:
    stores: list[Store] = []
    numbers = itertools.count()

    def make(name: str, copy_of: Laptop | None = None) -> Laptop:
        path = tmp_path / f"laptop-{next(numbers)}.db"
        clock = FakeClock()
        if copy_of is not None:
            with copy_of.store.write() as session:  # nothing is half-written while we copy
                session.connection()
            shutil.copyfile(copy_of.store.path, path)
            for extra in ("-wal", "-shm"):
                if (side := copy_of.store.path.with_name(copy_of.store.path.name + extra)).exists():
                    shutil.copyfile(side, path.with_name(path.name + extra))
        else:
            shutil.copyfile(empty_database, path)
        store = Store(path, KEY, clock=clock)
        stores.append(store)
        if copy_of is not None:
            twin = Laptop.__new__(Laptop)
            twin.store, twin.name, twin.clock = store, name, clock
            return twin
        return Laptop(store, name, clock)

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def noor(make_laptop: MakeLaptop, folder: FaultyFolder) -> Laptop:
    """The coordinator, whose team has synced once."""
    laptop = make_laptop("Noor")
    people.found(laptop.store, "Vlasakker", "Noor", folder)
    laptop.sync(folder)
    return laptop


@pytest.fixture
def join(make_laptop: MakeLaptop, folder: FaultyFolder, noor: Laptop) -> Callable[[str], Laptop]:
    """A new worker, admitted and synced."""

    def join(name: str) -> Laptop:
        laptop = make_laptop(name)
        people.ask(laptop.store, name, folder, None)
        people.admit(noor.store, folder, laptop.fingerprint, "worker")
        laptop.sync(folder)
        return laptop

    return join


@pytest.fixture
def sam(join: Callable[[str], Laptop], noor: Laptop, folder: FaultyFolder) -> Laptop:
    laptop = join("Sam")
    noor.sync(folder)
    return laptop
