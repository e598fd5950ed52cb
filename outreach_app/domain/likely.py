"""What cannot be, or is a slip of the finger, by whatever door it comes in: round entry, import, command line."""

from datetime import date

from outreach_app.i18n import N_, gettext

EARLIEST = 1990
"""The year before which no round was registered: an earlier one is a slip of the finger."""
MAX_GROUP = 500
"""More heads than this in one conversation is a slip of the finger."""

DATE_AHEAD = N_("This date has not come yet.")
DATE_LONG_AGO = N_("This date is too long ago: before {year}.")
TOO_MANY = N_("More than {limit} in one encounter is unlikely.")


def date_fault(day: date, today: date) -> str:
    """Why nothing can have happened on the street that day, for people; empty where it can."""
    if day.year < EARLIEST:
        return gettext(DATE_LONG_AGO).format(year=EARLIEST)
    return gettext(DATE_AHEAD) if day > today else ""


def heads_fault(heads: int) -> str:
    """Why so many were hardly met at once, for people; empty where they may have been."""
    return gettext(TOO_MANY).format(limit=MAX_GROUP) if heads > MAX_GROUP else ""
