"""What this process keeps to itself: no core file, no crash report, no memory for others to read, no contents in
a traceback.

What it cannot do: keep the system from swapping its memory out or writing it down when the laptop sleeps
(`hibernation`), and keep root or the kernel out. The disk's own encryption is for that.
"""

import sys
import threading
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

from outreach_app import __version__

_PR_SET_DUMPABLE = 4
_M_PERTURB = -6
_NO_ERROR_BOXES = 0x0001 | 0x0002 | 0x8000
"""SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX: a crash ends quietly, unreported."""
_SIZES = range(48, 256, 16)
"""Of small objects that may have held a key, a passphrase or a name, in bytes."""
_OF_EACH = 20_000


def leave_no_crash_files() -> None:
    """At the start of the process: a crash leaves nothing behind, and what is reported quotes nothing."""
    sys.excepthook, sys.unraisablehook, threading.excepthook = _report, _report_unraisable, _report_thread
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(_NO_ERROR_BOXES)
        ctypes.windll.wer.WerAddExcludedApplication(Path(sys.executable).name, False)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_others_out() -> None:
    """No other program of this user may read our memory or attach to us, and the kernel dumps nothing (Linux).
    From now on what is freed is overwritten (glibc).

    The desktop's file dialogs and its other portals turn away a process like this; what they must tell us they
    should have been asked before.
    """
    if sys.platform.startswith("linux"):
        libc = _libc()
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        if hasattr(libc, "mallopt"):
            libc.mallopt(_M_PERTURB, 0x5A)


def overwrite_freed() -> None:
    """Small objects, which Python frees to itself, are overwritten by new ones; blocks for some 0.1 s.

    Larger ones are the C library's: those that end after `shut_others_out` are overwritten as they end, and what
    it holds in reserve goes back to the system here.
    """
    for size in _SIZES:
        filler = [bytes(size - sys.getsizeof(b"")) for _n in range(_OF_EACH)]
        del filler
    if sys.platform.startswith("linux"):
        libc = _libc()
        if hasattr(libc, "malloc_trim"):
            libc.malloc_trim(0)


def report_of(kind: type[BaseException], trace: TracebackType | None, versions: str = "") -> str:
    """Where it happened and in which versions. No message and no values: they may quote what people typed."""
    frames = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in extract_tb(trace)]
    ours = f"Vindplaats {__version__}, Python {sys.version.split()[0]}, {versions or sys.platform}"
    return "\n".join([ours, kind.__name__, *frames])


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt) or sys.flags.dev_mode:
        sys.__excepthook__(kind, error, trace)
        return
    sys.stderr.write(report_of(kind, trace) + "\n")


def _report_unraisable(caught: "sys.UnraisableHookArgs") -> None:
    _report(caught.exc_type, caught.exc_value or caught.exc_type(), caught.exc_traceback)


def _report_thread(caught: threading.ExceptHookArgs) -> None:
    _report(caught.exc_type, caught.exc_value or caught.exc_type(), caught.exc_traceback)


def _libc() -> Any:
    import ctypes  # 4 ms that a window need not wait for

    return ctypes.CDLL(None)
