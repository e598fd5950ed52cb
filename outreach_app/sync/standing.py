"""How sync stands, as the vault itself knows it: quick enough to ask after every save."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import settings
from outreach_app.store.conflicts import conflicts
from outreach_app.store.schema import METADATA
from outreach_app.store.tables import Baseline, Operation, Peer, SegmentFile
from outreach_app.sync import details, ledger, operations, people, rebirth
from outreach_app.sync.circle import Circle

DAY = 24 * 3600 * 1000
SILENT = 14 * DAY
"""Unheard of for this long, a laptop counts as behind, and one's own is warned of."""
_SYNCED = "synced"
"""Setting: when the last sync that worked ended, in milliseconds since 1970."""


@dataclass(frozen=True)
class Standing:
    """Counts are as in a SyncReport, but of now; choices are made record by record."""

    pending: int = 0
    choices: int = 0
    behind: int = 0
    """Laptops of colleagues that need a look."""
    synced: int = 0
    """When the last sync that worked ended, in milliseconds since 1970; 0 before the first."""
    paused: bool = False
    """A backup was put back: someone is to look at it before anything is exchanged."""
    revoked: bool = False
    """This laptop was taken out of the team."""
    expired: bool = False
    """The term for which it was admitted is over: it goes on, but gets no new keys until it is admitted again."""

    def days_apart(self, now: int) -> int:
        """Whole days since the last sync that worked."""
        return max(0, now - self.synced) // DAY if self.synced else 0


@dataclass(frozen=True)
class Laptop:
    """A laptop of the team and what it has of the team's work, as it last said itself."""

    device: Id
    name: str
    fingerprint: str
    role: str
    own: bool
    out: bool
    """Taken out of the team."""
    seen: int
    """When it last said something, by its own clock, in milliseconds since 1970; 0 for never."""
    behind: int
    """Changes that are here and that it has not said to have."""
    lacks: int
    """Files that it says it lacks."""
    unconfirmed: int
    """Erasures that it has not confirmed."""
    keyed: bool
    """Whether it holds the key that the team writes with now."""

    def late(self, now: int) -> bool:
        """Whether someone should look: it lacks work, and has been silent for long, or says itself that it misses
        files. A laptop that is behind since yesterday is as it should be."""
        lags = self.behind > 0 and now - self.seen >= SILENT
        return not self.own and not self.out and (lags or self.lacks > 0)


@dataclass(frozen=True)
class Overview:
    """What the details of sync show."""

    laptops: Sequence[Laptop] = ()
    missing: Sequence[tuple[str, int]] = ()
    """Whose files have not come here, though others have read them, and how many."""
    writers: Mapping[Id, str] = field(default_factory=dict)
    """Who writes which log, as far as that is known."""


def standing(session: Session, circle: Circle, now: int) -> Standing:
    own = circle.roster.members.get(circle.device.id)
    return Standing(
        pending=pending(session),
        choices=len({one.row for one in conflicts(session)}),
        behind=sum(one.late(now) for one in laptops(session, circle)),
        synced=settings.get(session, _SYNCED, 0),
        paused=bool(rebirth.paused(session)),
        revoked=circle.device.id in circle.roster.revoked,
        expired=own is not None and own.overdue(now),
    )


def pending(session: Session) -> int:
    """Changes that are not in the folder yet, sealed or not, and what else waits to be said."""
    outbox = session.scalar(select(func.count()).select_from(METADATA.tables["outbox"])) or 0
    said = session.scalar(select(func.count()).select_from(Operation).where(Operation.log.is_(None))) or 0
    return outbox + said + ledger.unsent(session)


def note_synced(session: Session, now: int) -> None:
    """A sync ended that read everything and could write."""
    settings.put(session, _SYNCED, now)


def overview(session: Session, circle: Circle) -> Overview:
    writers = details.authors(session, circle)
    missing: Counter[str] = Counter()
    for gap in ledger.lacks(session).gaps:
        missing[writers.get(gap.log, "")] += gap.last - gap.first + 1
    return Overview(laptops(session, circle), missing.most_common(), writers)


def laptops(session: Session, circle: Circle) -> list[Laptop]:
    """Every laptop of the team, and those that were taken out; in the order of the list of members."""
    known = _known(session)
    peers = {peer.device: peer for peer in session.scalars(select(Peer))}
    orders = session.execute(
        select(Operation.device, Operation.log, Operation.seq).where(
            Operation.kind.in_((operations.ERASE, operations.PERSON)), Operation.log.is_not(None)
        )
    ).all()
    names = {one.fingerprint: (place, one.name) for place, one in enumerate(people.members(session, circle))}
    current = circle.epochs.current if circle.epochs else ""
    found = []
    for device, member in circle.roster.members.items():
        peer = peers.get(device) or Peer(device=device)
        front: Mapping[str, list[int]] = peer.front
        place, name = names.get(member.keys.fingerprint, (len(names), ""))
        unread = [log for by, log, seq in orders if by != device and front.get(log or "", [0])[0] < seq]
        own = device == circle.device.id
        one = Laptop(
            device=device,
            name=name,
            fingerprint=member.keys.fingerprint,
            role=member.role,
            own=own,
            out=device in circle.roster.revoked,
            seen=peer.at,
            behind=0 if own else _behind(device, front, known),
            lacks=sum(map(len, peer.want.values())),
            unconfirmed=len(unread),
            keyed=own or current in peer.keys,
        )
        found.append((place, one))
    return [one for _place, one in sorted(found, key=lambda pair: (pair[1].out, pair[0]))]


def _known(session: Session) -> dict[Id, tuple[Id, int]]:
    """Of each log whose it is, and the changes in it."""
    rows = session.execute(
        select(SegmentFile.log, SegmentFile.device, func.max(SegmentFile.through))
        .where(SegmentFile.applied)
        .group_by(SegmentFile.log, SegmentFile.device)
    )
    known: dict[Id, tuple[Id, int]] = {}
    for log, device, through in (*session.execute(select(Baseline.log, Baseline.device, Baseline.through)), *rows):
        known[log] = device, max(through, known[log][1] if log in known else 0)
    return known


def _behind(device: Id, front: Mapping[str, list[int]], known: Mapping[Id, tuple[Id, int]]) -> int:
    """What others wrote and it has not said to have; what it wrote itself it has."""
    return sum(
        max(0, through - front.get(log, [0, 0])[1]) for log, (writer, through) in known.items() if writer != device
    )
