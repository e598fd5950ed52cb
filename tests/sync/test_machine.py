"""Years in a team: snapshots, tidying up, erasures, laptops put back from a copy or long away, empty folders.

On top of what test_convergence.py does to a team. Whatever happened: once everyone has synced for some days, all
hold the same values and the same conflicts, no value is gone that nobody replaced, what was erased is nowhere,
and nobody was told that laptops differ. `HYPOTHESIS_PROFILE=nightly` looks deeper.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from outreach_app.domain.fields import Id
from outreach_app.sync import compaction, operations, revoking, upkeep
from outreach_app.sync.errors import State
from outreach_app.sync.sealing import DAY
from tests.sync.conftest import Laptop, Started
from tests.sync.test_convergence import LAPTOPS, Team

NOOR = 0
"""The coordinator."""
_DEPTHS = {"": (3, 20), "nightly": (300, 60)}


class Years(Team):
    @initialize()
    def begin(self) -> None:
        super().begin()
        self.copies: dict[int, list[Path]] = {}
        self.erased: set[Id] = set()

    @precondition(lambda self: self.live)
    @rule()
    def make_a_snapshot(self) -> None:
        noor = self.laptops[NOOR]
        noor.sync(self.folder)
        upkeep.make_snapshot(noor.store, noor.circle)

    @rule(days=st.sampled_from((1, 8, 70)), away=st.sets(LAPTOPS, max_size=1))
    def time_passes(self, days: int, away: set[int]) -> None:
        """Those who are there sync meanwhile, and the coordinator tidies up."""
        for _turn in range(2):
            for who, laptop in enumerate(self.laptops):
                laptop.clock.tick(days * DAY // 2)
                if who not in away:
                    laptop.sync(self.folder)
        if NOOR not in away:
            noor = self.laptops[NOOR]
            result = compaction.tidy_here(noor.store, noor.circle, noor.clock.now)
            compaction.tidy_folder(noor.store, noor.circle, self.folder, result)

    @precondition(lambda self: self.live)
    @rule(which=st.integers(0))
    def erase(self, which: int) -> None:
        noor = self.laptops[NOOR]
        if (row := self._known(noor, which)) is None:
            return
        with noor.store.write() as session:
            operations.erase(session, noor.circle, [row], noor.clock.now)
        self.erased.add(row)
        for known in (self.live, self.seen, self.kinds):
            known.pop(row)

    @rule()
    def make_new_keys(self) -> None:
        noor = self.laptops[NOOR]
        revoking.rekey(noor.store, self.folder)

    @rule(who=LAPTOPS)
    def keep_a_copy(self, who: int) -> None:
        copy = self.directory / f"copy-{self.runs}-{who}-{len(self.copies.get(who, ()))}.db"
        self._reopened(who, lambda path: shutil.copyfile(path, copy))
        self.copies.setdefault(who, []).append(copy)

    @precondition(lambda self: self.copies)
    @rule(who=LAPTOPS, which=st.integers(0))
    def put_back_from_a_copy(self, who: int, which: int) -> None:
        """All that was written on it was sent, and someone has read it: else it would be lost, as it must be."""
        if not (copies := self.copies.get(who)):
            return
        for laptop in (self.laptops[who], *self.laptops):
            laptop.sync(self.folder)
        self._reopened(who, lambda path: shutil.copyfile(copies[which % len(copies)], path))

    def _reopened(self, who: int, meanwhile: Callable[[Path], object]) -> None:
        laptop = self.laptops[who]
        laptop.store.close()
        meanwhile(laptop.store.path)
        self.laptops[who] = Laptop(laptop.store.path)
        self.laptops[who].clock.now = laptop.clock.now

    def _settle(self) -> None:
        for _day in range(3):
            for laptop in self.laptops:
                laptop.clock.tick(DAY + 1)
                states = {one.state for one in laptop.sync(self.folder).details}
                assert State.DIFFERS not in states
        super()._settle()
        for laptop in self.laptops:
            assert not self.erased & traces(laptop)


def traces(laptop: Laptop) -> set[Id]:
    """The records of which anything is left outside sealed files."""
    with laptop.store.read() as session:
        run = session.connection().exec_driver_sql
        rows = [row for table in ("edit", "outbox", "parked") for row in run(f"SELECT row FROM {table}").scalars()]
        rows += [row for table in ("need", "area") for row in run(f"SELECT id FROM {table}").scalars()]
    return {Id(row.hex()) for row in rows}


def test_a_team_holds_together_for_years(started: Started, tmp_path: Path) -> None:
    Years.started, Years.directory = started, tmp_path
    examples, steps = _DEPTHS[os.environ.get("HYPOTHESIS_PROFILE", "")]
    run_state_machine_as_test(
        Years,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=(Phase.generate,),
        ),
    )
