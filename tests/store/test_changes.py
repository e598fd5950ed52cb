"""What the ORM writes is what others receive."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from outreach_app.domain.clock import Edit, Patch
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Record, Spot, Visit
from outreach_app.store import changes, merge, records
from outreach_app.store.conflicts import conflicts, keep
from outreach_app.store.database import Store
from outreach_app.store.errors import ChangedMeanwhile, SensitivityFixed
from outreach_app.store.integrity import digest
from outreach_app.store.packing import pack, unpack
from outreach_app.store.schema import METADATA
from outreach_app.store.tables import Draft
from tests.conftest import TEAM, FakeClock, MakeStore
from tests.store.model import COLUMNS, observed, reference, restricted

WRONG: Any = 5


def sent_by(store: Store) -> list[Patch]:
    """Every patch in the outbox, which stays as it is."""
    with store.read() as session:
        rows = session.connection().exec_driver_sql("SELECT patch FROM outbox ORDER BY n")
        return [unpack(data) for data in rows.scalars()]


def receive(store: Store, outbox: changes.Outbox) -> merge.Applied:
    with store.write() as session:
        return merge.apply(session, outbox.creates, outbox.edits, TEAM)


def outbox_of(store: Store) -> changes.Outbox:
    with store.read() as session:
        return changes.pending(session, 1000)


def loaded(store: Store, id: Id) -> Area:
    with store.read() as session:
        return session.scalars(select(Area).where(Area.id == id)).one()


def saved(store: Store, record: Record) -> None:
    with store.write() as session:
        session.add(record)


def test_a_new_record_is_stamped_and_leaves_one_create(store: Store, clock: FakeClock) -> None:
    area = Area(name="Vlasakker", leads=["Noor"])
    saved(store, area)

    assert area.author == 1 and area.team == TEAM and area.stamp >> 16 == clock.now
    [patch] = sent_by(store)
    assert patch[:4] == ("area", bytes.fromhex(area.id), area.stamp, 1)
    assert patch.values["name"] == "Vlasakker" and patch.values["leads"] == '["Noor"]'
    assert patch.values["valid_from"] == "" and patch.values["deleted"] == 0
    assert not patch.values.keys() & {"n", "id", "stamp", "author", "team", "revision"}


def test_an_edit_carries_only_what_changed_and_what_it_replaces(store: Store, clock: FakeClock) -> None:
    area = Area(name="Vlasakker")
    saved(store, area)
    clock.now -= 1_000_000  # a clock put back must not put the edit before what it edits

    area.name, area.level = "Vlaspark", area.level
    saved(store, area)
    area.name, area.context = "Vlas", "Aan het kanaal"
    saved(store, area)

    _, first, second = sent_by(store)
    assert isinstance(first, Edit) and isinstance(second, Edit)
    assert first.values == {"name": "Vlaspark"} and first.bases == ((area.stamp, 1),)
    assert first.stamp == area.stamp + 1
    assert second.values == {"name": "Vlas", "context": "Aan het kanaal"}
    assert second.bases == ((area.stamp, 1), (first.stamp, 1))
    with store.read() as session:
        assert changes.clock_of(session, area) == (area.stamp >> 16, second.stamp >> 16, 1)


def test_what_is_local_stays_here(make_store: MakeStore) -> None:
    here, there = make_store(), make_store()
    spot = Spot(name="Achter de sporthal", sensitive=True)
    visit = Visit(round=Id("22" * 16), sensitive_spot=spot.id)
    encounter = Encounter(visit=visit.id, group_size=3, local_note="Kladje")
    saved(here, spot)
    saved(here, visit)
    saved(here, encounter)
    encounter.local_note = "Ander kladje"
    saved(here, encounter)
    spot.name = "Elders"
    saved(here, spot)

    outbox = outbox_of(here)
    assert outbox.creates.keys() == {"visit", "encounter"} and not outbox.edits
    receive(there, outbox)
    with here.read() as ours, there.read() as theirs:
        assert digest(ours) == digest(theirs)
        assert theirs.scalars(select(Encounter)).one().local_note == ""
        assert theirs.scalars(select(Visit)).one().sensitive_spot is None
        assert not theirs.scalars(select(Spot)).all()


def test_whether_a_spot_is_sensitive_is_chosen_once(store: Store) -> None:
    for sensitive in (False, True):
        spot = Spot(name="Sporthal", sensitive=sensitive)
        saved(store, spot)
        spot.sensitive = not sensitive
        with pytest.raises(SensitivityFixed):
            saved(store, spot)


def test_saving_over_a_newer_version_is_refused_even_if_a_merge_wrote_it(make_store: MakeStore) -> None:
    here, there = make_store(), make_store()
    area = Area(name="Vlasakker")
    saved(here, area)
    receive(there, outbox_of(here))
    ours, ours_again, theirs = loaded(here, area.id), loaded(here, area.id), loaded(there, area.id)

    ours.name = "Vlaspark"
    saved(here, ours)
    ours_again.name = "Vlasbeek"
    with pytest.raises(ChangedMeanwhile):
        saved(here, ours_again)

    theirs.context = "Aan het kanaal"
    saved(there, theirs)
    ours = loaded(here, area.id)
    receive(here, outbox_of(there))
    ours.name = "Vlasmeer"
    with pytest.raises(ChangedMeanwhile):
        saved(here, ours)
    assert loaded(here, area.id).name == "Vlaspark"


def test_an_edit_closes_the_conflict_it_was_made_upon(make_store: MakeStore) -> None:
    here, there = make_store(), make_store()
    area = Area(name="Vlasakker")
    saved(here, area)
    receive(there, outbox_of(here))
    for store, name in ((here, "Noord"), (there, "Zuid")):
        mine = loaded(store, area.id)
        mine.name = name
        saved(store, mine)
    receive(here, outbox_of(there))
    receive(there, outbox_of(here))
    for store in (here, there):
        with store.read() as session:
            [conflict] = conflicts(session)
        assert conflict[:3] == (Area, area.id, "name")
        assert {version.value for version in conflict.versions} == {"Noord", "Zuid"}
        assert conflict.versions[0].value == loaded(store, area.id).name

    mine = loaded(here, area.id)
    mine.name = "Noord en Zuid"
    saved(here, mine)
    receive(there, outbox_of(here))

    for store in (here, there):
        with store.read() as session:
            assert not conflicts(session)
        assert loaded(store, area.id).name == "Noord en Zuid"


@pytest.mark.parametrize("answer", ["undelete", "keep", "delete"])
def test_a_delete_that_did_not_see_an_edit_is_a_conflict_until_someone_who_saw_it_answers(
    make_store: MakeStore, answer: str
) -> None:
    here, there = make_store(), make_store()
    seen, unseen = Area(name="Vlasakker"), Area(name="Molenkouter")
    saved(here, seen)
    saved(here, unseen)
    receive(there, outbox_of(here))
    for area, name in ((seen, "Vlaspark"), (unseen, "Molenpark")):
        changed = loaded(there, area.id)
        changed.name = name
        saved(there, changed)
        if area is seen:
            receive(here, outbox_of(there))
        mine = loaded(here, area.id)
        mine.deleted = True
        saved(here, mine)
    receive(here, outbox_of(there))
    receive(there, outbox_of(here))
    for store in (here, there):
        with store.read() as session:
            [conflict] = conflicts(session)
            assert conflict == conflicts(session, unseen.id)[0] and not conflicts(session, seen.id)
        assert conflict[:3] == (Area, unseen.id, "deleted")
        assert [version[::3] for version in conflict.versions] == [(True, ""), ("Molenpark", "name")]
        assert [version.author for version in conflict.versions] == [here.author, there.author]

    with there.write() as session:
        if answer == "undelete":
            records.undelete(session, Area, unseen.id)
        elif answer == "delete":
            records.delete(session, Area, unseen.id)
        else:
            keep(session, Area, unseen.id, "deleted")
    receive(here, outbox_of(there))

    for store in (here, there):
        with store.read() as session:
            assert not conflicts(session)
        assert loaded(store, unseen.id).deleted == (answer != "undelete")
        assert loaded(store, unseen.id).name == "Molenpark"


def test_what_is_shown_can_be_kept_as_it_is(make_store: MakeStore) -> None:
    here, there = make_store(), make_store()
    area = Area(name="Vlasakker")
    saved(here, area)
    receive(there, outbox_of(here))
    for store, name in ((here, "Noord"), (there, "Zuid")):
        mine = loaded(store, area.id)
        mine.name = name
        saved(store, mine)
    receive(here, outbox_of(there))
    shown = loaded(here, area.id).name
    with here.write() as session:
        keep(session, Area, area.id, "name")
    receive(there, outbox_of(here))

    for store in (here, there):
        with store.read() as session:
            assert not conflicts(session)
        assert loaded(store, area.id).name == shown


def test_an_edit_of_what_is_in_the_bin_is_no_conflict(make_store: MakeStore) -> None:
    here, there = make_store(), make_store()
    area = Area(name="Vlasakker")
    saved(here, area)
    for name, deleted in (("Vlasakker", True), ("Vlaspark", True)):
        mine = loaded(here, area.id)
        mine.name, mine.deleted = name, deleted
        saved(here, mine)
    receive(there, outbox_of(here))

    for store in (here, there):
        with store.read() as session:
            assert not conflicts(session)


def test_what_is_sent_is_forgotten_and_an_old_create_gets_todays_columns(store: Store) -> None:
    saved(store, Area(name="Vlasakker"))
    saved(store, Area(name="Lindervoorde"))
    with store.write() as session:
        run = session.connection().exec_driver_sql
        patch = unpack(run("SELECT patch FROM outbox ORDER BY n").scalars().first() or b"")
        older = patch._replace(values={"name": "Vlasakker"})
        run("UPDATE outbox SET patch = ? WHERE n = 1", (pack(older),))
        outbox = changes.pending(session, 1)
        assert outbox.creates["area"].rows == [(*patch[1:4], *patch.values.values())]
        changes.sent(session, outbox.ns)
    assert [row[3] for row in outbox_of(store).creates["area"].rows] == ["Lindervoorde"]


@pytest.mark.parametrize(
    "write",
    [
        lambda session: session.execute(update(Area).values(name="x")),
        lambda session: session.execute(delete(Area)),
        lambda session: session.execute(insert(Area), [{"name": "x"}]),
        lambda session: session.execute(update(METADATA.tables["area"]).values(name="x")),
        lambda session: session.delete(session.scalars(select(Area)).one()),
        lambda session: session.add(Area(name="x", leads=[WRONG])),
        lambda session: session.add(Area(name=WRONG)),
    ],
)
def test_nothing_passes_the_capture_by(store: Store, write: Callable[[Session], object]) -> None:
    saved(store, Area(name="Vlasakker"))
    with pytest.raises(TypeError), store.write() as session:
        write(session)
    assert len(sent_by(store)) == 1


def test_local_tables_are_free(store: Store) -> None:
    told: list[set[type[Record]]] = []
    store.listen(told.append)
    with store.write() as session:
        session.add(Draft(content={"visits": []}))
        session.flush()
        session.execute(delete(Draft))
    assert not sent_by(store) and not told


def test_listeners_hear_what_was_written_once_it_is_there(make_store: MakeStore) -> None:
    here, there = make_store(), make_store()
    told: list[tuple[set[type[Record]], int]] = []
    for store in (here, there):

        def count(kinds: set[type[Record]], store: Store = store) -> None:
            with store.read() as session:
                told.append((kinds, len(session.scalars(select(Area)).all())))

        store.listen(count)
    saved(here, Area(name="Vlasakker"))
    receive(there, outbox_of(here))
    with pytest.raises(ZeroDivisionError), here.write() as session:
        session.add(Area(name="Zuid"))
        session.flush()
        1 / 0  # noqa: B018
    assert told == [({Area}, 1), ({Area}, 1)]


@given(st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_three_laptops_end_up_alike(make_store: MakeStore, data: st.DataObject) -> None:
    """Whatever they write and whenever they hear of each other, by clocks that are years apart."""
    stores = [make_store(author, clock=FakeClock(10_000 * author)) for author in (1, 2, 3)]
    ids = [Id(text * 16) for text in ("aa", "bb")]
    for _ in range(data.draw(st.integers(1, 12))):
        store, id = data.draw(st.sampled_from(stores)), data.draw(st.sampled_from(ids))
        if data.draw(st.booleans()):
            with store.write() as session:
                area = session.scalars(select(Area).where(Area.id == id)).one_or_none() or Area(id=id, name="")
                for name in data.draw(st.sets(st.sampled_from(COLUMNS), min_size=1)):
                    setattr(area, name, data.draw(st.booleans()) if name == "deleted" else data.draw(_TEXTS))
                session.add(area)
        else:
            receive(store, outbox_of(data.draw(st.sampled_from(stores))))
    everything = [patch for store in stores for patch in sent_by(store)]
    wanted = restricted(reference(everything))
    outboxes = [outbox_of(store) for store in stores]
    for store in stores:
        for outbox in random.sample(outboxes, 3):
            receive(store, outbox)
        with store.read() as session:
            assert observed(session) == wanted
    assert len({_digest(store) for store in stores}) == 1


_TEXTS = st.sampled_from(("x", "y", "z"))


def _digest(store: Store) -> str:
    with store.read() as session:
        return digest(session)
