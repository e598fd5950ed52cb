"""Rounds found by the words of everything in them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, String, or_, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, Encounter, Need, Record, Round, Spot, Visit, Worker
from outreach_app.domain.values import name_key
from outreach_app.store.listing import among
from outreach_app.store.search import found_in


def rounds_matching(session: Session, text: str, *, outside: bool = False) -> list[int]:
    """Row numbers of the rounds in which every word occurs: in a spot, an area, a worker, a need or the date; or
    all of them in the note of an encounter. What is to go `outside` is never found by a note, nor by the name of a
    sensitive spot."""
    words = [_with_word(session, word, outside) for word in name_key(text).split()]
    found: set[int] = set.intersection(*words) if words else set()
    noted = [] if outside else found_in(session, Encounter, text)
    if noted:
        found |= set(session.scalars(_spoken().where(Encounter.n.in_(among(noted)))))
    return sorted(found)


def _with_word(session: Session, word: str, outside: bool) -> set[int]:
    """Rounds that have to do with something whose name holds this word. One query for each way: joined by OR
    they cost ten times as much."""
    spots, areas = named(session, Spot, word), named(session, Area, word)
    workers, needs = named(session, Worker, word), named(session, Need, word)
    ways: list[Select[int]] = []
    if spots or areas:
        place = visited_at(spots, areas, outside=outside)
        visited = select(Round.n).join(Visit, Visit.round == Round.id)
        ways.append(visited.where(place, ~Visit.deleted, ~Round.deleted))
    if needs:
        listed = type_coerce(Encounter.needs, String)
        ways.append(_spoken().where(or_(*(listed.contains(need) for need in needs))))
    if workers:
        listed = type_coerce(Round.workers, String)
        ways.append(select(Round.n).where(or_(*(listed.contains(id) for id in workers)), ~Round.deleted))
    if any(letter.isdecimal() for letter in word):
        ways.append(select(Round.n).where(Round.date.contains(word, autoescape=True), ~Round.deleted))
    return {n for way in ways for n in session.scalars(way.distinct())}


def _spoken() -> Select[int]:
    """Rounds by what was said in them."""
    joined = select(Round.n).join(Visit, Visit.round == Round.id).join(Encounter, Encounter.visit == Visit.id)
    return joined.where(~Encounter.deleted, ~Visit.deleted, ~Round.deleted)


def visited_at(spots: Sequence[Id], areas: Sequence[Id], *, outside: bool) -> ColumnElement[bool]:
    """Visits to these; where a sensitive spot was visited, `outside` only the area is told."""
    if outside:
        open_spots = Visit.spot.in_(spots) & Visit.sensitive_spot.is_(None)
        return or_(open_spots, Visit.area.in_(areas))
    return or_(Visit.spot.in_(spots), Visit.sensitive_spot.in_(spots), Visit.area.in_(areas))


def named(session: Session, record: type[Record], word: str) -> list[Id]:
    """Small tables, compared here: SQLite folds the case of ASCII only."""
    name = getattr(record, record.named_by)
    return [id for id, found in session.execute(select(record.id, name)) if word in name_key(str(found))]
