"""Three laptops, a folder that loses, doubles, cuts and delays, and power that fails at any step.

Whatever happens on the way: once the files have arrived and everyone has synced, all hold the same, and no value
that someone wrote is gone unless someone who saw it replaced it.
"""

import shutil
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need
from outreach_app.store.conflicts import conflicts
from tests.sync.conftest import FaultyFolder, Laptop, Started

LAPTOPS = st.integers(0, 2)


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
        self.live: dict[Id, set[str]] = {}
        """Of each need, the titles that nobody has replaced knowingly."""
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

    @rule(who=LAPTOPS)
    def write(self, who: int) -> None:
        title = self._title()
        self.live[self.laptops[who].write(title)] = {title}

    @precondition(lambda self: self.live)
    @rule(who=LAPTOPS, which=st.integers(0))
    def edit(self, who: int, which: int) -> None:
        laptop = self.laptops[who]
        if (row := self._known(laptop, which)) is not None:
            seen, title = _shown(laptop)[row], self._title()
            laptop.edit(row, title=title)
            self.live[row] = self.live[row] - seen | {title}

    @precondition(lambda self: self.live)
    @rule(who=LAPTOPS, which=st.integers(0), deleted=st.booleans())
    def delete(self, who: int, which: int, deleted: bool) -> None:
        if (row := self._known(self.laptops[who], which)) is not None:
            self.laptops[who].edit(row, deleted=deleted)

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
        assert all((report.missing, report.damaged, report.pending) == (0, 0, 0) for report in reports)
        with self.laptops[0].store.write() as session:
            for need in session.query(Need).filter_by(deleted=True):
                need.deleted = False
        for laptop in self.laptops:
            laptop.sync(self.folder)
            assert _shown(laptop) == self.live

    def _known(self, laptop: Laptop, which: int) -> Id | None:
        rows = sorted(_shown(laptop))
        return rows[which % len(rows)] if rows else None

    def _title(self) -> str:
        self.written += 1
        return f"nood {self.written}"


def _shown(laptop: Laptop) -> dict[Id, set[str]]:
    """Of each need that is not deleted: its title, and those that stand beside it."""
    with laptop.store.read() as session:
        titles = {need.id: {need.title} for need in session.query(Need).filter_by(deleted=False)}
        for conflict in conflicts(session):
            if conflict.record is Need and conflict.field == "title":
                titles[conflict.row] |= {version.value for version in conflict.versions}
    return titles


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
