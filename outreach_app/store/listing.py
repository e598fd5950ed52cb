"""Records of any class as a table shows them: a page at a time, in any order, with the names they refer to."""

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, func, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, Kind, field_of, fields_of
from outreach_app.domain.filters import Filter
from outreach_app.domain.paging import FIRST, Start
from outreach_app.domain.records import BY_TABLE, Encounter, Record, Round, Term, Visit
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import day as in_words
from outreach_app.store import answers
from outreach_app.store.confining import clauses_within
from outreach_app.store.naming import names_of
from outreach_app.store.narrowing import clauses
from outreach_app.store.ordering import in_reading_order, ranked
from outreach_app.store.pressing import PRESSING, pressing
from outreach_app.store.search import found_in, search

PAGE = 100
RANKED_AT_MOST = 200
"""What a search finds stands best first; more than these keep the order of the list."""

Key = tuple[int, int]
"""Where a row stands: its place where the list has an order of its own (see `answers`), and its number."""

SORTABLE = frozenset(Kind) - {Kind.LINES, Kind.TERMS, Kind.TALLY, Kind.REFERENCES, Kind.FROZEN}


@dataclass(frozen=True, slots=True)
class Query:
    """What a table asks for. `sort` is the name of a field or of an order (PRESSING); none is newest first, with a
    `text` best first."""

    record: type[Record]
    sort: str = ""
    descending: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)
    """Field values that rows must have; a list means any of them."""
    conditions: Filter = ()
    text: str = ""
    matching: tuple[int, ...] | None = None
    """Only these row numbers."""

    @property
    def as_it_comes(self) -> bool:
        """By number, which every table has an index of."""
        return not self.text and not (self.sort == PRESSING or field_of(self.record, self.sort))

    @property
    def question(self) -> Hashable:
        where = ((name, tuple(value) if isinstance(value, list) else value) for name, value in self.where.items())
        narrowed = tuple(sorted(where)), self.conditions, self.text, self.matching
        return self.record, self.sort, self.descending, narrowed

    def within(self, numbers: Sequence[int]) -> "Query":
        """Of what is asked only these row numbers."""
        return replace(self, matching=tuple(numbers))


@dataclass(frozen=True, slots=True)
class Page:
    records: Sequence[Record]
    names: Mapping[Id, str]
    """What everything they refer to is called."""
    terms: Vocabularies
    keys: Sequence[Key]
    """Where each of the records stands."""


def vocabularies(session: Session) -> Vocabularies:
    """All terms as this team knows them."""
    return Vocabularies(session.scalars(select(Term)).all())


def page(session: Session, query: Query, start: Start = FIRST, limit: int = PAGE) -> Page:
    """At most `limit` rows from `start` on, in the order of the list."""
    terms = vocabularies(session)
    if query.as_it_comes:
        records = _newest(session, query, start, limit)
        keys = [(0, record.n) for record in records]
    else:
        numbers = _numbers(session, query, terms)
        keys = [(place, numbers[place]) for place in answers.places(numbers, start, limit)]
        found = session.scalars(select(query.record).where(query.record.n.in_([n for _place, n in keys])))
        by_number = {record.n: record for record in found}
        records = [by_number[n] for _place, n in keys]
    return Page(records, names_for(session, query.record, records), terms, keys)


def counted(session: Session, query: Query) -> int:
    """How many rows there are in all."""
    if query.text:
        return len(_numbers(session, query, vocabularies(session)))
    asked = select(func.count()).select_from(query.record)
    return session.scalar(_filtered(session, asked, query)) or 0


def ids_listed(session: Session, query: Query) -> list[Id]:
    """Of every row, in the order of the list."""
    if query.as_it_comes:
        return list(
            session.scalars(_filtered(session, select(query.record.id), query).order_by(query.record.n.desc()))
        )
    numbers = _numbers(session, query, vocabularies(session))
    ids = dict(
        session.execute(select(query.record.n, query.record.id).where(query.record.n.in_(among(numbers)))).all()
    )
    return [ids[n] for n in numbers]


def among(numbers: Iterable[int]) -> Select[int]:
    """Any number of numbers as one parameter."""
    listed = func.json_each(json.dumps(list(numbers))).table_valued("value")
    return select(listed.c.value)


def names_for(
    session: Session, record: type[Record], records: Iterable[Record], *, leaving: bool = False
) -> dict[Id, str]:
    """The names of everything these records refer to, one query for each kind of record; of what is `leaving` the
    vault none tells a sensitive spot."""
    wanted: dict[str, set[Id]] = {}
    for described in fields_of(record):
        if described.kind in (Kind.REFERENCE, Kind.REFERENCES):
            into = wanted.setdefault(described.to, set())
            for each in records:
                value = getattr(each, described.name)
                into.update(value if isinstance(value, list) else [value] if value else [])
    names: dict[Id, str] = {}
    for table, ids in wanted.items():
        names |= speaking_names(session, BY_TABLE[table], ids, leaving=leaving)
    return names


