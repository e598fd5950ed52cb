"""What this laptop holds of every log, what it knows to exist, and so what it lacks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store.tables import Baseline, LateSegment, Peer, SegmentFile
from outreach_app.sync.payload import Mark
from outreach_app.sync.segment import LAST

_AT_ONCE = 1000
"""Segments of one log that are asked for at a time."""
_IN_ALL = 10_000
_PLACE = re.compile(r"([0-9a-f]{32})/(\d{10})", re.IGNORECASE)


class Gap(NamedTuple):
    """Segments of one log that are known to exist and are not here: from and to with these numbers."""

    log: Id
    first: int
    last: int


@dataclass(frozen=True)
class Lacks:
    """What is known to exist and is not here."""

    want: Mapping[Id, list[int]] = field(default_factory=dict)
    """Log to sequence numbers; the first of them, where there are very many."""
    missing: int = 0
    """Changes in them, as far as their writers said how many there are."""
    gaps: Sequence[Gap] = ()


def baseline(session: Session) -> dict[Id, Mark]:
    """How far each log is covered by a snapshot."""
    return {row.log: Mark(row.seq, row.through, row.hash) for row in session.scalars(select(Baseline))}


def front(session: Session, *, merged: bool = False) -> dict[Id, Mark]:
    """How far each log is held without a gap; or, what is in quarantine being a gap, how far it is merged."""
    marks = baseline(session)
    rows = select(SegmentFile.log, SegmentFile.seq, SegmentFile.through, SegmentFile.hash).where(
        SegmentFile.hash.not_in(select(LateSegment.hash))
    )
    if merged:
        rows = rows.where(SegmentFile.applied)
    for log, seq, through, last in session.execute(
        rows.order_by(SegmentFile.log, SegmentFile.seq, SegmentFile.hash)
    ):
        before = marks[log].seq if log in marks else 0
        if seq == before + 1:
            marks[log] = Mark(seq, through, last)
    return marks


def beyond(session: Session) -> bool:
    """Whether something is merged that lies behind a gap, as what was accepted of late work does."""
    marks = front(session, merged=True)
    rows = session.execute(select(SegmentFile.log, SegmentFile.seq).where(SegmentFile.applied))
    return any(seq > (marks[log].seq if log in marks else 0) for log, seq in rows)


def lacks(session: Session, damaged: Iterable[str] = ()) -> Lacks:
    """Gaps, and what others have read that never came here. Names of damaged files are a hint too."""
    held: defaultdict[Id, set[int]] = defaultdict(set)
    base = baseline(session)
    received = defaultdict(int, {log: mark.through for log, mark in base.items()})
    known = defaultdict(lambda: (0, 0), {log: (mark.seq, mark.through) for log, mark in base.items()})
    rows = session.execute(select(SegmentFile.log, SegmentFile.seq, SegmentFile.through, SegmentFile.changes))
    for log, seq, through, changes in rows:
        if seq > _covered(base, log):
            held[log].add(seq)
            received[log] += changes
            known[log] = max(known[log], (seq, through))
    for peer in session.scalars(select(Peer)):
        for named, (seq, through) in peer.front.items():
            known[Id(named)] = max(known[Id(named)], (seq, through))
    want: dict[Id, list[int]] = {}
    gaps: list[Gap] = []
    missing = asked = 0
    for log, (seq, through) in list(known.items()):
        if _covered(base, log) + len(held[log]) < seq:
            found = list(_gaps(log, held[log], _covered(base, log), seq))
            gaps += found
            want[log] = list(islice(_numbers(found), min(_AT_ONCE, _IN_ALL - asked)))
            asked += len(want[log])
            missing += max(0, through - received[log])
    for place in filter(None, map(place_of, damaged)):
        log, seq = place
        if seq not in held[log] and _covered(base, log) < seq <= LAST:
            want[log] = sorted({*want.get(log, ()), seq})
    return Lacks({log: seqs for log, seqs in want.items() if seqs}, missing, gaps)


def _covered(base: Mapping[Id, Mark], log: Id) -> int:
    return base[log].seq if log in base else 0


def _gaps(log: Id, held: Iterable[int], before: int, last: int) -> Iterator[Gap]:
    """Between what is held, never number by number: how many there are is for others to claim."""
    for seq in (*sorted(held), last + 1):
        if seq > before + 1:
            yield Gap(log, before + 1, seq - 1)
        before = seq


def _numbers(gaps: Iterable[Gap]) -> Iterator[int]:
    return chain.from_iterable(range(gap.first, gap.last + 1) for gap in gaps)


def place_of(name: str) -> tuple[Id, int] | None:
    """Log and sequence number that a name hints at."""
    found = _PLACE.match(name)
    return (Id(found[1].lower()), int(found[2])) if found else None


def unsent(session: Session) -> int:
    """Changes that are sealed but not in the folder yet; those to pass on from bundles too."""
    total = select(func.sum(SegmentFile.changes)).where(~SegmentFile.published)
    return session.scalar(total) or 0
