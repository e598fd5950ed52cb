"""What a sync counted, one by one: for `sync --details`, and for whoever looks after a team's sync."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_TABLE
from outreach_app.store import changes
from outreach_app.store.choices import Choice, choices
from outreach_app.store.tables import SegmentFile
from outreach_app.sync import people, segment, snapshot
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import SetAside
from outreach_app.sync.keys import author_of
from outreach_app.sync.ledger import Gap
from outreach_app.sync.payload import Payload
from outreach_app.sync.pull import opened
from outreach_app.sync.report import Carried, Details

_NOT_SEALED = 10_000
"""Changes looked at that are in no segment yet; an import of a season waits no longer than until the next sync."""


def authors(session: Session, circle: Circle) -> dict[Id, str]:
    """Names of the team's people by their logs, as far as segments of these are here."""
    names = {one.fingerprint: one.name for one in people.members(session, circle)}
    of_device = {device: names[one.keys.fingerprint] for device, one in circle.roster.members.items()}
    writers = {circle.device.log: circle.device.id} | snapshot.devices(session)
    return {log: of_device.get(device, "") for log, device in writers.items()}


def conflicts(session: Session, circle: Circle) -> list[Choice]:
    """All conflicts, with the names of who wrote what."""
    return choices(session, {author_of(log): name for log, name in authors(session, circle).items()})


def details(
    session: Session, circle: Circle, sent: Iterable[bytes], taken: Iterable[bytes], gaps: Iterable[Gap]
) -> Details:
    """`sent` and `taken` are hashes of the segments of a sync."""
    names = authors(session, circle)
    unsent = session.scalars(
        select(SegmentFile.hash).where(~SegmentFile.published).order_by(SegmentFile.log, SegmentFile.seq)
    ).all()
    outbox = changes.pending(session, _NOT_SEALED)
    waiting = by_kind(Payload((), 0, 0, outbox.creates, outbox.edits))
    pending = [Carried("", names.get(circle.device.log, ""), len(outbox.ns), waiting)] if outbox.ns else []
    return Details(
        published=[_carried(session, circle, names, key) for key in sent],
        applied=[_carried(session, circle, names, key) for key in taken],
        pending=pending + [_carried(session, circle, names, key) for key in unsent],
        missing=[(gap, names.get(gap.log, "")) for gap in gaps],
        conflicts=conflicts(session, circle),
    )


def _carried(session: Session, circle: Circle, names: Mapping[Id, str], key: bytes) -> Carried:
    row = session.get_one(SegmentFile, key)
    found = segment.parse(row.sealed)
    try:
        kinds = by_kind(opened(circle, found, {}))
    except SetAside:  # from a bundle, sealed with a key that is not this laptop's
        kinds = Counter()
    return Carried(found.header.name, names.get(row.log, ""), row.changes, kinds)


def by_kind(said: Payload) -> Counter[str]:
    """How many changes of which kind of record, by slug."""
    counts = Counter({table: len(rows.rows) for table, rows in said.creates.items()})
    counts.update(edit.table for edit in said.edits)
    return Counter({BY_TABLE[table].slug if table in BY_TABLE else table: n for table, n in counts.items()})
