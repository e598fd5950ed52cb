"""Windows without a screen, over real vaults. Exceptions in slots fail the test, and so do leaked windows."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from nacl.pwhash import argon2id
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from outreach_app.i18n import SOURCE_LANGUAGE, set_language
from outreach_app.ui.theme import theme
from outreach_app.vault import slots


@pytest.fixture(autouse=True)
def look(qapp: QApplication, tmp_path: Path) -> None:
    """Every test begins in English, light, at 100 %, with settings of its own."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    set_language(SOURCE_LANGUAGE)
    theme().choose("light", 100)


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching a passphrase costs next to nothing here."""
    monkeypatch.setattr(slots, "STRENGTH", slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))


@pytest.fixture(autouse=True)
def no_leaked_windows(look: None, qapp: QApplication) -> Iterator[None]:
    """Whatever a test opens is gone after it."""
    before = set(map(id, qapp.topLevelWidgets()))
    yield
    for _round in range(3):  # what is deleted may delete more
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()
    leaked = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in leaked]
    for widget in leaked:
        widget.deleteLater()
    assert not names, f"left open: {', '.join(names)}"
