"""Fifty processes killed at random moments of all that a vault does; `python -m benchmarks.kills` kills more."""

import random

from benchmarks import kills
from benchmarks.kill_phases import PHASES, SMALL


def test_fifty_kills_lose_nothing_and_leave_no_two_vaults_apart() -> None:
    seed = random.SystemRandom().getrandbits(32)

    tallies = kills.run(50, seed, scale=SMALL)

    assert {name: dict(tally.found) for name, tally in tallies.items() if tally.found} == {}, f"seed {seed}"
    assert sum(tally.kills for tally in tallies.values()) == 50
    assert sum(tally.midway for tally in tallies.values()) >= 15, "killed while they were at it"
    assert tallies.keys() == {phase.name for phase in PHASES}
