"""What `sync --details` lists behind its counts."""

from outreach_app.domain.records import Area
from outreach_app.sync.ledger import Gap
from outreach_app.sync.people import moment
from outreach_app.sync.report import Carried
from tests.sync.conftest import FaultyFolder, Laptop


def test_what_travels_is_listed_by_file_and_kind_without_contents(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    need = noor.write("geheim")
    noor.edit(need, title="geheimer")
    with noor.store.write() as session:
        session.add(Area(name="Vlasakker"))

    sent = noor.sync(folder)
    taken = sam.sync(folder)
    [name] = folder.of(noor)[-1:]
    folder.refuse = PermissionError(13, "no")
    noor.write("wacht")
    waiting = noor.sync(folder)

    assert sent.listed.published == [Carried(name, "Noor", 3, {"needs": 2, "areas": 1})]
    assert taken.listed.applied == [Carried(name, "Noor", 3, {"needs": 2, "areas": 1})]
    assert [(one.changes, one.kinds) for one in waiting.listed.pending] == [(1, {"needs": 1})]
    assert "geheim" not in str(taken.as_json(details=True))


def test_what_is_missing_is_listed_by_log_and_number(noor: Laptop, sam: Laptop, folder: FaultyFolder) -> None:
    for title in ("een", "twee", "drie"):
        noor.write(title)
        noor.sync(folder)
    last = folder.of(noor)[-1]
    held_back = set(folder.of(noor)[-3:-1])
    folder.hidden |= held_back

    report = sam.sync(folder)
    listed = report.as_json(details=True)["details"]

    log, seq = last.removesuffix(".seg").split("/")
    assert report.listed.missing == [(Gap(noor.circle.device.log, int(seq) - 2, int(seq) - 1), "Noor")]
    assert listed["missing"] == [{"log": log, "from": int(seq) - 2, "to": int(seq) - 1, "author": "Noor"}]


def test_a_conflict_is_listed_with_every_version_its_author_and_time(
    noor: Laptop, sam: Laptop, folder: FaultyFolder
) -> None:
    need, binned = noor.write("banken"), noor.write("lampen")
    noor.sync(folder)
    sam.sync(folder)
    sam.clock.tick(3_600_000)
    noor.edit(need, title="zitbanken")
    noor.edit(binned, deleted=True)
    sam.edit(need, title="plek om te zitten")
    sam.edit(binned, title="licht")
    noor.sync(folder)
    sam.sync(folder)

    report = noor.sync(folder)
    listed = {one["id"]: one for one in report.as_json(details=True)["details"]["conflicts"]}

    assert report.conflicts == len(listed) == 2
    early, late = moment(noor.clock.now), moment(sam.clock.now)
    assert listed[need] == {
        "kind": "needs",
        "id": need,
        "title": "plek om te zitten",
        "field": "title",
        "versions": [
            {"value": "plek om te zitten", "author": "Sam", "time": late},
            {"value": "zitbanken", "author": "Noor", "time": early},
        ],
    }
    assert listed[binned]["field"] == "deleted"
    assert listed[binned]["versions"] == [
        {"value": True, "author": "Noor", "time": early},
        {"field": "title", "value": "licht", "author": "Sam", "time": late},
    ]
