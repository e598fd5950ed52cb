"""What is said beside patches: erasures reach every laptop, and only from those who may say them."""

import pytest
from sqlalchemy import select

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need
from outreach_app.domain.striking import Trace
from outreach_app.store import traces
from outreach_app.store.errors import BadPatch
from outreach_app.store.tables import Operation
from outreach_app.sync import erasures, operations, people
from outreach_app.sync.errors import State
from outreach_app.sync.report import SyncReport
from outreach_app.sync.sealing import DAY
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop
from tests.sync.test_compaction import Join, compact, days_pass, take
from tests.sync.test_exchange import states


def erase(laptop: Laptop, *ids: Id) -> None:
    circle = laptop.circle
    with laptop.store.write() as session:
        operations.erase(session, circle, ids, laptop.clock.milliseconds())


def told(report: SyncReport) -> list[str]:
    return [str(one.state) for one in report.details]


def waiting(laptop: Laptop) -> int:
    circle = laptop.circle
    with laptop.store.read() as session:
        return len(operations.refused(session, circle))


def test_an_erasure_beats_edits_made_offline(folder: FaultyFolder, noor: Laptop, sam: Laptop) -> None:
    gone, stays = noor.write("Kim slaapt buiten"), noor.write("Banken")
    noor.sync(folder)
    sam.sync(folder)
    erase(noor, gone)
    sam.clock.tick(1000)
    sam.edit(gone, title="Kim slaapt weer thuis")
    noor.sync(folder)
    sam.sync(folder)
    noor.sync(folder)
    assert noor.titles() == sam.titles() == ["Banken"]
    for laptop in (noor, sam):
        with laptop.store.read() as session:
            left = session.connection().exec_driver_sql(
                "SELECT count(*) FROM edit WHERE row = ?", (bytes.fromhex(gone),)
            )
            assert left.scalar() == 0
            assert session.scalar(select(Need).where(Need.id == stays)) is not None
    assert noor.sync(folder).digest == sam.sync(folder).digest


def test_what_a_worker_erased_stays_whatever_becomes_of_that_worker(
    folder: FaultyFolder, noor: Laptop, sam: Laptop
) -> None:
    stays, goes = noor.write("Banken"), noor.write("Kim slaapt buiten")
    noor.sync(folder)
    sam.sync(folder)
    erase(sam, stays)
    sam.sync(folder)
    assert "ignored" in told(noor.sync(folder))
    people.admit(noor.store, folder, sam.fingerprint, "coordinator")
    sam.sync(folder)
    assert "ignored" in told(noor.sync(folder)) and waiting(noor) == 1
    erase(sam, goes)
    sam.sync(folder)
    noor.sync(folder)
    assert noor.titles() == ["Banken"] and waiting(noor) == 1


def test_a_coordinator_is_believed_as_soon_as_it_is_known_that_they_are_one(
    folder: FaultyFolder, noor: Laptop, sam: Laptop, join: Join
) -> None:
    lien = join("Lien")
    goes = noor.write("Kim slaapt buiten")
    for laptop in (noor, sam, lien):
        laptop.sync(folder)
    before = set(folder.files)
    people.admit(noor.store, folder, sam.fingerprint, "coordinator")
    late = {name for name in set(folder.files) - before if name.endswith(".mem")}
    sam.sync(folder)
    erase(sam, goes)
    sam.sync(folder)

    folder.hidden = late
    assert "ignored" in told(lien.sync(folder)) and lien.titles() == ["Kim slaapt buiten"]
    folder.hidden = set()
    assert "ignored" not in told(lien.sync(folder)) and lien.titles() == []


def test_what_is_said_wrongly_is_quarantined_and_what_is_new_waits(
    folder: FaultyFolder, noor: Laptop, sam: Laptop
) -> None:
    with sam.store.write() as session:
        new = {"id": bytes(16), "op": "later", "row": b"x" * 16, "more": ({"a": 1},)}
        operations.receive(session, sam.circle.device.id, Id("22" * 16), 1, 0, [new])
        row = session.get_one(Operation, Id("00" * 16))
        assert row.content == {"row": "78" * 16, "more": [{"a": 1}]}
        operations.carry_out(session, noor.circle)
        assert not row.counted
    for wrong in ({"rows": (b"short",), "why": ""}, {"rows": b"x" * 16, "why": ""}, {"rows": ()}):
        with sam.store.write() as session, pytest.raises(BadPatch):
            operations.receive(
                session, sam.circle.device.id, Id("22" * 16), 1, 0, [{"id": b"1" * 16, "op": "erase", **wrong}]
            )


