"""A bundle is read by whom it is for, whole or in part, by the code that reads the folder."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from outreach_app.errors import OutreachError
from outreach_app.store.tables import SegmentFile
from outreach_app.sync import bundle, exchange, people
from outreach_app.sync.errors import (
    BundleNotForYou,
    BundleUnreadable,
    BundleUnwritable,
    NewerBundle,
    NotABundle,
    State,
)
from outreach_app.sync.preview import BundlePreview, preview
from outreach_app.sync.report import SyncReport
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop


def write(laptop: Laptop, path: Path, *fingerprints: str) -> int:
    circle = laptop.circle
    exchange.seal(laptop.store, circle)
    return bundle.write(
        circle, path, people.readers(circle, fingerprints), 5, bundle.everything(laptop.store, circle)
    )


def read(laptop: Laptop, path: Path) -> SyncReport:
    with bundle.reading(path, laptop.circle) as opened:
        return exchange.read_bundle(laptop.store, opened)


def look(laptop: Laptop, path: Path) -> BundlePreview:
    circle = laptop.circle
    with bundle.reading(path, circle) as opened, laptop.store.read() as session:
        return preview(session, circle, opened, "Vlasakker")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "voor de coördinator.bundle"


def test_work_travels_by_bundle_and_says_beforehand_what_it_is(noor: Laptop, sam: Laptop, path: Path) -> None:
    need = sam.write("geen banken")
    sam.edit(need, title="geen plek om te zitten")
    count = write(sam, path)

    expected = look(noor, path)
    unchanged = noor.titles()
    brought = read(noor, path)
    again = read(noor, path)

    assert (expected.segments, expected.new, expected.creates, expected.edits) == (count, 2, {"needs": 1}, 1)
    assert (expected.writer, expected.damaged, expected.members) == (sam.fingerprint, 0, [])
    assert unchanged == [] and noor.titles() == ["geen plek om te zitten"]
    assert (brought.applied, brought.damaged, again.applied) == (2, 0, 0)
    assert look(noor, path).new == 0
    assert not list(path.parent.glob("*.tmp"))


def test_what_came_by_bundle_is_passed_on_to_the_folder(
    noor: Laptop, sam: Laptop, join: Callable[[str], Laptop], folder: FaultyFolder, path: Path
) -> None:
    sam.write("geen banken")
    write(sam, path)
    pending = read(noor, path).pending

    sent = noor.sync(folder)

    assert (pending, sent.published, sent.pending) == (1, 1, 0)
    assert join("Lien").titles() == ["geen banken"]
    assert sam.sync(folder).published == 0


def test_a_laptop_without_any_folder_is_admitted_by_bundle(
    noor: Laptop, make_laptop: MakeLaptop, folder: FaultyFolder, path: Path
) -> None:
    """The request travelled on a stick; so does the answer."""
    lien = make_laptop()
    people.ask(lien.store, "Lien", folder, None)
    people.admit(noor.store, folder, lien.fingerprint, "worker")
    noor.write("geen banken")
    write(noor, path, lien.fingerprint)

    expected = look(lien, path)
    report = read(lien, path)

    assert expected.members == [lien.fingerprint]
    assert lien.circle.admitted and lien.titles() == ["geen banken"]
    assert report.damaged == 0


def test_only_those_it_is_for_can_open_it(noor: Laptop, sam: Laptop, path: Path) -> None:
    noor.write("geen banken")
    write(noor, path, noor.fingerprint)

    with pytest.raises(BundleNotForYou):
        read(sam, path)
    assert read(noor, path).applied == 0


def test_nothing_stands_in_the_clear(sam: Laptop, path: Path) -> None:
    sam.write("geen banken")
    write(sam, path)
    content = path.read_bytes()

    assert zipfile.is_zipfile(path)
    assert b"banken" not in content and b"Sam" not in content
    assert sam.circle.device.log.encode() not in content


def test_a_damaged_entry_is_named_and_the_rest_goes_on(noor: Laptop, sam: Laptop, path: Path) -> None:
    for title in ("een", "twee", "drie"):
        sam.write(title)
        exchange.seal(sam.store, sam.circle)
    write(sam, path)
    with bundle.reading(path, noor.circle) as opened:
        name = max(entry.name for entry in opened.list(sam.circle.device.log))
        last = opened._archive.getinfo(opened._files[name][0])
    data = bytearray(path.read_bytes())
    data[last.header_offset + 200] ^= 1
    path.write_bytes(data)

    expected, report = look(noor, path), read(noor, path)

    assert (expected.damaged, report.damaged, report.applied) == (1, 1, 2)
    assert [one.state for one in report.details] == [State.DAMAGED]
    with noor.store.read() as session:
        assert session.query(SegmentFile).filter_by(applied=False).count() == 0


@pytest.mark.parametrize(
    ("content", "error"), [(b"", NotABundle), (b"PK\x03\x04 and no more", NotABundle), (None, BundleUnreadable)]
)
def test_what_is_no_bundle(sam: Laptop, path: Path, content: bytes | None, error: type[OutreachError]) -> None:
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(error):
        read(sam, path)


def test_every_cut_is_noticed(noor: Laptop, sam: Laptop, path: Path) -> None:
    write(sam, path)
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(NotABundle):
            read(noor, path)


def test_other_zips_and_newer_bundles_are_told_apart(sam: Laptop, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bundle", b"VPB1" + bytes(10_000))
    with pytest.raises(NotABundle):
        read(sam, path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bundle", b"VPB1\x02" + bytes(200))
    with pytest.raises(NewerBundle):
        read(sam, path)


def test_a_bundle_that_cannot_be_written_leaves_nothing(sam: Laptop, tmp_path: Path) -> None:
    with pytest.raises(BundleUnwritable):
        write(sam, tmp_path / "nergens" / "x.bundle")
    (tmp_path / "map.bundle").mkdir()
    with pytest.raises(BundleUnwritable):
        write(sam, tmp_path / "map.bundle")
    assert not list(tmp_path.glob("*.tmp"))
