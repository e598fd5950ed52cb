"""Work that nobody can read any more: sealed by a laptop that was away, with a key that the others destroyed.

It is sealed again with the key in use, under the same number, and the old file goes. Only what nobody has read:
whoever had would hold its key still, or a snapshot would stand for it.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.store.database import Store
from outreach_app.store.tables import SegmentFile
from outreach_app.sync import activity, segment
from outreach_app.sync.bootstrap import is_covered
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import SetAside
from outreach_app.sync.folder import Entry, Folder
from outreach_app.sync.ledger import place_of
from outreach_app.sync.team import Epochs

log = logging.getLogger(__name__)


def seal_again(store: Store, circle: Circle, folder: Folder, listing: Sequence[Entry]) -> list[Entry]:
    """The listing without the files that are gone now; what they said is sent with the next publishing."""
    with store.read() as session:
        lost = _unreadable(session, circle, store.clock.milliseconds())
    gone: set[str] = set()
    for key in lost:
        assert circle.epochs is not None
        with store.read() as session:
            sealed = session.get_one(SegmentFile, key).sealed
        try:
            again = _again(circle, circle.epochs, sealed)
            gone |= _delete(folder, listing, sealed)
        except (SetAside, KeyError, OSError):
            continue
        with store.write() as session:
            row = session.get_one(SegmentFile, key)
            row.hash, row.sealed, row.published = again.hash, again.sealed, False
    if lost:
        log.info("%d segments sealed again", len(lost))
    return [entry for entry in listing if entry.name not in gone]


def _unreadable(session: Session, circle: Circle, now: int) -> list[bytes]:
    if circle.epochs is None:
        return []
    epoch = func.substr(SegmentFile.sealed, segment.EPOCH_AT + 1, 16)
    rows = session.execute(
        select(SegmentFile.hash, SegmentFile.log, SegmentFile.seq, epoch)
        .where(SegmentFile.own, SegmentFile.applied, epoch != bytes.fromhex(circle.epochs.current), ~is_covered())
        .order_by(SegmentFile.log, SegmentFile.seq)
    ).all()
    if not rows:
        return []
    waited_for = [one for one in activity.active(session, circle, now) if one.peer.keys]
    everyone = activity.others(session, circle)
    return [
        key
        for key, log_id, seq, its_epoch in rows
        if any(bytes(its_epoch).hex() not in one.peer.keys for one in waited_for)
        and not any(one.has(log_id, seq) for one in everyone)
    ]


def _again(circle: Circle, epochs: Epochs, sealed: bytes) -> segment.Segment:
    found = segment.parse(sealed)
    plain = segment.unseal(found, segment.key_of(found, epochs.keys[found.header.epoch]))
    header = replace(found.header, epoch=epochs.current)
    return segment.seal(header, plain, epochs.keys[epochs.current], circle.device.signing)


def _delete(folder: Folder, listing: Sequence[Entry], sealed: bytes) -> set[str]:
    """Raises OSError if the folder cannot be written: then nothing is sealed again yet."""
    place = place_of(segment.parse(sealed).header.name)
    gone = set()
    for entry in listing:
        if place_of(entry.name) == place and entry.size == len(sealed) and folder.read(entry.name) == sealed:
            folder.delete(entry.name)
            gone.add(entry.name)
    return gone
