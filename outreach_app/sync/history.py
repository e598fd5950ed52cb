"""What became of a record, from the sealed segments that this laptop keeps: its own, and those of the others.

They reach back to the last tidying up: what a snapshot stands for is not kept. Which versions there were, the
bookkeeping of the merge knows; a segment is opened only as long as one of them has not been found.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.clock import Clocked, Create, Edit, Patch
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record
from outreach_app.domain.striking import MARK, TooLittleToFind, Trace
from outreach_app.store.database import Store
from outreach_app.store.history import Strike
from outreach_app.store.packing import unpack
from outreach_app.store.tables import Operation, SegmentFile, SnapshotPart
from outreach_app.sync import payload, snapshot
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import SetAside
from outreach_app.sync.keys import author_of
from outreach_app.sync.operations import PERSON

Version = tuple[bytes, int, int]
"""Row, stamp and author of a patch."""
_AT_ONCE = 20
"""Segments opened in one session: lists are read in between."""


@dataclass
class Kept:
    """What is still known of some records."""

    patches: list[Patch] = field(default_factory=list)
    """Oldest first."""
    lost: int = 0
    """Versions that there were, of which nothing is kept."""
    since: int = 0
    """When the snapshot was made behind which was tidied up, in milliseconds since 1970; 0 for none."""


def kept(
    store: Store, circle: Circle, rows: Sequence[tuple[type[Record], Id]], cancelled: Callable[[], bool]
) -> Kept:
    """All that is kept of these records. Opens segments for it: not for the thread of a window."""
    ids = {bytes.fromhex(id) for _record, id in rows}
    with store.read() as session:
        wanted = set(_versions(session, rows))
        found = {_version(patch): patch for patch in _unsent(session, ids)}
        keys = _segments(session, {author for _row, _stamp, author in wanted})
        since = session.scalar(select(SnapshotPart.first_seen).order_by(SnapshotPart.first_seen)) or 0
    for start in range(0, len(keys), _AT_ONCE):
        if cancelled() or wanted <= found.keys():
            break
        with store.read() as session:
            for key in keys[start : start + _AT_ONCE]:
                found |= {_version(patch): patch for patch in _held(session, circle, key, ids)}
    patches = sorted(found.values(), key=lambda patch: (patch.stamp, patch.author))
    return Kept(patches, len(wanted - found.keys()), since)


def strike(session: Session) -> Strike:
    """What was struck out everywhere stands in sealed segments still. Nobody's history shows it: the words
    themselves as long as they are known; after that, no older text of before the day on which they went."""
    orders = session.scalars(select(Operation).where(Operation.kind == PERSON, Operation.counted)).all()
    traces = [trace for order in orders if (trace := _trace(order)) is not None]
    forgotten = max((order.at for order in orders if "text" not in order.content), default=0)

    def struck(value: Any, stamp: int, now: Any) -> Any:
        for trace in traces:
            value = trace.struck(value)
        if value and value != now and stamp >> 16 <= forgotten:
            return [MARK] if isinstance(value, list) else MARK
        return value

    return struck


def _versions(session: Session, rows: Sequence[tuple[type[Record], Id]]) -> Iterator[Version]:
    edits = "SELECT DISTINCT stamp, author FROM edit WHERE row = ? AND dead < 2"
    for record, id in rows:
        row = bytes.fromhex(id)
        made = session.execute(select(record.stamp, record.author).where(record.id == id)).all()
        edited = session.connection().exec_driver_sql(edits, (row,)).all()
        yield from ((row, stamp, author) for stamp, author in (*made, *edited))


def _segments(session: Session, authors: set[int]) -> list[bytes]:
    """Those that may hold what these wrote, newest first. A laptop may have had several logs."""
    devices = snapshot.devices(session)
    of = {author_of(log): device for log, device in devices.items()}
    query = select(SegmentFile.hash).where(SegmentFile.applied).order_by(SegmentFile.seq.desc())
    if authors <= of.keys():
        query = query.where(SegmentFile.device.in_({of[author] for author in authors}))
    return list(session.scalars(query))


def _held(session: Session, circle: Circle, key: bytes, ids: Collection[bytes]) -> Iterator[Patch]:
    """What a segment says of these rows; nothing where its key is gone."""
    try:
        data = snapshot.opened(session, circle, key)
        if not payload.mentions(data, ids):
            return
        said = payload.read(data)
    except SetAside:
        return
    for table, rows in said.creates.items():
        for id, stamp, author, *values in rows.rows:
            if id in ids:
                yield Create(table, id, stamp, author, dict(zip(rows.columns, values, strict=True)))
    yield from (edit for edit in said.edits if edit.row in ids)


def _unsent(session: Session, ids: Collection[bytes]) -> Iterator[Patch]:
    for id in ids:
        for data in (
            session.connection().exec_driver_sql("SELECT patch FROM outbox WHERE row = ?", (id,)).scalars()
        ):
            patch = unpack(data)
            assert isinstance(patch, Create | Edit)
            yield patch


def _version(patch: Patch) -> Version:
    clock: Clocked = (patch.stamp, patch.author)
    return (patch.row, *clock)


def _trace(order: Operation) -> Trace | None:
    try:
        return Trace(order.content["text"]) if "text" in order.content else None
    except TooLittleToFind:
        return None
