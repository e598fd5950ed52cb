"""Calendar files: what leaves can be read by others, and what is broken is said in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from outreach_app.store.calendar import Dated
from outreach_app.tables.calendar_file import BrokenCalendar, read, written

MEETING = Dated(
    "ab" * 16, "JWO Lindervoorde, 12 maart 2026", date(2026, 3, 12), "14:00", "16:00", "Stadhuis", 1000
)
DUE = Dated("cd" * 16, "Banken; plaatsen, snel\nen goed", date(2026, 7, 1))


def test_what_is_written_is_a_calendar_that_others_read() -> None:
    data = written([MEETING, DUE])

    meeting, due = read(data, "jwo.ics")
    assert (meeting.title, meeting.on, meeting.start, meeting.end, meeting.place) == (
        MEETING.title,
        date(2026, 3, 12),
        "14:00",
        "16:00",
        "Stadhuis",
    )
    assert (due.title, due.on, due.start) == ("Banken; plaatsen, snel en goed", date(2026, 7, 1), "")
    calendar = Calendar.from_ical(data)
    assert calendar["method"] == "PUBLISH" and calendar.walk("VTIMEZONE")
    assert b"ATTENDEE" not in data and b"ORGANIZER" not in data
    assert written([MEETING, DUE]) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff",
        b"dit is geen agenda",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:gisteren\r\nEND:VEVENT\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260312",
    ],
)
def test_a_broken_calendar_is_said_to_be(data: bytes) -> None:
    with pytest.raises(BrokenCalendar, match=r"kapot\.ics"):
        read(data, "kapot.ics")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with pytest.raises(BrokenCalendar):
        read(data, "kapot.ics")
