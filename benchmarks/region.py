"""A support centre reads the bundles of thirty teams into one vault: how that grows with the number of teams."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.exchange import circle_of, laptop
from benchmarks.measure import Row, Scale, in_words, rate
from benchmarks.memory import peak
from benchmarks.patches import plain_inserts
from benchmarks.plain import Workshop
from benchmarks.season import season
from outreach_app.domain.clock import Rows
from outreach_app.domain.fields import Id
from outreach_app.store import merge
from outreach_app.store.database import Store
from outreach_app.store.figures import figures
from outreach_app.sync import bundle, others, people

TEAMS, ENCOUNTERS = 30, 2_000


@dataclass(frozen=True)
class Read:
    """One bundle, taken in."""

    rows: int
    bytes: int
    seconds: float
    plain: float
    grown: int
    """Bytes by which the reader's file grew."""
    team: Id


def rows(shop: Workshop, scale: Scale) -> Iterator[Row]:
    teams, encounters = (TEAMS, ENCOUNTERS) if scale.pairs > 1 else (3, 200)
    centre = laptop(shop)
    people.found(centre, "Steunpunt", "1", None)
    card = others.card_of(circle_of(centre).device.keys)
    before = peak()
    read = [_read(shop, centre, card, encounters + n) for n in range(teams)]
    held = peak() - before
    first, last = read[1:6] or read, read[-5:]
    slower = _each(last, "seconds") / _each(first, "seconds")
    yield Row(
        f"read {teams} teams of {encounters:,} encounters",
        rate(sum(one.rows for one in read), sum(one.seconds for one in read)),
        f"inserts {rate(sum(one.rows for one in read), sum(one.plain for one in read))}",
        sum(one.seconds for one in read) / sum(one.plain for one in read),
    )
    yield Row(
        "a bundle, and what it adds",
        f"{_each(read, 'bytes') / 1e3:.0f} kB, adds {_each(read, 'grown') / 1e6:.2f} MB",
        f"the last five against the first: {slower:.2f} times as long",
    )
    yield Row("memory of reading them all", f"{held:.0f} MB more than before")
    yield _looking(centre, read)
    centre.close()


def _each(read: list[Read], name: str) -> float:
    return sum(float(getattr(one, name)) for one in read) / len(read)


def _read(shop: Workshop, centre: Store, card: str, encounters: int) -> Read:
    path, written = _bundle(shop, card, encounters)
    plain = plain_inserts(shop, written, shop.new())
    before, own = _size(centre), circle_of(centre)
    with bundle.reading(path, own) as opened:
        with centre.read() as session:
            theirs = others.preview(session, opened).unconfirmed
        start = perf_counter()
        report = others.read(centre, opened, theirs)
        taken = perf_counter() - start
        team = opened.team
    start = perf_counter()
    plain()
    return Read(report.applied, path.stat().st_size, taken, perf_counter() - start, _size(centre) - before, team)


def _bundle(shop: Workshop, card: str, encounters: int) -> tuple[Path, dict[str, Rows]]:
    """A team of one, its season, and the bundle it hands over."""
    store, path = laptop(shop), shop.new("bundle")
    circle = people.found(store, f"Team {encounters}", "1", None)
    creates = season(encounters, [store.author]).rows
    with store.write() as session:
        merge.apply(session, creates, (), circle.team)
    with store.read() as session:
        bundle.write(circle, path, [others.read_card(card)], 1, others.handed_over(session, circle, 1))
    store.close()
    return path, creates


def _size(store: Store) -> int:
    with store.write() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        unit = session.connection().exec_driver_sql("PRAGMA page_size").scalar_one()
    return int(pages) * int(unit)


def _looking(centre: Store, read: list[Read]) -> Row:
    """Figures of one team among all, against the same when it was alone: each question is about one team."""
    centre.look_at(read[-1].team)
    start = perf_counter()
    with centre.read() as session:
        figures(session, ["area"], internal=True)
    return Row("figures of one team among them", in_words(perf_counter() - start))
