"""Three laptops, a folder that loses, doubles, cuts and delays, and power that fails at any step.

Whatever happens on the way: once the files have arrived and everyone has synced, all hold the same; no value that
someone wrote is gone unless someone who saw it replaced it; and nothing that someone wrote is in the bin, unless
someone who saw it put it there, without a conflict that says so.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from outreach_app.domain.clock import Clocked
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Need
from outreach_app.store.columns import result, shape_of
from outreach_app.store.conflicts import conflicts
from tests.sync.conftest import FaultyFolder, Laptop, Started

LAPTOPS = st.integers(0, 2)
FIELDS: dict[type, tuple[str, ...]] = {
    Need: ("title", "domains", "description"),
    Area: ("name", "leads", "parent"),
}

Cells = dict[str, dict[Clocked, object]]
"""The versions of each field."""
Told = dict[str, set[str]]
"""The values of each field, as they are written."""


class PowerCut(BaseException):
    """Nothing that runs afterwards may rely on this having been handled."""


class FailingFolder(FaultyFolder):
    """Goes dark at the n-th reading or writing; a file that was being written may be there already, or in part."""

    def __init__(self) -> None:
        super().__init__()
        self.steps_left = -1
        self.on_write = "nothing"

    def read(self, name: str) -> bytes:
        self._step()
        return super().read(name)

    def put_once(self, name: str, data: bytes) -> None:
        try:
            self._step()
        except PowerCut:
            if self.on_write != "nothing" and name not in self.files:
                self.files[name] = data if self.on_write == "whole" else data[: len(data) // 2]
            raise
        super().put_once(name, data)

    def _step(self) -> None:
        if self.steps_left == 0:
            raise PowerCut
        self.steps_left -= 1


class Team(RuleBasedStateMachine):
    started: Started
    directory: Path
    runs = 0

    @initialize()
    def begin(self) -> None:
        type(self).runs += 1
        self.folder = FailingFolder()
        self.folder.files = dict(self.started.files)
        self.laptops = [
            self._copied(path, number)
            for number, path in enumerate((self.started.noor_later, self.started.sam, self.started.lien))
        ]
        self.live: dict[Id, Cells] = {}
        """Of each record, the versions of each field that nobody has replaced knowingly."""
        self.seen: dict[Id, set[Clocked]] = {}
        """The versions that those who deleted a record, or took it back, had seen."""
        self.kinds: dict[Id, type[Need] | type[Area]] = {}
        self.written = 0

    def _copied(self, path: Path, number: int) -> Laptop:
        copy = self.directory / f"{self.runs}-{number}.db"
        shutil.copyfile(path, copy)
        return Laptop(copy)

    def teardown(self) -> None:
        if hasattr(self, "laptops"):
            try:
                self._settle()
            finally:
                for laptop in self.laptops:
                    laptop.store.close()

    @rule(who=LAPTOPS, kind=st.sampled_from((Need, Area)))
    def write(self, who: int, kind: type[Need] | type[Area]) -> None:
        record = Need(title=self._text()) if kind is Need else Area(name=self._text(), leads=[self._text()])
        with self.laptops[who].store.write() as session:
            session.add(record)
        self.kinds[record.id] = kind
        self.live[record.id] = heads(self.laptops[who], kind, record.id)
        self.seen[record.id] = set().union(*self.live[record.id].values())

    @precondition(lambda self: self.live)
    @rule(who=LAPTOPS, which=st.integers(0), fields=st.sets(st.sampled_from((0, 1, 2)), min_size=1))
    def edit(self, who: int, which: int, fields: set[int]) -> None:
        """Some fields together: a text, a list, and a record that is pointed at, which may be nowhere near yet."""
        if (row := self._known(self.laptops[who], which)) is None:
            return
        names = {name for at, name in enumerate(FIELDS[self.kinds[row]]) if at in fields}
        values: dict[str, object] = {name: self._text() for name in names & {"title", "name", "description"}}
        values |= {name: [self._text(), "altijd"] for name in names & {"leads", "domains"}}
        values |= {name: sorted(self.live)[which % len(self.live)] for name in names & {"parent"}}
        with self._doing(who, row) as record:
            for name, value in values.items():
                setattr(record, name, value)

    @precondition(lambda self: self.live)
    @rule(who=LAPTOPS, which=st.integers(0), deleted=st.booleans())
    def delete(self, who: int, which: int, deleted: bool) -> None:
        if (row := self._known(self.laptops[who], which, binned=not deleted)) is not None:
            with self._doing(who, row) as record:
                record.deleted = deleted

    @rule(who=LAPTOPS, which=st.integers(0))
    def keep_what_is_shown(self, who: int, which: int) -> None:
        with self.laptops[who].store.read() as session:
            if not (found := [one for one in conflicts(session) if one.row in self.live]):
                return
        _record, row, name, _versions = found[which % len(found)]
        with self._doing(who, row) as record:
            flag_modified(record, name)

    @rule(who=LAPTOPS, minutes=st.integers(-10_000, 10_000))
    def set_the_clock(self, who: int, minutes: int) -> None:
        self.laptops[who].clock.tick(minutes * 60_000)

    @rule(who=LAPTOPS, late=st.sets(st.integers(0, 30), max_size=6))
    def sync(self, who: int, late: set[int]) -> None:
        """Some files have not arrived yet; the team's statements have."""
        self.folder.hidden = {name for place, name in enumerate(self.folder.segments) if place in late}
        self.laptops[who].sync(self.folder)
        self.folder.hidden = set()

    @rule(who=LAPTOPS, steps=st.integers(0, 4), leaves=st.sampled_from(["nothing", "whole", "half"]))
    def sync_until_the_power_fails(self, who: int, steps: int, leaves: str) -> None:
        self.folder.steps_left, self.folder.on_write = steps, leaves
        try:
            self.laptops[who].sync(self.folder)
        except PowerCut:
            path = self.laptops[who].store.path
            self.laptops[who].store.close()
            self.laptops[who] = Laptop(path)
        finally:
            self.folder.steps_left = -1

    @precondition(lambda self: self.folder.segments)
    @rule(which=st.integers(0), fault=st.sampled_from(["cut", "gone", "copied", "empty"]))
    def something_happens_to_a_file(self, which: int, fault: str) -> None:
        name = self.folder.segments[which % len(self.folder.segments)]
        data = self.folder.files[name]
        match fault:
            case "cut":
                self.folder.files[name] = data[:-7]
            case "gone":
                del self.folder.files[name]
            case "copied":
                self.folder.files[f"{name[:-4]} (kopie).SEG"] = data
            case "empty":
                self.folder.files.clear()

    def _settle(self) -> None:
        for _round in range(3):
            reports = [laptop.sync(self.folder) for laptop in self.laptops]
        assert len({report.digest for report in reports}) == 1
        assert [(report.missing, report.damaged, report.pending) for report in reports] == [(0, 0, 0)] * 3
        for laptop in self.laptops:
            for row, kind in self.kinds.items():
                assert heads(laptop, kind, row) == self.live[row]
            assert _told(laptop) == {row: self._expected(row) for row in self.live}

    def _expected(self, row: Id) -> Told:
        """What everyone must be told of a record: its fields with all their values, or that it is in the bin, and
        what was written there that nobody has seen who put it there."""
        cells = self.live[row]
        answers = cells["deleted"]
        told = {"deleted": set(map(repr, answers.values()))}
        if not answers[max(answers)]:
            shown = {name: set(map(repr, cells[name].values())) for name in FIELDS[self.kinds[row]]}
            return shown | (told if len(told["deleted"]) > 1 else {})
        for name, versions in cells.items():
            unseen = {repr(value) for clock, value in versions.items() if clock not in self.seen[row]}
            if unseen and name != "deleted":
                told[name] = unseen
        return told

    @contextmanager
    def _doing(self, who: int, row: Id) -> Iterator[Any]:
        """Someone writes, having seen what their laptop has of a record."""
        laptop, kind = self.laptops[who], self.kinds[row]
        before = heads(laptop, kind, row)
        with laptop.store.write() as session:
            yield session.scalars(select(kind).where(kind.id == row)).one()
        laptop.clock.tick()
        for name, versions in heads(laptop, kind, row).items():
            made = {clock: value for clock, value in versions.items() if clock not in before[name]}
            if made:
                left = {clock: v for clock, v in self.live[row][name].items() if clock not in before[name]}
                self.live[row][name] = left | made
                if name == "deleted":
                    self.seen[row].update(made, *before.values())

    def _known(self, laptop: Laptop, which: int, *, binned: bool = False) -> Id | None:
        with laptop.store.read() as session:
            rows = sorted(
                id
                for kind in (Need, Area)
                for id in session.scalars(select(kind.id).where(kind.deleted == binned))
                if id in self.live
            )
        return rows[which % len(rows)] if rows else None

    def _text(self) -> str:
        self.written += 1
        return f"nood {self.written}"


