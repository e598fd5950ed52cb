from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import EncounterDraft, Pick, RoundDraft, VisitDraft
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need, Round, SignalNote, Spot, Visit, Worker
from outreach_app.store import erasing, records
from outreach_app.store.conflicts import conflicts
from outreach_app.store.database import Store
from outreach_app.store.rounds import load_round, save_round
from outreach_app.store.undoing import Change, TooLateToUndo, take_back, watched
from tests.conftest import MakeStore
from tests.store.teamwork import edit, exchange, saved, value

DAY = date(2026, 11, 19)


def do(store: Store, work: Callable[[Session], Any]) -> Change:
    with store.write() as session:
        return watched(session, work)[1]


def back(store: Store, change: Change) -> Change:
    with store.write() as session:
        return take_back(session, change)


def evening(worker: Worker) -> RoundDraft:
    encounter = EncounterDraft(
        group_size=4, domains=["public_space"], needs=[Pick("Geen bank")], local_note="straks"
    )
    visits = [VisitDraft(spot=Pick("Vlasakker"), encounters=[encounter])]
    return RoundDraft(date=DAY, workers=[Pick(worker.name, worker.id)], visits=visits)


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["name", "remarks", "delete", "undelete", "add"]),
            st.text("ab", min_size=1, max_size=2),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_backwards_and_redoing_it_gives_what_was_there(
    make_store: MakeStore, steps: list[tuple[str, str]]
) -> None:
    store = make_store()
    spot = saved(store, Spot(name="Plein"))
    seen, changes = [snapshot(store)], []
    for kind, text in steps:
        changes.append(do(store, partial(step, kind=kind, spot=spot, text=text)))
        seen.append(snapshot(store))

    ways = []
    for change, before in zip(reversed(changes), reversed(seen[:-1]), strict=True):
        ways.append(back(store, change))
        assert snapshot(store) == before
    for way, after in zip(reversed(ways), seen[1:], strict=True):
        back(store, way)
        assert snapshot(store) == after


def step(session: Session, *, kind: str, spot: Id, text: str) -> None:
    match kind:
        case "add":
            records.add(session, Spot, {"name": text})
        case "delete":
            records.delete(session, Spot, spot)
        case "undelete":
            records.undelete(session, Spot, spot)
        case _:
            set_(session, spot, kind, text)


def set_(session: Session, spot: Id, name: str, text: str) -> None:
    setattr(session.scalars(select(Spot).where(Spot.id == spot)).one(), name, text)


def snapshot(store: Store) -> list[tuple[str, ...]]:
    with store.read() as session:
        rows = session.scalars(select(Spot).where(~Spot.deleted).order_by(Spot.n))
        return [(row.id, row.name, row.remarks) for row in rows]


def test_a_round_that_is_taken_back_comes_again_with_all_that_hangs_on_it(store: Store) -> None:
    worker = Worker(name="Noor")
    saved(store, worker)
    change = do(store, lambda session: save_round(session, evening(worker), worker.id))
    [round_] = all_(store, Round)

    way = back(store, change)
    gone, spots = all_(store, Round), all_(store, Spot)
    back(store, way)

    with store.read() as session:
        draft = load_round(session, round_)
    assert gone == []
    assert len(spots) == 1, "a name that came along stays"
    assert [len(visit.encounters) for visit in draft.visits] == [1]
    assert draft.visits[0].encounters[0].local_note == "straks"


def test_a_corrected_round_is_again_as_it_was(store: Store) -> None:
    worker = Worker(name="Noor")
    saved(store, worker)
    do(store, lambda session: save_round(session, evening(worker), worker.id))
    [id] = all_(store, Round)
    with store.read() as session:
        draft = load_round(session, id)
    before = draft.as_json()
    draft.visits.append(VisitDraft(spot=Pick("Markt"), encounters=[EncounterDraft(group_size=2)]))
    draft.visits[0].encounters[0].group_size = 9

    back(store, do(store, lambda session: save_round(session, draft, worker.id)))

    with store.read() as session:
        again = load_round(session, id).as_json()
    assert again["visits"] == before["visits"]
    assert len(all_(store, Visit)) == 1


def test_what_someone_changed_meanwhile_is_not_taken_back(make_store: MakeStore) -> None:
    here, there = make_store(), make_store()
    spot = saved(here, Spot(name="Plein"))
    exchange(here, there)
    change = do(here, lambda session: set_(session, spot, "name", "Pleintje"))
    exchange(here, there)
    edit(there, Spot, spot, name="Kerkplein")
    exchange(here, there)

    with pytest.raises(TooLateToUndo):
        back(here, change)

    assert value(here, Spot, spot, "name") == "Kerkplein"


def test_another_field_that_was_changed_meanwhile_hinders_nobody(make_store: MakeStore) -> None:
    here, there = make_store(), make_store()
    spot = saved(here, Spot(name="Plein"))
    exchange(here, there)
    change = do(here, lambda session: set_(session, spot, "name", "Pleintje"))
    edit(there, Spot, spot, remarks="de fontein")
    exchange(here, there)

    back(here, change)
    exchange(here, there)

    assert value(there, Spot, spot, "name") == "Plein"
    assert value(there, Spot, spot, "remarks") == "de fontein"


def test_a_value_that_collides_is_not_closed_by_undoing(make_store: MakeStore) -> None:
    early, late = make_store(), make_store()
    spot = saved(late, Spot(name="Plein"))
    exchange(early, late)
    edit(early, Spot, spot, name="Kerkplein")
    change = do(late, lambda session: set_(session, spot, "name", "Pleintje"))
    exchange(early, late)

    with pytest.raises(TooLateToUndo):
        back(late, change)

    with late.read() as session:
        assert [len(one.versions) for one in conflicts(session, spot)] == [2]


def test_what_was_erased_meanwhile_stays_so(store: Store) -> None:
    spot = saved(store, Spot(name="Plein"))
    change = do(store, lambda session: records.delete(session, Spot, spot))
    with store.write() as session:
        erasing.erase(session, [spot])

    with pytest.raises(TooLateToUndo):
        back(store, change)


def all_(store: Store, record: type[Any]) -> list[Any]:
    with store.read() as session:
        return list(session.scalars(select(record.id).where(~record.deleted)))


def test_a_need_that_was_moved_goes_back_and_a_submitted_note_does_not(store: Store) -> None:
    need, note = Need(title="Bank", state="observed"), SignalNote(signal=Id("ab" * 16))
    with store.write() as session:
        session.add_all([need, note])
    moved = do(store, lambda session: setattr(session.scalars(select(Need)).one(), "state", "dropped"))
    submitted = do(store, lambda session: setattr(session.scalars(select(SignalNote)).one(), "hash", "12ab"))

    back(store, moved)

    assert value(store, Need, need.id, "state") == "observed"
    assert moved
    assert not submitted, "paper has no way back"
