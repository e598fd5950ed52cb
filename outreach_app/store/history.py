"""What became of a record, as people read it: who changed which field when, from what to what; and back to it.

Local notes have no history, and neither have the fields that only this laptop keeps: no patch carries them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.clock import Create, Patch
from outreach_app.domain.fields import Field, Id, Kind, field_of, fields_of
from outreach_app.domain.records import BY_TABLE, Encounter, Record, Round, Visit
from outreach_app.domain.striking import MARK
from outreach_app.domain.values import shown
from outreach_app.i18n import gettext
from outreach_app.store import records
from outreach_app.store.choices import titles_of
from outreach_app.store.columns import result, shape_of
from outreach_app.store.conflicts import DELETED, Conflict
from outreach_app.store.differences import Wording

Rows = Sequence[tuple[type[Record], Id]]
Strike = Callable[[Any, int, Any], Any]
"""A value, the stamp of who wrote it, and what stands there now: what may still be shown of it."""


class Line(NamedTuple):
    """A field that was set."""

    label: str
    before: str | None
    """None where it is not kept what stood there."""
    after: str


@dataclass(frozen=True)
class Entry:
    """One change of one record."""

    record: type[Record]
    id: Id
    title: str
    """What it is called; empty where it is the record that was asked about, and where nothing names it."""
    at: int
    """By the clock of who wrote it, in milliseconds since 1970."""
    author: int
    deed: str
    """`made`, `deleted`, `restored` or `changed`."""
    lines: Sequence[Line]
    version: Mapping[str, Any] = field(default_factory=dict)
    """What the fields held afterwards, as far as it is known; only of fields that are typed. Empty where they hold
    it now."""


def rows_of(session: Session, record: type[Record], id: Id) -> Rows:
    """The record, and of a round its visits and their encounters, deleted ones too."""
    if record is not Round:
        return [(record, id)]
    visits = session.scalars(select(Visit.id).where(Visit.round == id)).all()
    met = session.scalars(select(Encounter.id).where(Encounter.visit.in_(visits))).all()
    return [(Round, id), *((Visit, visit) for visit in visits), *((Encounter, one) for one in met)]


def told(session: Session, asked: Id, rows: Rows, patches: Sequence[Patch], strike: Strike) -> list[Entry]:
    """Newest first; `patches` come oldest first."""
    telling = _Telling(session, asked, rows, patches, strike)
    entries = [entry for patch in patches if (entry := telling.entry(patch)) is not None]
    return entries[::-1]


def restore(session: Session, entry: Entry, actor: Actor | None = None, *, today: date | None = None) -> Record:
    """Sets the fields to what they held after that change, by an ordinary edit. What is not kept, what only a move
    sets, and what points at something that is gone stays as it is. Raises what `records.edit` raises."""
    values = {}
    for name, value in entry.version.items():
        described = field_of(entry.record, name)
        if described is not None and (there := _still_there(session, described, value)) is not None:
            values[name] = there[0]
    return records.set_values(session, entry.record, entry.id, values, actor, today=today)


def may_restore(described: Field) -> bool:
    """Whether a field is one that people type."""
    return not (described.by_move or described.local_only or described.kind is Kind.FROZEN)


class _Telling:
    """Follows every record through its patches."""

    def __init__(self, session: Session, asked: Id, rows: Rows, patches: Sequence[Patch], strike: Strike) -> None:
        self._asked, self._strike, self._wording = asked, strike, Wording(session)
        self._titles = titles_of(session, [Conflict(*row, "", []) for row in rows], self._wording.terms)
        touched: dict[bytes, set[str]] = {}
        for patch in patches:
            touched.setdefault(patch.row, set()).update(patch.values)
        self._now: dict[bytes, Record] = {}
        self._state: dict[bytes, dict[str, Any]] = {}
        for record, id in rows:
            found = session.scalar(select(record).where(record.id == id))
            if found is not None:
                row = bytes.fromhex(id)
                names = {one.name for one in fields_of(record)} - touched.get(row, set())
                self._now[row] = found
                self._state[row] = {name: getattr(found, name) for name in names}

    def entry(self, patch: Patch) -> Entry | None:
        """None for what says nothing that anyone reads."""
        now, state = self._now.get(patch.row), self._state.get(patch.row)
        if now is None or state is None:
            return None
        kind, made = type(now), isinstance(patch, Create)
        before = dict(state)
        state |= dict(self._values(kind, now, patch))
        deed = "made" if made else self._deed(before, state, patch)
        lines = list(self._lines(kind, before, state, patch, made=made))
        if not lines and deed == "changed":
            return None
        title = "" if now.id == self._asked else self._titles.get(now.id, "")
        typed = {one.name for one in fields_of(kind) if may_restore(one)}
        version = {name: value for name, value in state.items() if name in typed and value not in (MARK, [MARK])}
        if all(getattr(now, name) == value for name, value in version.items()):
            version = {}
        return Entry(kind, now.id, title, patch.stamp >> 16, patch.author, deed, lines, version)

    def _values(self, kind: type[Record], now: Record, patch: Patch) -> Iterator[tuple[str, Any]]:
        """As attributes hold them; what another program wrote that this one cannot read is left out."""
        types = shape_of(kind).types
        for name, raw in patch.values.items():
            if name not in types:
                continue
            try:
                value = result(types[name])(raw)
            except (ValueError, TypeError, AttributeError):
                continue
            described = field_of(kind, name)
            words = described is not None and described.kind in (Kind.TEXT, Kind.LINES)
            yield name, self._strike(value, patch.stamp, getattr(now, name)) if words else value

    def _deed(self, before: Mapping[str, Any], state: Mapping[str, Any], patch: Patch) -> str:
        if DELETED not in patch.values or before.get(DELETED, False) == state.get(DELETED, False):
            return "changed"
        return "deleted" if state.get(DELETED) else "restored"

    def _lines(
        self, kind: type[Record], before: Mapping[str, Any], state: Mapping[str, Any], patch: Patch, *, made: bool
    ) -> Iterator[Line]:
        for described in fields_of(kind):
            name = described.name
            if name not in patch.values or name not in state or not _tells(kind, described):
                continue
            after = self._text(described, state[name])
            was = self._text(described, before[name]) if name in before else None
            if (made and not after) or (not made and was == after):
                continue
            yield Line(gettext(described.label), "" if made else was, after)

    def _text(self, described: Field, value: Any) -> str:
        try:
            return self._wording.text(described, value)
        except (ValueError, TypeError, AttributeError, KeyError):
            return shown(described, None, self._wording.terms, {})


def _tells(kind: type[Record], described: Field) -> bool:
    """Not what a part hangs on, which its title says, nor its place in the order."""
    hangs = kind in (Visit, Encounter) and described.required and described.kind is Kind.REFERENCE
    return not (hangs or described.low_stakes or described.kind is Kind.FROZEN)


def _still_there(session: Session, described: Field, value: Any) -> tuple[Any] | None:
    """The value, without what it points at and is gone; None where nothing of it is left."""
    if described.kind is Kind.REFERENCE and value:
        target = BY_TABLE[described.to]
        there = session.scalar(select(target.id).where(target.id == value, ~target.deleted))
        return (value,) if there else None
    if described.kind is Kind.REFERENCES and value:
        target = BY_TABLE[described.to]
        live = set(session.scalars(select(target.id).where(target.id.in_(value), ~target.deleted)))
        return ([id for id in value if id in live],)
    return (value,)
