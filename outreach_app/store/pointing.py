"""Who points at a record: by a reference, or in a list of them."""

from collections.abc import Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, Kind, fields_of
from outreach_app.domain.records import RECORDS, Record

_AT_ONCE = 500


def pointing(session: Session, kind: type[Record], id: Id) -> Iterator[tuple[Record, Field]]:
    """Live records with a field that names this one."""
    for record, field in fields_to(kind):
        column = getattr(record, field.name)
        if field.kind is Kind.REFERENCES:
            listed = func.json_each(column).table_valued("value")
            named = select(1).select_from(listed).where(listed.c.value == id).exists()
        else:
            named = column == id
        for found in session.scalars(select(record).where(named, ~record.deleted)):
            yield found, field


def pointed_at(session: Session, kind: type[Record], ids: Collection[Id]) -> set[Id]:
    """Those of these records that live ones name."""
    found: set[Id] = set()
    asked = sorted(ids)
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        for record, field in fields_to(kind):
            column = getattr(record, field.name)
            if field.kind is Kind.REFERENCES:
                listed = func.json_each(column).table_valued("value", joins_implicitly=True)
                found.update(
                    session.scalars(
                        select(listed.c.value).where(~record.deleted, listed.c.value.in_(some)).distinct()
                    )
                )
            else:
                found.update(session.scalars(select(column).where(~record.deleted, column.in_(some)).distinct()))
    return found


def fields_to(kind: type[Record]) -> Iterator[tuple[type[Record], Field]]:
    """Every field that refers to records of a kind."""
    for record in RECORDS:
        for field in fields_of(record):
            if field.to == kind.__tablename__:
                yield record, field
