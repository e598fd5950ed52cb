"""How long something still takes, by how it went so far, said no more precisely than it is known."""

from collections.abc import Callable
from time import monotonic

from outreach_app.i18n import _, ngettext

LISTENS = 3.0
"""Seconds that must have passed before anything is said,"""
PART = 0.02
"""and the part that must be done."""


class Pace:
    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._began = now()

    def remaining(self, done: int, of: int) -> float | None:
        """Seconds; None as long as nobody can tell."""
        passed = self._now() - self._began
        if done <= 0 or of <= 0 or passed < LISTENS or done / of < PART:
            return None
        return passed * max(of - done, 0) / done


def said(seconds: float | None) -> str:
    """In words; empty where nobody can tell."""
    if seconds is None:
        return ""
    if seconds < 10:
        return _("a few seconds left")
    if seconds < 50:
        return _("less than a minute left")
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return ngettext("about {n} minute left", "about {n} minutes left", minutes)
    hours = round(minutes / 60)
    return ngettext("about {n} hour left", "about {n} hours left", hours)
