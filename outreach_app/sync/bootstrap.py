"""Starting from a snapshot: a new laptop, one that was away while the others compacted, one that went wrong.

What the team shares is replaced by what the snapshot says, in one transaction; then what is held that it does not
stand for is merged again, this laptop's unsent work too. So nothing of this laptop is lost, what was erased
stays erased, and conflicts that were closed stay closed.

With one exception: a vault put back from a copy sends what waited to be sent when the copy was made, though its
lost log may have sent it before. Where others replaced it meanwhile and a snapshot left that out, a conflict comes
back, for someone to close once more. Its outbox cannot be told from work that nobody has: that would be lost.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from outreach_app.i18n import N_
from outreach_app.store import changes, merge, snapshots
from outreach_app.store.database import Store
from outreach_app.store.errors import BadPatch
from outreach_app.store.tables import Baseline, Covered, FolderFile, SegmentFile
from outreach_app.sync import grounds, ledger, quarantine, snapshot
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import BAD_CONTENT, NothingToRebuildFrom, SetAside, State
from outreach_app.sync.intake import BATCH, layers
from outreach_app.sync.payload import Payload
from outreach_app.sync.report import SyncReport
from outreach_app.sync.snapshot import KNOWN_BY, Snapshot, covers

log = logging.getLogger(__name__)

_STARTED_ANEW = N_(
    "This laptop was away for long: it started anew from a snapshot of the team's work. What was written here is"
    " kept and is sent."
)
_DOES_NOT_ADD_UP = N_("A snapshot of the team's work is not what it says. It is not used.")


@dataclass
class Start:
    """How a laptop comes to what a snapshot holds."""

    store: Store
    circle: Circle
    report: SyncReport
    keys: Mapping[bytes, bytes] = field(default_factory=dict)
    """Keys of single files by their hash, from a bundle."""
    restored: bool = False
    """The snapshot stands for more of this laptop's own log than the laptop knew."""

    def begin(self) -> bool:
        """A laptop that holds nothing of others yet starts from the newest snapshot, not from the beginning."""
        with self.store.read() as session:
            others = select(SegmentFile.hash).where(~SegmentFile.own).limit(1)
            if session.scalar(others) is not None or ledger.baseline(session):
                return False
            found = grounds.usable(session, self.circle, self.keys)
        return any(self._put_in(one) for one in found if not grounds.tainted(self.circle, one))

    def catch_up(self) -> bool:
        """After everything is read that there is: what a snapshot stands for is here, or comes from it.

        What is missing of that is nowhere to be read any more.
        """
        with self.store.read() as session:
            found = grounds.usable(session, self.circle, self.keys)
            base, front = ledger.baseline(session), ledger.front(session, merged=True)
        found = [
            one
            for one in found
            if not (
                grounds.tainted(self.circle, one) and grounds.behind(front, grounds.counting(self.circle, one))
            )
        ]
        if not found or found[0].covered_by(base):
            return False
        if found[0].covered_by(front) and self._accept(found[0]):
            return False
        if renewed := any(self._put_in(one) for one in found if covers(one.front, base)):
            self.report.name("", State.RENEWED, _STARTED_ANEW)
        return renewed

    def rebuild(self) -> None:
        """Anew from the newest snapshot, or from all that is held, where nothing was dropped yet.

        Raises NothingToRebuildFrom.
        """
        with self.store.read() as session:
            found = grounds.complete(session, self.circle)
        for one in found:
            if one is None:
                with self.store.write() as session:
                    self._replace(session, None)
                return
            if self._put_in(one):
                return
        raise NothingToRebuildFrom

    def without(self, keys: Sequence[bytes]) -> bool:
        """Anew without some of what is held, which waits in quarantine from now on; whether that can be done."""
        with self.store.read() as session:
            found = [
                one
                for one in grounds.complete(session, self.circle)
                if not (one and grounds.tainted(self.circle, one))
            ]
        for one in found:
            try:
                with self.store.write() as session:
                    quarantine.set_aside(session, keys)
                    self._replace(session, one)
                    session.execute(delete(FolderFile))  # what a snapshot stood for is looked at again
                return True
            except SetAside as aside:
                log.warning("a snapshot is set aside: %s", aside.state)
        return False

    def _accept(self, one: Snapshot) -> bool:
        """Whether all that it stands for is here, both branches of what was forked too: from now on files up to
        there are ignored wherever they reappear."""
        with self.store.write() as session:
            known = set(session.scalars(select(Covered.hash)))
            held = session.scalars(select(SegmentFile.hash).where(SegmentFile.applied))
            try:
                new = snapshot.covered(session, self.circle, one, self.keys) - known
            except SetAside:  # by a newer program: nothing of it is needed now
                return True
            if not new <= {key[:KNOWN_BY] for key in held}:
                return False
            session.add_all(Covered(hash=key) for key in new)
            _raise(session, one)
        return True

    def _put_in(self, one: Snapshot) -> bool:
        name = snapshot.name_of(one.id, 1)
        try:
            with self.store.write() as session:
                before = ledger.front(session)
                self._replace(session, one)
        except SetAside as aside:
            log.warning("snapshot %s is set aside: %s", one.id, aside.state)
            self.report.name(name, aside.state, aside.reason)
            if aside.state is State.QUARANTINED:
                with self.store.write() as session:
                    grounds.refuse(session, one.id)
            return False
        log.info("started from snapshot %s", one.id)
        own = self.circle.device.log
        known = before[own].seq if own in before else 0
        self.restored = self.restored or (own in one.front and one.front[own].seq > known)
        self.report.applied += sum(
            max(0, mark.through - (before[log].through if log in before else 0)) for log, mark in one.front.items()
        )
        return True

    def _replace(self, session: Session, one: Snapshot | None) -> None:
        """Raises SetAside, after which the transaction must not be committed."""
        team = self.circle.team
        replacement = snapshots.Replacement(session, team)
        session.execute(delete(Covered))
        session.execute(delete(Baseline))
        try:
            for piece in snapshot.pieces(session, self.circle, one, self.keys) if one else ():
                replacement.add(piece)
        except BadPatch as error:
            raise SetAside(State.QUARANTINED, BAD_CONTENT) from error
        if one is not None:
            self._check(session, one)
            _raise(session, one)
        replacement.settle()
        for batch in _batches(self._held(session)):
            for creates in layers(batch):
                merge.apply(session, creates, (), team)
            merge.apply(session, {}, [edit for said in batch for edit in said.edits], team)
        replacement.finish()

    def _check(self, session: Session, one: Snapshot) -> None:
        found = snapshots.sums(
            session, self.circle.team, {table: names for table, (names, _sum) in one.sums.items()}
        )
        if any(one.sums[table][1] != total for table, (_names, total) in found.items()):
            raise SetAside(State.QUARANTINED, _DOES_NOT_ADD_UP)

    def _held(self, session: Session) -> Iterator[Payload]:
        """What is held that no snapshot stands for, and what is not sealed yet."""
        rows = select(SegmentFile.hash).where(SegmentFile.applied).order_by(SegmentFile.log, SegmentFile.seq)
        for key in session.scalars(rows.where(~is_covered())).all():
            try:
                yield snapshot.reopened(session, self.circle, key)
            except SetAside:  # it came in a bundle, which had a key for it: it is read anew
                session.execute(delete(SegmentFile).where(SegmentFile.hash == key))
                session.execute(delete(FolderFile))
        outbox = changes.pending(session, 1 << 60)
        yield Payload((), 0, 0, outbox.creates, outbox.edits)


def is_covered() -> ColumnElement[bool]:
    """Of rows of segments: a snapshot stands for them."""
    return func.substr(SegmentFile.hash, 1, KNOWN_BY).in_(select(Covered.hash))


def _raise(session: Session, one: Snapshot) -> None:
    """The baseline: never lower than it was."""
    base = ledger.baseline(session)
    grounds.stand_on(session, one)
    for log_id, mark in one.front.items():
        if log_id not in base or base[log_id].seq < mark.seq:
            device = one.devices.get(log_id, one.device)
            session.merge(Baseline(log=log_id, device=device, seq=mark.seq, through=mark.through, hash=mark.hash))


def _batches(said: Iterator[Payload]) -> Iterator[list[Payload]]:
    """Large enough to be merged quickly, small enough for memory."""
    batch: list[Payload] = []
    for one in said:
        batch.append(one)
        if sum(each.changes for each in batch) >= BATCH:
            yield batch
            batch = []
    yield batch
