"""From opened segments to the database: large batches, each one transaction with the note of what was read.

So a sync that is cancelled or killed goes on where it stopped, and a file is noted as read only when what stood in
it is merged.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError
from sqlalchemy.orm import Session

from outreach_app.domain.clock import Rows
from outreach_app.domain.fields import Id
from outreach_app.store import merge, settings
from outreach_app.store.database import Store
from outreach_app.store.errors import BadPatch
from outreach_app.store.schema import SCHEMA
from outreach_app.store.tables import (
    Covered,
    FolderFile,
    LateSegment,
    Peer,
    SegmentFile,
    SnapshotPart,
)
from outreach_app.sync import ledger, operations
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import BAD_CONTENT, FORKED, NOT_WHOLE, State
from outreach_app.sync.folder import Entry
from outreach_app.sync.ledger import place_of
from outreach_app.sync.payload import Mark, Payload
from outreach_app.sync.report import SyncReport
from outreach_app.sync.segment import SNAPSHOT, Header, Segment
from outreach_app.sync.snapshot import KNOWN_BY

log = logging.getLogger(__name__)

BATCH = 100_000
"""Changes merged in one transaction: the larger, the faster each of them."""
_UNREADABLE = {State.INCOMPLETE, State.DAMAGED, State.LOCKED}
_BATCH_BYTES = 64 * 1024 * 1024
_DAY = 24 * 3600 * 1000
"""For which a file that is not whole may be on its way."""
_ITS_FAULT = (BadPatch, IntegrityError, DataError, InterfaceError)
"""What a bad segment gives; anything else is the database's or our own fault, and no reason to set work aside."""


@dataclass(frozen=True)
class Opened:
    """A verified segment and what it says, waiting to be merged."""

    entry: Entry
    segment: Segment
    payload: Payload


@dataclass
class Intake:
    """What a reading of the folder takes in."""

    store: Store
    circle: Circle
    """As far as it is known by now."""
    report: SyncReport
    remember: bool
    """Whether names and sizes are worth remembering: a bundle is read once."""

    _remembered: dict[str, FolderFile] = field(default_factory=dict)
    _held: dict[bytes, bool] = field(default_factory=dict)
    """Hashes of the segments that are here, and whether they were merged."""
    _places: set[tuple[Id, int]] = field(default_factory=set)
    _base: Mapping[Id, Mark] = field(default_factory=dict)
    _old: set[Id] = field(default_factory=set)
    """Snapshots that were replaced by newer ones."""
    _batch: list[Opened] = field(default_factory=list)
    _changes: int = 0
    _bytes: int = 0
    _notes: dict[str, tuple[int, State, str]] = field(default_factory=dict)

    def start(self) -> Mapping[str, FolderFile]:
        """What is remembered of the folder, by name."""
        with self.store.read() as session:
            rows = session.execute(select(SegmentFile.hash, SegmentFile.applied, SegmentFile.log, SegmentFile.seq))
            for key, applied, log_id, seq in rows:
                self._held[key] = applied
                self._places.add((log_id, seq))
            self._held |= dict.fromkeys(session.scalars(select(SnapshotPart.hash)), True)
            self._old = set(settings.get(session, settings.OLD_SNAPSHOTS, ()))
            self._base = ledger.baseline(session)
            if self.remember:
                self._remembered = {row.name: row for row in session.scalars(select(FolderFile))}
        return self._remembered

    def note(self, entry: Entry, state: State, reason: str = "") -> None:
        since = self._since(entry.name)
        if state is State.DAMAGED and self.remember and abs(self.store.clock.milliseconds() - since) < _DAY:
            state, reason = State.INCOMPLETE, NOT_WHOLE
        self._notes[entry.name] = (entry.size, state, reason)
        if state != State.KNOWN and not (state in _UNREADABLE and self._needless(entry)):
            self.report.name(entry.name, state, reason, since)

    def holds(self, entry: Entry, found: Segment) -> bool:
        """Whether these very bytes were merged before, or a snapshot stands for them; then the file is noted.

        What is in quarantine is tried anew: a newer program may read what an older one could not.
        """
        known = self._held.get(found.hash, False) or self._covered(found)
        if known:
            self.note(entry, State.KNOWN)
        return known

    def _needless(self, entry: Entry) -> bool:
        """By its name, a snapshot stands for it: whatever it was, nobody needs it any more."""
        place = place_of(entry.name)
        return place is not None and (
            place[0] in self._old or (place[0] in self._base and place[1] <= self._base[place[0]].seq)
        )

    def _covered(self, found: Segment) -> bool:
        header = found.header
        if header.kind == SNAPSHOT or header.log not in self._base or self._base[header.log].seq < header.seq:
            return header.log in self._old
        with self.store.read() as session:
            return session.get(Covered, found.hash[:KNOWN_BY]) is not None

    def take(self, opened: Opened) -> None:
        header = opened.segment.header
        place = (header.log, header.seq)
        fork = place in self._places and opened.segment.hash not in self._held
        self.note(opened.entry, *((State.FORK, FORKED) if fork else (State.KNOWN, "")))
        self._places.add(place)
        self._held[opened.segment.hash] = True
        self._batch.append(opened)
        self._changes += opened.payload.changes
        self._bytes += opened.entry.size
        if self._changes >= BATCH or self._bytes >= _BATCH_BYTES:
            self.merge()

    def quarantine(self, entry: Entry, found: Segment, reason: str, *, late: bool = False) -> None:
        """Keeps the bytes, merges nothing of them. What comes too late is counted once, when it comes."""
        if late and found.hash in self._held:
            self._notes[entry.name] = (entry.size, State.QUARANTINED, reason)
            return
        log.warning("segment %s/%d is quarantined", found.header.log, found.header.seq)
        self._held[found.hash] = False
        self.note(entry, State.QUARANTINED, reason)
        with self.store.write() as session:
            session.merge(self._row(found, applied=False))
            if late:
                session.merge(LateSegment(hash=found.hash))

    def merge(self) -> None:
        """The batch in one transaction; if one of its segments is bad, each in its own."""
        batch, self._batch, self._changes, self._bytes = self._batch, [], 0, 0
        try:
            self._commit(batch)
        except _ITS_FAULT as error:
            if not batch:
                raise
            log.warning("a batch of %d segments: %s", len(batch), type(error).__name__)
            notes, self._notes = self._notes, {}
            for one in batch:
                try:
                    self._commit([one])
                except _ITS_FAULT:
                    self.quarantine(one.entry, one.segment, BAD_CONTENT)
            self._notes = notes | self._notes
            self._commit([])

    def forget(self, gone: set[str]) -> None:
        """Drops the notes of names that are no more. What was read from them stays."""
        if gone:
            with self.store.write() as session:
                _drop_notes(session, sorted(gone))

    def _commit(self, batch: Sequence[Opened]) -> None:
        if not batch and not self._notes:
            return
        with self.store.write() as session:
            _meet(session, batch)
            for one in batch:
                session.merge(self._row(one.segment, payload=one.payload))
                if late := session.get(LateSegment, one.segment.hash):
                    session.delete(late)
            self._operate(session, batch)
            for creates in layers([one.payload for one in batch]):
                merge.apply(session, creates, (), self.circle.team)
            if edits := [edit for one in batch for edit in one.payload.edits]:
                merge.apply(session, {}, edits, self.circle.team)
            self._write_notes(session)
        self._notes.clear()
        self.report.applied += sum(one.payload.changes for one in batch)
        self.report.taken += [one.segment.hash for one in batch]

    def _operate(self, session: Session, batch: Sequence[Opened]) -> None:
        """Operations before patches, so that nothing erased comes back."""
        for one in batch:
            header, said = one.segment.header, one.payload
            operations.receive(session, header.device, header.log, header.seq, said.at, said.ops)
        operations.carry_out(session, self.circle)

    def _row(self, found: Segment, *, payload: Payload | None = None, applied: bool = True) -> SegmentFile:
        header = found.header
        return SegmentFile(
            hash=found.hash,
            team=header.team,
            log=header.log,
            seq=header.seq,
            device=header.device,
            own=header.device == self.circle.device.id,
            published=self.remember,  # what came by a bundle is passed on to the folder
            applied=applied,
            changes=payload.changes if payload else 0,
            through=payload.through if payload else 0,
            sealed=found.sealed,
        )

    def _write_notes(self, session: Session) -> None:
        if not self.remember or not self._notes:
            return
        _drop_notes(session, list(self._notes))
        for name, (size, state, reason) in self._notes.items():
            since = self._since(name)
            session.add(FolderFile(name=name, size=size, state=state, reason=reason, first_seen=since))

    def _since(self, name: str) -> int:
        before = self._remembered.get(name)
        return before.first_seen if before is not None else self.store.clock.milliseconds()


