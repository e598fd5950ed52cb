"""Kills processes at random moments: `python -m benchmarks.kills [--times 1000] [--only PHASE] [--seed N]`.

A worker process opens a real vault, does one thing, and says what it has committed; it is killed (SIGKILL)
somewhere on the way. Then its vault is opened again and looked into: nothing that was acknowledged may be missing,
the file must be whole, and after a sync it must agree with a colleague's vault. Prints one line for each phase.
"""

import argparse
import multiprocessing
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic

from sqlalchemy import select

from benchmarks.kill_phases import (
    CHEAP,
    FULL,
    PASSPHRASE,
    PHASES,
    Later,
    Phase,
    Scale,
    changed,
    victim,
)
from benchmarks.kill_yards import RIPE_DAYS, Yards, open_
from outreach_app.domain.records import Area, Encounter, Need
from outreach_app.errors import OutreachError
from outreach_app.store import integrity
from outreach_app.store.tables import ImportRun
from outreach_app.sync.errors import State
from outreach_app.vault import slots
from outreach_app.workspace import FileReport, Workspace

PER_YARD = 25
"""Kills in a row over the same vaults, where what stands ready need not be made anew."""
ROUNDS = 4
"""Syncs of both after which they must agree."""
_HARMLESS = {State.REFILLED}


@dataclass
class Tally:
    """What came of the kills of one phase."""

    kills: int = 0
    midway: int = 0
    """Killed before the work had ended."""
    acknowledged: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """What should not be, by what it is."""

    @property
    def line(self) -> str:
        found = ", ".join(f"{what}: {n}" for what, n in self.found.items()) or "nothing"
        return f"{self.kills} | {self.midway} | {self.acknowledged:,} | {found}"


