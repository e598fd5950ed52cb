"""Records of one kind as the lines of a spreadsheet: all their fields but those that stay on this laptop."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, Kind, fields_of
from outreach_app.domain.records import Record
from outreach_app.domain.values import shown
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import gettext
from outreach_app.store.listing import names_for, vocabularies
from outreach_app.tables.writing import Line, Value

_AS_THEY_ARE = (Kind.DATE, Kind.INTEGER, Kind.NUMBER)


class Lines(NamedTuple):
    columns: Sequence[str]
    lines: Sequence[Line]
    stayed: int
    """Records that never leave this laptop."""


def record_lines(session: Session, record: type[Record], found: Sequence[Record]) -> Lines:
    """In words of the current language; a sensitive spot is called by its area."""
    fields = [one for one in fields_of(record) if not one.local_only and one.kind is not Kind.FROZEN]
    leaving = [one for one in found if not one.stays_here]
    terms, names = vocabularies(session), names_for(session, record, leaving, leaving=True)
    lines = [[_value(field, one, terms, names) for field in fields] for one in leaving]
    return Lines([gettext(field.label) for field in fields], lines, len(found) - len(leaving))


def _value(field: Field, record: Record, terms: Vocabularies, names: Mapping[Id, str]) -> Value:
    value = getattr(record, field.name)
    if field.kind in _AS_THEY_ARE:
        kept: Value = value
        return kept
    return shown(field, value, terms, names)
