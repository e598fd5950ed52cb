"""Values that come along with a move: read as people type them, set on trial, taken back where it is refused."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field
from outreach_app.domain.records import Record
from outreach_app.domain.values import Reader, Unreadable
from outreach_app.errors import OutreachError
from outreach_app.store.finding import resolver
from outreach_app.store.listing import vocabularies
from outreach_app.store.refusals import BadValue

Assign = Callable[[Record, Mapping[str, Any]], None]


def read_values(session: Session, given: Mapping[str, tuple[Field, Any]], today: date) -> dict[str, Any]:
    """Values by name: texts are read as their field says, all others are taken as they are. Raises BadValue."""
    reader = Reader(vocabularies(session), resolver(session), today=today)
    values = {}
    for name, (field, value) in given.items():
        try:
            values[name] = reader.value(field, value) if isinstance(value, str) else value
        except Unreadable as error:
            raise BadValue(field, value, error.reason) from None
    return values


@contextmanager
def on_trial(session: Session) -> Iterator[Assign]:
    """Nothing assigned within is written before the block ends; what the user must act on takes it all back."""
    before: list[tuple[Record, str, Any]] = []

    def assign(record: Record, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            before.append((record, name, getattr(record, name)))
            setattr(record, name, value)

    with session.no_autoflush:
        try:
            yield assign
        except OutreachError:
            for record, name, value in reversed(before):
                setattr(record, name, value)
            raise
