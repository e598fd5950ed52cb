"""Snapshots: all that the team shares at one frontier, sealed in parts by a coordinator.

Each part is a file like a segment, with the snapshot's random id in place of a log. Part 1 is sealed last and
names the others by their hashes: where it is, nothing can be missing unnoticed. A snapshot counts where all its
parts are held and its signer is a coordinator; what is said in it is believed once its sums match what was put in.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import changes, snapshots
from outreach_app.store.schema import SCHEMA
from outreach_app.store.snapshots import Slice, Version
from outreach_app.store.tables import Baseline, Covered, SegmentFile, SnapshotPart
from outreach_app.sync import ledger, payload, quarantine, segment
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import LATE, NEWER_FORMAT, NO_KEY, NotAdmitted, SetAside, State
from outreach_app.sync.payload import Mark, Payload, TooLarge, as_written, packed, unpacked
from outreach_app.sync.segment import SNAPSHOT, Header, Segment

KNOWN_BY = 16
"""Bytes of the hash of a file by which `covered` knows it."""
_ALL = 1 << 60


@dataclass(frozen=True)
class Snapshot:
    """A snapshot of which part 1 is held."""

    id: Id
    key: bytes
    """Hash of part 1, which names all the others."""
    device: Id
    """Whose signature it bears."""
    at: int
    """By its writer's clock, in milliseconds since 1970."""
    first_seen: int
    """By this laptop's clock."""
    schema: str
    front: Mapping[Id, Mark]
    """Of each log what it covers."""
    devices: Mapping[Id, Id]
    """Whose log is whose."""
    parts: tuple[bytes, ...]
    """Hashes of the other parts, in their order."""
    sums: Mapping[str, tuple[tuple[str, ...], bytes]]

    @property
    def weight(self) -> tuple[int, int, int, Id]:
        """Which of two to start from: who covers more. The same on every laptop."""
        marks = self.front.values()
        return sum(mark.through for mark in marks), sum(mark.seq for mark in marks), self.at, self.id

    def covered_by(self, front: Mapping[Id, Mark]) -> bool:
        return covers(front, self.front)


def covers(front: Mapping[Id, Mark], other: Mapping[Id, Mark]) -> bool:
    """Whether all that is behind the other frontier is behind this one."""
    return all(log in front and front[log].seq >= mark.seq for log, mark in other.items())


def make(session: Session, circle: Circle, now: int) -> Id:
    """Seals all that is shared here. What is not in a segment yet is in it, and comes again with its segment.

    Raises SetAside where something is held that cannot be opened and lies behind a gap, and where work that came
    too late is not taken back yet: nobody is to get that from here.
    """
    if quarantine.overtaken(session, circle):
        raise SetAside(State.QUARANTINED, LATE)
    front = ledger.front(session, merged=True)
    id = Id(secrets.token_hex(16))
    hashes: list[bytes] = []
    for piece in _pieces(session, circle, front):
        for data in fitting(piece):
            hashes.append(_keep(session, circle, id, len(hashes) + 2, data, now))
    content = {
        "at": now,
        "front": {bytes.fromhex(log): mark for log, mark in front.items()},
        "devices": {bytes.fromhex(log): bytes.fromhex(device) for log, device in devices(session).items()},
        "parts": hashes,
        "sums": snapshots.sums(session, circle.team),
    }
    _keep(session, circle, id, 1, packed(content, divisible=False), now)
    return id


def whole(
    session: Session, circle: Circle, keys: Mapping[bytes, bytes] | None = None, believed: bytes = b""
) -> list[Snapshot]:
    """The snapshots that count and of which every part is held here, the one to start from first.

    Of who is out by now only the one whose part 1 is named as believed before.
    """
    hashes: dict[Id, set[bytes]] = {}
    for id, key in session.execute(select(SnapshotPart.snapshot, SnapshotPart.hash)):
        hashes.setdefault(id, set()).add(key)
    found = []
    for row in session.scalars(select(SnapshotPart).where(SnapshotPart.seq == 1)).all():
        try:
            one = _read(row, _opened(circle, row.sealed, keys or {}))
        except SetAside:
            continue
        counts = row.device in circle.roster.coordinators or row.hash == believed
        if counts and hashes[one.id] >= set(one.parts):
            found.append(one)
    return sorted(found, key=lambda one: one.weight, reverse=True)


