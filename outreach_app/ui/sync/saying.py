"""Moments of the past in words."""

from datetime import datetime

from outreach_app.i18n import _, day


def on(milliseconds: int) -> str:
    """The day of a moment; empty for none, and for what no calendar has."""
    if not milliseconds:
        return ""
    try:
        return day(datetime.fromtimestamp(milliseconds / 1000).astimezone().date(), "d MMM yyyy")
    except (OverflowError, ValueError, OSError):
        return ""


def seen_on(milliseconds: int) -> str:
    said = on(milliseconds)
    return _("since {day}").format(day=said) if said else ""
