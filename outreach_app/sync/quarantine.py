"""Work of laptops that are out of the team: what their cut covers counts, the rest waits for a coordinator's word.

A cut names the last segment of each log; every segment names the one before it. So what was written earlier is
known by its hash, and nobody who is out can slip something in under an old number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.store.tables import Baseline, LateSegment, SegmentFile
from outreach_app.sync import operations, segment
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import LATE, SetAside, State
from outreach_app.sync.roster import Roster
from outreach_app.sync.segment import Segment
from outreach_app.sync.team import Cut

_DISMISSED = "dismissed"
"""Setting: late segments that a coordinator does not want to see again here."""


class Late(SetAside):
    """A segment that its writer's cut does not cover."""

    def __init__(self) -> None:
        super().__init__(State.QUARANTINED, LATE)


@dataclass
class Cuts:
    """What counts of those who are out, while a folder is read."""

    store: Store
    roster: Roster

    _covered: dict[Id, set[bytes]] = field(default_factory=dict)

    def check(self, found: Segment) -> None:
        """Raises Late. What a segment builds on counts with it, so the later ones are to be asked about first."""
        device = found.header.device
        if device not in self.roster.revoked or found.hash in self.roster.accepted:
            return
        if device not in self._covered:
            with self.store.read() as session:
                self._covered[device] = covered(session, self.roster, device)
        if found.hash not in self._covered[device]:
            raise Late
        self._covered[device].add(found.header.prev)


def covered(session: Session, roster: Roster, device: Id) -> set[bytes]:
    """Hashes of the segments of a laptop that its cut covers, as far as can be told from what is held here."""
    prev = func.substr(SegmentFile.sealed, segment.PREV + 1, 32)
    rows = session.execute(select(SegmentFile.hash, prev).where(SegmentFile.device == device))
    before: dict[bytes, bytes] = dict(rows.all())
    found: set[bytes] = set()
    for last in roster.revoked[device]:
        while last not in found:
            found.add(last)
            last = before.get(last, last)
    return found


def cut_of(session: Session, device: Id) -> Cut:
    """Everything that is held of a laptop and was taken in."""
    held = select(SegmentFile.log, SegmentFile.seq, SegmentFile.hash).where(
        SegmentFile.device == device, SegmentFile.applied
    )
    base = select(Baseline).where(Baseline.device == device)
    last = {one.log: (one.seq, one.hash) for one in session.scalars(base)}
    every = set()
    for log, seq, key in session.execute(held.order_by(SegmentFile.log, SegmentFile.seq, SegmentFile.hash)):
        last[log] = max((seq, key), last.get(log, (0, b"")))
        every.add(key)
    ends = frozenset(key for _seq, key in last.values())
    chain = covered(session, Roster(Id(""), revoked={device: ends}), device)
    return Cut(last, sorted(every - chain))


def overtaken(session: Session, circle: Circle) -> list[bytes]:
    """What was taken in and counts no longer: this laptop heard of the cut after it had read on."""
    roster = circle.roster
    rows = select(SegmentFile.device, SegmentFile.log, SegmentFile.seq, SegmentFile.hash).where(
        SegmentFile.device.in_(roster.revoked), SegmentFile.applied
    )
    return [key for device, log, seq, key in session.execute(rows) if too_late(roster, device, log, seq, key)]


def too_late(roster: Roster, device: Id, log: Id, seq: int, key: bytes) -> bool:
    """Whether a segment lies behind the cut of its writer."""
    counts = roster.revoked.get(device)
    return counts is not None and seq > roster.last.get(log, 0) and key not in counts | roster.accepted


def set_aside(session: Session, keys: Iterable[bytes]) -> None:
    """From what was taken in to what waits; what was merged of it is to be made anew without it."""
    places = set()
    for key in keys:
        row = session.get_one(SegmentFile, key)
        row.applied = False
        places.add((row.log, row.seq))
        session.merge(LateSegment(hash=key))
    session.flush()
    other = session.execute(select(SegmentFile.log, SegmentFile.seq).where(SegmentFile.applied))
    operations.take_back(session, places.difference((log, seq) for log, seq in other))


def waiting(session: Session, circle: Circle) -> Iterator[SegmentFile]:
    """What is in quarantine because its writer was out, oldest first."""
    late = select(LateSegment.hash)
    rows = select(SegmentFile).where(~SegmentFile.applied, SegmentFile.hash.in_(late))
    for row in session.scalars(rows.order_by(SegmentFile.log, SegmentFile.seq, SegmentFile.hash)):
        if row.hash not in circle.roster.accepted:
            yield row


def dismiss(session: Session, key: bytes) -> None:
    """It is not listed on this laptop any more. Its bytes stay, and it may still be accepted."""
    settings.put(session, _DISMISSED, sorted(dismissed(session) | {key.hex()}))


def dismissed(session: Session) -> set[str]:
    """Hashes in hex."""
    return set(settings.get(session, _DISMISSED, ()))


def accepted(session: Session, circle: Circle) -> Iterator[Segment]:
    """What was in quarantine and counts by now."""
    for device in circle.roster.revoked:
        rows = select(SegmentFile).where(~SegmentFile.applied, SegmentFile.device == device)
        if held := session.scalars(rows).all():
            counts = covered(session, circle.roster, device) | circle.roster.accepted
            yield from (segment.parse(row.sealed) for row in held if row.hash in counts)
