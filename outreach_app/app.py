"""The window's beginning and end: language, look, what happens to errors, and what is loaded when."""

import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from outreach_app.errors import OutreachError
from outreach_app.hardening import shut_others_out
from outreach_app.i18n import set_language
from outreach_app.paths import default_vault
from outreach_app.ui.collecting import Collecting
from outreach_app.ui.locking.traces import leave_no_traces
from outreach_app.ui.motion import motion
from outreach_app.ui.preferences import Preferences
from outreach_app.ui.qt_words import speak_qt
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.marks import paint_logo
from outreach_app.ui.window import DemoTeam, Window

log = logging.getLogger(__name__)

ASKED_MS = 1000
"""By then the desktop has answered Qt what it looks like; nobody types a passphrase faster."""
ENDING_MS = 10_000
"""Longer than closing a vault takes, drafts and a stalled share included."""


def run(vault: Path | None, language: str | None, *, passphrase: str | None = None) -> int:
    """Shows the window until it is closed; the exit status. With `passphrase` the vault opens at once (demo)."""
    leave_no_traces()
    app = QApplication.instance() or QApplication([sys.argv[0], "-name", "vindplaats"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Vindplaats")
    app.setDesktopFileName("vindplaats")
    Collecting(app)
    sys.excepthook = _report_bug
    preferences = Preferences.load()
    set_language(language or preferences.spoken())
    theme().choose(preferences.scheme, preferences.scale)
    motion().choose(preferences.motion)
    app.setWindowIcon(_window_icon())
    window = Window(vault or default_vault(), preferences, build_demo)
    window.start(passphrase)
    window.show()
    QTimer.singleShot(0, lambda: _after_first_picture(window))
    QTimer.singleShot(ASKED_MS, shut_others_out)
    app.commitDataRequest.connect(
        lambda _manager: window.lock_at_once()
    )  # logging out loses nothing and asks nothing
    status = app.exec()
    if not window.vaults.wait(ENDING_MS):
        log.warning("a job did not end in time")
        os._exit(status)  # a stalled share must not keep the program from ending; the vault is closed already
    return int(status)


def _report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    from outreach_app.ui.dialogs.bug import show_bug

    show_bug(kind, error, trace)


def _after_first_picture(window: Window) -> None:
    window.vaults.run_outside(preload, owner=window)
    motion().follow_system()
    speak_qt()


def preload() -> None:
    """Imports, in a worker thread, what unlocking needs; half a second that nobody waits for."""
    import outreach_app.notes.pdf
    import outreach_app.workspace  # noqa: F401


def build_demo(progress: Callable[[int, int], None]) -> DemoTeam:
    """The demo team beside the user's own vault; one that was made already is opened again."""
    from outreach_app import demo
    from outreach_app.ui.wizard.making import free_folder
    from outreach_app.workspace import demonstration

    beside = default_vault().parent
    for folder in sorted(beside.glob("demo*")):
        kept = demonstration.found(folder)
        if kept is not None and kept.stands:
            return DemoTeam(kept.vault, kept.passphrase)
        if kept is not None:
            with suppress(OutreachError):  # its removal broke off; another one is made beside it
                demonstration.remove(folder)
    built = demo.build(free_folder(beside / "demo"), progress)
    return DemoTeam(built.worker_vault, built.passphrase)


def _window_icon() -> QIcon:
    icon = QIcon()
    for side in (32, 64, 128):
        drawn = QPixmap(side, side)
        drawn.fill("transparent")
        painter = QPainter(drawn)
        paint_logo(painter, drawn.rect().toRectF(), theme().tokens.primary, theme().tokens.on_primary)
        painter.end()
        icon.addPixmap(drawn)
    return icon
