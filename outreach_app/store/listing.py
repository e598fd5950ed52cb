"""Records of any class as a table shows them: a page at a time, in any order, with the names they refer to."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, collate, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, Kind, field_of, fields_of
from outreach_app.domain.filters import Filter
from outreach_app.domain.paging import FIRST, Start
from outreach_app.domain.records import BY_TABLE, Encounter, Record, Round, Term, Visit
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import day as in_words
from outreach_app.store.naming import names_of
from outreach_app.store.narrowing import clauses
from outreach_app.store.pressing import PRESSING, pressing

PAGE = 100

Key = tuple[Any, int]
"""Where a row stands: its sorted value, and its number."""

SORTABLE = frozenset(Kind) - {Kind.LINES, Kind.TERMS, Kind.TALLY, Kind.REFERENCES, Kind.FROZEN}


@dataclass(frozen=True, slots=True)
class Query:
    """What a table asks for. `sort` is the name of a field or of an order (PRESSING); none means newest first."""

    record: type[Record]
    sort: str = ""
    descending: bool = False
    ids: Sequence[Id] | None = None
    """Only these, in their own order where nothing is sorted: what a search found, best first."""
    where: Mapping[str, Any] = field(default_factory=dict)
    """Field values that rows must have; a list means any of them."""
    conditions: Filter = ()
    matching: Sequence[int] | None = None
    """Only these row numbers, in the order of the list: what a search found that is too much to rank."""

    def within(self, numbers: Sequence[int]) -> "Query":
        """Of what is asked only these row numbers."""
        among = set(numbers)
        kept = numbers if self.matching is None else [n for n in self.matching if n in among]
        return replace(self, matching=kept)


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
    ranked = _rank(query, terms)
    found = _filtered(select(query.record, ranked), query)
    down = _descends(query) != start.backwards
    if start.beside is not None:
        value, n = start.beside
        beyond = (ranked < value, query.record.n < n) if down else (ranked > value, query.record.n > n)
        found = found.where(or_(beyond[0], (ranked == value) & beyond[1]))
    order = _order(query, ranked, down=down)
    rows = start.in_order(session.execute(found.order_by(*order).limit(limit).offset(start.skip)).all())
    records = [record for record, _value in rows]
    return Page(
        records, names_for(session, query.record, records), terms, [(value, record.n) for record, value in rows]
    )


def counted(session: Session, query: Query) -> int:
    """How many rows there are in all."""
    return session.scalar(_filtered(select(func.count()).select_from(query.record), query)) or 0


def ids_listed(session: Session, query: Query) -> list[Id]:
    """Of every row, in the order of the list."""
    order = _order(query, _rank(query, vocabularies(session)), down=_descends(query))
    return list(session.scalars(_filtered(select(query.record.id), query).order_by(*order)))


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


def _filtered(query: Select[Any], asked: Query) -> Select[Any]:
    query = query.where(~asked.record.deleted)
    if asked.matching is not None:
        listed = func.json_each(json.dumps(asked.matching)).table_valued("value")
        query = query.where(asked.record.n.in_(select(listed.c.value)))
    if asked.ids is not None:
        query = query.where(asked.record.id.in_(asked.ids))
    for name, value in asked.where.items():
        column = getattr(asked.record, name)
        described = field_of(asked.record, name)
        if described is not None and described.kind in (Kind.TERMS, Kind.REFERENCES):
            listed = func.json_each(column).table_valued("value")
            query = query.where(select(1).select_from(listed).where(listed.c.value == value).exists())
        else:
            query = query.where(column.in_(value) if isinstance(value, list | tuple) else column == value)
    return query.where(*clauses(asked.record, asked.conditions))


def _descends(query: Query) -> bool:
    return query.descending if query.sort else query.ids is None


def _order(query: Query, ranked: ColumnElement[Any], *, down: bool) -> tuple[ColumnElement[Any], ...]:
    n = query.record.n.expression
    return (ranked.desc(), n.desc()) if down else (ranked, n)


def _rank(query: Query, terms: Vocabularies) -> ColumnElement[Any]:
    """The value to sort by, never NULL so that pages can follow each other."""
    if query.sort == PRESSING:
        return pressing()
    described = field_of(query.record, query.sort) if query.sort else None
    if described is None:
        if query.ids is None:
            return query.record.n.expression
        places = [(query.record.id == id, place) for place, id in enumerate(query.ids)]
        return case(*places, else_=0) if places else query.record.n.expression
    column = getattr(query.record, described.name)
    match described.kind:
        case Kind.TERM:
            return _term_order(described, column, terms)
        case Kind.REFERENCE:
            to = BY_TABLE[described.to]
            name = select(getattr(to, to.named_by)).where(to.id == column).scalar_subquery()
            return _as_text(name)
        case Kind.INTEGER | Kind.NUMBER | Kind.FLAG:
            return func.coalesce(column, 0)
    return _as_text(column)


def _as_text(value: ColumnElement[Any]) -> ColumnElement[str]:
    """As it is stored: an empty date sorts and compares like any other text."""
    return collate(type_coerce(func.coalesce(value, ""), String), "NOCASE")


def _term_order(described: Field, column: Any, terms: Vocabularies) -> ColumnElement[Any]:
    """Terms in the order of their vocabulary: states by progress, ages by age."""
    places = {choice.code: place for place, choice in enumerate(terms.choices(described.vocabulary), 1)}
    return case(places, value=column, else_=0)
