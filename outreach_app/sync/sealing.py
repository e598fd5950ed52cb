"""From the outbox to sealed segments, kept in the vault until the folder has them, and after that as history."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import changes, integrity, settings
from outreach_app.store.database import Store
from outreach_app.store.tables import Peer, SegmentFile
from outreach_app.sync import ledger, operations, payload, segment
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import NotAdmitted
from outreach_app.sync.intake import said_by
from outreach_app.sync.ledger import Lacks
from outreach_app.sync.payload import Mark, Payload, TooLarge
from outreach_app.sync.segment import Header

PER_SEGMENT = 5_000
"""Changes sealed together at most: an import of a season is a few files, an evening's work is one."""
DAY = 24 * 3600 * 1000
_DIGEST_TOLD = "digest_told"
"""Setting: when the others were last told what this laptop holds."""


def seal(store: Store, circle: Circle, lacks: Lacks) -> None:
    """Moves the outbox into segments, each in one transaction: no change is ever in both, or in neither.

    Where there is nothing to say, a segment without changes still tells what this laptop lacks, and at most once
    a day that it has read what others sent. The digest, which takes reading every record, is told once a day too.
    """
    with store.read() as session:
        front = ledger.front(session)
    limit, sealed = PER_SEGMENT, False
    while True:
        with store.write() as session:
            outbox, said_too = changes.pending(session, limit), operations.queued(session)
            silent = sealed or not _worth_telling(session, circle, front, lacks, store)
            if silent and not (outbox.ns or said_too):
                return
            last = len(outbox.ns) < limit and len(said_too) < operations.IN_SEGMENT
            said = Payload(
                nonces=circle.device.nonces,
                at=store.clock.milliseconds(),
                through=_mark(front, circle).through + len(outbox.ns),
                creates=outbox.creates,
                edits=outbox.edits,
                front=front,
                want=lacks.want,
                digest=_digest(session, store.clock.milliseconds()) if last else "",
                ops=[operations.packed(one) for one in said_too],
                keys=tuple(sorted(circle.epochs.keys)) if circle.epochs else (),
            )
            try:
                front[circle.device.log] = _keep(session, circle, said, _mark(front, circle))
            except TooLarge:
                limit = len(outbox.ns) // 2
                continue
            changes.sent(session, outbox.ns)
            operations.sealed(said_too, circle.device.log, front[circle.device.log].seq)
        sealed = True
        if last:
            return


def _digest(session: Session, now: int) -> str:
    if abs(now - settings.get(session, _DIGEST_TOLD, 0)) < DAY or ledger.beyond(session):
        return ""
    settings.put(session, _DIGEST_TOLD, now)
    return integrity.digest(session)


def _mark(front: Mapping[Id, Mark], circle: Circle) -> Mark:
    return front.get(circle.device.log, Mark(0, 0, bytes(32)))


def _keep(session: Session, circle: Circle, said: Payload, before: Mark) -> Mark:
    """Seals and keeps one segment. Raises TooLarge."""
    device, epochs = circle.device, circle.epochs
    if epochs is None:
        raise NotAdmitted
    header = Header(circle.team, device.id, epochs.current, device.log, before.seq + 1, before.hash)
    found = segment.seal(header, payload.encode(said), epochs.keys[epochs.current], device.signing)
    session.add(
        SegmentFile(
            hash=found.hash,
            team=circle.team,
            log=header.log,
            seq=header.seq,
            device=device.id,
            own=True,
            published=False,
            applied=True,
            changes=said.changes,
            through=said.through,
            sealed=found.sealed,
        )
    )
    session.merge(said_by(header, said))
    return Mark(header.seq, said.through, found.hash)


_SIGN_OF_LIFE = 28 * DAY
"""After so long a laptop that syncs says so, though nobody wrote anything: it is not stale."""


def _worth_telling(session: Session, circle: Circle, front: Mapping[Id, Mark], lacks: Lacks, store: Store) -> bool:
    """Whether others should hear from this laptop although nothing was written on it.

    Progress is counted in changes, so that two laptops do not go on telling each other that they heard.
    """
    told = session.get(Peer, circle.device.id)
    if lacks.want and (told is None or dict(lacks.want) != told.want):
        return True
    if operations.untold(session, circle.device.id, told.front if told else {}):
        return True
    if told is not None and _waited_for(session, circle, told):
        return True
    read = {log: mark.through for log, mark in front.items() if mark.through and log != circle.device.log}
    heard = {log: through for log, (_seq, through) in told.front.items()} if told else {}
    news = any(heard.get(log, 0) < through for log, through in read.items())
    silent = abs(store.clock.milliseconds() - told.at) if told else _SIGN_OF_LIFE
    return silent >= (DAY if news else _SIGN_OF_LIFE)


def _waited_for(session: Session, circle: Circle, told: Peer) -> bool:
    """Whether others cannot tidy up, or destroy a key, before they hear from this laptop."""
    covered = all(told.front.get(log, [0])[0] >= mark.seq for log, mark in ledger.baseline(session).items())
    held = sorted(circle.epochs.keys) if circle.epochs else []
    return not covered or held != sorted(told.keys)