def files(session: Session, of: Sequence[Snapshot]) -> list[tuple[str, int, bytes]]:
    """Name, size and hash of every part. Part 1 comes last: it says that the others are there."""
    rows = session.execute(
        select(SnapshotPart.snapshot, SnapshotPart.seq, SnapshotPart.hash, func.length(SnapshotPart.sealed))
        .where(SnapshotPart.snapshot.in_([one.id for one in of]))
        .order_by(SnapshotPart.snapshot, SnapshotPart.seq.desc())
    )
    return [(name_of(id, seq), size, key) for id, seq, key, size in rows]


def name_of(id: Id, seq: int) -> str:
    return Header(id, id, id, id, seq, kind=SNAPSHOT).name


def pieces(
    session: Session, circle: Circle, snapshot: Snapshot, keys: Mapping[bytes, bytes] | None = None
) -> Iterator[Slice]:
    """What is in it, piece by piece. Raises SetAside for what is not as this program writes it."""
    if snapshot.schema > SCHEMA:
        raise SetAside(State.NEWER, NEWER_FORMAT)
    for key in snapshot.parts:
        data = _opened(circle, session.get_one(SnapshotPart, key).sealed, keys or {})
        with as_written():
            content = unpacked(data)
            columns = tuple(content["columns"])
            if len(content["values"]) != len(columns):
                raise ValueError("columns")
            yield Slice(content["table"], columns, list(zip(*content["values"], strict=True)))


def take(session: Session, circle: Circle, found: Segment, now: int, keys: Mapping[bytes, bytes]) -> None:
    """Keeps a part of which a signature was verified. Raises SetAside if it cannot be opened here."""
    segment.unseal(found, _key(circle, found, keys))
    _insert(session, found, now)


def devices(session: Session) -> dict[Id, Id]:
    """Whose log is whose, as far as anything of it is known here."""
    return {
        log: device
        for kind in (Baseline, SegmentFile)
        for log, device in session.execute(select(kind.log, kind.device).distinct())
    }


def covered(
    session: Session, circle: Circle, snapshot: Snapshot, keys: Mapping[bytes, bytes] | None = None
) -> set[bytes]:
    """The starts of the hashes of all files that it stands for. Raises SetAside."""
    found: set[bytes] = set()
    for piece in pieces(session, circle, snapshot, keys):
        if piece.table == Covered.__tablename__:
            found.update(row[0] for row in piece.rows)
        elif found:
            break  # they stand near the beginning
    return found


def versions(session: Session, said: Iterable[Payload]) -> Iterator[Version]:
    """Row and clock of these patches, and of those that are in no segment yet: others may still get them."""
    outbox = changes.pending(session, _ALL)
    for one in chain(said, [Payload((), 0, 0, outbox.creates, outbox.edits)]):
        for rows in one.creates.values():
            yield from ((row[0], row[1], row[2]) for row in rows.rows)
        yield from ((edit.row, edit.stamp, edit.author) for edit in one.edits)


def held_beyond(session: Session, circle: Circle, front: Mapping[Id, Mark]) -> Iterator[Payload]:
    """What merged segments say that lie behind a frontier. Raises SetAside for one that cannot be opened."""
    rows = session.execute(
        select(SegmentFile.hash, SegmentFile.log, SegmentFile.seq).where(SegmentFile.applied)
    ).all()
    yield from (
        reopened(session, circle, key) for key, log, seq in rows if log not in front or seq > front[log].seq
    )


def reopened(session: Session, circle: Circle, key: bytes) -> Payload:
    """What a segment says that was merged before. Raises SetAside."""
    return payload.read(opened(session, circle, key))


