"""Taking an import back: what goes, and what stays because a colleague may have met it."""

from pathlib import Path

import pytest

from outreach_app.domain.records import Area, Encounter, Need, Organisation, Record, Round, Spot, Visit, Worker
from outreach_app.store import changes, merge, records
from outreach_app.store.database import Store
from outreach_app.store.import_undo import AlreadyUndone, NoSuchImport, Undone
from outreach_app.store.integrity import digest
from outreach_app.tables.importing import undo_import
from tests.conftest import TEAM, FakeClock, MakeStore
from tests.tables.helpers import all_of, counts, everything, run

NAMED: tuple[type[Record], ...] = (Worker, Area, Spot, Need)
OF_ROUNDS: tuple[type[Record], ...] = (Round, Visit, Encounter)


def send(sender: Store, *receivers: Store) -> None:
    """Everything that was not sent yet."""
    with sender.write() as session:
        outbox = changes.pending(session, 10_000)
        changes.sent(session, outbox.ns)
    for receiver in receivers:
        with receiver.write() as session:
            merge.apply(session, outbox.creates, outbox.edits, TEAM)


def ids(store: Store, *kinds: type[Record]) -> set[str]:
    return {row.id for kind in kinds for row in all_of(store, kind)}


def test_an_import_is_undone_without_the_names_that_a_colleague_met(
    make_store: MakeStore, clock: FakeClock, file: Path
) -> None:
    ours, theirs = make_store(author=1), make_store(author=2)
    made = run(ours, file, given={"worker": "Noor"})
    clock.tick(1000)
    run(theirs, file, given={"worker": "Noor"})
    named, told = ids(theirs, *NAMED), ids(theirs, *OF_ROUNDS)

    assert made.import_id
    clock.tick(1000)
    assert undo_import(ours, made.import_id) == Undone(rows=5, names=8)
    send(ours, theirs)
    send(theirs, ours)

    for store in (ours, theirs):
        assert ids(store, *NAMED) == named
        assert ids(store, *OF_ROUNDS) == told
    with ours.read() as here, theirs.read() as there:
        assert digest(here) == digest(there)


def test_undo_takes_back_the_rounds_and_the_file_can_come_again(store: Store, file: Path) -> None:
    first = run(store, file)
    other = file.with_name("other.csv")
    other.write_text("date,area,spot\n2026-11-20,Vlasakker,Plein\n")
    second = run(store, other)
    assert first.import_id and second.import_id
    named = ids(store, *NAMED)
    assert undo_import(store, first.import_id) == (5, 7)
    assert len(all_of(store, Round)) == len(all_of(store, Encounter)) == 1, "the second file joined a round"
    with pytest.raises(AlreadyUndone):
        undo_import(store, first.import_id)
    with pytest.raises(NoSuchImport):
        undo_import(store, "0" * 32)
    again = run(store, file)
    assert counts(again) == (5, 5, 0, 0)
    assert again.import_id
    assert undo_import(store, again.import_id) == (5, 0), "it brought no name along"
    assert undo_import(store, second.import_id) == (1, 0)
    assert not ids(store, *OF_ROUNDS), "what the first left to the second goes with it"
    assert ids(store, *NAMED) == named


def test_a_dry_run_of_undo_says_the_same_and_changes_nothing(store: Store, file: Path) -> None:
    made = run(store, file)
    assert made.import_id
    before = everything(store)
    foretold = undo_import(store, made.import_id, dry_run=True)
    assert everything(store) == before
    assert undo_import(store, made.import_id) == foretold
    for dry_run in (True, False):
        with pytest.raises(AlreadyUndone):
            undo_import(store, made.import_id, dry_run=dry_run)


def test_spots_and_organisations_go_but_not_the_areas_they_brought_along(store: Store, tmp_path: Path) -> None:
    (tmp_path / "spots.csv").write_text("name,area\nPlein,Noord\nHal,Zuid\n")
    (tmp_path / "org.csv").write_text("name,areas\nJeugddienst,Noord; West\n")
    spots = run(store, tmp_path / "spots.csv", "spots")
    organisations = run(store, tmp_path / "org.csv", "organisations")
    with store.write() as session:
        walked = records.add(session, Round, {"date": "2025-11-02"})
        records.add(session, Visit, {"round": walked.id, "spot": "Hal"})
    assert spots.import_id and organisations.import_id
    assert undo_import(store, spots.import_id) == (2, 2)
    assert [spot.name for spot in all_of(store, Spot)] == ["Hal"], "somebody was there"
    assert undo_import(store, organisations.import_id) == (1, 1)
    assert all_of(store, Organisation) == []
    assert sorted(area.name for area in all_of(store, Area)) == ["Noord", "West", "Zuid"]
    again = run(store, tmp_path / "spots.csv", "spots")
    assert counts(again) == (2, 1, 1, 0)