def speaking_names(
    session: Session, record: type[Record], ids: set[Id], *, leaving: bool = False
) -> Mapping[Id, str]:
    """A visit is named by its spot and its round's date: a position says nothing by itself."""
    if record is Visit and ids:
        rows: Sequence[Any] = session.execute(
            select(Visit.id, Visit.sensitive_spot, Visit.spot, Visit.area, Round.date)
            .join(Round, Round.id == Visit.round, isouter=True)
            .where(Visit.id.in_(ids))
        ).all()
        if leaving:
            rows = [(id, None, spot, area, day) for id, _sensitive, spot, area, day in rows]
        places = {place for _, *ids, _ in rows for place in ids if place}
        names = {**names_of(session, BY_TABLE["spot"], places), **names_of(session, BY_TABLE["area"], places)}
        return {
            id: " · ".join(
                part
                for part in (names.get(sensitive or spot or area or Id("")), in_words(day, "d MMM yyyy"))
                if part
            )
            for id, sensitive, spot, area, day in rows
        }
    if record is Encounter:
        return {}
    return names_of(session, record, ids)


def _newest(session: Session, query: Query, start: Start, limit: int) -> Sequence[Record]:
    n = query.record.n.expression
    found = _filtered(session, select(query.record), query).order_by(n if start.backwards else n.desc())
    if start.beside is not None:
        _place, number = start.beside
        found = found.where(n > number if start.backwards else n < number)
    return start.in_order(session.scalars(found.limit(limit).offset(start.skip)).all())


def _numbers(session: Session, query: Query, terms: Vocabularies) -> answers.Numbers:
    """Of every row, in an order that no index has."""

    def find() -> Iterable[int]:
        listed = _filtered(session, select(query.record.n), query)
        if not query.text:
            return session.scalars(_sorted(listed, query, terms))
        best = [hit.id for hit in search(session, query.text, RANKED_AT_MOST + 1, kinds=[query.record])]
        if len(best) > RANKED_AT_MOST:
            listed = listed.where(query.record.n.in_(among(found_in(session, query.record, query.text))))
            return session.scalars(_sorted(listed, query, terms))
        listed = listed.where(query.record.id.in_(best))
        if query.sort:
            return session.scalars(_sorted(listed, query, terms))
        numbers = dict(session.execute(listed.with_only_columns(query.record.id, query.record.n)).all())
        return [numbers[id] for id in best if id in numbers]

    return answers.once(session, query.question, find)


def _filtered(session: Session, query: Select[Any], asked: Query) -> Select[Any]:
    """What belongs to something else (`where`) is listed with it, wherever it lies."""
    query = query.where(~asked.record.deleted)
    if not asked.where:
        query = query.where(*clauses_within(session, asked.record))
    if asked.matching is not None:
        query = query.where(asked.record.n.in_(among(asked.matching)))
    for name, value in asked.where.items():
        column = getattr(asked.record, name)
        described = field_of(asked.record, name)
        if described is not None and described.kind in (Kind.TERMS, Kind.REFERENCES):
            listed = func.json_each(column).table_valued("value")
            query = query.where(select(1).select_from(listed).where(listed.c.value == value).exists())
        else:
            query = query.where(column.in_(value) if isinstance(value, list | tuple) else column == value)
    return query.where(*clauses(asked.record, asked.conditions))


def _sorted(query: Select[Any], asked: Query, terms: Vocabularies) -> Select[Any]:
    """Of what is equal the oldest first; all of it the other way round where it descends."""
    n = asked.record.n.expression
    described = field_of(asked.record, asked.sort) if asked.sort else None
    if asked.sort == PRESSING:
        return query.order_by(pressing(), n)
    if described is None:
        return query.order_by(n.desc())
    column = getattr(asked.record, described.name)
    match described.kind:
        case Kind.TERM:
            rank = _term_order(described, column, terms)
        case Kind.REFERENCE:
            to = BY_TABLE[described.to]
            names = ranked(select(to.id, getattr(to, to.named_by)))
            query = query.join(names, names.c.id == column, isouter=True)
            rank = func.coalesce(names.c.place, 0)
        case Kind.TEXT:
            rank = in_reading_order(column)
        case Kind.INTEGER | Kind.NUMBER | Kind.FLAG:
            rank = func.coalesce(column, 0)
        case _:
            rank = func.coalesce(type_coerce(column, String), "")
    return query.order_by(rank.desc(), n.desc()) if asked.descending else query.order_by(rank, n)


def _term_order(described: Field, column: Any, terms: Vocabularies) -> ColumnElement[Any]:
    """Terms in the order of their vocabulary: states by progress, ages by age."""
    places = {choice.code: place for place, choice in enumerate(terms.choices(described.vocabulary), 1)}
    return case(places, value=column, else_=0)
