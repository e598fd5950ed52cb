"""Whole processes: from the command to the lock screen, and how much memory a large merge takes at its peak."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Job, Row, Scale, compare, in_words
from benchmarks.plain import Workshop

_ENDS_WHEN_SHOWN = """
import os, sys
sys.argv = ["vindplaats"]
from outreach_app import app
app._after_first_picture = lambda *_: os._exit(0)
from outreach_app.__main__ import main
main()
"""
"""The program as a user starts it, ended where it would begin to load the rest."""

_EMPTY_WINDOW = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
QTimer.singleShot(0, lambda: os._exit(0))
app.exec()
"""


def rows(shop: Workshop, scale: Scale) -> Iterator[Row]:
    home = shop.new("home")
    (home / "vindplaats" / "vault").mkdir(parents=True)
    (home / "vindplaats" / "vault" / "keys").touch()  # the lock screen reads nothing of a vault
    folders = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "PYTHONPYCACHEPREFIX")
    environment = os.environ | dict.fromkeys(folders, str(home))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    for code in (_ENDS_WHEN_SHOWN, _EMPTY_WINDOW):
        _process(code, environment)()  # compiled modules and a warm disk, for both
    pair = compare(
        lambda: _process(_ENDS_WHEN_SHOWN, environment),
        lambda: _process(_EMPTY_WINDOW, environment),
        max(scale.often // 4, 1),
    )
    yield Row("lock screen shown", in_words(pair.ours), f"empty window {in_words(pair.floor)}", pair.ratio, 2.0)
    ours, floor = (_peak(what, scale.encounters) for what in ("merge", "insert"))
    yield Row("peak memory of merging creates", f"{ours:.0f} MB", f"inserts {floor:.0f} MB", ours / floor)


def _process(code: str, environment: dict[str, str]) -> Job:
    return lambda: subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def _peak(what: str, encounters: int) -> float:
    """Megabytes of a whole process, the rows it was given included."""
    script = [sys.executable, "-m", "benchmarks.memory", what, str(encounters)]
    done = subprocess.run(script, cwd=Path(__file__).parent.parent, check=True, capture_output=True, text=True)
    return float(done.stdout)
