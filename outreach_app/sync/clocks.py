"""Whether this laptop's own clock can be right. Nothing hangs on clocks; but people date their work by them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.i18n import N_
from outreach_app.store.tables import Peer, SegmentFile
from outreach_app.sync.circle import Circle
from outreach_app.sync.folder import Entry
from outreach_app.sync.ledger import place_of

CLOCK_WRONG = N_(
    "The clock of this computer seems to be more than a day off: the shared folder and colleagues' laptops"
    " say otherwise. Set it right, for the dates in what you write."
)
_DAY = 24 * 3600 * 1000
_WITNESSES = 2
"""Laptops that must agree: one may be wrong itself."""


def doubtful(session: Session, circle: Circle, listing: Sequence[Entry], now: int) -> bool:
    """Whether the folder and two laptops say that it is more than a day later, or earlier, than this laptop does.

    Later: they wrote in what is the future here. Earlier: they wrote long before, by their clocks, what
    says that they had read what this laptop wrote by its own.
    """
    peers = {peer.device: peer for peer in session.scalars(select(Peer))}
    own = peers.pop(circle.device.id, None)
    later = sum(peer.at > now + _DAY for peer in peers.values())
    if later >= _WITNESSES and any(entry.at > now + _DAY for entry in listing):
        return True
    if own is None or now < own.at - _DAY:  # it was put right since
        return False
    log = circle.device.log
    newest = session.scalar(select(func.max(SegmentFile.seq)).where(SegmentFile.log == log)) or 0
    earlier = sum(peer.at < own.at - _DAY and peer.front.get(log, [0, 0])[0] >= newest for peer in peers.values())
    written = [entry.at for entry in listing if entry.at and place_of(entry.name) == (log, newest)]
    return earlier >= _WITNESSES and bool(written) and max(written) < own.at - _DAY
