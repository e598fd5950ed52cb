"""Writing: what is sealed is put into the folder and read back; what the folder lost is put there again.

Nothing is ever deleted here because it is absent there. What this laptop deletes there are damaged files, of
which a whole copy stands beside them, and its requests once they are answered.
"""

import errno
import secrets
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.i18n import N_
from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.store.tables import FolderFile, Peer, SegmentFile, SnapshotPart
from outreach_app.sync import grounds, ledger, segment, snapshot
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import SetAside, State
from outreach_app.sync.folder import Entry, Folder
from outreach_app.sync.ledger import place_of
from outreach_app.sync.pull import Cancelled, Progress, verified
from outreach_app.sync.report import SyncReport
from outreach_app.sync.sealing import DAY

_ASKED = "asked"
"""Setting: the segments that someone asks for, and since when."""
_ANSWERED = "answered"
"""Setting: the segments that were put again because someone asked, and when."""

_UNWRITABLE = N_("The shared folder cannot be written: this laptop reads, but does not send.")
_FULL = N_("The shared folder is full.")
_NOT_KEPT = N_("The shared folder did not keep the file.")
_WRITTEN_AGAIN = N_("It was missing or damaged and is written again.")
_WAS_EMPTY = N_("The shared folder was empty: this laptop has put its own part back. Nothing is lost here.")
_WHY = {
    errno.EROFS: _UNWRITABLE,
    errno.EACCES: _UNWRITABLE,
    errno.EPERM: _UNWRITABLE,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
}


class Refused(Exception):
    """The folder does not take files now. The report says why."""


