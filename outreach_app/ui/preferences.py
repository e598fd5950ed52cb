"""What this user's window looks like: kept outside the vault, as the lock screen needs it and it says nothing.

Size and place of the window, scheme, text size, language, and when it locks. Everything else is a setting inside
the vault.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from outreach_app.i18n import LANGUAGES, SOURCE_LANGUAGE, first_spoken
from outreach_app.paths import RESOURCES
from outreach_app.ui.theme import SCHEMES
from outreach_app.ui.theme.tokens import SCALES

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English", "fr": "Français"}
"""Each in its own words, so that whoever needs it finds it."""


LOCK_MINUTES = (1, 2, 5, 10, 15, 30)
"""What can be chosen; never is not among them."""
LOCK_USUALLY = 5


@dataclass
class Preferences:
    scheme: str = "system"
    scale: int = 100
    motion: str = "system"
    """As the system says, or less."""
    language: str = ""
    """Empty: the system's."""
    geometry: QByteArray | None = None
    lock_minutes: int = LOCK_USUALLY
    """Without a touch, until the vault locks."""
    traceless: bool = False
    """Nothing is kept: the demo was all there was, and it is gone."""

    @classmethod
    def load(cls) -> "Preferences":
        kept = _settings()
        scheme, scale = str(kept.value("scheme", "system")), str(kept.value("scale", "100"))
        geometry = kept.value("geometry")
        minutes = str(kept.value("lock_minutes", ""))
        return cls(
            scheme=scheme if scheme in SCHEMES else "system",
            scale=int(scale) if scale.isdecimal() and int(scale) in SCALES else 100,
            motion="less" if kept.value("motion") == "less" else "system",
            language=str(kept.value("language", "")),
            geometry=geometry if isinstance(geometry, QByteArray) else None,
            lock_minutes=int(minutes) if minutes.isdecimal() and int(minutes) in LOCK_MINUTES else LOCK_USUALLY,
        )

    def forget(self) -> None:
        """Leaves no trace of this window, until something is chosen in it again."""
        kept = _settings()
        kept.clear()
        kept.sync()
        file = Path(kept.fileName())
        with suppress(OSError):  # what cannot be deleted is empty by now
            file.unlink(missing_ok=True)
            file.parent.rmdir()
        self.traceless = True

    def save(self) -> None:
        if self.traceless:
            return
        kept = _settings()
        kept.setValue("scheme", self.scheme)
        kept.setValue("scale", self.scale)
        kept.setValue("motion", self.motion)
        kept.setValue("language", self.language)
        kept.setValue("lock_minutes", self.lock_minutes)
        if self.geometry is not None:
            kept.setValue("geometry", self.geometry)

    def spoken(self) -> str:
        """The language of the window."""
        offered = offered_languages()
        return self.language if self.language in offered else first_spoken(QLocale.system().uiLanguages(), offered)


def offered_languages() -> list[str]:
    """The source language and every one with a catalogue."""
    catalogues = RESOURCES / "i18n"
    return [
        code
        for code in LANGUAGES
        if code == SOURCE_LANGUAGE or (catalogues / code / "LC_MESSAGES" / "vindplaats.mo").is_file()
    ]


def _settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "vindplaats", "window")
