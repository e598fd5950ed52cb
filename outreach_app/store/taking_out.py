"""What was taken out of a round goes to the bin; where somebody wrote in it meanwhile, that is shown first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, fields_of
from outreach_app.domain.records import Encounter, Record, Visit
from outreach_app.i18n import _, gettext
from outreach_app.store.changes import clock_of_cell
from outreach_app.store.meanwhile import Meanwhile
from outreach_app.store.round_opened import Opened

_Unseen = Mapping[str, Any]
"""Fields that are not as they were when the round was opened."""


def taken_out(session: Session, was: Opened, left: set[Id], meanwhile: Meanwhile) -> list[Record]:
    """The visits that are not in the round any more, with everything told there, and the encounters likewise.

    Left out are those that `meanwhile` keeps, a visit with all its encounters.
    """
    gone = was.ids - left
    out: list[Record] = []
    visits = session.scalars(select(Visit).where(Visit.id.in_(gone), ~Visit.deleted).order_by(Visit.n)).all()
    met: dict[Id, list[Encounter]] = {visit.id: [] for visit in visits}
    mine = Encounter.id.in_(gone) | Encounter.visit.in_(list(met))
    for encounter in session.scalars(select(Encounter).where(mine, ~Encounter.deleted).order_by(Encounter.n)):
        if encounter.visit in met:
            met[encounter.visit].append(encounter)
        elif not _kept(session, was, [encounter], meanwhile):
            out.append(encounter)
    for visit in visits:
        if not _kept(session, was, [visit, *met[visit.id]], meanwhile):
            out += [visit, *met[visit.id]]
    return out


def _kept(session: Session, was: Opened, records: Sequence[Record], meanwhile: Meanwhile) -> bool:
    """Whether the first of them, with those that hang on it, stays; without anything unseen it does not."""
    first = records[0]
    unseen = {record.id: _unseen(record, was) for record in records}
    if not any(unseen.values()):
        return False
    told = [
        f"{_within(record, at, was)}{line}"
        for at, record in enumerate(records)
        for line in _lines(record, unseen[record.id], meanwhile)
    ]
    written = (clock_of_cell(session, record, name)[0] >> 16 for record in records for name in unseen[record.id])
    now = {id: dict(fields) for id, fields in unseen.items() if fields}
    return meanwhile.stays(first, now, told, max(written), was.called.get(first.id, ""))


def _unseen(record: Record, was: Opened) -> _Unseen:
    """What a colleague added has everything that is filled in."""
    stored = was.stored.get(record.id)
    now = {field.name: getattr(record, field.name) for field in fields_of(type(record)) if not field.low_stakes}
    if stored is None:
        return {name: value for name, value in now.items() if value and name != "visit"}
    before = {**was.by_id.get(record.id, {}), **stored}
    before |= dict(zip(("spot", "sensitive_spot", "area"), before.get("place", ()), strict=False))
    return {name: value for name, value in now.items() if name in before and before[name] != value}


def _within(record: Record, at: int, was: Opened) -> str:
    """Which encounter of its visit a line is about."""
    if not at:
        return ""
    return f"{was.called.get(record.id, '').rpartition(' · ')[2] or _('Encounter {n}').format(n=at)} · "


def _lines(record: Record, unseen: _Unseen, meanwhile: Meanwhile) -> Iterator[str]:
    for field in fields_of(type(record)):
        if field.name in unseen:
            yield f"{gettext(field.label)}: {meanwhile.wording.text(field, unseen[field.name]) or _('empty')}"
