"""What waits in quarantine, told so that a coordinator can judge it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.store import telling
from outreach_app.store.tables import SegmentFile
from outreach_app.store.telling import Told
from outreach_app.sync import details, people, quarantine, segment
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import NoSuchLateWork, SetAside
from outreach_app.sync.payload import Payload
from outreach_app.sync.pull import opened

_SHORTEST = 8
"""Digits of an id that are enough, if no other begins with them."""


@dataclass(frozen=True)
class LateWork:
    """A segment whose writer was out of the team by then."""

    id: str
    """The hash of the segment, in hex."""
    file: str
    """Where it stands in the folder."""
    author: str
    """Name of whose laptop wrote it; empty where that is not known."""
    written_at: str
    """By its writer's clock, as ISO date and time; empty if it cannot be opened here."""
    kinds: Mapping[str, int]
    """How many changes of which kind of record, by slug."""
    orders: int
    """What it says beside changes: erasures, and requests for one."""
    readable: bool

    @property
    def changes(self) -> int:
        return sum(self.kinds.values())

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "file": self.file,
            "author": self.author,
            "written_at": self.written_at,
            "changes": self.changes,
            "kinds": dict(self.kinds),
            "orders": self.orders,
            "readable": self.readable,
        }


@dataclass(frozen=True)
class Inspected:
    """What one says."""

    work: LateWork
    told: Sequence[Told]

    def as_json(self) -> dict[str, Any]:
        return {**self.work.as_json(), "content": [one.as_json() for one in self.told]}


def quarantined(session: Session, circle: Circle) -> list[LateWork]:
    """What waits for a coordinator and was not dismissed here, in the order in which it was written."""
    names, dismissed = details.authors(session, circle), quarantine.dismissed(session)
    rows = (row for row in quarantine.waiting(session, circle) if row.hash.hex() not in dismissed)
    return [_work(circle, row, names.get(row.log, ""))[0] for row in rows]


def inspect(session: Session, circle: Circle, id: str) -> Inspected:
    """What it says. `id` may be shortened. Raises NoSuchLateWork."""
    row = _row(session, circle, id)
    work, said = _work(circle, row, details.authors(session, circle).get(row.log, ""))
    return Inspected(work, telling.tell(session, said.creates, said.edits) if said else ())


def _row(session: Session, circle: Circle, id: str) -> SegmentFile:
    wanted = id.strip().lower()
    found = [row for row in quarantine.waiting(session, circle) if row.hash.hex().startswith(wanted)]
    if len(found) != 1 or len(wanted) < _SHORTEST:
        raise NoSuchLateWork(id=id)
    return found[0]


def _work(circle: Circle, row: SegmentFile, author: str) -> tuple[LateWork, Payload | None]:
    found = segment.parse(row.sealed)
    said: Payload | None = None
    with suppress(SetAside):  # its key may be gone, or have come in a bundle only
        said = opened(circle, found, {})
    work = LateWork(
        id=row.hash.hex(),
        file=found.header.name,
        author=author,
        written_at=people.moment(said.at) if said else "",
        kinds=details.by_kind(said) if said else {},
        orders=len(said.ops) if said else 0,
        readable=said is not None,
    )
    return work, said
