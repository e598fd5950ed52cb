"""Destroying the keys of earlier epochs, so that what is left of their files anywhere can never be read again.

A key goes once nothing is held any more that it opens, nothing is missing that it might open, and every laptop
that is waited for has said that it holds the key in use. It must not come back from a statement either, in which
a coordinator once sealed it to this laptop: so the private keys that open those go too. Before that, this laptop
says with which new key things are to be sealed to it.
"""

import logging
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.store.tables import SegmentFile, SnapshotPart
from outreach_app.sync import activity, epochs, ledger, team
from outreach_app.sync import circle as circles
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import State
from outreach_app.sync.report import SyncReport
from outreach_app.sync.sealing import DAY
from outreach_app.sync.segment import EPOCH_AT
from outreach_app.sync.team import RECEPTION, REKEY

log = logging.getLogger(__name__)

GRACE = 7 * DAY
"""Between a new key to seal with and the end of the older ones: what is on its way may be sealed with these."""
_RECEIVING = "receiving"
"""Setting: when this laptop last said with which key to seal to it, in milliseconds since 1970."""


def tend(store: Store, circle: Circle, report: SyncReport) -> Circle:
    """Destroys what can be destroyed now, or prepares for it. The circle as it is then."""
    now = store.clock.milliseconds()
    with store.read() as session:
        coming = any(one.state == State.INCOMPLETE for one in report.details)
        doomed = [] if coming else needless(session, circle, now)
        said = settings.get(session, _RECEIVING, 0)
    if not doomed:
        return circle
    if _opens(circle, doomed):
        return _say(store, circle, now)
    if circle.device.receptions and 0 <= now - said < GRACE:
        return circle
    with store.write() as session:
        circles.destroy(session, doomed, circle.device)
    log.info("keys of %d epochs destroyed", len(doomed))
    with store.read() as session:
        return circles.load(session)


def needless(session: Session, circle: Circle, now: int) -> list[Id]:
    """Earlier epochs of which this laptop needs the key no more, nor anyone who is waited for."""
    if circle.epochs is None or len(circle.epochs.keys) == 1:
        return []
    current = circle.epochs.current
    if any(current not in one.peer.keys for one in activity.active(session, circle, now)):
        return []
    lacks = ledger.lacks(session)
    if lacks.want or lacks.gaps:
        return []
    used = {current}
    for sealed in (SegmentFile.sealed, SnapshotPart.sealed):
        found = select(func.substr(sealed, EPOCH_AT + 1, 16)).distinct()
        used |= {Id(bytes(epoch).hex()) for epoch in session.scalars(found)}
    return sorted(circle.epochs.keys.keys() - used)


def hand_out_again(session: Session, circle: Circle, now: int) -> Circle:
    """On a coordinator's laptop: the key in use for those who say, a day after it was sealed to them, that they
    lack it: it was sealed with a key that they had destroyed by then."""
    if circle.epochs is None or circle.device.id not in circle.roster.coordinators:
        return circle
    current, given = circle.epochs.current, epochs.audience(circle.counted)
    lacking = [
        one.device
        for one in activity.active(session, circle, now)
        if one.peer.keys
        and current not in one.peer.keys
        and one.device in given[current]
        and min(one.at, now) - _handed_out(circle, current, one.device) >= DAY
    ]
    if not lacking:
        return circle
    readers = [circle.roster.members[device].keys for device in lacking]
    key = circle.epochs.keys[current]
    circle = circle.including([team.rekey(circle.device, circle.team, key, readers, (), now)])
    circle.save(session)
    return circle


def _handed_out(circle: Circle, epoch: Id, device: Id) -> int:
    """When the key of an epoch was last sealed to a laptop."""
    return max(
        (
            one.body["at"]
            for one in circle.counted
            if one.kind == REKEY
            and one.body["epoch"].hex() == epoch
            and bytes.fromhex(device) in one.body["sealed"]
        ),
        default=circle.roster.members[device].admitted_at,
    )


def _opens(circle: Circle, doomed: Collection[Id]) -> bool:
    """Whether what this laptop would keep opens a statement that has one of these keys in it."""
    kept = circle.device.forgetting()
    return any(not team.unsealed(kept, one).keys().isdisjoint(doomed) for one in circle.statements.values())


def _say(store: Store, circle: Circle, now: int) -> Circle:
    device = circle.device.receiving()
    with store.write() as session:
        device.save(session)
        settings.put(session, _RECEIVING, now)
        circle = circles.load(session)
        circle.including([team.receive(device, circle.team, _next(circle, now))]).save(session)
    with store.read() as session:
        return circles.load(session)


def _next(circle: Circle, now: int) -> int:
    """Later than all that this laptop said before of its keys, by a clock that may have been years ahead."""
    said = (one.body["at"] for one in circle.counted if one.kind == RECEPTION and one.signer == circle.device.id)
    return max(now, max(said, default=0) + 1)
