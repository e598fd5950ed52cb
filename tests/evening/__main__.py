"""`python -m tests.evening PICTURES [--demo DIR] [--lang nl]`: one evening at the kitchen table, in a real window.

Under a display of its own, with keys that xdotool presses: the vault is unlocked, a round of five spots is typed,
a need is written down, a round is looked for, and the vault is locked and opened again. Nothing is waited for by
the clock: each step waits until the window says that it stands where it should. Prints how long each step took and
keeps a picture of it. Needs Xvfb, dbus, openbox and xdotool.
"""

import argparse
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from json import loads
from pathlib import Path
from typing import Any

from outreach_app.i18n import _, set_language
from tests.display import inside, missing, run_inside
from tests.screenshots import _team

PATIENCE = 20.0
"""Seconds that any one step may take on a busy machine."""
MOST_STOPS = 60
"""Of Tab, on any page."""
State = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--demo", type=Path, help="a demo that was built before; the round stays in it")
    parser.add_argument("--lang", default="nl")
    asked = parser.parse_args()
    lacking = missing("openbox", "xdotool")
    if lacking:
        print(f"not installed: {', '.join(lacking)}", file=sys.stderr)
        return 2
    if not inside():
        return run_inside("tests.evening", sys.argv[1:])
    set_language(asked.lang)
    asked.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, _window_manager():
        team = _team(asked.demo or Path(scratch) / "demo")
        with Evening(team.vault, team.passphrase, asked.pictures, scratch, asked.lang) as evening:
            evening.pass_by()
    return 0