def heads(laptop: Laptop, kind: type[Need] | type[Area], row: Id) -> Cells:
    """The live versions of every field of a record that this laptop has."""
    names = (*FIELDS[kind], "deleted")
    with laptop.store.read() as session:
        record = session.scalars(select(kind).where(kind.id == row)).one()
        cells: Cells = {name: {(record.stamp, record.author): getattr(record, name)} for name in names}
        live: dict[str, dict[Clocked, object]] = {}
        for name, stamp, author, value in session.connection().exec_driver_sql(
            "SELECT name, stamp, author, value FROM edit JOIN field ON n = col WHERE row = ? AND dead = 0",
            (bytes.fromhex(row),),
        ):
            if name in names:
                live.setdefault(name, {})[stamp, author] = result(shape_of(kind).types[name])(value)
    return cells | live


def _told(laptop: Laptop) -> dict[Id, Told]:
    """What the records and the list of conflicts say together."""
    told: dict[Id, Told] = {}
    with laptop.store.read() as session:
        for kind in (Need, Area):
            for record in session.scalars(select(kind)):
                names = ("deleted",) if record.deleted else FIELDS[kind]
                told[record.id] = {name: {repr(getattr(record, name))} for name in names}
        for conflict in conflicts(session):
            for version in conflict.versions:
                if conflict.row in told:
                    told[conflict.row].setdefault(version.field or conflict.field, set()).add(repr(version.value))
    return told


def test_three_laptops_come_together_and_lose_nothing(started: Started, tmp_path: Path) -> None:
    Team.started, Team.directory = started, tmp_path
    run_state_machine_as_test(
        Team,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=(Phase.generate,),
        ),
    )
