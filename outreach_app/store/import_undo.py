"""Taking an import back."""

import logging
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, fields_of
from outreach_app.domain.records import BY_TABLE, RECORDS, Encounter, Organisation, Record, Round, Spot, Visit
from outreach_app.domain.values import abridged
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store.finding import as_id
from outreach_app.store.tables import ImportRow, ImportRun

log = logging.getLogger(__name__)

_AT_ONCE = 500
_BROUGHT_LENGTH = 17
"""Of the identity of what no row made but a row needed; see `imports`."""
_UNDO_ORDER = (Encounter, Visit, Round, Spot, Organisation)
_AROUND = frozenset({Round.__tablename__, Visit.__tablename__})
"""What is brought along and has no name: made anew by every import."""


class NoSuchImport(OutreachError):
    message = N_("There is no import with the id {id} in this vault.")
    advice = N_("Imports are undone on the laptop that made them, by the id that the import gave.")


class AlreadyUndone(OutreachError):
    message = N_("This import was undone before.")
    advice = N_("Nothing was changed. The file can be imported again.")


class Undone(NamedTuple):
    """How many rows of the file, and how many names that came along with them and stay."""

    rows: int
    names: int


class PastImport(NamedTuple):
    id: Id
    kind: str
    at: int
    rows: int
    """Rows of the file that it made something of."""
    undone: bool


def past(session: Session, limit: int) -> list[PastImport]:
    """The last imports on this laptop, newest first."""
    rows = select(func.count()).where(
        ImportRow.run == ImportRun.id, func.length(ImportRow.identity) != _BROUGHT_LENGTH
    )
    found = select(ImportRun, rows.scalar_subquery()).order_by(ImportRun.at.desc(), ImportRun.id).limit(limit)
    return [PastImport(run.id, run.kind, run.at, count, run.undone) for run, count in session.execute(found)]


def undo(session: Session, run_id: str, *, dry_run: bool = False) -> Undone:
    """Put what the rows of an import made in the bin; what something else uses by now stays.

    So do the names it brought along: they have the same ids on every laptop, and a colleague may have met them in
    rounds that did not arrive here yet. Raises NoSuchImport, AlreadyUndone.
    """
    id = as_id(run_id)
    run = session.get(ImportRun, id) if id else None
    if run is None:
        raise NoSuchImport(id=abridged(run_id))
    if run.undone:
        raise AlreadyUndone
    rows = session.scalars(select(ImportRow).where(ImportRow.run == run.id)).all()
    made = [row for row in rows if not _was_brought(row)]
    undone = Undone(len(made), _names_left(session, rows))
    if not dry_run:
        run.undone = True
        _take_back(session, rows, {row.row for row in made})
        log.info("import %s undone: %d rows", run.id, undone.rows)
    return undone


def _take_back(session: Session, rows: Iterable[ImportRow], gone: set[Id]) -> None:
    """`gone` are forgotten, so that their rows can be imported again."""
    # Rounds that an import which was undone earlier left behind, because this one used them, go along.
    left = session.scalars(
        select(ImportRow).join(ImportRun, ImportRun.id == ImportRow.run).where(ImportRun.undone)
    )
    by_table: dict[str, set[Id]] = {}
    for row in (*rows, *left):
        if not _is_name(row):
            by_table.setdefault(row.record, set()).add(row.row)
    for record in _UNDO_ORDER:
        gone |= _put_in_bin(session, record, by_table.get(record.__tablename__, set()))
    for start in range(0, len(ids := sorted(gone)), _AT_ONCE):
        session.execute(delete(ImportRow).where(ImportRow.row.in_(ids[start : start + _AT_ONCE])))


def _was_brought(row: ImportRow) -> bool:
    return len(row.identity) == _BROUGHT_LENGTH


def _is_name(row: ImportRow) -> bool:
    """Whether this is what rows called by name, not what they made."""
    return _was_brought(row) and row.record not in _AROUND


def _names_left(session: Session, rows: Iterable[ImportRow]) -> int:
    """How many of the names that came along are there still."""
    by_table: dict[str, list[Id]] = {}
    for row in filter(_is_name, rows):
        by_table.setdefault(row.record, []).append(row.row)
    counted = 0
    for table, ids in by_table.items():
        record = BY_TABLE[table]
        for start in range(0, len(ids), _AT_ONCE):
            some = select(func.count()).where(record.id.in_(ids[start : start + _AT_ONCE]), ~record.deleted)
            counted += session.scalar(some) or 0
    return counted


def _put_in_bin(session: Session, record: type[Record], ids: set[Id]) -> set[Id]:
    """Delete those of these records that nothing live refers to."""
    free = sorted(ids - _in_use(session, record.__tablename__, ids))
    for start in range(0, len(free), _AT_ONCE):
        some = select(record).where(record.id.in_(free[start : start + _AT_ONCE]), ~record.deleted)
        for found in session.scalars(some):
            found.deleted = True
    session.flush()
    return set(free)


def _in_use(session: Session, table: str, ids: set[Id]) -> set[Id]:
    used: set[Id] = set()
    pointing: Mapping[type[Record], list[Field]] = {
        record: [field for field in fields_of(record) if field.to == table] for record in RECORDS
    }
    for record, fields in pointing.items():
        if ids and fields:
            columns = [getattr(record, field.name) for field in fields]
            for values in session.execute(select(*columns).where(~record.deleted).distinct()):
                for value in values:
                    used.update(value if isinstance(value, list) else [value])
    return used & ids