class Evening:
    """Presses keys, and hears from the window where it stands."""

    def __init__(self, vault: Path, passphrase: str, pictures: Path, scratch: str, language: str) -> None:
        self._passphrase = passphrase
        self._state: State = {}
        self._told: queue.Queue[str] = queue.Queue()
        self.keystrokes = 0
        command = [sys.executable, "-m", "tests.evening.window", str(vault), str(pictures), scratch, language]
        self._window = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._hear, daemon=True).start()

    def __enter__(self) -> "Evening":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._window.poll() is None:
            self._tell("end")
        try:
            self._window.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._window.kill()

    def pass_by(self) -> None:
        """The whole evening."""
        self.wait("the lock screen", lambda now: now["active"] and now["screen"] == "lock")
        for name, step in (
            ("unlock", self.unlock),
            ("round", self.enter_a_round),
            ("need", self.write_a_need),
            ("search", self.look_for_a_need),
            ("lock", self.lock),
            ("back", self.unlock),
        ):
            began, before = time.monotonic(), self.keystrokes
            step()
            spent = time.monotonic() - began
            self._keep(name)
            print(f"{name:8} {spent:6.2f} s {self.keystrokes - before:4} keys", flush=True)

    def unlock(self) -> None:
        self.type(self._passphrase)
        self.press("Return")
        self.wait("the open vault", lambda now: now["screen"] == "open" and bool(now["place"]) and not now["busy"])

    def enter_a_round(self) -> None:
        """Five spots: four where somebody was, one where nobody was, and a need at the first."""
        self.press("ctrl+n")
        self.wait("the date", lambda now: now["focus"] == _("Date") and not now["busy"])
        self.type("gisteren")
        self.tab_to(_("Start"))
        self.type("1930")
        self.tab_to(_("End"))
        self.type("2130")
        self.tab_to(_("Next spot"), kind="Picker")
        spots = (
            ("stationsp", 3, 2),
            ("vlasakkerp", 6, 4),
            ("sporthal", 0, 0),
            ("winkelg", 2, 6),
            ("vlasakkerp", 4, 3),
        )
        for n, (spot, heads, domain) in enumerate(spots):
            self.visit(spot, heads, domain)
            if n == 0:
                self._keep("visit")
            if n < len(spots) - 1:
                self.press("ctrl+shift+Return")
                self.wait("the next spot", lambda now: now["kind"] == "Picker" and now["typed"] == "")
        self.press("ctrl+Return")
        self.wait("the saved round", lambda now: now["place"] != "round" and bool(now["said"]) and not now["busy"])

    def visit(self, spot: str, heads: int, domain: int) -> None:
        self.type(spot)
        self.press("Return")
        self.wait(f"the count at {spot}", lambda now: now["focus"] == _("How many in all"))
        if not heads:
            self.press("F4")
            return
        self.type(str(heads))
        self.press(f"alt+{domain}")

    def write_a_need(self) -> None:
        self.go(_("Needs"), "needs")
        self.tab_to(_("New need"))
        self.press("Return")
        self.wait("the form", lambda now: now["focus"] == _("Title"))
        self.type("Nergens droog staan bij regen")
        self.press("ctrl+Return")
        self.wait("the saved need", lambda now: now["focus"] != _("Title") and not now["busy"])

    def look_for_a_need(self) -> None:
        """In the list beside the board."""
        self.tab_to(_("Board"))
        self.press("Right")
        self.wait("the list", lambda now: len(now["rows"]) == 1 and now["rows"][0] > 0 and not now["busy"])
        (all_of_them,) = self._state["rows"]
        self.press("ctrl+f")
        self.wait("the search", lambda now: "SearchBox" in now["kind"] or "Line" in now["kind"])
        self.type("droog")
        self.wait("what was found", lambda now: now["typed"] == "droog" and 0 < now["rows"][0] < all_of_them)

    def lock(self) -> None:
        self.press("ctrl+l")
        self.wait("the lock screen", lambda now: now["screen"] == "lock" and now["focus"] == _("Passphrase"))

    def go(self, label: str, place: str) -> None:
        """By the key of its number at the left."""
        from outreach_app.ui.places import PLACES

        listed = [each.name for each in PLACES if each.listed]
        self.press(f"ctrl+{listed.index(place) + 1}")
        self.wait(label, lambda now: now["place"] == place and not now["busy"])

    def tab_to(self, name: str, kind: str = "") -> None:
        """By Tab, as somebody without a mouse does."""
        for _stop in range(MOST_STOPS):
            if self._state["focus"] == name and kind in self._state["kind"]:
                return
            self.press("Tab")
            self.wait("another field", _apart_from(self._state["focus"], self._state["kind"]))
        raise TimeoutError(f"Tab never reached {name!r}")

    def press(self, chord: str) -> None:
        self.keystrokes += 1
        subprocess.run(["xdotool", "key", "--clearmodifiers", chord], check=True)

    def type(self, text: str) -> None:
        """Waits until all of it stands in the field, where that can be seen."""
        self.keystrokes += len(text)
        subprocess.run(["xdotool", "type", "--delay", "1", text], check=True)
        if self._state["screen"] == "open":
            self.wait(f"{text!r} in the field", lambda now: text in now["typed"] or now["typed"].endswith(text))

    def wait(self, what: str, reached: Callable[[State], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not (self._state and reached(self._state)):
            try:
                said = loads(self._told.get(timeout=max(until - time.monotonic(), 0.01)))
            except queue.Empty:
                self._keep("stuck")
                raise TimeoutError(f"waited for {what}; the window says {self._state}") from None
            if "kept" not in said:
                self._state = said

    def _keep(self, name: str) -> None:
        """A picture of what is shown."""
        self._tell(f"keep {name}")

    def _tell(self, line: str) -> None:
        assert self._window.stdin is not None
        self._window.stdin.write(f"{line}\n")
        self._window.stdin.flush()

    def _hear(self) -> None:
        assert self._window.stdout is not None
        for line in self._window.stdout:
            self._told.put(line)


def _apart_from(focus: str, kind: str) -> Callable[[State], bool]:
    return lambda now: (now["focus"], now["kind"]) != (focus, kind)


@contextmanager
def _window_manager() -> Iterator[None]:
    """Without one, no window gets the keyboard."""
    manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        manager.terminate()
        manager.wait(10)


if __name__ == "__main__":
    sys.exit(main())
