"""Tidying up behind a snapshot: what it stands for goes, here and in the shared folder, once everybody has it.

Nothing goes on any doubt. The snapshot must be whole in the folder, byte by byte; a week old; made by a
coordinator; and every laptop that is waited for must have said, signed, that it has read what the snapshot
covers. In the folder only coordinators' laptops delete, and only files of which they know from the content that
the snapshot stands for them. A laptop that was not waited for loses nothing: it starts from the snapshot.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import settings, snapshots
from outreach_app.store.database import Store
from outreach_app.store.tables import Covered, FolderFile, Operation, SegmentFile, SnapshotPart
from outreach_app.sync import activity, clocks, grounds, ledger, segment, snapshot
from outreach_app.sync.bootstrap import is_covered
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import SetAside
from outreach_app.sync.folder import Entry, Folder
from outreach_app.sync.ledger import place_of
from outreach_app.sync.operations import DONE, ERASE, PERSON
from outreach_app.sync.sealing import DAY
from outreach_app.sync.segment import EPOCH_AT
from outreach_app.sync.snapshot import KNOWN_BY, Snapshot

log = logging.getLogger(__name__)

RIPE = 7 * DAY
"""Age of a snapshot before anything goes: for files that are still on their way."""
MANY = 20_000
"""Changes beyond the last snapshot that make a new one worth while."""
LONG = 90 * DAY
"""How long what is behind us may stay in the folder: the term of sync packages."""
_TIDIED = "tidied"
"""Setting: the snapshot behind which this laptop has tidied up."""
_LOOKED = "looked_to_compact"
"""Setting: when this laptop last looked whether there is anything to do."""


@dataclass
class Compaction:
    """What was tidied up, and what is waited for."""

    snapshot: Snapshot | None = None
    files: int = 0
    """Deleted in the shared folder: segments, and parts of older snapshots."""
    bytes: int = 0
    segments: int = 0
    """Dropped on this laptop."""
    keys: int = 0
    """Keys of earlier epochs that are still held: what they open can be read wherever a copy of it is left."""
    waits_for: list[Id] = field(default_factory=list)
    """Laptops that have not said that they read all that the snapshot covers."""
    days: int = 0
    """Until the snapshot is old enough."""
    not_in_folder: bool = False
    """The snapshot is not whole in the folder, or the folder cannot be written."""
    clock_doubtful: bool = False

    @property
    def ready(self) -> bool:
        doubt = self.waits_for or self.days or self.not_in_folder or self.clock_doubtful
        return self.snapshot is not None and not doubt


def due(session: Session, circle: Circle, now: int) -> bool:
    """Whether this coordinator's laptop should make a snapshot by itself."""
    found, base = grounds.usable(session, circle), ledger.baseline(session)
    last = next((one for one in found if snapshot.covers(one.front, base)), None)
    if last is None and base:
        return True  # the one that this laptop started from counts no more: its maker was taken out
    began, covered = (last.at, last.weight[0]) if last else (circle.founding.body["at"], 0)
    beyond = sum(mark.through for mark in ledger.front(session, merged=True).values()) - covered
    if last is not None and now - began >= RIPE and _leaves_behind(session, circle, last):
        # not before the last one was of use: else one is made after the other, and nothing ever goes
        return now - began >= LONG or settings.get(session, _TIDIED, "") == last.id or beyond > MANY
    return beyond > MANY or (beyond > 0 and now - began >= LONG)


def wanted(session: Session, circle: Circle, now: int) -> bool:
    """Whether someone who asks to tidy up needs a new snapshot for that: none, or nothing left behind the last; or
    something was erased that the last may hold, for which nobody should wait another week."""
    last = look(session, circle, now)
    if last.snapshot is None or due(session, circle, now):
        return True
    if _said_beyond(session, last.snapshot, ERASE, PERSON):
        return True
    changes = sum(mark.through for mark in ledger.front(session, merged=True).values())
    return last.ready and changes > last.snapshot.weight[0]


