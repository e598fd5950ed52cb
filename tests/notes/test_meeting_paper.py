"""Agenda and minutes on paper: as accessible as any, with whom they are for, and nothing that is not theirs."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import AgendaItem, Consultation, Meeting, Membership, Organisation, Worker
from outreach_app.notes.printing import print_meeting
from outreach_app.store import minutes
from outreach_app.store.database import Store
from outreach_app.store.minutes import Sitting
from outreach_app.store.participants import NotForYou
from tests.notes.judges import complaints

TODAY = date(2026, 3, 20)


@pytest.fixture
def meeting(store: Store) -> Id:
    with store.write() as session:
        table, green, noor = Consultation(name="JWO"), Organisation(name="Groendienst"), Worker(name="Noor")
        session.add_all([table, green, noor])
        session.flush()
        held = Meeting(
            consultation=table.id, date=date(2026, 3, 12), title="JWO", attendees=[green.id], workers=[noor.id]
        )
        session.add_all([held, Membership(consultation=table.id, organisation=green.id)])
        session.flush()
        benches = AgendaItem(meeting=held.id, text="Banken", purpose="signal")
        gone = AgendaItem(meeting=held.id, text="Verkeer", late="dropped")
        session.add_all([benches, gone])
        session.flush()
        by = Actor(noor.id, coordinator=False)
        minutes.note(session, benches.id, "decision", "Vijf banken komen er.", by, TODAY)
        minutes.agree(session, benches.id, "Bestellen @groen tegen 1 mei", by, TODAY)
        return held.id


def read(store: Store, meeting: Id, *, coordinator: bool = True) -> Sitting:
    with store.read() as session:
        return minutes.sitting(session, meeting, Actor(Id("ab" * 16), coordinator), TODAY)


def words(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_agenda_and_minutes_say_for_whom_they_are(store: Store, meeting: Id, tmp_path: Path) -> None:
    found = read(store, meeting)
    minuted = print_meeting(found, "minutes", "Jeugdopbouwwerk", "nl")
    planned = print_meeting(found, "agenda", "Jeugdopbouwwerk", "nl")

    said = words(minuted.content)
    assert "Vijf banken komen er." in said and "Bestellen (Groendienst" in said and "Groendienst" in said
    said = words(planned.content)
    assert "1. Banken" in said and "Vijf banken" not in said and "2. Verkeer" not in said
    assert complaints(minuted.content, tmp_path) == [] == complaints(planned.content, tmp_path)


def test_who_was_not_there_prints_no_minutes(store: Store, meeting: Id) -> None:
    found = read(store, meeting, coordinator=False)
    with pytest.raises(NotForYou, match="JWO"):
        print_meeting(found, "minutes", "Jeugdopbouwwerk", "nl")
    assert print_meeting(found, "agenda", "Jeugdopbouwwerk", "nl").pages == 1
