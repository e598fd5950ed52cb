"""What of the keys is still in the memory of a locked program: counts copies before and after, of its own memory.

    python -m tests.journeys.remembering FOLDER

Prints one JSON object: what was looked for, to how often it was found while open and after locking.
"""

import ctypes
import gc
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from nacl.pwhash import argon2id
from PySide6.QtWidgets import QApplication

from outreach_app.hardening import leave_no_crash_files, shut_others_out
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.window import DemoTeam, Window
from outreach_app.vault import slots
from outreach_app.workspace import Workspace

PR_SET_DUMPABLE = 4
CHUNK = 1 << 24


def pattern(secret: bytes) -> re.Pattern[bytes]:
    """Finds the bytes without holding them."""
    return re.compile("".join(f"\\x{byte:02x}" for byte in secret).encode())


def found(wanted: dict[str, re.Pattern[bytes]]) -> dict[str, int]:
    """How often each stands in the writable memory of this process, the copy that is looked at left out."""
    seen = bytearray(CHUNK)
    mine = ctypes.addressof(ctypes.c_char.from_buffer(seen))
    counts = dict.fromkeys(wanted, 0)
    with open("/proc/self/maps") as lines, open("/proc/self/mem", "rb", 0) as memory:  # noqa: PTH123  no files
        for line in lines:
            place, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            at, end = (int(side, 16) for side in place.split("-"))
            while at < end:
                if mine <= at < mine + CHUNK:
                    at = mine + CHUNK
                    continue
                size = min(CHUNK, end - at, mine - at if mine > at else CHUNK)
                memory.seek(at)
                size = memory.readinto(memoryview(seen)[:size])
                for name, each in wanted.items():
                    counts[name] += len(each.findall(seen, 0, size))
                at += size
    ctypes.memset(mine, 0, CHUNK)
    return counts


def until(reached: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not reached():
        QApplication.processEvents()
        time.sleep(0.005)
        assert time.monotonic() < end


def no_demo(_progress: object) -> DemoTeam:
    raise AssertionError


def keys_of(workspace: Workspace) -> dict[str, re.Pattern[bytes]]:
    device = workspace.circle().device
    return {
        "master key": pattern(bytes(workspace.vault._master)),
        "database key": pattern(workspace.vault.database_key()),
        "database key in hex": pattern(workspace.vault.database_key().hex().encode()),
        "signing key": pattern(bytes(device.signing)),
        "box key": pattern(bytes(device.private)),
    }


def main() -> None:
    leave_no_crash_files()
    app = QApplication([])
    shut_others_out()
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # else nobody but root may look, we neither
    slots.STRENGTH = slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
    folder = Path(sys.argv[1])
    passphrase = "".join(chr(ord("a") + n * 7 % 26) for n in range(24))
    made, _code = Workspace.create(folder, passphrase)
    with made:
        made.found_team("Jeugdopbouw Lindervoorde", "Noor")
    del made
    window = Window(folder, Preferences(), no_demo)
    window.show()
    window.start(passphrase)
    until(lambda: window.shell is not None)
    assert window.shell is not None
    wanted = {"passphrase": pattern(passphrase.encode()), **keys_of(window.shell.workspace)}
    wanted["passphrase in Qt"] = pattern(passphrase.encode("utf-16-le"))
    del passphrase
    gc.collect()
    until(lambda: window.shell is None or window.shell.background.wait(10))
    before = found(wanted)
    window.lock()
    for _round in range(3):
        until(lambda: window.vaults.wait(10))
        time.sleep(0.1)
        app.processEvents()
    until(lambda: window.vaults.wait(10))
    after = found(wanted)
    sys.stdout.write(json.dumps({name: [before[name], after[name]] for name in wanted}))
    sys.stdout.flush()
    window.close()
    window.vaults.close()


if __name__ == "__main__":
    main()
