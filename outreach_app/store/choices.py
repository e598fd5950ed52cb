"""Conflicts as people read them: which record, which field, who wrote what and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, Kind, field_of
from outreach_app.domain.records import BY_TABLE, Encounter, Record, Visit
from outreach_app.domain.values import abridged, plain, shown
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import N_, gettext
from outreach_app.store.conflicts import DELETED, Conflict, Version, conflicts
from outreach_app.store.listing import speaking_names, vocabularies

_TITLE = 80
_BIN = Field(N_("In the bin"), name=DELETED, kind=Kind.FLAG)


@dataclass(frozen=True)
class Said:
    """One of the values of a field in conflict."""

    value: Any
    """As JSON has it."""
    text: str
    """For people, in the language it was read in."""
    author: str
    """Name of who wrote it; empty where that is not known here."""
    at: int
    """When, by the writer's clock, in milliseconds since 1970."""
    field: str = ""
    """Of an edit that the delete of its record did not see: the field that was edited."""
    source: str = ""
    """What that field is called, as a source text."""

    @property
    def label(self) -> str:
        return gettext(self.source)


@dataclass(frozen=True)
class Choice:
    """A field that several people set without having seen each other's value."""

    record: type[Record]
    id: Id
    title: str
    field: str
    source: str
    """What the field is called, as a source text."""
    versions: Sequence[Said]
    """The one that is shown comes first."""

    @property
    def label(self) -> str:
        """What the field is called, in the current language."""
        return gettext(self.source)


def choices(session: Session, authors: Mapping[int, str]) -> list[Choice]:
    """All conflicts, newest first; `authors` says who is behind a stamp."""
    found = sorted(conflicts(session), key=lambda one: -max(version.stamp for version in one.versions))
    terms = vocabularies(session)
    titles = titles_of(session, found, terms)
    return [_choice(session, one, titles, terms, authors) for one in found]


def _choice(
    session: Session,
    conflict: Conflict,
    titles: Mapping[Id, str],
    terms: Vocabularies,
    authors: Mapping[int, str],
) -> Choice:
    def said(version: Version) -> Said:
        described = described_as(conflict.record, version.field or conflict.field)
        names = _names(session, described, version.value)
        return Said(
            value=plain(version.value),
            text=shown(described, version.value, terms, names),
            author=authors.get(version.author, ""),
            at=version.stamp >> 16,
            field=version.field,
            source=described.label if version.field else "",
        )

    described = described_as(conflict.record, conflict.field)
    versions = [said(version) for version in conflict.versions]
    title = titles.get(conflict.row, "") or gettext(conflict.record.singular)
    return Choice(conflict.record, conflict.row, title, conflict.field, described.label, versions)


def described_as(record: type[Record], name: str) -> Field:
    """The description of a field; of `deleted`, which has none, one for people who choose."""
    return _BIN if name == DELETED else field_of(record, name) or Field(name, name=name)


def _names(session: Session, described: Field, value: Any) -> Mapping[Id, str]:
    if described.kind not in (Kind.REFERENCE, Kind.REFERENCES) or not value:
        return {}
    ids = set(value) if isinstance(value, list) else {value}
    return speaking_names(session, BY_TABLE[described.to], ids)


def titles_of(session: Session, found: Iterable[Conflict], terms: Vocabularies) -> dict[Id, str]:
    """What the records in conflict are called, as far as they say it themselves."""
    titles: dict[Id, str] = {}
    rows: dict[type[Record], set[Id]] = {}
    for one in found:
        rows.setdefault(one.record, set()).add(one.row)
    for record, ids in rows.items():
        if record is Encounter:
            visits = dict(
                session.execute(select(Encounter.id, Encounter.visit).where(Encounter.id.in_(ids))).all()
            )
            names = speaking_names(session, Visit, set(visits.values()))
            titles |= {id: names.get(visit, "") for id, visit in visits.items()}
        elif record is Visit:
            titles |= speaking_names(session, Visit, ids)
        else:
            described = described_as(record, record.named_by)
            column = getattr(record, record.named_by)
            for id, value in session.execute(select(record.id, column).where(record.id.in_(ids))):
                titles[id] = abridged(" ".join(shown(described, value, terms, {}).split()), _TITLE)
    return titles
