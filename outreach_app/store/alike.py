"""Records that may be one and the same: rounds that two people typed, names that two people gave.

Candidates only, one query for each kind; what the team decided about two records is not asked again. Nothing is
merged here, and nothing is merged by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import (
    BY_TABLE,
    Area,
    ContactPerson,
    Encounter,
    Need,
    Offer,
    Organisation,
    Pair,
    Record,
    Round,
    Spot,
    Visit,
    Worker,
)
from outreach_app.domain.values import name_key
from outreach_app.store.pointing import pointed_at
from outreach_app.store.scope import only_team

R = TypeVar("R", bound=Record)

NAMED: dict[type[Record], str] = {
    Area: "parent",
    Spot: "area",
    Organisation: "",
    Need: "",
    Worker: "",
    ContactPerson: "organisation",
    Offer: "organisation",
}
"""Kinds that people call by a name, and the field in which two of one name differ rightly."""


class Alike(NamedTuple):
    """Two records that may be one."""

    record: type[Record]
    one: Id
    """The one that would stay: the older, the same on every laptop, so that two laptops that merge the same two at
    once do the same."""
    other: Id
    again: bool = False
    """The other was merged into this one, but someone who did not know it yet went on using it."""


_Found = tuple[type[Record], Id, Id]


def alike(session: Session) -> list[Alike]:
    """What is to be decided now. A record stands in one pair at a time: what else it is like comes up next."""
    pairs = session.scalars(select(Pair).where(~Pair.deleted)).all()
    distinct = {frozenset((pair.one, pair.other)) for pair in pairs if not pair.same}
    asked: set[Id] = set()
    found = list(_used_again(session, [pair for pair in pairs if pair.same]))
    asked.update(id for one in found for id in one[1:3])
    for record, one, other in (*_typed_twice(session), *_named_alike(session)):
        if not asked & {one, other} and frozenset((one, other)) not in distinct:
            asked |= {one, other}
            found.append(Alike(record, one, other))
    return found


def in_order(records: Iterable[R]) -> list[R]:
    """The one that stays first. A colleague with a laptop stays a colleague with a laptop."""
    return sorted(records, key=lambda each: (not getattr(each, "devices", ()), each.stamp, each.author, each.id))


def _used_again(session: Session, pairs: Iterable[Pair]) -> Iterator[Alike]:
    into: dict[type[Record], dict[Id, Id]] = defaultdict(dict)
    for pair in pairs:
        if pair.kind in BY_TABLE:
            into[BY_TABLE[pair.kind]][Id(pair.other)] = Id(pair.one)
    for record, merged in into.items():
        binned = set(session.scalars(select(record.id).where(record.id.in_(merged), record.deleted)))
        live = set(session.scalars(select(record.id).where(record.id.in_(merged.values()), ~record.deleted)))
        for other in sorted(pointed_at(session, record, binned)):
            one, seen = merged[other], {other}
            while one not in live and one in merged and one not in seen:
                seen.add(one)
                one = merged[one]
            if one in live:
                yield Alike(record, one, other, again=True)


def _part(time: str) -> str:
    """The part of the day at a time, as domain.drafts.daypart_at."""
    return (
        f"CASE WHEN {time} = '' THEN '' WHEN {time} < '06' THEN 'night' WHEN {time} < '12' THEN 'morning'"
        f" WHEN {time} < '18' THEN 'afternoon' WHEN {time} < '23' THEN 'evening' ELSE 'night' END"
    )


_AGREE = "(a.part = b.part OR a.part = '' OR b.part = '')"
_ROUNDS = f"""
WITH stop AS MATERIALIZED (
    SELECT r.id AS round, r.date AS day, r.stamp, r.author, v.spot, v.id AS visit,
        coalesce(nullif(v.start, ''), r.start) AS start
    FROM visit v JOIN round r ON r.id = v.round
    WHERE v.spot IS NOT NULL AND NOT v.deleted AND NOT r.deleted {{r}}),
