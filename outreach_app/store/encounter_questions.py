"""Which encounters a list asks for, and in which order, as SQL."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from outreach_app.domain.behind import Behind
from outreach_app.domain.records import Area, Encounter, Need, Round, Spot, Visit, Worker
from outreach_app.domain.values import name_key
from outreach_app.store.behind import asked_of
from outreach_app.store.listing import among
from outreach_app.store.round_search import named, visited_at
from outreach_app.store.search import found_in, matching
from outreach_app.store.standing import first_worker, place_names, place_of_visit, worker_names

BY_DAY: tuple[ColumnElement[Any], ...] = (Round.date.expression, Round.n.expression, Encounter.n.expression)
BY_SIZE: tuple[ColumnElement[Any], ...] = (Encounter.group_size.expression, Encounter.n.expression)
"""Orders that an index has, so that no page waits for all encounters to be sorted."""
FEW = 5000
"""Found by its words alone, an encounter is quicker looked up than come upon; more than these are not."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which encounters, and in which order: the newest first, or by `sort`."""

    behind: Behind | None = None
    text: str = ""
    """Every word occurs in the spot, the area, a colleague, a need or the date; or all of them in the notes."""
    outside: bool = False
    """To be let out: notes of this laptop find nothing."""
    sort: str = ""
    """`date`, `contacts`, `spot` or `workers`, the last by the one who is named first."""
    ascending: bool = False

    @property
    def narrowed(self) -> bool:
        return self.behind is not None or bool(self.text)

    @property
    def walked(self) -> bool:
        """Whether an index has them in this order."""
        return self.sort in ("", "date", "contacts")

    @property
    def order(self) -> tuple[ColumnElement[Any], ...]:
        return BY_SIZE if self.sort == "contacts" else BY_DAY if self.walked else ()


def joined(query: Select[*tuple[Any, ...]], *, walked: bool = False) -> Select[*tuple[Any, ...]]:
    """Where they are `walked`, round by round as the index of dates has them: a plus before an id keeps SQLite
    from going the other way, and sorting all there is to show a hundred."""
    round, visit = (literal_column("+round.id"), literal_column("+visit.id")) if walked else (Round.id, Visit.id)
    return (
        query.select_from(Round)
        .join(Visit, Visit.round == round)
        .join(Encounter, Encounter.visit == visit)
        .where(~Round.deleted, ~Visit.deleted, ~Encounter.deleted)
    )


def first_of(session: Session, query: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """To be read until enough are found: those that meet nothing are passed over on the way."""
    found = joined(query, walked=wanted.order is BY_DAY)
    if wanted.behind is not None:
        found = _behind(session, found, wanted.behind)
    return found.where(_with_words(session, wanted)) if wanted.text else found


def every(session: Session, wanted: Wanted) -> Select[int]:
    """The numbers of all, in their order."""
    noted = _noted_alone(session, wanted) if wanted.text else None
    found = joined(select(Encounter.n), walked=noted is None)
    if wanted.behind is not None:
        found = _behind(session, found, wanted.behind)
    if noted is not None:
        found = found.where(Encounter.n.in_(among(noted)))
    elif wanted.text:
        found = found.where(_with_words(session, wanted))
    if wanted.order is BY_DAY:
        return found.order_by(*(BY_DAY if wanted.ascending else (one.desc() for one in BY_DAY)))
    if wanted.sort == "contacts":
        size: ColumnElement[int] = literal_column(
            "+encounter.group_size", Integer
        )  # no index: visits would be sought
        order = (size, Encounter.n.expression)
        return found.order_by(*(order if wanted.ascending else (one.desc() for one in order)))
    found, rank = _ranked(found, wanted.sort, outside=wanted.outside)
    return found.order_by(rank if wanted.ascending else rank.desc(), *(one.desc() for one in BY_DAY))


def _behind(session: Session, query: Select[*tuple[Any, ...]], behind: Behind) -> Select[*tuple[Any, ...]]:
    return query.join(Spot, Spot.id == Visit.spot, isouter=True).where(*asked_of(session, behind))


def _ranked(query: Select[int], sort: str, *, outside: bool) -> tuple[Select[int], ColumnElement[int]]:
    """By the name of a place, or of who is named first."""
    if sort == "spot":
        names, at = place_names(), place_of_visit(outside=outside)
    else:
        names, at = worker_names(), first_worker()
    return query.join(names, names.c.id == at, isouter=True), func.coalesce(names.c.place, 0)


def _with_words(session: Session, wanted: Wanted) -> ColumnElement[bool]:
    """Looked at encounter by encounter, so the index of words is asked for a number and never for all of them."""
    words = [or_(false(), *_ways(session, word, wanted.outside)) for word in name_key(wanted.text).split()]
    noted = None if wanted.outside else matching(Encounter, wanted.text)
    number: ColumnElement[int] = literal_column("+encounter.n", Integer)
    return or_(and_(*words) if words else false(), number.in_(noted) if noted is not None else false())


def _noted_alone(session: Session, wanted: Wanted) -> list[int] | None:
    """What is found where only notes can have the words, and not many do; None where other things may."""
    if all(any(True for _way in _ways(session, word, wanted.outside)) for word in name_key(wanted.text).split()):
        return None
    found = [] if wanted.outside else found_in(session, Encounter, wanted.text)
    return found if len(found) <= FEW else None


def _ways(session: Session, word: str, outside: bool) -> Iterator[ColumnElement[bool]]:
    """In which a word can occur in an encounter, but for its note."""
    spots, areas = named(session, Spot, word), named(session, Area, word)
    workers, needs = named(session, Worker, word), named(session, Need, word)
    if spots or areas:
        yield visited_at(spots, areas, outside=outside)
    for worker in workers:
        yield type_coerce(Round.workers, String).contains(worker)
    if needs:
        listed = func.json_each(Encounter.needs).table_valued("value")
        asked = func.json_each(json.dumps(needs)).table_valued("value")
        held = select(1).select_from(listed).where(listed.c.value.in_(select(asked.c.value)))
        yield (type_coerce(Encounter.needs, String) != "[]") & held.exists()
    if any(letter.isdecimal() for letter in word):
        yield Round.date.contains(word, autoescape=True)
