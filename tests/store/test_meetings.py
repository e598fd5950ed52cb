"""Tables and their meetings: what must fit, which moves there are, and who reads the minutes."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.meetings import ItemsOpen, NobodyPresent, NothingOnAgenda, NotYetHeld
from outreach_app.domain.records import (
    AgendaItem,
    Agreement,
    Consultation,
    Meeting,
    Membership,
    Minute,
    Organisation,
    Signal,
    Worker,
)
from outreach_app.domain.table_norms import Standing
from outreach_app.store import agenda, minutes, records
from outreach_app.store.database import Store
from outreach_app.store.meetings import items_of, move_meeting
from outreach_app.store.participants import NotForYou, readable
from outreach_app.store.refusals import BadValue
from outreach_app.store.search import search
from outreach_app.store.seats import seats
from outreach_app.store.table_norms import norms_of, plan_missing

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


def meeting_of(session: Session, **values: str) -> Meeting:
    return add(session, Meeting, consultation="JWO Lindervoorde", date="2026-03-12", **values)


def test_an_agenda_is_built_once_and_what_is_late_stays_ahead(store: Store) -> None:
    with store.write() as session:
        consultation, green = table(session)
        consultation.standing_items = ["Rondje nieuws"]
        add(session, Membership, consultation=consultation.id, organisation=green.id)
        before = meeting_of(session)
        late = Agreement(text="Banken plaatsen", organisation=green.id, due=date(2026, 1, 1), meeting=before.id)
        owed_here = Agreement(text="Snoeien", organisation=green.id, due=date(2026, 2, 1))
        kept = Agreement(text="Gedaan", organisation=green.id, due=date(2026, 1, 1), state="done")
        session.add_all([late, owed_here, kept, Signal(title="Dak", state="ripe"), Signal(title="Bus")])
        session.flush()

        made = agenda.build(session, before.id, TODAY)
        assert [one.origin for one in made] == ["overdue", "overdue", "signal", "standing", "input", "open"]
        assert made[0].text == "Banken plaatsen (Groendienst)"
        assert agenda.build(session, before.id, TODAY) == []
        agenda.move(session, made[4].id, -10)
        assert [one.origin for one in items_of(session, before.id)][:3] == ["overdue", "overdue", "input"]
        agenda.drop(session, made[5].id)
        assert agenda.build(session, before.id, TODAY) == [], "what was taken off is not put back"
        move_meeting(session, before.id, "agenda_fixed", Actor(green.id, True), TODAY)
        assert agenda.drop(session, made[3].id).late == "dropped" and not made[3].deleted


def test_minutes_are_typed_live_and_every_item_ends(store: Store) -> None:
    with store.write() as session:
        _consultation, green = table(session)
        noor, jonas = Worker(name="Noor"), Worker(name="Jonas")
        session.add_all([noor, jonas])
        session.flush()
        meeting = meeting_of(session)
        item = add(session, AgendaItem, meeting=meeting.id, text="Banken")
        by = Actor(noor.id, coordinator=False)

        made = minutes.agree(session, item.id, "Drie banken @groen tegen 1 juli", by, TODAY)
        assert (made.organisation, made.due, made.meeting) == (green.id, date(2026, 7, 1), meeting.id)
        assert meeting.workers == [noor.id], "who begins to write was there"
        with pytest.raises(NotForYou):
            minutes.note(session, item.id, "decision", "Tien.", Actor(jonas.id, coordinator=False), TODAY)
        first = minutes.note(session, item.id, "decision", "Vijf.", by, TODAY)
        again = minutes.note(session, item.id, "decision", "Vijf banken.", by, TODAY)
        minutes.attend(session, meeting.id, "attendees", green.id, there=True)

        read = minutes.sitting(session, meeting.id, by, TODAY)
        assert first.id == again.id and read.lines[0].said == "Vijf banken." and read.lines[0].ended
        assert read.recipients == ["Groendienst", "Coordinator of the team"]
        closed = minutes.sitting(session, meeting.id, Actor(jonas.id, coordinator=False), TODAY)
        assert (closed.readable, closed.lines[0].said) == (False, "")


def test_norms_are_counted_and_what_is_missing_is_planned(store: Store) -> None:
    with store.write() as session:
        consultation, _green = table(session)
        actor = Actor(consultation.id, coordinator=True)
        short = {one.norm: one.state for one in norms_of(session, 2026, TODAY)}
        assert short == {"meetings": Standing.SHORT, "alderman": Standing.SHORT}

        made = plan_missing(session, consultation.id, actor, TODAY)

        assert [one.alderman for one in made] == [False, True] and plan_missing(
            session, consultation.id, actor, TODAY
        ) == []
        assert {one.state for one in norms_of(session, 2026, TODAY)} == {Standing.COMING}


def test_a_seat_whose_organisation_is_in_the_bin_is_told(store: Store) -> None:
    with store.write() as session:
        consultation, green = table(session)
        add(session, Membership, consultation=consultation.id, organisation=green.id)
        records.delete(session, Organisation, green.id)
        found = seats(session, TODAY).checks_of(consultation.id)
        assert next(one.names for one in found if one.code == "gone") == ("Groendienst",)
