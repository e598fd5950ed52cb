"""Calendar files (iCalendar, RFC 5545): days that leave, and meetings that others planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store.calendar import Dated

ZONE = ZoneInfo("Europe/Brussels")
_LASTS = timedelta(hours=2)
"""A meeting of which only the start is known."""
_LARGEST = 2_000_000
"""Bytes of a file that is read."""


class BrokenCalendar(OutreachError):
    message = N_("{name} cannot be read as a calendar: {reason}.")
    advice = N_(
        "Export it again from the program it comes from, as a file that ends in .ics. Nothing was changed."
    )


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting as somebody else planned it."""

    title: str
    on: date
    start: str = ""
    end: str = ""
    place: str = ""


def written(found: Iterable[Dated]) -> bytes:
    """Without any address or name of a person: whoever gets it takes it over."""
    calendar = Calendar()
    calendar.add("prodid", "-//Vindplaats//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in found:
        calendar.add_component(_event(one))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def read(data: bytes, name: str) -> list[Planned]:
    """The events of a file, in its order. Raises BrokenCalendar."""
    if len(data) > _LARGEST:
        raise BrokenCalendar(name=name, reason="> 2 MB")
    try:
        calendar = Calendar.from_ical(data)
        events = [_planned(event) for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise BrokenCalendar(name=name, reason=str(error) or type(error).__name__) from error
    if not events:
        raise BrokenCalendar(name=name, reason="VEVENT")
    return events


def _event(one: Dated) -> Event:
    event = Event()
    event.add("uid", f"{one.id}@vindplaats")
    event.add("summary", one.title)
    event.add("dtstamp", datetime.fromtimestamp(one.changed / 1000, UTC))
    if one.start:
        begins = datetime.combine(one.on, time.fromisoformat(one.start), ZONE)
        event.add("dtstart", begins)
        ends = datetime.combine(one.on, time.fromisoformat(one.end), ZONE) if one.end else begins + _LASTS
        event.add("dtend", ends)
    else:
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    if one.place:
        event.add("location", one.place)
    return event


def _planned(event: Any) -> Planned:
    """Raises ValueError where it says no day."""
    begins = event.decoded("dtstart")
    ends = event.decoded("dtend") if "dtend" in event else None
    on, start = _moment(begins)
    end = _moment(ends)[1] if isinstance(ends, datetime) else ""
    return Planned(" ".join(str(event.get("summary", "")).split()), on, start, end, str(event.get("location", "")))


def _moment(value: object) -> tuple[date, str]:
    """A day, and the time there where it has one."""
    if not isinstance(value, date):
        raise ValueError(str(value))
    if not isinstance(value, datetime):
        return value, ""
    here = value.astimezone(ZONE) if value.tzinfo else value
    return here.date(), f"{here:%H:%M}"
