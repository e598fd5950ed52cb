"""Whom the team waits for: laptops that are in it, whose term has not run out, and that are heard of."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store.tables import Peer
from outreach_app.sync.circle import Circle
from outreach_app.sync.sealing import DAY

STALE = 60 * DAY
"""Unheard of for this long, a laptop is not waited for. When it comes back it starts from a snapshot."""


@dataclass(frozen=True)
class Heard:
    """Another laptop of the team, and the last that it said."""

    device: Id
    at: int
    """When, by its own clock, in milliseconds since 1970; when it was admitted, if it said nothing yet."""
    peer: Peer

    def has(self, log: Id, seq: int) -> bool:
        return bool(self.peer.front.get(log, [0])[0] >= seq)


def others(session: Session, circle: Circle) -> list[Heard]:
    """All laptops that are in the team, except this one."""
    peers = {peer.device: peer for peer in session.scalars(select(Peer))}
    return [
        Heard(
            device,
            max(peers[device].at if device in peers else 0, member.admitted_at),
            peers.get(device) or Peer(device=device, at=0, front={}, want={}, digest="", keys=[]),
        )
        for device, member in circle.roster.active.items()
        if device != circle.device.id
    ]


def active(session: Session, circle: Circle, now: int) -> list[Heard]:
    """Those that are waited for.

    This laptop's clock alone makes nobody stale: time has passed when another laptop has said something by then.
    """
    found = others(session, circle)
    today = min(now, max((one.at for one in found), default=now))
    return [
        one for one in found if one.at >= today - STALE and not circle.roster.members[one.device].overdue(today)
    ]
