"""Reading: every file of the folder once; verified, opened, and handed over to be merged.

Nothing in the folder is trusted by its name, its time or its absence. One bad file is set aside and named; the
rest goes on.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from outreach_app.domain.fields import Id
from outreach_app.store.database import Store
from outreach_app.store.tables import FolderFile
from outreach_app.sync import payload, quarantine, segment, snapshot, team
from outreach_app.sync.bootstrap import Start
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import (
    ANOTHER_TEAM,
    CUT_OR_ALTERED,
    NO_KEY,
    NOT_A_MEMBER,
    NOT_ALLOWED,
    SetAside,
    SharedFolderMissing,
    State,
)
from outreach_app.sync.folder import Entry, Folder
from outreach_app.sync.intake import Intake, Opened
from outreach_app.sync.payload import Payload
from outreach_app.sync.quarantine import Cuts, Late
from outreach_app.sync.report import SyncReport
from outreach_app.sync.segment import Segment
from outreach_app.sync.team import Statement

log = logging.getLogger(__name__)

_SETTLED = {State.KNOWN, State.FOREIGN, State.FORK}
"""What a file of this name and size was is what it is; all others are read again at every sync."""
_OURS = re.compile(r"\.(seg|mem|snap)\b", re.IGNORECASE)
"""A name that one of our files may bear, conflict copies included."""
_SNAPSHOT = re.compile(r"\.snap\b", re.IGNORECASE)

_CHANGES = 2
"""Place of segments in the order of reading."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass
class Pull:
    """One reading of a folder, or of a bundle that looks like one."""

    store: Store
    circle: Circle
    """Grows by the statements that are read."""
    folder: Folder
    report: SyncReport
    progress: Progress | None = None
    cancelled: Cancelled | None = None
    remember: bool = True
    segment_keys: Mapping[bytes, bytes] = field(default_factory=dict)
    """Keys of single segments by their hash, from a bundle."""

    saw_team: bool = False
    """Something of this team stood in the folder."""
    saw_others: bool = False
    """The founding of another team did."""
    restored: bool = False
    """This laptop's own log holds more than it remembers: it was put back from a copy, or cloned."""

    _statements: list[tuple[Entry, Statement]] = field(default_factory=list)
    _late: list[tuple[Id, int, Entry]] = field(default_factory=list)
    """Log, number and file of what may be covered by a cut, once what was written after it is here."""

    def __post_init__(self) -> None:
        self._cuts = Cuts(self.store, self.circle.roster)
        self._intake = Intake(self.store, self.circle, self.report, self.remember)

    def run(self, listing: Sequence[Entry]) -> None:
        """Reads what is new in the listing; circle and report say afterwards what came of it."""
        remembered = self._intake.start()
        new = [entry for entry in listing if not self._settled(entry, remembered.get(entry.name))]
        new.sort(key=_in_order)
        try:
            self._read_all(new)
            self._believe()
            self._reconsider()
        except SharedFolderMissing:  # what came before it went is kept
            self._believe()
            self._intake.merge()
            raise
        self._intake.merge()
        self._intake.forget(remembered.keys() - {entry.name for entry in listing})
        if not self.report.cancelled:
            self._start(Start.catch_up)

    def _read_all(self, new: Sequence[Entry]) -> None:
        began = False
        for done, entry in enumerate(new):
            if self.cancelled and self.cancelled():
                self.report.cancelled = True
                return
            if not began and _in_order(entry)[0] == _CHANGES:
                began = True
                self._believe()
                self._start(Start.begin)
            self._read(entry)
            if self.progress:
                self.progress(done + 1, len(new))

    def _start(self, how: Callable[[Start], bool]) -> None:
        """From a snapshot, if need be: statements and snapshots are read first."""
        if self.circle.admitted:
            start = Start(self.store, self.circle, self.report, self.segment_keys)
            if how(start):
                self._intake.start()
            self.restored = self.restored or start.restored

    def _settled(self, entry: Entry, before: FolderFile | None) -> bool:
        if before is None or before.size != entry.size or before.state not in _SETTLED:
            return False
        self.saw_team = self.saw_team or before.state != State.FOREIGN
        if before.state != State.KNOWN:
            self.report.name(entry.name, State(before.state), before.reason, before.first_seen)
        return True

    def _read(self, entry: Entry) -> None:
        ours = bool(_OURS.search(entry.name))
        if entry.size > segment.LARGEST and not ours:
            return
        try:
            data = self._bytes(entry)
            if data.startswith(team.MAGIC):
                self._take_statement(entry, team.parse(data))
            elif data.startswith(segment.MAGIC) or ours:
                self._believe()
                self._take_segment(entry, segment.parse(data))
        except SetAside as aside:
            self._intake.note(entry, aside.state, aside.reason)

    def _bytes(self, entry: Entry) -> bytes:
        if entry.size > segment.LARGEST:
            raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
        try:
            return self.folder.read(entry.name)
        except OSError as error:
            log.warning("a file of the folder cannot be read: errno %s", error.errno)
            raise SetAside(State.DAMAGED, CUT_OR_ALTERED) from error

    def _take_statement(self, entry: Entry, statement: Statement) -> None:
        if statement.team != self.circle.team:
            self.saw_others = self.saw_others or statement.kind == team.FOUNDING
            raise SetAside(State.FOREIGN, ANOTHER_TEAM)
        self.saw_team = True
        self._statements.append((entry, statement))

    def _believe(self) -> None:
        """Takes the statements read so far into the circle: who is a member decides what is read next."""
        if not self._statements:
            return
        before = self.circle
        self.circle = before.including(statement for _entry, statement in self._statements)
        self._intake.circle = self.circle
        self._cuts = Cuts(self.store, self.circle.roster)
        for one in before.statements.values():
            if one.hash not in self.circle.statements:
                self._statements.append((Entry(one.name, len(one.data)), one))
        for entry, statement in self._statements:
            try:
                self.circle.judge(statement)
                self._intake.note(entry, State.KNOWN)
            except SetAside as aside:
                self._intake.note(entry, aside.state, aside.reason)
        self._statements.clear()
        if self.circle.statements.keys() != before.statements.keys():
            with self.store.write() as session:
                self.circle.save(session)

    def _take_segment(self, entry: Entry, found: Segment, *, last_word: bool = False) -> None:
        header = found.header
        if header.team != self.circle.team:
            raise SetAside(State.FOREIGN, ANOTHER_TEAM)
        self.saw_team = True
        if not self.circle.admitted or self._intake.holds(entry, found):
            return
        if header.kind == segment.SNAPSHOT:
            self._take_part(entry, found)
            return
        try:
            said = opened(self.circle, found, self.segment_keys)
            self._cuts.check(found)
            self._intake.take(Opened(entry, found, said))
        except Late as aside:
            if last_word:
                self._intake.quarantine(entry, found, aside.reason, late=True)
            else:
                self._late.append((header.log, header.seq, entry))
        except SetAside as aside:
            if aside.state is not State.QUARANTINED:
                # signed here, and under a key that is not here: a copy does not know what came after it
                self.restored = self.restored or (
                    aside.state is State.LOCKED and header.log == self.circle.device.log
                )
                raise
            self._intake.quarantine(entry, found, aside.reason)
        self.restored = self.restored or header.log == self.circle.device.log

    def _take_part(self, entry: Entry, found: Segment) -> None:
        verified(self.circle, found)
        if found.header.device not in self.circle.roster.coordinators:
            raise SetAside(State.IGNORED, NOT_ALLOWED)
        with self.store.write() as session:
            snapshot.take(session, self.circle, found, self.store.clock.milliseconds(), self.segment_keys)
        self._intake.note(entry, State.KNOWN)

    def _reconsider(self) -> None:
        """What may come too late, latest first; and what was in quarantine and counts by now."""
        for _log, _seq, entry in sorted([] if self.report.cancelled else self._late, reverse=True):
            try:
                self._take_segment(entry, segment.parse(self._bytes(entry)), last_word=True)
            except SetAside as aside:
                self._intake.note(entry, aside.state, aside.reason)
        with self.store.read() as session:
            accepted = list(quarantine.accepted(session, self.circle))
        for found in accepted:
            self._take_segment(Entry(found.header.name, len(found.sealed)), found, last_word=True)


def opened(circle: Circle, found: Segment, segment_keys: Mapping[bytes, bytes]) -> Payload:
    """What a segment of this team says, once it is sure who says it. Raises SetAside."""
    verify = verified(circle, found)
    key = segment_keys.get(found.hash) or _key(circle, found)
    return payload.decode(segment.unseal(found, key), verify, found.header.log)


def verified(circle: Circle, found: Segment) -> bytes:
    """The key of the member who signed it. Raises SetAside."""
    member = circle.roster.members.get(found.header.device)
    if member is None:
        raise SetAside(State.UNKNOWN, NOT_A_MEMBER)
    segment.verify(found, member.keys.verify)
    return member.keys.verify


def _in_order(entry: Entry) -> tuple[int, str]:
    """Statements first, as they say who may say what; then snapshots, as they save reading what they stand for."""
    if team.looks_like(entry.name):
        return 0, entry.name
    return (1 if _SNAPSHOT.search(entry.name) else _CHANGES), entry.name


def _key(circle: Circle, found: Segment) -> bytes:
    if circle.epochs is None or found.header.epoch not in circle.epochs.keys:
        raise SetAside(State.LOCKED, NO_KEY)
    return segment.key_of(found, circle.epochs.keys[found.header.epoch])
