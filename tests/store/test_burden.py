"""What registering costs, counted in a real store."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Round, Team, Visit
from outreach_app.store.burden import burden, hide_fields, note_entry
from outreach_app.store.database import Store
from outreach_app.store.refusals import CoordinatorsOnly
from outreach_app.store.round_lists import entry_choices
from outreach_app.store.tables import EntryTime

TODAY = date(2026, 11, 19)
NOOR = Id("22" * 16)


def test_only_what_somebody_said_counts_as_filled_in(store: Store) -> None:
    with store.write() as session:
        walked, long_ago = Round(date=TODAY, start="19:30"), Round(date=TODAY - timedelta(days=300))
        visit, past = Visit(round=walked.id), Visit(round=long_ago.id)
        session.add_all([walked, long_ago, visit, past, Encounter(visit=past.id, mix="girls")])
        session.add_all(
            [
                Encounter(visit=visit.id, who="youth", mix="mixed", age_counts={"15_17": 2}),
                Encounter(visit=visit.id, who="parents", domains=["work"]),
            ]
        )

    with store.read() as session:
        counted = {one.name: (one.n, one.of) for one in burden(session, TODAY).fields}

    assert counted == {
        "round.start": (1, 1),
        "round.end": (0, 1),
        "visit.start": (0, 1),
        "encounter.who": (1, 2),
        "encounter.age_counts": (1, 2),
        "encounter.mix": (1, 2),
        "encounter.intensity": (0, 2),
        "encounter.domains": (1, 2),
        "encounter.needs": (0, 2),
        "encounter.result": (0, 2),
    }


def test_minutes_are_kept_without_the_round_and_without_a_patch(store: Store) -> None:
    with store.write() as session:
        note_entry(session, TODAY, 240_400)
        note_entry(session, TODAY, 0)  # too quick to have been typed
        note_entry(session, TODAY - timedelta(days=300), 900_000)
        note_entry(session, TODAY, 0)
        kept = session.scalars(select(EntryTime.seconds)).all()
        waiting = session.connection().exec_driver_sql("SELECT count(*) FROM outbox").scalar()

    with store.read() as session:
        found = burden(session, TODAY)

    assert (list(found.seconds), waiting) == ([240], 0)
    assert sorted(kept) == [0, 0, 240], "what is past six months is gone"


def test_a_coordinator_hides_a_field_for_the_whole_team(store: Store) -> None:
    with store.write() as session:
        session.add(Team(id=store.team or NOOR, name="Lindervoorde"))

    with pytest.raises(CoordinatorsOnly), store.write() as session:
        hide_fields(session, ["mix"], Actor(NOOR, coordinator=False))
    with store.write() as session:
        hide_fields(session, ["mix", "needs", "who"], Actor(NOOR, coordinator=True))

    with store.read() as session:
        hidden = entry_choices(session).hidden
    assert hidden == {"who", "mix"}
