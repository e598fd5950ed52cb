"""What patches say, in words: for whoever judges them before they are merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.domain.clock import Edit, Rows
from outreach_app.domain.fields import Id, Kind
from outreach_app.domain.records import BY_TABLE, Encounter, Record, Visit
from outreach_app.domain.values import abridged
from outreach_app.i18n import gettext
from outreach_app.store.choices import described_as, titles_of
from outreach_app.store.columns import result, shape_of
from outreach_app.store.conflicts import DELETED, Conflict
from outreach_app.store.differences import Wording
from outreach_app.store.listing import vocabularies

_TITLE = 80
_NAMED_AFTER = {Visit.__tablename__: ("spot", "area"), Encounter.__tablename__: ("visit",)}
"""Records without a name of their own: the first of these that they point at names them, once it has a name."""


@dataclass(frozen=True)
class Told:
    """One patch: a new record, or what changes in one."""

    table: str
    id: Id
    title: str
    """Of the record; empty where nothing here tells it."""
    new: bool
    values: Sequence[tuple[str, str]]
    """What each field is called, as a source text, and what it is to say; empty fields of new records left out."""

    @property
    def kind(self) -> str:
        """In the current language; of a kind that only newer programs know, the name of its table."""
        record = BY_TABLE.get(self.table)
        return gettext(record.singular) if record else self.table

    @property
    def lines(self) -> list[tuple[str, str]]:
        return [(gettext(label), text) for label, text in self.values]

    def as_json(self) -> dict[str, Any]:
        record = BY_TABLE.get(self.table)
        return {
            "kind": record.slug if record else self.table,
            "id": self.id,
            "title": self.title,
            "new": self.new,
            "fields": [{"field": label, "value": text} for label, text in self.lines],
        }


def tell(session: Session, creates: Mapping[str, Rows], edits: Sequence[Edit]) -> list[Told]:
    """Every patch, new records first. What a field cannot hold is shown as it came."""
    telling = _Telling(session, {edit.row: edit.table for edit in edits})
    new = [
        (table, id, dict(zip(rows.columns, values, strict=True)))
        for table, rows in creates.items()
        for id, _stamp, _author, *values in rows.rows
    ]
    for table, id, values in sorted(new, key=lambda one: _NAMED_AFTER.get(one[0], ())):
        telling.entitle(table, id, values)
    for table, id, values in new:
        telling.add(table, id, values, new=True)
    for edit in edits:
        telling.add(edit.table, edit.row, edit.values, new=False)
    return telling.told


class _Telling:
    def __init__(self, session: Session, edited: Mapping[bytes, str]) -> None:
        self._wording = Wording(session)
        known = [
            Conflict(BY_TABLE[table], Id(id.hex()), "", []) for id, table in edited.items() if table in BY_TABLE
        ]
        self._titles = titles_of(session, known, vocabularies(session))
        self.told: list[Told] = []

    def entitle(self, table: str, id: bytes, values: Mapping[str, Any]) -> None:
        """What a new record is called, before others are told that point at it."""
        record = BY_TABLE.get(table)
        if record is None:
            return
        naming = (self._said(record, name, values.get(name))[1] for name in _NAMED_AFTER.get(table, ("",)) if name)
        own = self._said(record, record.named_by, values.get(record.named_by))[1]
        title = next(filter(None, naming), own)
        self._titles.setdefault(Id(id.hex()), abridged(" ".join(title.split()), _TITLE))

    def add(self, table: str, id: bytes, values: Mapping[str, Any], *, new: bool) -> None:
        record = BY_TABLE.get(table)
        said = [(name, *self._said(record, name, value)) for name, value in values.items()]
        shown = [(label, text) for name, label, text in said if not new or (text and name != DELETED)]
        self.told.append(Told(table, Id(id.hex()), self._titles.get(Id(id.hex()), ""), new, shown))

    def _said(self, record: type[Record] | None, name: str, value: Any) -> tuple[str, str]:
        if record is None or name not in shape_of(record).columns:
            return name, _raw(value)
        described = described_as(record, name)
        if (
            described.kind is Kind.REFERENCE
            and isinstance(value, bytes)
            and (title := self._titles.get(Id(value.hex())))
        ):
            return described.label, title
        try:
            return described.label, self._wording.text(described, result(shape_of(record).types[name])(value))
        except (ValueError, TypeError, AttributeError, KeyError):
            return described.label, _raw(value)


def _raw(value: Any) -> str:
    return "" if value is None else value.hex() if isinstance(value, bytes) else str(value)