class Killing:
    """One phase, killed again and again."""

    def __init__(self, phase: Phase, scale: Scale, yards: Yards, chance: random.Random) -> None:
        self._phase, self._scale, self._yards, self._chance = phase, scale, yards, chance
        self._in_a_row = 1 if phase.name == "passphrase" else scale.in_a_row  # whoever opens it must know which
        self._context = multiprocessing.get_context("forkserver")  # children begin with everything imported
        self._context.set_forkserver_preload(["benchmarks.kill_phases"])
        self._days = RIPE_DAYS if phase.yard == "ripe" else 0
        self._takes, self._known = 0.15, False
        """Seconds that the work takes, and whether that is more than a guess."""
        self.tally = Tally()

    def run(self, times: int) -> Tally:
        with ExitStack() as open_now:
            said: list[tuple[str, str]] = []
            for number in range(times):
                if number == 0 or (not said and (self._phase.yard or number % PER_YARD == 0)):
                    self._begin(open_now)
                said += self._killed()
                if (number + 1) % self._in_a_row == 0 or number == times - 1:
                    self._look(said)
                    said = []
        return self.tally

    def _begin(self, open_now: ExitStack) -> None:
        open_now.close()
        self._yards.renew(self._phase.yard)
        self._home = self._yards.home
        self._sam = open_now.enter_context(open_(self._home, "sam", self._days))
        self._kept: set[str] = set()
        self._erased: set[str] = set()
        self._passphrases = [PASSPHRASE]

    def _look(self, said: Sequence[tuple[str, str]]) -> None:
        """Whether what was said is true."""
        self._kept.update(text for what, text in said if what == "kept")
        self._erased.update(text for what, text in said if what == "erased")
        self._passphrases += [text for what, text in said if what == "passphrase"][-1:]
        self.tally.acknowledged += len(said) - sum(what in ("ready", "done") for what, _text in said)
        problems = Counter(self._problems(said))
        self.tally.found.update(problems)
        if problems:
            print(f"{self._phase.name}, kill {self.tally.kills}: {dict(problems)}", file=sys.stderr)

    def _killed(self) -> list[tuple[str, str]]:
        """What the process said before it was killed."""
        self._number = self._chance.getrandbits(40)
        self._phase.feed(self._sam, self._scale)
        ours, theirs = self._context.Pipe(duplex=False)
        where = (self._home, self._passphrases[-1], self._days, self._number)
        process = self._context.Process(
            target=victim, args=(self._phase.name, self._scale, *where, theirs), daemon=True
        )
        process.start()
        theirs.close()
        said: list[tuple[str, str]] = []
        with suppress(EOFError):
            while not said or said[-1][0] != "ready":
                said.append(ours.recv())
            wait([process.sentinel], self._chance.uniform(0, self._takes * 1.05))
        process.kill()
        process.join()
        if process.exitcode != -signal.SIGKILL:
            self.tally.found["failed by itself"] += 1
        with suppress(EOFError):
            while True:
                said.append(ours.recv())
        ours.close()
        self._count(said)
        return said

    def _count(self, said: Sequence[tuple[str, str]]) -> None:
        ended = [float(text) for what, text in said if what == "done"]
        self.tally.kills += 1
        self.tally.midway += not ended
        # Once it ended before, so much time is left to it from then on; until then it is given more and more.
        self._takes = ended[0] if ended else self._takes * (1.0 if self._known else 1.5)
        self._known = self._known or bool(ended)
        if not any(what == "ready" for what, _text in said):
            self.tally.found["died before it was killed"] += 1

    def _problems(self, said: Sequence[tuple[str, str]]) -> list[str]:
        """Opens the vault again, syncs it with the colleague's, and says what should not be."""
        try:
            noor = self._opened()
        except OutreachError as error:
            return [f"does not open: {type(error).__name__}"]
        with noor:
            checked = integrity.check(noor.store)
            found = [] if checked.integrity == "ok" else ["damaged file"]
            found += self._lost(noor, "")
            found += self._half_imported(noor, said)
            found += ["bad backup" for what, text in said if what == "backup" and not _opens(noor, Path(text))]
            if self._phase.name == "restore":
                noor.resume_sync()
            found += self._unlike(noor)
            return found + self._lost(noor, " after the sync") + self._lost(self._sam, " at the colleague's")

    def _unlike(self, noor: Workspace) -> list[str]:
        """Both sync in turn until neither has anything more to say to the other."""
        found: list[str] = []
        for _round in range(ROUNDS):
            reports = [one.sync() for one in (noor, self._sam)]
            found = [f"sync says {file.state}" for one in reports for file in one.details if _worries(file)]
            resting = all((one.pending, one.missing, one.damaged) == (0, 0, 0) for one in reports)
            if not found and resting and len({one.digest for one in reports}) == 1:
                return []
        return found or ["not alike"]

    def _opened(self) -> Workspace:
        """With the passphrase of before, or the one it was being changed to."""
        with suppress(OutreachError):
            return Workspace.open(self._home / "noor", self._passphrases[-1], clock=Later(self._days))
        opened = Workspace.open(self._home / "noor", changed(self._number), clock=Later(self._days))
        self._passphrases.append(changed(self._number))
        return opened

    def _lost(self, workspace: Workspace, when: str) -> list[str]:
        with workspace.store.read() as session:
            titles = set(session.scalars(select(Need.title)))
        restored = self._phase.name == "restore" and not when  # what came after the backup comes with the sync
        lost = [] if restored or self._kept <= titles else [f"lost word{when}"]
        return lost + ([f"came back{when}"] if self._erased & titles else [])

    def _half_imported(self, noor: Workspace, said: Sequence[tuple[str, str]]) -> list[str]:
        """All rows of an import are there, or none; all where it was acknowledged."""
        with noor.store.read() as session:
            imports, rows = session.query(ImportRun).count(), session.query(Encounter).count()
            areas = set(session.scalars(select(Area.name)))
        lost = any(text not in areas for what, text in said if what == "imported")
        return ["lost import"] * lost + ["half an import"] * (rows != imports * self._scale.imported)


def run(times: int, seed: int, only: Sequence[str] = (), scale: Scale = FULL) -> dict[str, Tally]:
    slots.STRENGTH = CHEAP
    chance = random.Random(seed)
    phases = [phase for phase in PHASES if not only or phase.name in only]
    tallies = {}
    with tempfile.TemporaryDirectory(prefix="vindplaats-kills-") as root:
        yards = Yards(Path(root))
        for place, phase in enumerate(phases):
            share = times // len(phases) + (place < times % len(phases))
            tallies[phase.name] = Killing(phase, scale, yards, chance).run(share)
            print(f"| {phase.name} | {tallies[phase.name].line} |", flush=True)
    return tallies


def _worries(file: FileReport) -> bool:
    return bool(file.name) and file.state not in _HARMLESS


def _opens(noor: Workspace, backup: Path) -> bool:
    try:
        noor.backups.preview(backup)
    except OutreachError:
        return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--only", choices=[phase.name for phase in PHASES], action="append", default=[])
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time; it is printed")
    asked = parser.parse_args()
    seed = asked.seed or random.SystemRandom().getrandbits(32)
    print(f"seed {seed}\n\n| phase | kills | midway | acknowledged | found |\n|---|---|---|---|---|")
    began = monotonic()
    tallies = run(asked.times, seed, asked.only)
    total = Tally()
    for tally in tallies.values():
        total.kills += tally.kills
        total.midway += tally.midway
        total.acknowledged += tally.acknowledged
        total.found.update(tally.found)
    print(f"| all | {total.line} |\n\n{monotonic() - began:.0f} s")
    return 1 if total.found else 0


if __name__ == "__main__":
    sys.exit(main())