twice AS MATERIALIZED (SELECT spot, day FROM stop GROUP BY spot, day HAVING min(author) < max(author)),
near AS MATERIALIZED (
    SELECT stop.*, coalesce(nullif({_part("start")}, ''),
        (SELECT max(e.daypart) FROM encounter e WHERE e.visit = stop.visit AND NOT e.deleted), '') AS part
    FROM twice JOIN stop USING (spot, day))
SELECT DISTINCT a.round, b.round FROM near a JOIN near b ON b.spot = a.spot AND b.day = a.day
WHERE a.author <> b.author AND (a.stamp, a.author) < (b.stamp, b.author) AND {_AGREE}
ORDER BY a.day DESC, a.stamp, b.stamp"""
"""Two laptops, one date, one spot, one part of the day as far as both say it."""
_VISITS = f"""
WITH twice AS MATERIALIZED (
    SELECT v.round, v.spot FROM visit v JOIN round r ON r.id = v.round
    WHERE v.spot IS NOT NULL AND NOT v.deleted AND NOT r.deleted {{r}}
    GROUP BY v.round, v.spot HAVING min(v.author) < max(v.author)),
near AS MATERIALIZED (
    SELECT v.*, {_part("v.start")} AS part FROM twice JOIN visit v USING (round, spot) WHERE NOT v.deleted)
SELECT a.id, b.id FROM near a JOIN near b ON b.round = a.round AND b.spot = a.spot
WHERE a.author <> b.author AND (a.stamp, a.author) < (b.stamp, b.author) AND {_AGREE} ORDER BY a.stamp, b.stamp"""
_ENCOUNTERS = f"""
WITH twice AS MATERIALIZED (
    SELECT DISTINCT v.id FROM round r CROSS JOIN visit v ON v.round = r.id CROSS JOIN encounter e ON e.visit = v.id
    WHERE e.author <> v.author AND NOT e.deleted AND NOT v.deleted AND NOT r.deleted {{r}}),
near AS MATERIALIZED (
    SELECT e.*, e.daypart AS part FROM twice JOIN encounter e ON e.visit = twice.id WHERE NOT e.deleted)
SELECT a.id, b.id FROM near a JOIN near b ON b.visit = a.visit AND b.group_size = a.group_size
WHERE a.author <> b.author AND (a.stamp, a.author) < (b.stamp, b.author) AND {_AGREE} ORDER BY a.stamp, b.stamp"""
"""Groups of one size at one visit, told by two laptops."""


def _typed_twice(session: Session) -> Iterator[_Found]:
    run = session.connection().exec_driver_sql
    kinds: tuple[tuple[type[Record], str], ...] = ((Round, _ROUNDS), (Visit, _VISITS), (Encounter, _ENCOUNTERS))
    for record, query in kinds:
        for one, other in run(query.format(r=only_team(session, "r."))):
            yield record, Id(one.hex()), Id(other.hex())


def _named_alike(session: Session) -> Iterator[_Found]:
    """Small tables, compared here: SQLite folds the case of ASCII only."""
    for record, apart in NAMED.items():
        by_name: dict[str, list[Record]] = defaultdict(list)
        query = select(record).where(~record.deleted)
        for each in session.scalars(query.where(~Spot.sensitive) if record is Spot else query):
            by_name[name_key(each.caption)].append(each)
        for name, same in by_name.items():
            if name and len(same) > 1:
                for one, other in combinations(in_order(same), 2):
                    if _may_be_one(one, other, apart):
                        yield record, one.id, other.id


def _may_be_one(one: Record, other: Record, apart: str) -> bool:
    """Not those of two places, one within the other, or of two laptops of one colleague."""
    if isinstance(other, Worker):
        return not other.devices
    if isinstance(one, Area) and isinstance(other, Area):
        if one.level != other.level and one.level and other.level:
            return False
        if one.parent == other.id or other.parent == one.id:
            return False
    ours, theirs = (getattr(each, apart) for each in (one, other)) if apart else (None, None)
    return ours == theirs or not ours or not theirs
