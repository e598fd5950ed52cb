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
from outreach_app.sync.activity import Heard
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import State
from outreach_app.sync.keys import PublicKeys
from outreach_app.sync.report import SyncReport
from outreach_app.sync.sealing import DAY
from outreach_app.sync.segment import EPOCH_AT
from outreach_app.sync.team import LOAN, RECEPTION, REKEY, Statement

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
    if _lost(circle):
        return _say(store, circle, now)
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
    """The keys that are held here, for those who lost what they were given: put back from a copy, or sealed to
    with a key that they had destroyed by then. By coordinators; for the only one of these, by anyone."""
    if circle.epochs is None or not circle.admitted:
        return circle
    coordinators, given, made = circle.roster.coordinators, epochs.audience(circle.counted), []
    for one in activity.others(session, circle):
        member = circle.roster.members[one.device]
        helps = circle.device.id in coordinators or coordinators == [one.device]
        for id in circle.epochs.keys if helps and not member.overdue(now) else ():
            if one.device in given[id] and _lacks(circle, one, id, now):
                at = max(now, member.received_at + 1)
                made.append(_handing(circle, id, member.keys, at))
    if made:
        circle = circle.including(made)
        circle.save(session)
    return circle


def _handing(circle: Circle, epoch: Id, to: PublicKeys, at: int) -> Statement:
    assert circle.epochs is not None
    key = circle.epochs.keys[epoch]
    if circle.device.id in circle.roster.coordinators:
        return team.rekey(circle.device, circle.team, key, [to], (), at)
    return team.lend(circle.device, circle.team, key, to, at)


def _lacks(circle: Circle, one: Heard, epoch: Id, now: int) -> bool:
    """Whether a laptop said, after it was given a key, that it does not hold it: at once where it lost what opens
    it, after a day where it only has not read it yet."""
    member = circle.roster.members[one.device]
    given = max(
        (
            each.body["at"]
            for each in circle.counted
            if each.kind in (REKEY, LOAN)
            and each.body["epoch"].hex() == epoch
            and bytes.fromhex(one.device) in each.body["sealed"]
        ),
        default=member.admitted_at,
    )
    began = epochs.made_at(circle.counted)
    newest = max((began.get(id, 0) for id in member.held), default=0)
    if member.received_at > given and epoch not in member.held and began.get(epoch, 0) > newest:
        return True  # what is older it destroyed itself
    is_current = circle.epochs is not None and epoch == circle.epochs.current
    silent = not one.peer.keys or epoch in one.peer.keys
    return is_current and not silent and min(one.at, now) - given >= DAY


def _lost(circle: Circle) -> bool:
    """Whether things are sealed to this laptop with a key that it has not: it was put back from a copy."""
    member = circle.roster.members.get(circle.device.id)
    known = {bytes(key.public_key) for key in circle.device.receptions}
    return member is not None and bool(member.keys.reception) and member.keys.reception not in known


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
        held = circle.epochs.keys if circle.epochs else ()
        circle.including([team.receive(device, circle.team, held, _next(circle, now))]).save(session)
    with store.read() as session:
        return circles.load(session)


def _next(circle: Circle, now: int) -> int:
    """Later than all that this laptop said before of its keys, and was given by then: clocks may be years off."""
    me = circle.device.id
    known = (
        one.body["at"]
        for one in circle.counted
        if (one.kind == RECEPTION and one.signer == me) or bytes.fromhex(me) in one.body.get("sealed", ())
    )
    return max(now, max(known, default=0) + 1)
