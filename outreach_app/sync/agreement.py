"""Do two laptops that have read the same hold the same? What one says of itself, compared with what is here."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.i18n import N_
from outreach_app.store import integrity, settings
from outreach_app.store.database import Store
from outreach_app.store.schema import METADATA
from outreach_app.store.tables import LateSegment, Operation, Peer, SegmentFile
from outreach_app.sync import ledger
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import State
from outreach_app.sync.payload import Mark
from outreach_app.sync.report import SyncReport

_AGREED = "agreed"
"""Setting: laptops that held the same, and when they said so."""
_DIFFERS = N_(
    "This laptop and a colleague's have read the same and do not hold the same. Check the vault in full, then let"
    " it start anew from a snapshot; nothing that was written here is lost by that."
)


def differing(session: Session, circle: Circle) -> list[Id]:
    """Laptops that have read exactly what this one has, and hold something else.

    Mostly nobody has read exactly the same, and nothing is compared: the digest takes reading every record.
    Whoever agreed is not asked again before they say something new.
    """
    agreed: dict[str, int] = settings.get(session, _AGREED, {})
    told = [
        peer
        for peer in session.scalars(select(Peer))
        if peer.digest
        and peer.device != circle.device.id
        and peer.device in circle.roster.active
        and agreed.get(peer.device) != peer.at
    ]
    if not told or _more_than_fronts_say(session):
        return []
    front = ledger.front(session, merged=True)
    same = [peer for peer in told if _same(session, front, peer)]
    if not same:
        return []
    digest = integrity.digest(session)
    agreed |= {peer.device: peer.at for peer in same if peer.digest == digest}
    settings.put(session, _AGREED, agreed)
    return [peer.device for peer in same if peer.digest != digest]


def look(store: Store, circle: Circle, report: SyncReport) -> None:
    """Between reading and sealing, when what is here is what was read. Raises the alarm in the report."""
    with store.write() as session:
        if differing(session, circle):
            report.name("", State.DIFFERS, _DIFFERS)


def _same(session: Session, front: Mapping[Id, Mark], peer: Peer) -> bool:
    """By changes, as segments without any change nothing; and by operations, which are not counted among them."""
    for log in {*front, *map(Id, peer.front)}:
        ours, theirs = front.get(log, Mark(0, 0, b"")), peer.front.get(log, [0, 0])
        if ours.through != theirs[1] or ours.seq < theirs[0]:
            return False
        later = select(Operation.id).where(Operation.log == log, Operation.seq > theirs[0])
        if session.scalar(later.limit(1)) is not None:
            return False
    return True


def _more_than_fronts_say(session: Session) -> bool:
    """Unsent work, or work behind a gap: what this laptop holds is not what it has read without a gap.

    What came too late is a gap, but in nobody's front: the alarm goes on without it.
    """
    outbox = session.scalar(select(func.count()).select_from(METADATA.tables["outbox"]))
    waiting = session.scalar(select(func.count()).select_from(Operation).where(Operation.log.is_(None)))
    on_time = SegmentFile.hash.not_in(select(LateSegment.hash))
    quarantined = session.scalar(
        select(func.count()).select_from(SegmentFile).where(~SegmentFile.applied, on_time)
    )
    forked = (
        select(SegmentFile.log).where(on_time).group_by(SegmentFile.log, SegmentFile.seq).having(func.count() > 1)
    )
    if session.scalar(forked.limit(1)) is not None:
        return True
    return bool(outbox or waiting or quarantined or ledger.lacks(session).gaps or ledger.beyond(session))