def look(session: Session, circle: Circle, now: int) -> Compaction:
    """What there is to tidy up behind, and what is waited for."""
    found = grounds.usable(session, circle)
    if not found or not found[0].covered_by(ledger.baseline(session)):
        return Compaction()
    one = found[0]
    waits_for = [
        other.device
        for other in activity.active(session, circle, now)
        if not all(other.has(log_id, mark.seq) for log_id, mark in one.front.items())
    ]
    left = max(0, one.first_seen + RIPE - now)
    earlier = len(circle.epochs.keys) - 1 if circle.epochs else 0
    return Compaction(one, waits_for=waits_for, days=-(-left // DAY), keys=earlier)


def tidy_here(store: Store, circle: Circle, now: int) -> Compaction:
    """Drops what this laptop keeps for others and nobody needs any more. On every laptop, after every sync."""
    with store.read() as session:
        result = look(session, circle, now)
        done = settings.get(session, _TIDIED, "")
    if not result.ready or result.snapshot is None or done == result.snapshot.id:
        return result
    with store.write() as session:
        doomed = select(SegmentFile.hash).where(SegmentFile.applied, is_covered())
        result.segments = len(session.scalars(doomed).all())
        session.execute(delete(SegmentFile).where(SegmentFile.hash.in_(doomed)))
        try:
            beyond = snapshot.held_beyond(session, circle, {})
            snapshots.forget_replaced(session, snapshot.versions(session, beyond))
        except SetAside:  # something is held without a key for it: what it replaced may come again
            log.warning("versions that were replaced are kept")
        _forget_older(session, grounds.usable(session, circle), result.snapshot, now)
        settings.put(session, _TIDIED, result.snapshot.id)
    log.info("%d segments dropped behind snapshot %s", result.segments, result.snapshot.id)
    return result


def tidy_folder(store: Store, circle: Circle, folder: Folder, result: Compaction) -> None:
    """Deletes in the folder what the snapshot stands for, and older snapshots. Fills in the result."""
    now = store.clock.milliseconds()
    listing = folder.list()
    with store.read() as session:
        result.clock_doubtful = clocks.doubtful(session, circle, listing, now)
        old = set(settings.get(session, settings.OLD_SNAPSHOTS, ()))
        files = _Files(session, listing, now)
    if result.snapshot is None or not result.ready:
        return
    doomed = [entry for entry in listing if files.covered_by_name(entry) or _snapshot_of(entry) in old]
    doomed = [entry for entry in doomed if _snapshot_of(entry) in old or _stood_for(store, folder, entry, files)]
    if doomed and not _whole_in(store, folder, result.snapshot, listing):
        result.not_in_folder = True
        return
    for entry in doomed:
        try:
            folder.delete(entry.name)
        except OSError:
            result.not_in_folder = True
            return
        result.files += 1
        result.bytes += entry.size
    log.info("%d files deleted behind snapshot %s", result.files, result.snapshot.id)


def looked_today(session: Session, now: int) -> bool:
    """Whether this laptop looked within a day; from now on it has."""
    before = settings.get(session, _LOOKED, 0)
    if abs(now - before) < DAY:
        return True
    settings.put(session, _LOOKED, now)
    return False


class _Files:
    """What names, and notes of what was read before, say of the files in a folder."""

    def __init__(self, session: Session, listing: Iterable[Entry], now: int) -> None:
        self._base = ledger.baseline(session)
        week_ago = now - RIPE
        self.long_damaged = {
            row.name
            for row in session.scalars(select(FolderFile).where(FolderFile.state == "damaged"))
            if row.first_seen <= week_ago
        }

    def covered_by_name(self, entry: Entry) -> bool:
        """A hint: what it is follows from its content."""
        place = place_of(entry.name)
        return place is not None and place[0] in self._base and place[1] <= self._base[place[0]].seq


def _stood_for(store: Store, folder: Folder, entry: Entry, files: _Files) -> bool:
    """By its content; or it was damaged for a week, and what stood under its number is in the snapshot."""
    try:
        found = segment.parse(folder.read(entry.name))
    except (OSError, SetAside):
        return entry.name in files.long_damaged
    with store.read() as session:
        return session.get(Covered, found.hash[:KNOWN_BY]) is not None


def _whole_in(store: Store, folder: Folder, one: Snapshot, listing: Sequence[Entry]) -> bool:
    """Whether every byte of it can be read from the folder."""
    with store.read() as session:
        wanted = snapshot.files(session, [one])
    for name, size, key in wanted:
        copies = [entry for entry in listing if place_of(entry.name) == place_of(name) and entry.size == size]
        if not any(_reads_as(folder, copy, key) for copy in copies):
            return False
    return True


def _reads_as(folder: Folder, copy: Entry, key: bytes) -> bool:
    try:
        return segment.hash_of(folder.read(copy.name)) == key
    except OSError:
        return False


def _snapshot_of(entry: Entry) -> Id | None:
    place = place_of(entry.name)
    return place[0] if place and ".snap" in entry.name.lower() else None


def _forget_older(session: Session, usable: Sequence[Snapshot], newest: Snapshot, now: int) -> None:
    """Snapshots that the newest covers, and those that were not whole after a week."""
    whole = {one.id: one for one in usable}
    rows = session.execute(select(SnapshotPart.snapshot, SnapshotPart.first_seen)).all()
    old = {
        id
        for id, first_seen in rows
        if id != newest.id and (whole[id].covered_by(newest.front) if id in whole else now - first_seen >= RIPE)
    }
    session.execute(delete(SnapshotPart).where(SnapshotPart.snapshot.in_(old)))
    before = settings.get(session, settings.OLD_SNAPSHOTS, [])
    settings.put(session, settings.OLD_SNAPSHOTS, sorted({*before, *old}))


def _leaves_behind(session: Session, circle: Circle, last: Snapshot) -> bool:
    """Whether a new snapshot would let something go for good."""
    return _said_beyond(session, last, ERASE, PERSON, DONE) or _earlier_keys_beyond(session, circle, last)


def _said_beyond(session: Session, last: Snapshot, *kinds: str) -> bool:
    """Whether something was erased, or struck out somewhere, that the snapshot, or a file that it stands for, may
    still hold."""
    said = select(Operation.log, Operation.seq).where(
        Operation.kind.in_(kinds), Operation.counted, Operation.log.is_not(None)
    )
    return any(log_id and _lies_beyond(last, log_id, seq) for log_id, seq in session.execute(said))


def _earlier_keys_beyond(session: Session, circle: Circle, last: Snapshot) -> bool:
    """Whether an earlier key is kept for segments that the snapshot does not stand for."""
    if circle.epochs is None or len(circle.epochs.keys) == 1:
        return False
    sealed_with = func.substr(SegmentFile.sealed, EPOCH_AT + 1, 16)
    held = select(SegmentFile.log, SegmentFile.seq).where(
        SegmentFile.applied, sealed_with != bytes.fromhex(circle.epochs.current)
    )
    return any(_lies_beyond(last, log_id, seq) for log_id, seq in session.execute(held))


def _lies_beyond(last: Snapshot, log_id: Id, seq: int) -> bool:
    return log_id not in last.front or last.front[log_id].seq < seq
