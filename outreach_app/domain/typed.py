"""Dates and times as people type them: 'gisteren', 'do 19/11', '1930'. In all three languages at once, because
nobody should have to think about which one the window is in."""

import re
from datetime import date, timedelta

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_


class NoDate(OutreachError):
    message = N_("This is not a date.")
    advice = N_("Type for example 19/11, 19 nov, yesterday or thu.")


class NoTime(OutreachError):
    message = N_("This is not a time.")
    advice = N_("Type for example 19:30, 1930 or 19.")


_DAYS_AGO = {
    "vandaag": 0, "today": 0, "aujourd'hui": 0, "aujourd’hui": 0, "nu": 0,
    "gisteren": 1, "yesterday": 1, "hier": 1,
    "eergisteren": 2, "avant-hier": 2,
}  # fmt: skip
_DAYS_TO_COME = {
    "morgen": 1, "tomorrow": 1, "demain": 1,
    "overmorgen": 2, "après-demain": 2, "apres-demain": 2,
}  # fmt: skip
_WEEKDAYS = (
    ("maandag", "monday", "lundi"),
    ("dinsdag", "tuesday", "mardi"),
    ("woensdag", "wednesday", "mercredi"),
    ("donderdag", "thursday", "jeudi"),
    ("vrijdag", "friday", "vendredi"),
    ("zaterdag", "saturday", "samedi"),
    ("zondag", "sunday", "dimanche"),
)
_ON = ("op", "on", "le")
_MONTHS = (
    ("januari", "january", "janvier"),
    ("februari", "february", "février", "fevrier"),
    ("maart", "march", "mars", "mrt"),
    ("april", "avril"),
    ("mei", "may", "mai"),
    ("juni", "june", "juin"),
    ("juli", "july", "juillet"),
    ("augustus", "august", "août", "aout"),
    ("september", "septembre"),
    ("oktober", "october", "octobre"),
    ("november", "novembre"),
    ("december", "décembre", "decembre"),
)


MONTH, YEAR = 31, 365
"""Days."""


def typed_date(text: str, today: date, *, past: bool = False, ahead: bool = False) -> date:
    """The date meant by what was typed. Without a year it is the last such day up to a month ahead of today,
    or with `past` (nobody registers a round of tomorrow) not ahead at all. With `ahead` (what is promised is to
    come) it is the first such day from a month ago on.

    Raises NoDate.
    """
    words = text.strip().casefold().rstrip(".")
    if words in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[words])
    if ahead and words in _DAYS_TO_COME:
        return today + timedelta(days=_DAYS_TO_COME[words])
    weekday = _one_of(_WEEKDAYS, words)
    if weekday is not None:
        days = (weekday - today.weekday()) % 7
        return today + timedelta(days=days if ahead or not days else days - 7)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    if iso:
        return _day(*map(int, iso.groups()))
    return _numbered(words, today, today + timedelta(days=0 if past else YEAR - MONTH if ahead else MONTH))


def _numbered(words: str, today: date, last: date) -> date:
    """A day, a month in figures or words, perhaps a weekday before and a year after."""
    before = re.match(r"([^\W\d]+)\.?,?\s+(?=\d)", words)
    if before and before[1] not in _ON and not any(n.startswith(before[1]) for names in _WEEKDAYS for n in names):
        raise NoDate
    words = words[before.end() :] if before else words
    parts = re.fullmatch(r"(\d{1,2})(?:[\s/.\-]+(\d{1,2}|[^\W\d]+)\.?)?(?:[\s/.\-]+(\d{2}|\d{4}))?", words)
    if not parts:
        raise NoDate
    day, month, year = parts.groups()
    if month is None:
        return _of_month(int(day), today, last)
    named = int(month) - 1 if month.isdecimal() else _one_of(_MONTHS, month)
    if named is None:
        raise NoDate
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), named + 1, int(day))
    meant = _day(last.year, named + 1, int(day))
    return meant if meant <= last else _day(last.year - 1, named + 1, int(day))


def _of_month(day: int, today: date, last: date) -> date:
    """This month's; the month before where none is to come, the next one where all are."""
    month = today.replace(day=1)
    if last == today and day > today.day:
        month = (month - timedelta(days=1)).replace(day=1)
    elif last > today + timedelta(days=MONTH) and day < today.day:
        month = (month + timedelta(days=MONTH)).replace(day=1)
    return _day(month.year, month.month, day)


def _one_of(names: tuple[tuple[str, ...], ...], word: str) -> int | None:
    """Which name begins with this word; two letters are enough where only one begins so."""
    if len(word) < 2:
        return None
    found = {n for n, forms in enumerate(names) if any(form.startswith(word) for form in forms)}
    exact = {n for n, forms in enumerate(names) if any(form[: len(word)] == word for form in forms[:1])}
    chosen = found if len(found) == 1 else exact
    return chosen.pop() if len(chosen) == 1 else None


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDate from None


def typed_time(text: str) -> str:
    """The time meant, as 19:30; empty text for none. Raises NoTime."""
    words = text.strip().casefold()
    if not words:
        return ""
    parts = re.fullmatch(r"(\d{1,2})(?:\s*[:.hu]\s*(\d{2})?|(\d{2}))?", words)
    if not parts:
        raise NoTime
    hour, minute = int(parts[1]), int(parts[2] or parts[3] or 0)
    if hour > 23 or minute > 59:
        raise NoTime
    return f"{hour:02d}:{minute:02d}"


def daypart_at(time: str) -> str:
    """The part of the day at a time such as 19:30; empty where there is none."""
    if not time:
        return ""
    hour = int(time[:2])
    if hour >= 23 or hour < 6:
        return "night"
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
