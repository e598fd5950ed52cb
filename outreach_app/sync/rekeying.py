"""New keys for the team, and keys for those who lack one."""

import secrets

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.store.tables import Operation, SegmentFile
from outreach_app.sync import epochs, team
from outreach_app.sync.circle import Circle
from outreach_app.sync.keys import PublicKeys
from outreach_app.sync.operations import ERASE, PERSON
from outreach_app.sync.segment import EPOCH_AT
from outreach_app.sync.team import COORDINATOR, Statement


def rekeyed(circle: Circle, now: int) -> Circle:
    """A new key for everything that is written from now on: for all whose term has not run out."""
    assert circle.epochs is not None
    began = epochs.made_at(circle.counted)
    key, at = secrets.token_bytes(32), max(now, began[circle.epochs.current] + 1)
    readers = [member.keys for member in circle.roster.active.values() if not member.overdue(now)]
    statement = team.rekey(circle.device, circle.team, key, readers, circle.roster.revoked, at)
    return circle.holding(key).including([statement])


def after_erasures(session: Session, circle: Circle, now: int) -> Circle:
    """On a coordinator's laptop: a new key, once something was erased while the one in use was, so that the old
    one can be destroyed with all that it opens.

    The segment that an erasure came in tells which key that was, whatever clocks say. Where two coordinators do so
    at once, one of the new keys is in use from then on, and none is made for that erasure again.
    """
    if circle.role != COORDINATOR or circle.epochs is None:
        return circle
    sealed_with = func.substr(SegmentFile.sealed, EPOCH_AT + 1, 16)
    orders = (
        select(Operation.id)
        .join(SegmentFile, (SegmentFile.log == Operation.log) & (SegmentFile.seq == Operation.seq))
        .where(Operation.kind.in_((ERASE, PERSON)), Operation.counted, SegmentFile.applied)
        .where(sealed_with == bytes.fromhex(circle.epochs.current))
    )
    if session.scalar(orders.limit(1)) is None:
        return circle
    circle = rekeyed(circle, now)
    circle.save(session)
    return circle


def tended(circle: Circle, now: int) -> Circle:
    """What a coordinator's laptop does at every sync, so that all who should can read, and nobody else.

    Where two coordinators work at once, a newcomer may have been let in by the one while the other made a new
    key, or a laptop put out that the other had just given one.
    """
    if circle.role != COORDINATOR or circle.epochs is None:
        return circle
    given = epochs.audience(circle.counted)
    if given[circle.epochs.current] & circle.roster.revoked.keys():
        circle = rekeyed(circle, now)
    return circle.including(_for_those_who_lack_one(circle, now))


def _for_those_who_lack_one(circle: Circle, now: int) -> list[Statement]:
    assert circle.epochs is not None
    began, given = epochs.made_at(circle.counted), epochs.audience(circle.counted)
    withheld, made = epochs.withheld(circle.counted), []
    for id, key in circle.epochs.keys.items():
        lacking: list[PublicKeys] = [
            member.keys
            for device, member in circle.roster.active.items()
            if id in began and device not in given[id] | withheld[id] and not member.overdue(now)
        ]
        if lacking:
            made.append(team.rekey(circle.device, circle.team, key, lacking, (), max(now, began[id])))
    return made
