"""A display and a session bus of one's own, for programs that open a real window."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

NEEDED = ("Xvfb", "dbus-run-session")
INSIDE = "VINDPLAATS_TEST_DISPLAY"
BUS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


def missing(*more: str) -> list[str]:
    """Which programs would have to be installed first."""
    return [name for name in (*NEEDED, *more) if shutil.which(name) is None]


def inside() -> bool:
    return INSIDE in os.environ


def run_inside(module: str, arguments: Sequence[str], size: str = "1366x768") -> int:
    """The module again, with a display and a bus that end with it; its status."""
    with _display(size) as name:
        environment = {
            **os.environ,
            INSIDE: "1",
            "DISPLAY": name,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        command = ["dbus-run-session", "--", sys.executable, "-m", module, *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


@contextmanager
def _display(size: str) -> Iterator[str]:
    """The X server picks a free number and says it once it can be used."""
    told, says = os.pipe()
    command = ["Xvfb", "-displayfd", str(says), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[says], stderr=subprocess.DEVNULL)
    os.close(says)
    try:
        with os.fdopen(told) as line:
            yield f":{line.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def accessibility_bus() -> Iterator[None]:
    """Started at once: else it would come only when somebody asks for it."""
    launcher = next((path for path in BUS if Path(path).exists()), "")
    if not launcher:
        raise FileNotFoundError("at-spi-bus-launcher (at-spi2-core)")
    bus = subprocess.Popen([launcher, "--launch-immediately"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        bus.terminate()
        bus.wait(10)