@dataclass
class Publisher:
    """One laptop's writing into one folder, as it was listed."""

    store: Store
    circle: Circle
    folder: Folder
    report: SyncReport
    listing: Iterable[Entry]
    emptied: bool
    """Nothing of the team stood in the folder."""

    _taken: set[str] = field(default_factory=set)
    """Names, in lower case."""
    _copies: dict[tuple[Id, int], list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.listing:
            self._taken.add(entry.name.lower())
            if place := place_of(entry.name):
                self._copies.setdefault(place, []).append(entry)

    def run(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> None:
        """Everything this laptop has to put into the folder. Stops at the first file that is not taken."""
        try:
            self._put_statements()
            if self.circle.admitted:
                self._put_snapshot(cancelled)
                self._mend(cancelled)
                self._send(progress, cancelled)
                self._drop_requests()
        except Refused:
            self.report.publishing = False

    def _put_statements(self) -> None:
        """Anyone may put back what anyone signed: it says the same, wherever it comes from."""
        for one in self.circle.statements.values():
            stem = one.name.removesuffix(".mem")
            copies = [entry for entry in self.listing if entry.name.lower().startswith(stem)]
            bad = [copy for copy in copies if copy.size != len(one.data)]
            if len(bad) == len(copies):
                self._put(one.name, one.data)
            self._delete(bad)

    def _put_snapshot(self, cancelled: Cancelled | None) -> None:
        """The newest snapshot: everyone keeps it, so anyone may put it back."""
        with self.store.read() as session:
            files = snapshot.files(session, grounds.usable(session, self.circle)[:1])
        for name, size, key in files:
            copies = self._copies.get(place_of(name) or (Id(""), 0), [])
            if not any(copy.size == size for copy in copies) and not self._stops(cancelled):
                with self.store.read() as session:
                    sealed = session.get_one(SnapshotPart, key).sealed
                self._put(name if name not in self._taken else _another(name), sealed)
                self._delete(copies)

    def _drop_requests(self) -> None:
        """They are answered, and the name in them is in the team's records by now."""
        for one in self.circle.requests:
            try:
                self.folder.delete(one.name)
            except OSError:
                return
        if self.circle.requests:
            with self.store.write() as session:
                self.circle = self.circle.without_requests(session)

    def _send(self, progress: Progress | None, cancelled: Cancelled | None) -> None:
        with self.store.read() as session:
            waiting = session.scalars(
                select(SegmentFile.hash)
                .where(~SegmentFile.published, SegmentFile.applied)
                .order_by(SegmentFile.log, SegmentFile.seq)
            ).all()
        for done, key in enumerate(waiting):
            if self._stops(cancelled):
                return
            with self.store.read() as session:
                row = session.get_one(SegmentFile, key)
            copies = self._copies.get((row.log, row.seq), ())
            if not any(self._is_whole(copy, row.sealed) for copy in copies):  # a fork may bear its name and size
                self._put(segment.parse(row.sealed).header.name, row.sealed)
                self.report.published += row.changes
                self.report.sent.append(key)
            with self.store.write() as session:
                session.get_one(SegmentFile, key).published = True
            if progress:
                progress(done + 1, len(waiting))

    def _stops(self, cancelled: Cancelled | None) -> bool:
        self.report.cancelled = self.report.cancelled or bool(cancelled and cancelled())
        return self.report.cancelled

    def _mend(self, cancelled: Cancelled | None) -> None:
        """Puts back what this laptop had put there and is gone, cut off, or not readable for others."""
        with self.store.read() as session:
            ours = select(
                SegmentFile.hash, SegmentFile.log, SegmentFile.seq, func.length(SegmentFile.sealed)
            ).where(SegmentFile.published, SegmentFile.applied)
            own = session.execute(ours.where(SegmentFile.own).order_by(SegmentFile.log, SegmentFile.seq)).all()
            base = ledger.baseline(session)
            others = session.execute(
                ours.where(~SegmentFile.own, SegmentFile.log.in_(_logs_wanted(session)))
            ).all()
        places = {(row.log, row.seq) for row in own}
        wanted = self._wanted(places, {(row.log, row.seq) for row in others} - places)
        bad = {one.name for one in self.report.details if one.state in (State.DAMAGED, State.INCOMPLETE)}
        mended = 0
        for key, log_id, seq, size in (*own, *(row for row in others if (row.log, row.seq) in wanted)):
            if self._stops(cancelled):
                break
            copies = self._copies.get((log_id, seq), [])
            asked_for = (log_id, seq) in wanted
            if not asked_for and log_id in base and seq <= base[log_id].seq:
                continue  # a snapshot stands for it
            if asked_for or not copies or any(copy.size != size or copy.name in bad for copy in copies):
                mended += self._mend_one(key, copies, asked_for)
        if mended and self.emptied:
            self.report.name("", State.REFILLED, _WAS_EMPTY)

    def _mend_one(self, key: bytes, copies: list[Entry], asked_for: bool) -> bool:
        """Whether the segment had to be written again. Damaged copies go once a whole one stands there."""
        with self.store.read() as session:
            sealed = session.get_one(SegmentFile, key).sealed
        others = [copy for copy in copies if not self._is_whole(copy, sealed)]
        again = asked_for or len(others) == len(copies)
        if again:
            name = segment.parse(sealed).header.name
            self._put(name if name not in self._taken else _another(name), sealed)
            if not self.emptied:
                self.report.name(name, State.REFILLED, _WRITTEN_AGAIN)
        self._delete(copy for copy in others if not self._is_branch(copy))
        return again

    def _delete(self, bad: Iterable[Entry]) -> None:
        """Damaged files beside which a whole copy stands by now."""
        for copy in bad:
            with suppress(OSError):  # it stays set aside
                self.folder.delete(copy.name)

    def _is_whole(self, copy: Entry, sealed: bytes) -> bool:
        try:
            return copy.size == len(sealed) and self.folder.read(copy.name) == sealed
        except OSError:
            return False

    def _is_branch(self, copy: Entry) -> bool:
        """Whether a file that is not ours is whole in itself: where a vault was copied, a log forks. One that
        cannot be read now may be."""
        try:
            verified(self.circle, segment.parse(self.folder.read(copy.name)))
        except SetAside:
            return False
        except OSError:
            pass
        return True

    def _wanted(self, own: Collection[tuple[Id, int]], others: Collection[tuple[Id, int]]) -> set[tuple[Id, int]]:
        """What someone says to lack and this laptop should put again: each once a day at most.

        Its own at once; on a coordinator's laptop that of others too, once they had a day to answer.
        """
        with self.store.read() as session:
            wants = [peer.want for peer in session.scalars(select(Peer)) if peer.device != self.circle.device.id]
            answered: dict[str, int] = settings.get(session, _ANSWERED, {})
            asked: dict[str, int] = settings.get(session, _ASKED, {})
        now = self.store.clock.milliseconds()
        lacking = {(Id(log_id), seq) for want in wants for log_id, seqs in want.items() for seq in seqs}
        since = {f"{log_id}/{seq}": asked.get(f"{log_id}/{seq}", now) for log_id, seq in lacking}
        helps = self.circle.device.id in self.circle.roster.coordinators
        wanted = {
            (log_id, seq)
            for log_id, seq in lacking
            if abs(now - answered.get(f"{log_id}/{seq}", 0)) >= DAY
            and (
                (log_id, seq) in own
                or (helps and (log_id, seq) in others and abs(now - since[f"{log_id}/{seq}"]) >= DAY)
            )
        }
        if wanted or since != asked:
            recent = {place: at for place, at in answered.items() if abs(now - at) < DAY}
            with self.store.write() as session:
                settings.put(session, _ASKED, since)
                settings.put(session, _ANSWERED, recent | {f"{log_id}/{seq}": now for log_id, seq in wanted})
        return wanted

    def _put(self, name: str, data: bytes) -> None:
        """Raises Refused after saying why."""
        try:
            try:
                self.folder.put_once(name, data)
            except FileExistsError:
                name = _another(name)
                self.folder.put_once(name, data)
        except OSError as error:
            self.report.name(name, State.UNSENT, _WHY.get(error.errno or 0, _NOT_KEPT))
            raise Refused from error
        self._taken.add(name)
        with self.store.write() as session:
            now = self.store.clock.milliseconds()
            session.merge(FolderFile(name=name, size=len(data), state=State.KNOWN, first_seen=now))


def _logs_wanted(session: Session) -> set[Id]:
    return {Id(log_id) for peer in session.scalars(select(Peer)) for log_id in peer.want}


def _another(name: str) -> str:
    """A name beside one that is taken; identity is in the header."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{secrets.token_hex(4)}{dot}{ending}"