def _drop_notes(session: Session, names: Sequence[str]) -> None:
    for start in range(0, len(names), 500):
        session.execute(delete(FolderFile).where(FolderFile.name.in_(names[start : start + 500])))


def layers(batch: Sequence[Payload]) -> list[dict[str, Rows]]:
    """New rows of all segments by table. Programs of another age name other columns: these go separately."""
    found: list[dict[str, Rows]] = []
    for said in batch:
        for table, rows in said.creates.items():
            for layer in found:
                if layer.setdefault(table, Rows(rows.columns)).columns == rows.columns:
                    layer[table].rows.extend(rows.rows)
                    break
            else:
                found.append({table: Rows(rows.columns, list(rows.rows))})
    return found


def _meet(session: Session, batch: Sequence[Opened]) -> None:
    """Remembers what each laptop says of itself, unless it said something later already."""
    newest: dict[Id, Opened] = {}
    for one in sorted(batch, key=lambda one: (len(one.payload.nonces), one.segment.header.seq)):
        newest[one.segment.header.device] = one
    for one in newest.values():
        header, said = one.segment.header, one.payload
        later = select(SegmentFile.seq).where(SegmentFile.log == header.log, SegmentFile.seq > header.seq)
        if session.scalar(later.limit(1)) is None:
            session.merge(said_by(header, said))


def said_by(header: Header, said: Payload) -> Peer:
    """What a segment says of its writer, who has read what it wrote itself."""
    front: dict[str, Any] = {log_id: [mark.seq, mark.through] for log_id, mark in said.front.items()}
    return Peer(
        device=header.device,
        at=said.at,
        front=front | {header.log: [header.seq, said.through]},
        want={log_id: list(seqs) for log_id, seqs in said.want.items()},
        digest=said.digest if said.schema == SCHEMA else "",
        keys=list(said.keys),
    )
