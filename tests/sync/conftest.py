"""Laptops of one team over a folder in memory that misbehaves when told to."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
        log = laptop.circle.device.log
        return tuple(name for name in self.segments if name.startswith(log))


class Laptop:
    """A store, its clock, and what its owner does."""

    def __init__(self, path: Path) -> None:
        self.clock = FakeClock()
        self.store = Store(path, KEY, clock=self.clock)

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


@dataclass(frozen=True)
class Started:
    """A team that has synced: the files to copy, as that is quicker than to found one for each test."""

    noor: Path
    sam: Path
    files: dict[str, bytes]
    noor_later: Path
    """Has admitted Lien, who has not synced since."""
    lien: Path


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Started:
    """Noor founded the team; Sam asked and was let in; both have read all there is."""
    directory, folder = tmp_path_factory.mktemp("team"), FaultyFolder()
    noor, sam, lien = (new_laptop(directory / f"{name}.db", empty_database) for name in ("noor", "sam", "lien"))
    people.found(noor.store, "Vlasakker", "Noor", folder)
    noor.sync(folder)
    people.ask(sam.store, "Sam", folder, None)
    people.admit(noor.store, folder, sam.fingerprint, "worker")
    sam.sync(folder)
    noor.sync(folder)
    files = dict(folder.files)
    noor.store.close()
    later = Laptop(shutil.copyfile(noor.store.path, directory / "later.db"))
    people.ask(lien.store, "Lien", folder, None)
    people.admit(later.store, folder, lien.fingerprint, "worker")
    for laptop in (later, sam, lien):
        laptop.store.close()
    return Started(noor.store.path, sam.store.path, files, later.store.path, lien.store.path)


def new_laptop(path: Path, empty_database: Path) -> Laptop:
    shutil.copyfile(empty_database, path)
    laptop = Laptop(path)
    with laptop.store.write() as session:
        Device.new().save(session)
    return laptop


MakeLaptop = Callable[..., Laptop]


@pytest.fixture
def make_laptop(tmp_path: Path, empty_database: Path) -> Iterator[MakeLaptop]:
    """`make_laptop()`, new and without a team; or with the files of another laptop, as if put back from a copy."""
    laptops: list[Laptop] = []

    def make(copy_of: Path | None = None) -> Laptop:
        path = tmp_path / f"laptop-{len(laptops)}.db"
        if copy_of is None:
            laptops.append(new_laptop(path, empty_database))
        else:
            for file in copy_of.parent.glob(f"{copy_of.name}*"):
                shutil.copyfile(file, path.with_name(file.name.replace(copy_of.name, path.name)))
            laptops.append(Laptop(path))
        return laptops[-1]

    yield make
    for laptop in laptops:
        laptop.store.close()


@pytest.fixture
def folder(started: Started) -> FaultyFolder:
    folder = FaultyFolder()
    folder.files = dict(started.files)
    return folder


@pytest.fixture
def noor(make_laptop: MakeLaptop, started: Started) -> Laptop:
    """The coordinator."""
    return make_laptop(started.noor)


@pytest.fixture
def sam(make_laptop: MakeLaptop, started: Started) -> Laptop:
    """A worker."""
    return make_laptop(started.sam)


@pytest.fixture
def join(make_laptop: MakeLaptop, folder: FaultyFolder, noor: Laptop) -> Callable[[str], Laptop]:
    """A new worker, admitted and synced."""

    def join(name: str) -> Laptop:
        laptop = make_laptop()
        people.ask(laptop.store, name, folder, None)
        people.admit(noor.store, folder, laptop.fingerprint, "worker")
        laptop.sync(folder)
        return laptop

    return join
