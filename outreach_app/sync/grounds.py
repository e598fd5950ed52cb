"""What a laptop can start from: which snapshots count, and which of them it can do with without losing anything.

A snapshot made by a laptop that had not heard yet who was out may hold work that came too late. Nobody starts from
that who can have the rest otherwise.
"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import __version__
from outreach_app.domain.fields import Id
from outreach_app.store import settings
from outreach_app.store.tables import Baseline, Covered, LateSegment, SegmentFile
from outreach_app.sync import ledger, quarantine, snapshot
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import SetAside
from outreach_app.sync.payload import Mark
from outreach_app.sync.snapshot import KNOWN_BY, Snapshot

_REFUSED = "refused_snapshots"
"""Setting: snapshots that are not what they say they are, and the version of the program that found so."""
_STANDS_ON = "stands_on"
"""Setting: hash of part 1 of the snapshot that the baseline comes from."""


def usable(session: Session, circle: Circle, keys: Mapping[bytes, bytes] | None = None) -> list[Snapshot]:
    """The whole snapshots that were not found wrong by this version, the one to start from first: one with work in
    it that came too late after all others."""
    refused = settings.get(session, _REFUSED, {})
    ids = refused.get("ids", []) if refused.get("version") == __version__ else []
    found = [one for one in snapshot.whole(session, circle, keys) if one.id not in ids]
    return sorted(found, key=lambda one: tainted(circle, one))


def can_rebuild(session: Session, circle: Circle) -> bool:
    """Whether there is what it takes to start anew."""
    return bool(complete(session, circle))


def complete(session: Session, circle: Circle) -> list[Snapshot | None]:
    """What to start anew from without losing anything: snapshots that count; all that is held; and the snapshot
    that this laptop stands on, believed when its maker was not out yet."""
    believed = bytes.fromhex(settings.get(session, _STANDS_ON, ""))
    needed, late = _needed(session, circle), stands_on_late(session, circle)
    counting = usable(session, circle)
    clean = [one for one in counting if not tainted(circle, one)]
    own = [one for one in snapshot.whole(session, circle, believed=believed) if one.key == believed]
    own = [one for one in own if one not in counting and (late or not tainted(circle, one))]
    found = [*clean, None, *own, *(one for one in counting if late and one not in clean)]
    return [
        one for one in found if behind(one.front if one else {}, needed) or _loses_nothing(session, circle, one)
    ]


def stands_on_late(session: Session, circle: Circle) -> bool:
    """Whether the snapshot that this laptop stands on holds work that came too late."""
    return _needed(session, circle) != {log_id: mark.seq for log_id, mark in ledger.baseline(session).items()}


def _needed(session: Session, circle: Circle) -> dict[Id, int]:
    """How much of each log counts of what this laptop stands on."""
    rows = session.scalars(select(Baseline))
    return {row.log: _on_time(circle, row.log, row.device, row.seq, row.hash) for row in rows}


def _loses_nothing(session: Session, circle: Circle, one: Snapshot | None) -> bool:
    """Whether all files that this laptop does without, as a snapshot stands for them, are held or in this one."""
    late = select(LateSegment.hash)
    columns = SegmentFile.hash, SegmentFile.log, SegmentFile.seq
    rows = session.execute(select(*columns).where(SegmentFile.applied | SegmentFile.hash.in_(late))).all()
    held = {key[:KNOWN_BY] for key, _log, _seq in rows}
    ends = {(log_id, seq) for _key, log_id, seq in rows}
    needed = {log_id: seq for log_id, seq in _needed(session, circle).items() if (log_id, seq) not in ends}
    if not behind(one.front if one else {}, needed):
        return False
    try:
        stood_for = snapshot.covered(session, circle, one) if one else set()
    except SetAside:
        return False
    return set(session.scalars(select(Covered.hash))) <= held | stood_for


def _on_time(circle: Circle, log_id: Id, device: Id, seq: int, key: bytes) -> int:
    """How much of a log counts, of so much."""
    late = quarantine.too_late(circle.roster, device, log_id, seq, key)
    return circle.roster.last.get(log_id, 0) if late else seq


def behind(front: Mapping[Id, Mark], numbers: Mapping[Id, int]) -> bool:
    return all(not seq or (log_id in front and front[log_id].seq >= seq) for log_id, seq in numbers.items())


def counting(circle: Circle, one: Snapshot) -> dict[Id, int]:
    """How much of each log is in it that counts."""
    return {
        log_id: _on_time(circle, log_id, one.devices.get(log_id, one.device), mark.seq, mark.hash)
        for log_id, mark in one.front.items()
    }


def tainted(circle: Circle, one: Snapshot) -> bool:
    """Whether its maker had taken in what came too late, before hearing of that."""
    return counting(circle, one) != {log_id: mark.seq for log_id, mark in one.front.items()}


def refuse(session: Session, id: Id) -> None:
    """This version does not use it again."""
    before = settings.get(session, _REFUSED, {})
    ids = before.get("ids", []) if before.get("version") == __version__ else []
    settings.put(session, _REFUSED, {"version": __version__, "ids": [*ids, id]})


def stand_on(session: Session, one: Snapshot) -> None:
    """From now on the baseline comes from this one."""
    settings.put(session, _STANDS_ON, one.key.hex())
