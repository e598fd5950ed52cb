"""A support centre reads other teams' bundles beside its own work: never mixed, never passed on, never obeyed."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from outreach_app.domain.fields import Id, new_id
from outreach_app.domain.records import ContactPerson, Encounter, Need, Quote, Round, Visit
from outreach_app.store import integrity, settings
from outreach_app.store.figures import figures
from outreach_app.store.search import search
from outreach_app.sync import bundle, exchange, others, people, team
from outreach_app.sync import circle as circles
from outreach_app.sync.errors import (
    BundleNotForYou,
    FingerprintDiffers,
    NotABundle,
    NotACard,
    OlderBundle,
    TeamNotConfirmed,
)
from outreach_app.sync.report import SyncReport
from tests.sync.conftest import FaultyFolder, Laptop, MakeLaptop


@pytest.fixture
def elke(make_laptop: MakeLaptop) -> Laptop:
    """A coordinator of another team."""
    laptop = make_laptop()
    people.found(laptop.store, "Molenkouter", "Elke", None)
    return laptop


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "voor het steunpunt.bundle"


def send(sender: Laptop, reader: Laptop, path: Path) -> None:
    readers = [others.read_card(others.card_of(reader.circle.device.keys))]
    now = sender.clock.milliseconds()
    with sender.store.read() as session:
        circle = circles.load(session)
        bundle.write(circle, path, readers, now, others.handed_over(session, circle, now))


def read(laptop: Laptop, path: Path, fingerprint: str | None = None) -> SyncReport:
    with bundle.reading(path, laptop.circle) as opened:
        return others.read(laptop.store, opened, fingerprint)


def walk(laptop: Laptop, heads: int) -> None:
    with laptop.store.write() as session:
        walked = Round(date=laptop.clock.today())
        visit = Visit(round=walked.id)
        session.add_all([walked, visit, Encounter(visit=visit.id, group_size=heads)])


def team_of(laptop: Laptop) -> Id:
    with laptop.store.read() as session:
        return Id(settings.get(session, settings.TEAM))


def digest(laptop: Laptop) -> str:
    with laptop.store.read() as session:
        return integrity.digest(session)


def contacts(laptop: Laptop) -> object:
    with laptop.store.read() as session:
        return figures(session, ["quarter"], internal=True).as_json()["totals"]["contacts"]


def found(laptop: Laptop, words: str) -> list[str]:
    with laptop.store.read() as session:
        return [hit.title for hit in search(session, words)]


def test_nothing_is_read_before_someone_compared_the_fingerprint(noor: Laptop, elke: Laptop, path: Path) -> None:
    elke.write("geen banken")
    send(elke, noor, path)

    with pytest.raises(TeamNotConfirmed) as refusal:
        read(noor, path)
    with pytest.raises(FingerprintDiffers):
        read(noor, path, noor.circle.founding.fingerprint)
    assert elke.circle.founding.fingerprint in str(refusal.value)
    assert noor.titles() == [] and found(noor, "banken") == []


def test_each_team_is_seen_by_itself(noor: Laptop, elke: Laptop, path: Path) -> None:
    noor.write("geen licht")
    walk(noor, 3)
    elke.write("geen banken")
    walk(elke, 40)
    own = digest(noor)
    send(elke, noor, path)

    report = read(noor, path, elke.circle.founding.fingerprint)

    assert (report.applied, report.damaged) == (6, 0)
    assert (noor.titles(), contacts(noor), digest(noor)) == (["geen licht"], 3, own)
    assert (found(noor, "geen"), found(noor, "banken")) == (["geen licht"], [])
    noor.store.look_at(team_of(elke))
    assert (noor.titles(), contacts(noor), digest(noor)) == (["geen banken"], 40, digest(elke))
    assert (found(noor, "geen"), found(noor, "licht")) == (["geen banken"], [])
    with noor.store.read() as session:
        [told] = others.known(session)
    assert (told.name, told.rounds, told.encounters) == ("Molenkouter", 1, 1)


def test_the_next_bundle_takes_the_place_of_the_last(noor: Laptop, elke: Laptop, path: Path) -> None:
    """What is in the bin or erased by then is gone here too; an older bundle changes nothing."""
    first = elke.write("geen banken")
    exchange.seal(elke.store, elke.circle)
    send(elke, noor, path)
    older = path.read_bytes()
    read(noor, path, elke.circle.founding.fingerprint)
    elke.edit(first, deleted=True)
    elke.write("geen licht")
    exchange.seal(elke.store, elke.circle)
    send(elke, noor, path)

    read(noor, path)
    read(noor, path)
    path.write_bytes(older)
    with pytest.raises(OlderBundle):
        read(noor, path)
    noor.store.look_at(team_of(elke))
    assert noor.titles() == ["geen licht"]


def test_what_only_the_team_needs_is_not_handed_over(noor: Laptop, elke: Laptop, path: Path) -> None:
    with elke.store.write() as session:
        session.add_all(
            [ContactPerson(name="Joris Balk"), Quote(text="mag niet"), Quote(text="mag wel", permission=True)]
        )
        session.add(Encounter(visit=new_id(), group_size=2, local_note="kladnotitie"))
    send(elke, noor, path)

    read(noor, path, elke.circle.founding.fingerprint)

    noor.store.look_at(team_of(elke))
    with noor.store.read() as session:
        assert session.scalars(select(Quote.text)).all() == ["mag wel"]
        assert session.scalars(select(ContactPerson.name)).all() == []
        assert session.scalars(select(Encounter.local_note)).all() == [""]


def test_a_worker_hands_over_nothing_and_nobody_alters_what_is(noor: Laptop, elke: Laptop, path: Path) -> None:
    elke.write("geen banken")
    send(elke, noor, path)
    whole = path.read_bytes()
    fingerprint = elke.circle.founding.fingerprint

    for at in range(len(whole) // 3, len(whole), len(whole) // 40):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with suppress(NotABundle, BundleNotForYou):  # bytes that carry nothing change nothing
            read(noor, path, fingerprint)
    noor.store.look_at(team_of(elke))
    assert noor.titles() in ([], ["geen banken"])


def test_no_key_is_taken_from_another_team(
    noor: Laptop, sam: Laptop, elke: Laptop, folder: FaultyFolder, path: Path
) -> None:
    """Its coordinator lets our laptop in, unasked, by the keys on its card, and puts that into the bundle."""
    card = others.read_card(others.card_of(noor.circle.device.keys))
    theirs = elke.circle
    assert theirs.epochs is not None
    pressed = team.admit(theirs.device, theirs.team, card, "worker", theirs.epochs, 5)
    with elke.store.write() as session:
        theirs.including([pressed]).save(session)
    send(elke, noor, path)
    before = noor.circle.epochs

    read(noor, path, theirs.founding.fingerprint)
    noor.write("geen licht")
    noor.sync(folder)
    sam.sync(folder)

    assert noor.circle.epochs == before
    assert sam.titles() == ["geen licht"]


def test_a_clock_that_ran_ahead_does_not_make_later_bundles_old(noor: Laptop, elke: Laptop, path: Path) -> None:
    elke.clock.tick(2 * 365 * 24 * 3600 * 1000)
    elke.write("geen banken")
    exchange.seal(elke.store, elke.circle)
    send(elke, noor, path)
    read(noor, path, elke.circle.founding.fingerprint)
    elke.clock.tick(-2 * 365 * 24 * 3600 * 1000)
    elke.write("geen licht")
    exchange.seal(elke.store, elke.circle)
    send(elke, noor, path)

    read(noor, path)

    noor.store.look_at(team_of(elke))
    assert noor.titles() == ["geen banken", "geen licht"]


def test_a_reader_passes_nothing_on(
    noor: Laptop, sam: Laptop, elke: Laptop, folder: FaultyFolder, path: Path
) -> None:
    elke.write("geen banken")
    send(elke, noor, path)
    read(noor, path, elke.circle.founding.fingerprint)
    before = set(folder.files)

    report = noor.sync(folder)

    assert (report.published, report.missing, report.pending) == (0, 0, 0)
    assert set(folder.files) == before
    assert sam.sync(folder).applied == 0 and digest(sam) == digest(noor)


def test_another_team_cannot_touch_what_is_not_its_own(noor: Laptop, elke: Laptop, path: Path) -> None:
    need = noor.write("geen licht")
    with elke.store.write() as session:
        session.add(Need(id=need, title="wij beslissen"))
    elke.edit(need, title="wij beslissen alles")
    send(elke, noor, path)

    read(noor, path, elke.circle.founding.fingerprint)

    with noor.store.read() as session:
        assert session.connection().exec_driver_sql("SELECT title FROM need").scalars().all() == ["geen licht"]
        assert session.scalar(select(func.count()).select_from(Need)) == 1


def test_a_card_copied_in_part_is_refused(noor: Laptop) -> None:
    card = others.card_of(noor.circle.device.keys)

    assert others.read_card(f" {card.lower()}\n") == noor.circle.device.keys
    for wrong in (card[:-1], card[:20], "", "VPC1-", card.replace("VPC1", "VPC2"), "geen kaart"):
        with pytest.raises(NotACard):
            others.read_card(wrong)
