"""A table over records of any class: columns, cells and search follow from the descriptions of their fields."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from outreach_app.domain.clock import SystemClock
from outreach_app.domain.fields import Field, Id, Kind, field_of, fields_of
from outreach_app.domain.paging import Start
from outreach_app.domain.records import (
    Acquaintance,
    Agreement,
    Consultation,
    ContactPerson,
    Meeting,
    Membership,
    Record,
    Referral,
    Signal,
    SignalNote,
    Talk,
    Worker,
    WorkingGroup,
)
from outreach_app.domain.values import shown
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day
from outreach_app.store.listing import SORTABLE, Page, Query, counted, ids_listed, page
from outreach_app.ui.background import Background
from outreach_app.ui.icons_of import DOMAIN_ICONS
from outreach_app.ui.widgets.marks import STATES
from outreach_app.ui.widgets.paged_table import (
    Asked,
    Cell,
    Chunk,
    Column,
    Count,
    Mark,
    PagedModel,
    Read,
    Row,
    Still,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_COLUMNS = 4

COLUMNS: dict[type[Record], dict[str, int]] = {
    Signal: {"title": 5, "state": 3, "areas": 3, "lead": 3},
    SignalNote: {"number": 2, "signal": 4, "addressee": 4, "session_date": 2},
    Agreement: {"text": 8, "due": 6, "organisation": 4, "state": 4},
    Consultation: {"name": 6, "functions": 4, "level": 3, "verdict": 3},
    Membership: {"organisation": 5, "consultation": 4, "theme": 3, "since": 2},
    WorkingGroup: {"name": 5, "consultation": 4, "ends": 2, "state": 3},
    Meeting: {"title": 6, "date": 3, "state": 4, "place": 4},
    ContactPerson: {"name": 4, "organisation": 4, "function": 3, "tier": 3},
    Acquaintance: {"contact": 4, "worker": 3, "organisation": 4, "closeness": 3},
    Talk: {"subject": 6, "held_on": 2, "organisation": 4, "tier": 3},
    Referral: {"domain": 4, "referred_on": 2, "offer": 4, "outcome": 4},
    Worker: {"name": 4, "left_on": 2},
}
"""Where the first columns of the description are not the ones that a worker looks for: which, and how wide."""

_WEIGHTS = {
    Kind.DATE: 2,
    Kind.TIME: 1,
    Kind.INTEGER: 1,
    Kind.FLAG: 1,
    Kind.TERM: 3,
    Kind.TERMS: 3,
    Kind.REFERENCES: 3,
    Kind.TEXT: 3,
    Kind.REFERENCE: 3,
}

ReadRows = Callable[["Session", Asked, Start, int], Chunk]
CountRows = Callable[["Session", Asked], int]
ReadIds = Callable[["Session", Asked], Sequence[Id]]


def table_fields(record: type[Record], hidden: Sequence[str] = ()) -> list[Field]:
    """The fields that are columns, as many as can be read beside an open record: what names it comes first."""
    chosen = COLUMNS.get(record)
    if chosen:
        fields = [field for name in chosen if (field := field_of(record, name)) and name not in hidden]
    else:
        fields = [field for field in fields_of(record) if field.in_table and field.name not in hidden]
    return sorted(fields, key=lambda field: field.name != record.named_by)[:MOST_COLUMNS]


def further_fields(record: type[Record], hidden: Sequence[str] = ()) -> list[Field]:
    """What can be a column too, once somebody asks for it."""
    first = {field.name for field in table_fields(record, hidden)}
    return [
        field
        for field in fields_of(record)
        if field.name not in (*first, *hidden) and field.kind is not Kind.FROZEN and not field.local_only
    ]


def column_of(record: type[Record], field: Field, *, shown: bool = True) -> Column:
    naming = field.name == record.named_by
    return Column(
        name=field.name,
        title=_(field.label),
        sortable=field.kind in SORTABLE,
        weight=_weight(record, field),
        strong=naming,
        right=field.kind in (Kind.INTEGER, Kind.NUMBER),
        shown=shown,
    )


def _weight(record: type[Record], field: Field) -> int:
    if field.name in COLUMNS.get(record, {}):
        return COLUMNS[record][field.name]
    wide = field.name == record.named_by
    return _WEIGHTS.get(field.kind, 2) + 2 * wide


def cell_of(field: Field, value: Any, terms: Vocabularies, names: Mapping[Any, str]) -> Cell:
    """A value as a table shows it; the text is complete, the marks are for the eye."""
    text = shown(field, value, terms, names)
    if not value:
        return Cell(text, tone="text3")
    if field.kind == Kind.DATE:
        return Cell(short_day(value), outside=value)
    if field.kind in (Kind.INTEGER, Kind.NUMBER):
        return Cell(text, outside=value)
    if field.vocabulary.endswith("_state"):
        icon, tone = STATES.get(value, ("circle", "plain"))
        return Cell(text, (Mark(text, tone, icon),))
    if field.kind == Kind.TERMS:
        return Cell(text, tuple(term_mark(field.vocabulary, code, terms) for code in value))
    if field.to == Worker.__tablename__ and field.kind == Kind.REFERENCES:
        return Cell(text, tuple(Mark(names.get(id, "?"), "violet", initials=True) for id in value))
    return Cell(text)


def term_mark(vocabulary: str, code: str, terms: Vocabularies) -> Mark:
    icon = DOMAIN_ICONS.get(code, "") if vocabulary == "domain" else ""
    return Mark(terms.label(vocabulary, code), "plain", icon)


def short_day(value: date | None) -> str:
    """A date with its weekday, as work is remembered by days of the week; of another year with that."""
    this_year = value is not None and value.year == SystemClock().today().year
    return day(value, "EEE d MMM" if this_year else "d MMM y")


class RecordRows:
    """How the rows of a record class are read; `where` narrows them to what belongs to something else."""

    def __init__(self, record: type[Record], where: Mapping[str, Any] | None = None) -> None:
        self._record, self._where = record, dict(where or {})
        first, more = (find(record, hidden=tuple(self._where)) for find in (table_fields, further_fields))
        self.fields = [*first, *more]
        self.columns = [
            *(column_of(record, field) for field in first),
            *(column_of(record, field, shown=False) for field in more),
        ]

    def read(self, session: "Session", asked: Asked, start: Start, limit: int) -> Chunk:
        found = page(session, self.query(session, asked), start, limit)
        rows = []
        for each, key in zip(found.records, found.keys, strict=True):
            cells = (self.cell(each, field, found) for field in self.fields)
            rows.append(Row(each.id, tuple(cells), key, each.stays_here))
        return Chunk(rows)

    def cell(self, record: Record, field: Field, found: Page) -> Cell:
        return cell_of(field, getattr(record, field.name), found.terms, found.names)

    def count(self, session: "Session", asked: Asked) -> int:
        return counted(session, self.query(session, asked))

    def ids(self, session: "Session", asked: Asked) -> list[Id]:
        return ids_listed(session, self.query(session, asked))

    def query(self, session: "Session", asked: Asked) -> Query:
        return Query(self._record, asked.sort, asked.descending, self._where, asked.conditions, asked.text)


def in_background(background: Background, owner: QObject, rows: ReadRows) -> Read:
    """Reads rows on the reader thread, for a model of `owner`."""

    def read(asked: Asked, start: Start, limit: int, still: Still, done: Callable[[Chunk], None]) -> None:
        background.read(lambda session: rows(session, asked, start, limit), owner=owner, done=done, still=still)

    return read


def counted_in_background(background: Background, owner: QObject, rows: CountRows) -> Count:
    """Counts them there, after what is shown first."""

    def count(asked: Asked, still: Still, done: Callable[[int], None]) -> None:
        background.read(lambda session: rows(session, asked), owner=owner, done=done, still=still)

    return count


def record_model(
    record: type[Record], background: Background, owner: QObject, where: Mapping[str, Any] | None = None
) -> PagedModel:
    """A table model over the records of a class."""
    rows = RecordRows(record, where)
    return model_of(rows.columns, background, owner, rows.read, rows.count, rows.ids)


def model_of(
    columns: Sequence[Column],
    background: Background,
    owner: QObject,
    read: ReadRows,
    count: CountRows,
    ids: ReadIds,
) -> PagedModel:
    """Without a parent: `owner` may still be in the making, and is only asked whether it is there."""
    counting = counted_in_background(background, owner, count)
    model = PagedModel(columns, in_background(background, owner, read), count=counting)
    model.within, model.ids = read, ids
    return model
