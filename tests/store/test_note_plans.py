"""What a team makes of its templates is stored section by section, so that two laptops meet in it."""

import pytest

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import new_id
from outreach_app.domain.note_plan import plan
from outreach_app.domain.records import NoteSection
from outreach_app.store import note_plans
from outreach_app.store.database import Store
from outreach_app.store.refusals import BadValue, CoordinatorsOnly

COORDINATOR, WORKER = Actor(new_id(), True), Actor(new_id(), False)


def order(store: Store) -> list[str]:
    with store.read() as session:
        return [one.name for one in plan("nota", note_plans.own_sections(session))]


def test_a_new_order_is_kept_and_taken_back(store: Store) -> None:
    before = order(store)
    wanted = [before[0], before[2], before[1], *before[3:]]
    with store.write() as session:
        note_plans.arrange(session, "nota", wanted, COORDINATOR)
    assert order(store) == wanted
    with store.write() as session:
        note_plans.restore(session, "nota", COORDINATOR)
    assert order(store) == before
    with store.write() as session:
        note_plans.put(session, "nota", "quotes", {"title": "Hun stem"}, COORDINATOR)
    assert order(store) == before, "what was thrown away does not come back with what is made anew"


def test_two_laptops_make_the_same_record_of_a_section(store: Store) -> None:
    with store.write() as session:
        one = note_plans.put(session, "nota", "causes", {"words": 50}, COORDINATOR).id
        session.rollback()
    with store.write() as session:
        assert note_plans.put(session, "nota", "causes", {"words": 70}, COORDINATOR).id == one


def test_what_a_note_cannot_do_without_is_not_left_out_and_workers_change_nothing(store: Store) -> None:
    with store.write() as session, pytest.raises(BadValue) as refused:
        note_plans.put(session, "nota", "decision", {"left_out": True}, COORDINATOR)
    assert refused.value.field == "left_out"
    with store.write() as session, pytest.raises(CoordinatorsOnly):
        note_plans.put(session, "nota", "quotes", {"left_out": True}, WORKER)
    with store.read() as session:
        assert not [row for row in session.query(NoteSection) if row.left_out]
