"""Tables and their meetings: what must fit, which moves there are, and who reads the minutes."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.meetings import ItemsOpen, NobodyPresent, NothingOnAgenda, NotYetHeld
from outreach_app.domain.records import AgendaItem, Consultation, Meeting, Membership, Minute, Organisation, Worker
from outreach_app.store import records
from outreach_app.store.database import Store
from outreach_app.store.meetings import move_meeting
from outreach_app.store.participants import NotForYou, readable
from outreach_app.store.refusals import BadValue
from outreach_app.store.search import search

TODAY = date(2026, 3, 20)


def table(session: Session) -> tuple[Consultation, Organisation]:
    consultation, green = Consultation(name="JWO Lindervoorde"), Organisation(name="Groendienst")
    session.add_all([consultation, green])
    session.flush()
    return consultation, green


def add(session: Session, kind: type[records.R], by: Actor | None = None, /, **values: str) -> records.R:
    return records.add(session, kind, values, by, today=TODAY)


def test_a_meeting_is_called_after_its_table_and_day_until_it_has_a_title(store: Store) -> None:
    with store.write() as session:
        table(session)
        meeting = add(session, Meeting, consultation="JWO Lindervoorde", date="2026-03-12")
        assert meeting.title == "JWO Lindervoorde, 12 March 2026"
        records.edit(session, Meeting, meeting.id, {"date": "2026-03-19"}, today=TODAY)
        assert meeting.title == "JWO Lindervoorde, 19 March 2026"
        records.edit(session, Meeting, meeting.id, {"title": "Over the square"}, today=TODAY)
        records.edit(session, Meeting, meeting.id, {"date": "2026-03-12"}, today=TODAY)
        assert meeting.title == "Over the square"


def test_an_organisation_sits_at_a_table_once_for_a_theme_at_a_time(store: Store) -> None:
    with store.write() as session:
        table(session)

        def seat(**more: str) -> Membership:
            return add(session, Membership, consultation="JWO Lindervoorde", organisation="Groendienst", **more)

        seat(theme="housing", until="2026-01-31")
        seat(theme="leisure")
        seat(theme="housing", since="2026-02-01")
        with pytest.raises(BadValue, match="sits there already"):
            seat(theme="housing")


def test_a_meeting_goes_on_once_there_is_something_to_go_on_with(store: Store) -> None:
    with store.write() as session:
        _consultation, green = table(session)
        actor = Actor(green.id, coordinator=True)
        meeting = add(session, Meeting, consultation="JWO Lindervoorde", date="2026-03-27")

        def move(to: str, today: date = TODAY) -> Meeting:
            return move_meeting(session, meeting.id, to, actor, today)

        with pytest.raises(NothingOnAgenda):
            move("agenda_fixed")
        item = add(session, AgendaItem, meeting=meeting.id, text="Benches on the square")
        assert move("agenda_fixed").fixed_on == TODAY and item.late == ""
        later = add(session, AgendaItem, meeting=meeting.id, text="The youth house")
        records.edit(session, AgendaItem, item.id, {"purpose": "signal"}, today=TODAY)
        assert (item.late, later.late) == ("changed", "added")
        with pytest.raises(NotYetHeld):
            move("held")
        move("held", date(2026, 3, 28))
        with pytest.raises(NobodyPresent):
            move("minutes_sent")
        records.edit(session, Meeting, meeting.id, {"attendees": "Groendienst"}, today=TODAY)
        add(session, Minute, actor, meeting=meeting.id, item=item.id, outcome="decision", text="Five benches.")
        with pytest.raises(ItemsOpen, match="The youth house"):
            move("minutes_sent")
        add(
            session, Minute, actor, meeting=meeting.id, item=later.id, outcome="reason", text="Nobody knew enough."
        )
        assert move("minutes_sent").state == "minutes_sent"


def test_minutes_are_read_and_found_by_who_was_there_and_by_coordinators(store: Store) -> None:
    with store.write() as session:
        table(session)
        was_there, elsewhere = Worker(name="Noor"), Worker(name="Jonas")
        session.add_all([was_there, elsewhere])
        meeting = add(session, Meeting, consultation="JWO Lindervoorde", date="2026-03-12", workers="Noor")
        by = Actor(was_there.id, coordinator=False)
        minute = add(session, Minute, by, meeting=meeting.id, outcome="decision", text="Five benches by July.")
        outsider = Actor(elsewhere.id, coordinator=False)
        with pytest.raises(NotForYou, match="JWO Lindervoorde"):
            records.edit(session, Minute, minute.id, {"text": "Ten."}, outsider)
        for actor, may in (
            (Actor(was_there.id, False), True),
            (outsider, False),
            (Actor(elsewhere.id, True), True),
        ):
            assert bool(search(session, "benches", reader=actor)) is may
            assert bool(readable(session, actor, [minute])) is may
        assert not search(session, "benches")
