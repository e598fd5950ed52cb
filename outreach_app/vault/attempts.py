"""Slows guessing at the window: the wait after wrong passphrases grows to a minute, and never locks anyone out.

Time is counted since the computer was started, so neither a restart of the program nor another date on the clock
shortens a wait or freezes it. Whoever copies the vault away guesses without us: against that stands Argon2id.
"""

import json
import math
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from outreach_app.vault.errors import TooSoon

FILE = "attempts.json"
FREE = 3
"""Wrong passphrases before the first wait."""
LONGEST = 60
"""Seconds."""

Clock = Callable[[], float]
"""Seconds since some start that outlives the process, never set: time.monotonic."""


@dataclass(frozen=True)
class _Tried:
    failed: int = 0
    at: float = 0.0


_seen: dict[Path, _Tried] = {}
"""As this process knows it: taking the file away changes nothing."""


def seconds_left(folder: Path, clock: Clock = time.monotonic) -> int:
    """How long until the next try at the vault in `folder`; 0 when it may be made."""
    tried, now = _last(folder), clock()
    if (
        not tried.at <= now
    ):  # of before the computer was started: since then at least `now` has passed; or no number
        tried = _Tried(tried.failed)
        _keep(folder, tried)
    passed = min(now - tried.at, LONGEST)
    wait = min(2 ** min(tried.failed - FREE, 10), LONGEST) if tried.failed >= FREE else 0
    return max(0, math.ceil(wait - passed))


def begin(folder: Path, clock: Clock = time.monotonic) -> None:
    """Counts a try as failed until `succeeded` says otherwise: ending the process midway gains nothing.

    Raises TooSoon.
    """
    left = seconds_left(folder, clock)
    if left:
        raise TooSoon(left)
    _keep(folder, _Tried(_last(folder).failed + 1, clock()))


def succeeded(folder: Path) -> None:
    _seen.pop(folder.absolute(), None)
    with suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def _last(folder: Path) -> _Tried:
    kept = _seen.get(folder.absolute(), _Tried())
    try:
        content = json.loads((folder / FILE).read_text("utf-8"))
        beside = _Tried(int(content["failed"]), float(content["at"]))
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return kept
    return max(kept, beside, key=lambda tried: tried.failed)


def _keep(folder: Path, tried: _Tried) -> None:
    _seen[folder.absolute()] = tried
    with suppress(OSError):  # a vault that cannot be written: this process remembers
        temporary = folder / f"{FILE}.tmp"
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:  # noqa: PTH123
            json.dump(asdict(tried), file)
        temporary.replace(folder / FILE)
