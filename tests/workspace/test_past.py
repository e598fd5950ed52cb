"""The history of a record: read from what each laptop keeps, the same on all, and silent about what was erased."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter, Need, Round, Spot, Visit
from outreach_app.store import history, records
from outreach_app.store.tables import Operation, SegmentFile
from outreach_app.workspace import Workspace
from outreach_app.workspace.past import History, Past
from tests.conftest import FakeClock


def edit(workspace: Workspace, id: Id, **values: str) -> None:
    with workspace.store.write() as session:
        records.edit(session, Need, id, values, workspace.actor)


def add(workspace: Workspace, title: str) -> Id:
    with workspace.store.write() as session:
        return records.add(session, Need, {"title": title}, workspace.actor).id


def said(found: History) -> list[tuple[str, str, list[tuple[str | None, str]]]]:
    return [
        (found.names.get(one.author, "?"), one.deed, [(line.before, line.after) for line in one.lines])
        for one in found.entries
    ]


@pytest.fixture
def need(noor: Workspace, sam: Workspace, clock: FakeClock) -> Id:
    """Made by Noor, changed by Sam, and once more by Noor, who has not sent that yet."""
    id = add(noor, "Bank")
    noor.sync()
    sam.sync()
    clock.tick(60_000)
    edit(sam, id, title="Banken")
    sam.sync()
    noor.sync()
    clock.tick(60_000)
    edit(noor, id, title="Zitbanken")
    return id


def test_who_changed_what_from_what_to_what_newest_first(noor: Workspace, sam: Workspace, need: Id) -> None:
    here, there = Past(noor).of(Need, need), Past(sam).of(Need, need)

    assert said(here)[:2] == [
        ("Noor", "changed", [("Banken", "Zitbanken")]),
        ("Sam", "changed", [("Bank", "Banken")]),
    ]
    who, deed, lines = said(here)[2]
    assert (who, deed) == ("Noor", "made")
    assert ("", "Bank") in lines
    assert here.whole
    assert said(there) == said(here)[1:]
    assert here.entries[0].at - here.entries[1].at == 60_000


def test_an_earlier_version_comes_back_by_an_ordinary_edit(noor: Workspace, sam: Workspace, need: Id) -> None:
    first = Past(noor).of(Need, need).entries[-1]
    with noor.store.write() as session:
        history.restore(session, first, noor.actor)
    noor.sync()
    sam.sync()

    with sam.store.read() as session:
        assert records.get(session, Need, need).title == "Bank"
    assert said(Past(sam).of(Need, need))[0] == ("Noor", "changed", [("Zitbanken", "Bank")])


def test_it_says_where_it_ends(noor: Workspace, need: Id) -> None:
    noor.sync()
    with noor.store.write() as session:
        session.execute(delete(SegmentFile).where(SegmentFile.device == noor.circle().device.id))

    found = Past(noor).of(Need, need)

    assert not found.whole
    assert said(found) == [("Sam", "changed", [(None, "Banken")])]
    assert found.entries[0].version["title"] == "Banken"


@pytest.mark.parametrize("forgotten", [False, True], ids=["known", "forgotten"])
def test_who_was_erased_is_in_nobodys_history(
    noor: Workspace, sam: Workspace, clock: FakeClock, forgotten: bool
) -> None:
    id = add(noor, "Bank voor Jolanda Peeters")
    noor.sync()
    sam.sync()
    clock.tick(60_000)
    edit(sam, id, title="Bank voor Jolanda Peeters en vrienden")
    sam.sync()
    noor.sync()
    clock.tick(60_000)
    noor.erasing.erase_person("Jolanda Peeters")
    if forgotten:
        with noor.store.write() as session:
            for row in session.scalars(select(Operation).where(Operation.kind == "person")):
                row.content = {}

    found = Past(noor).of(Need, id)

    assert found.entries
    assert "Jolanda" not in repr(found.entries)


def test_a_round_tells_of_its_visits_and_encounters(noor: Workspace, clock: FakeClock) -> None:
    with noor.store.write() as session:
        spot = Spot(name="Vlasakker")
        walked = Round(date=date(2026, 11, 19))
        visit = Visit(round=walked.id, spot=spot.id)
        met = Encounter(visit=visit.id, group_size=3, local_note="komt terug")
        session.add_all([spot, walked, visit, met])
    noor.sync()
    clock.tick(1000)
    with noor.store.write() as session:
        session.scalars(select(Encounter)).one().group_size = 5
        session.scalars(select(Encounter)).one().local_note = "komt niet terug"

    found = Past(noor).of(Round, walked.id)

    assert {one.record for one in found.entries} == {Round, Visit, Encounter}
    assert found.entries[0].record is Encounter
    assert [(line.before, line.after) for line in found.entries[0].lines] == [("3", "5")]
    assert "Vlasakker" in found.entries[0].title
    assert "komt" not in repr(found.entries), "notes of this laptop have no history"