def test_who_has_read_an_erasure_says_so_at_once(folder: FaultyFolder, noor: Laptop, sam: Laptop) -> None:
    gone = noor.write("Kim slaapt buiten")
    noor.sync(folder)
    sam.sync(folder)
    erase(noor, gone)
    noor.sync(folder)

    def done() -> set[str]:
        with noor.store.read() as session:
            return set(operations.confirmed(session, session.scalars(select(Operation)).one()))

    assert done() == {noor.circle.device.id}
    sam.sync(folder)
    noor.sync(folder)
    assert done() == {noor.circle.device.id, sam.circle.device.id}
    before = folder.segments
    for _again in range(2):
        sam.sync(folder)
        noor.sync(folder)
    assert folder.segments == before


def test_whose_traces_go_is_told_to_a_laptop_that_starts_from_a_snapshot_and_then_forgotten(
    folder: FaultyFolder, noor: Laptop, sam: Laptop, join: Join, make_laptop: MakeLaptop
) -> None:
    lien = join("Lien")
    noor.write("klacht van Jolanda Peeters")
    noor.sync(folder)
    lien.sync(folder)
    lien.write("Jolanda Peeters komt niet meer")
    strike(noor, "Jolanda Peeters")
    days_pass(noor, sam, days=70)
    said(folder, noor, sam)
    take(noor, folder)
    days_pass(noor, sam, days=8)
    said(folder, sam, noor)
    assert compact(noor, folder).ready
    before = [names(laptop) for laptop in (noor, sam)]

    lien.clock.tick(78 * DAY)
    assert State.RENEWED in states(lien.sync(folder))
    said(folder, lien, noor, sam)

    assert before == [["Jolanda Peeters"]] * 2
    assert not [title for laptop in (noor, sam, lien) for title in laptop.titles() if "Jolanda" in title]
    assert [names(laptop) for laptop in (noor, sam, lien)] == [[]] * 3
    take(noor, folder)
    tibo = make_laptop()
    people.ask(tibo.store, "Tibo", folder, None)
    people.admit(noor.store, folder, tibo.fingerprint, "worker")
    assert "ignored" not in told(tibo.sync(folder))
    assert names(tibo) == [] and tibo.titles() == noor.titles()
    circle = noor.circle
    with noor.store.read() as session:
        assert [one.waiting for one in erasures.erasures(session, circle)] == [[]]


def strike(laptop: Laptop, name: str) -> None:
    circle = laptop.circle
    with laptop.store.write() as session:
        traces.strike(session, Trace(name), laptop.clock.today())
        operations.issue(session, circle, operations.PERSON, laptop.clock.now, text=name)


def said(folder: FaultyFolder, *laptops: Laptop) -> None:
    """All sync until each has told that it has struck out what it was to."""
    for laptop in laptops:
        laptop.sync(folder)
        circle = laptop.circle
        with laptop.store.write() as session:
            operations.confirm(session, circle, laptop.clock.now)
    for laptop in laptops:
        laptop.sync(folder)


def names(laptop: Laptop) -> list[str]:
    with laptop.store.read() as session:
        orders = session.scalars(select(Operation).where(Operation.kind == operations.PERSON))
        return [row.content["text"] for row in orders if "text" in row.content]


def test_why_something_should_be_erased_is_forgotten_with_it(
    folder: FaultyFolder, noor: Laptop, sam: Laptop
) -> None:
    gone, circle = noor.write("Kim slaapt buiten"), sam.circle
    noor.sync(folder)
    sam.sync(folder)
    with sam.store.write() as session:
        operations.issue(session, circle, operations.ASK, 0, table="need", row=gone, why="om Kim")
    sam.sync(folder)
    noor.sync(folder)

    def reasons(laptop: Laptop) -> list[str]:
        with laptop.store.read() as session:
            rows = session.scalars(select(Operation).where(Operation.kind == operations.ASK))
            return [row.content["why"] for row in rows]

    before = reasons(noor)
    erase(noor, gone)
    noor.sync(folder)
    sam.sync(folder)
    assert (before, reasons(noor), reasons(sam)) == (["om Kim"], [""], [""])