def opened(session: Session, circle: Circle, key: bytes) -> bytes:
    """The payload of a segment that was merged before, as it was sealed. Raises SetAside."""
    sealed = session.scalars(select(SegmentFile.sealed).where(SegmentFile.hash == key)).one()
    return _opened(circle, sealed, {})


def _pieces(session: Session, circle: Circle, front: Mapping[Id, Mark]) -> Iterator[Slice]:
    held = session.execute(select(SegmentFile.hash, SegmentFile.log, SegmentFile.seq).where(SegmentFile.applied))
    known = set(session.scalars(select(Covered.hash)))
    new = {key[:KNOWN_BY] for key, log, seq in held if log in front and seq <= front[log].seq} - known
    session.add_all(Covered(hash=key) for key in new)
    session.flush()
    yield from snapshots.slices(session, circle.team, versions(session, held_beyond(session, circle, front)))


def fitting(piece: Slice) -> Iterator[bytes]:
    """A slice in as many parts as it takes."""
    content = {"table": piece.table, "columns": piece.columns, "values": list(zip(*piece.rows, strict=True))}
    try:
        yield packed(content, divisible=len(piece.rows) > 1)
    except TooLarge:
        half = len(piece.rows) // 2
        for rows in (piece.rows[:half], piece.rows[half:]):
            yield from fitting(piece._replace(rows=rows))


def _keep(session: Session, circle: Circle, id: Id, seq: int, data: bytes, now: int) -> bytes:
    """Seals and keeps one part. Returns its hash."""
    if circle.epochs is None:
        raise NotAdmitted
    header = Header(circle.team, circle.device.id, circle.epochs.current, id, seq, kind=SNAPSHOT)
    found = segment.seal(header, data, circle.epochs.keys[header.epoch], circle.device.signing)
    _insert(session, found, now)
    return found.hash


def _insert(session: Session, found: Segment, now: int) -> None:
    header = found.header
    if session.get(SnapshotPart, found.hash) is None:
        row = SnapshotPart(
            hash=found.hash,
            snapshot=header.log,
            seq=header.seq,
            device=header.device,
            first_seen=now,
            sealed=found.sealed,
        )
        session.add(row)
        session.flush()
        session.expunge(row)  # not all of them in memory at once


def _opened(circle: Circle, sealed: bytes, keys: Mapping[bytes, bytes]) -> bytes:
    found = segment.parse(sealed)
    return segment.unseal(found, _key(circle, found, keys))


def _key(circle: Circle, found: Segment, keys: Mapping[bytes, bytes]) -> bytes:
    if found.hash in keys:
        return keys[found.hash]
    epochs = circle.epochs.keys if circle.epochs else {}
    if found.header.epoch not in epochs:
        raise SetAside(State.LOCKED, NO_KEY)
    return segment.key_of(found, epochs[found.header.epoch])


def _read(row: SnapshotPart, data: bytes) -> Snapshot:
    with as_written():
        content = unpacked(data)
        parts = tuple(map(bytes, content["parts"]))
        if len({*parts, row.hash}) != len(parts) + 1 or any(len(key) != len(row.hash) for key in parts):
            raise ValueError("parts")
        return Snapshot(
            id=row.snapshot,
            key=row.hash,
            device=row.device,
            at=int(content["at"]),
            first_seen=row.first_seen,
            schema=str(content["schema"]),
            front={Id(log.hex()): _mark(*mark) for log, mark in content["front"].items()},
            devices={Id(log.hex()): Id(device.hex()) for log, device in content["devices"].items()},
            parts=parts,
            sums={
                str(table): (tuple(map(str, columns)), bytes(total))
                for table, (columns, total) in content["sums"].items()
            },
        )


def _mark(seq: int, through: int, last: bytes) -> Mark:
    if not (0 < int(seq) <= segment.LAST and int(through) >= 0 and len(last) == 32):
        raise ValueError("mark")
    return Mark(int(seq), int(through), bytes(last))
